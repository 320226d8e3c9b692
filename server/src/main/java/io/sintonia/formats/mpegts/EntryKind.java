package io.sintonia.formats.mpegts;

/** Why a packet is an entry point. */
public enum EntryKind {
    /** The encoder's random access indicator on the video PID. */
    RANDOM_ACCESS_FLAG,
    /** A picture that needs no other: IDR, IRAP, an I picture with its sequence header. */
    KEY_PICTURE,
    /** A recovery point: the picture becomes whole within a moment (intra refresh, open GOP). */
    RECOVERY_POINT,
    /** An audio frame of a stream without (living) video. */
    AUDIO,
    /** Encrypted video, which cannot be read: any start of a unit. */
    SCRAMBLED,
    /** No entry point for too long: a start of a unit, taken so that players may join at all. */
    FALLBACK;

    /** Whether a decoder shows whole pictures (or sound) from there on. */
    public boolean clean() {
        return this != SCRAMBLED && this != FALLBACK;
    }
}
