package io.sintonia.formats.mpegts;

/**
 * What {@link StreamAnalyzer#inspect} says of a packet.
 *
 * <p>The caller's whole rule: on {@link #UNDECIDED} hold every packet from index {@link StreamAnalyzer#unitStart()} on
 * (whatever lies before it is ordinary); on {@link #ENTRY} cut before the packet {@code unitStart()} (this one, or one
 * that is held); on the other two nothing is held any more.
 */
public enum Verdict {
    /** No entry begins here, and none is in question. */
    ORDINARY,
    /** This packet begins, belongs to, or lies between those of, a unit whose nature is not known yet. */
    UNDECIDED,
    /** The unit that begins at {@code unitStart()} is an entry point. */
    ENTRY,
    /** The unit in question is no entry point. */
    NOT_ENTRY
}
