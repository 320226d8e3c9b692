package io.sintonia.names;

import io.sintonia.names.Token.Joint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a folded text into words, numbers and signs, from left to right and never back. Letters and digits are cut apart
 * ({@code Rai1} is {@code rai 1}) unless together they mean a quality or a decade.
 */
final class Tokens {
    /** Names are short; what a list writes beyond this is a description. */
    private static final int MAX_TOKENS = 48;

    private final String text;
    private final List<Token> tokens = new ArrayList<>(8);
    private int at;
    private int bracket;
    private int brackets;
    private Joint joint = Joint.APART;

    private Tokens(String text) {
        this.text = text;
    }

    static List<Token> of(String folded) {
        return new Tokens(folded).read();
    }

    private List<Token> read() {
        while (at < text.length() && tokens.size() < MAX_TOKENS) {
            char next = text.charAt(at);
            if (isDigit(next)) {
                readNumber();
            } else if (isWord(at)) {
                readWord();
            } else {
                readSign(next);
            }
        }
        return tokens;
    }

    private void readSign(char sign) {
        at++;
        switch (sign) {
            case '(', '[', '{' -> {
                bracket = ++brackets;
                joint = Joint.APART;
            }
            case ')', ']', '}' -> {
                bracket = 0;
                joint = Joint.APART;
            }
            case '&' -> add("and", false);
            case '+' -> readPlus();
            case '-' ->
                joint = joint == Joint.GLUED && at < text.length() && text.charAt(at) != ' '
                        ? Joint.HYPHEN
                        : Joint.APART;
            case '\'', '`' -> {} // "90's", "Int'l": the word goes on
            default -> joint = Joint.APART;
        }
    }

    /** A shift in hours ("+1", "ITV2+1", "Channel 4 + 1"), or a word ("Canal+", "Canal+ 1", "Canal+1"). */
    private void readPlus() {
        boolean left = joint == Joint.GLUED;
        int from = at;
        while (from < text.length() && text.charAt(from) == ' ') {
            from++;
        }
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        boolean right = from == at;
        int length = end - from;
        boolean brand = left
                && !tokens.isEmpty()
                && Vocabulary.PLUS_BRANDS.contains(tokens.getLast().text());
        boolean hours = length > 0 && length <= 2 && (right || !left) && !brand && endsHours(end);
        int value = hours ? Integer.parseInt(text, from, end, 10) : 0;
        if (value < 1 || value > 24) {
            add("plus", false);
            return;
        }
        add("+" + value, false);
        at = end < text.length() && (text.charAt(end) == 'h' || text.charAt(end) == 'H') ? end + 1 : end;
        joint = Joint.APART;
    }

    private boolean endsHours(int end) {
        boolean unit = end < text.length() && (text.charAt(end) == 'h' || text.charAt(end) == 'H');
        return !isWord(unit ? end + 1 : end);
    }

    private void readNumber() {
        int from = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1)) && at - from <= 3) {
            at++;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
        }
        int end = at;
        int tail = text.startsWith("'s", at) ? at + 1 : at;
        int wordEnd = tail;
        while (isWord(wordEnd) && wordEnd - tail < 5) {
            wordEnd++;
        }
        if (wordEnd > tail && !isWord(wordEnd)) {
            var whole = (text.substring(from, end) + text.substring(tail, wordEnd)).toLowerCase(Locale.ROOT);
            boolean decade = end - from == 2 && whole.endsWith("0s");
            if (decade || Vocabulary.isQuality(whole)) {
                at = wordEnd;
                add(whole, false);
                return;
            }
        }
        add(withoutZeros(text.substring(from, end)), false);
    }

    private void readWord() {
        int from = at;
        boolean upper = true;
        boolean quoted = false;
        while (at < text.length()) {
            char letter = text.charAt(at);
            if (isWord(at)) {
                upper &= letter >= 'A' && letter <= 'Z';
                at += Character.isHighSurrogate(letter) ? 2 : 1;
            } else if (letter == '\'' && isWord(at + 1)) {
                quoted = true;
                at++;
            } else {
                break;
            }
        }
        at = Math.min(at, text.length());
        var word = text.substring(from, at);
        if (quoted) {
            word = word.replace("'", "");
        }
        int digits = at;
        while (digits < text.length() && digits - at < 4 && isDigit(text.charAt(digits))) {
            digits++;
        }
        var lower = word.toLowerCase(Locale.ROOT);
        if (digits > at && lower.length() <= 3) {
            var whole = lower + text.substring(at, digits);
            if (Vocabulary.isQuality(whole)) {
                at = digits;
                add(whole, upper);
                return;
            }
        }
        if (!upper
                && lower.length() > 3
                && word.endsWith("HD")
                && Character.isLowerCase(word.charAt(word.length() - 3))) {
            add(lower.substring(0, lower.length() - 2), false);
            add("hd", true);
            return;
        }
        add(lower, upper);
    }

    private void add(String word, boolean upper) {
        tokens.add(new Token(word, bracket, joint, upper));
        joint = Joint.GLUED;
    }

    private boolean isWord(int index) {
        if (index >= text.length()) {
            return false;
        }
        char letter = text.charAt(index);
        if (letter < 0x80) {
            return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
        }
        int point = text.codePointAt(index);
        if (Character.isLetter(point)) {
            return true;
        }
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> point < 0xFE00 || point > 0xFE0F;
            default -> false;
        };
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static String withoutZeros(String digits) {
        int from = 0;
        while (from < digits.length() - 1 && digits.charAt(from) == '0' && isDigit(digits.charAt(from + 1))) {
            from++;
        }
        return digits.substring(from);
    }
}
