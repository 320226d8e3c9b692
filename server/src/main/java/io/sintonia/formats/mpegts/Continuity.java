package io.sintonia.formats.mpegts;

/** How a packet's continuity counter fits the one before on its PID. */
enum Continuity {
    /** As it should be, or broken on purpose. */
    FOLLOWS,
    /** The same packet once more, which 13818-1, 2.4.3.3, allows once. */
    DUPLICATE,
    /** Something between is missing. */
    LOST
}
