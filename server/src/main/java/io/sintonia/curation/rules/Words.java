package io.sintonia.curation.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A rule's text cut into words, quoted texts and signs, read from left to right. One reader, one thread. */
final class Words {
    private static final int LONGEST_SHOWN = 30;

    private final List<Word> words = new ArrayList<>();
    private final int end;
    private int at;

    private enum Sort {
        WORD,
        QUOTED,
        SIGN
    }

    private record Word(Sort sort, String text, int place) {}

    Words(String text) throws RuleProblem.Thrown {
        end = text.length() + 1;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                i++;
            } else if (c == '"' || c == '\'') {
                i = quoted(text, i);
            } else if (c == '(' || c == ')' || c == ',') {
                words.add(new Word(Sort.SIGN, String.valueOf(c), i + 1));
                i++;
            } else {
                int begin = i;
                while (i < text.length()
                        && !Character.isWhitespace(text.charAt(i))
                        && "(),".indexOf(text.charAt(i)) < 0) {
                    i++;
                }
                words.add(new Word(Sort.WORD, text.substring(begin, i), begin + 1));
            }
        }
    }

    /** A quote is doubled to stand for itself; nothing else is special, so that regular expressions stay as they are. */
    private int quoted(String text, int begin) throws RuleProblem.Thrown {
        char quote = text.charAt(begin);
        StringBuilder value = new StringBuilder();
        int i = begin + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == quote) {
                if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                    i++;
                } else {
                    words.add(new Word(Sort.QUOTED, value.toString(), begin + 1));
                    return i + 1;
                }
            }
            value.append(c);
            i++;
        }
        throw new RuleProblem.Thrown(new RuleProblem(begin + 1, "a closing " + quote, shown(text.substring(begin))));
    }

    boolean isAtEnd() {
        return at == words.size();
    }

    /** Whether the next words are these, in any case; then they are taken. */
    boolean take(String... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (at + i >= words.size()
                    || words.get(at + i).sort() == Sort.QUOTED
                    || !words.get(at + i).text().equalsIgnoreCase(expected[i])) {
                return false;
            }
        }
        at += expected.length;
        return true;
    }

    void expect(String sign) throws RuleProblem.Thrown {
        if (!take(sign)) {
            throw wrong("'" + sign + "'");
        }
    }

    /** A text: quoted, or one word. */
    String value(String what) throws RuleProblem.Thrown {
        if (isAtEnd() || words.get(at).sort() == Sort.SIGN) {
            throw wrong(what);
        }
        return words.get(at++).text();
    }

    /** A whole number within 0 and 999,999. */
    int number() throws RuleProblem.Thrown {
        String text = isAtEnd() ? "" : words.get(at).text();
        if (text.isEmpty() || text.length() > 6 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw wrong("a whole number up to 999999");
        }
        at++;
        return Integer.parseInt(text);
    }

    /** The next word in small letters, to choose by; empty where none is. */
    String peek() {
        return isAtEnd() || words.get(at).sort() != Sort.WORD
                ? ""
                : words.get(at).text().toLowerCase(Locale.ROOT);
    }

    /** What is wrong with the next word. */
    RuleProblem.Thrown wrong(String expectation) {
        return new RuleProblem.Thrown(
                isAtEnd()
                        ? new RuleProblem(end, expectation, "")
                        : new RuleProblem(
                                words.get(at).place(),
                                expectation,
                                shown(words.get(at).text())));
    }

    /** What is wrong with the word that was taken last. */
    RuleProblem.Thrown wrongBefore(String expectation) {
        at--;
        return wrong(expectation);
    }

    private static String shown(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
