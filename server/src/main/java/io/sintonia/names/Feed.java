package io.sintonia.names;

/** Which of a continent's two feeds a name says it is: the same channel, hours apart. */
public enum Feed {
    /** The name does not say. */
    UNSAID,
    /** The eastern feed. */
    EAST,
    /** The western feed, also called Pacific. */
    WEST
}
