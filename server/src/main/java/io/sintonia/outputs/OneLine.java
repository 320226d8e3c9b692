package io.sintonia.outputs;

/** Makes foreign text fit to stand in one line of any answer: JSON, M3U or XML. */
public final class OneLine {
    private OneLine() {}

    /**
     * The text with control characters and line ends as blanks, without blanks at its ends, and without what no XML or
     * UTF-8 can hold (halves of surrogate pairs, U+FFFE, U+FFFF). Costs nothing for text that is fine.
     */
    public static String of(String text) {
        int at = 0;
        while (at < text.length() && isFine(text.charAt(at))) {
            at++;
        }
        return at == text.length() ? text.strip() : cleaned(text);
    }

    private static boolean isFine(char c) {
        return (c >= ' ' && c < 0x7F) || (c >= 0xA0 && c < 0x2028) || (c > 0x2029 && c < Character.MIN_SURROGATE);
    }

    private static String cleaned(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
                clean.append(' ');
            } else if (Character.getType(c) != Character.SURROGATE && c != 0xFFFE && c != 0xFFFF) {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString().strip();
    }
}
