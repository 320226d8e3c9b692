package io.sintonia.names;

import java.util.ArrayList;
import java.util.List;

/**
 * What lists write before and after a name: {@code IT:}, {@code |IT|}, {@code [IT]}, {@code IT - }, {@code UK HD |}, a flag. A
 * label is taken off where each of its words is known to be one and a name is left; anything else is part of the name.
 */
final class Labels {
    private static final int MAX_LABELS = 4;
    private static final int MAX_LENGTH = 22;
    private static final String ORNAMENTS = " |*#=~-_.:><!/\\\t,;\u00a0";

    private final String text;
    private final List<Token> found = new ArrayList<>(4);
    private int from;
    private int to;

    private Labels(String text) {
        this.text = text;
        to = text.length();
    }

    static Labels of(String folded) {
        var labels = new Labels(folded);
        for (int i = 0; i < MAX_LABELS && labels.takeFirst(); i++) {}
        for (int i = 0; i < MAX_LABELS && labels.takeLast(); i++) {}
        return labels;
    }

    /** The words of all labels, in order. */
    List<Token> found() {
        return found;
    }

    /** What is left between the labels. */
    String name() {
        return text.substring(from, to);
    }

    private boolean takeFirst() {
        int start = from;
        while (start < to && ORNAMENTS.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        if (start >= to) {
            return false;
        }
        from = start;
        char open = text.charAt(start);
        if (open == '[' || open == '(' || open == '{') {
            int close = text.indexOf(open == '(' ? ')' : open == '[' ? ']' : '}', start);
            return close > 0 && close - start < MAX_LENGTH && take(start + 1, close, close + 1, true);
        }
        for (int i = start; i < to && i - start < MAX_LENGTH; i++) {
            switch (text.charAt(i)) {
                case ':', '|', '>' -> {
                    return take(start, i, i + 1, false);
                }
                case '-' -> {
                    if (text.charAt(i - 1) == ' ' && i + 1 < to && text.charAt(i + 1) == ' ') {
                        return take(start, i, i + 1, true);
                    }
                }
                case '(', '[', '{', '&', '+' -> {
                    return false;
                }
                default -> {}
            }
        }
        return false;
    }

    private boolean take(int start, int end, int next, boolean capitals) {
        var words = Tokens.of(text.substring(start, end));
        if (!isLabel(words, capitals) || !hasName(next, to)) {
            return false;
        }
        found.addAll(words);
        from = next;
        return true;
    }

    private boolean takeLast() {
        int end = to;
        while (end > from && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '|')) {
            end--;
        }
        int bar = text.lastIndexOf('|', end - 1);
        if (bar <= from || end - bar > MAX_LENGTH) {
            return false;
        }
        var words = Tokens.of(text.substring(bar + 1, end));
        if (!isLabel(words, true) || !hasName(from, bar)) {
            return false;
        }
        found.addAll(words);
        to = bar;
        return true;
    }

    private boolean hasName(int start, int end) {
        for (int i = start; i < end; i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLabel(List<Token> words, boolean capitals) {
        if (words.isEmpty() || words.size() > 4) {
            return false;
        }
        for (var word : words) {
            var known = Vocabulary.isQuality(word.text())
                    || Vocabulary.BACKUP.contains(word.text())
                    || Vocabulary.MARKS.contains(word.text())
                    || Vocabulary.LABELS.contains(word.text())
                    || !Country.ofFolded(word.text()).isEmpty();
            if (capitals && word.text().equals("al")) {
                return false; // "AL - JAZEERA"
            }
            if (!known || (capitals && !word.upper() && !word.isNumber() && !Vocabulary.isQuality(word.text()))) {
                return false;
            }
        }
        return true;
    }
}
