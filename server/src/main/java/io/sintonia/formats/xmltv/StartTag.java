package io.sintonia.formats.xmltv;

/** The attributes of a start tag in their bytes: read one by one, so that a programme nobody wants costs only its channel's. */
record StartTag(byte[] bytes, int from, int to) {
    private static final Slice NONE = new Slice(new byte[0], 0, 0);

    /** The bytes of the first attribute of this name; none if there is no such attribute. */
    Slice value(String name) {
        int at = from;
        while (at < to) {
            if (isBlank(bytes[at]) || bytes[at] == '/') {
                at++;
                continue;
            }
            int nameFrom = at;
            while (at < to && bytes[at] != '=' && bytes[at] != '>' && !isBlank(bytes[at])) {
                at++;
            }
            int nameTo = at;
            at = pastBlanks(at);
            if (at >= to || bytes[at] != '=') {
                at = Math.max(at, nameTo + (nameTo == nameFrom ? 1 : 0));
                continue;
            }
            at = pastBlanks(at + 1);
            int valueFrom = at;
            if (at < to && (bytes[at] == '"' || bytes[at] == '\'')) {
                byte quote = bytes[at];
                valueFrom = ++at;
                while (at < to && bytes[at] != quote) {
                    at++;
                }
                if (at == to && at > valueFrom && bytes[at - 1] == '>') {
                    at--; // a quote that is not closed
                }
            } else {
                while (at < to && bytes[at] != '>' && !isBlank(bytes[at])) {
                    at++;
                }
            }
            if (is(name, nameFrom, nameTo)) {
                return new Slice(bytes, valueFrom, at);
            }
            at++;
        }
        return NONE;
    }

    private int pastBlanks(int start) {
        int at = start;
        while (at < to && isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    private boolean is(String name, int nameFrom, int nameTo) {
        if (nameTo - nameFrom != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (bytes[nameFrom + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
