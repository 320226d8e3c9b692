package io.sintonia.names;

/** How large a name says its picture is. Lists use {@code HD}, {@code FHD} and {@code 720p} without care, so they are one. */
public enum Picture {
    /** The name does not say. */
    UNSAID,
    /** Up to 576 lines. */
    SD,
    /** 720 to 1080 lines. */
    HD,
    /** 2160 lines and more. */
    UHD
}
