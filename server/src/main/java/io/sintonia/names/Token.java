package io.sintonia.names;

/**
 * One word, number or sign of a name, folded to lower case.
 *
 * @param bracket which pair of brackets it stands in, 0 for none
 * @param joint what stands before it
 * @param upper whether it was written in capitals alone
 */
record Token(String text, int bracket, Joint joint, boolean upper) {
    /** What is between a token and the one before. */
    enum Joint {
        APART,
        GLUED,
        HYPHEN
    }

    boolean isNumber() {
        char first = text.charAt(0);
        return first >= '0' && first <= '9' && !Vocabulary.isQuality(text);
    }

    boolean isShift() {
        return text.charAt(0) == '+';
    }

    boolean isGlued() {
        return joint == Joint.GLUED;
    }
}
