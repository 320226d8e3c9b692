package io.sintonia.names;

/** What a comparison is for, which decides what a difference in quality means. */
public enum Purpose {
    /** A guide for a channel: HD and SD show the same programmes, so quality is passed over. */
    GUIDE,
    /** Addresses of one channel: a viewer notices when HD becomes SD, so a stated difference is the owner's to decide. */
    ADDRESSES
}
