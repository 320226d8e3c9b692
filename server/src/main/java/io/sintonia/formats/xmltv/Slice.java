package io.sintonia.formats.xmltv;

/** Some bytes of an array that belongs to somebody else. */
record Slice(byte[] bytes, int from, int to) {
    int length() {
        return to - from;
    }
}
