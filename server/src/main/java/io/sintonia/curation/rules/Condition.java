package io.sintonia.curation.rules;

import com.google.re2j.Pattern;
import io.sintonia.curation.rules.Listed.Field;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What a rule asks of a channel. Immutable; texts are compared without regard to case. */
public sealed interface Condition {
    /** Whether it holds. */
    boolean holds(Listed channel);

    /** What came of reading a condition's text. */
    sealed interface Reading {
        /** It can be used. */
        record Read(Condition condition) implements Reading {}

        /** It cannot. */
        record Wrong(RuleProblem problem) implements Reading {}
    }

    /** Reads one, such as {@code group is "News" and not name contains "test"}; at most 2,000 characters. */
    static Reading read(String text) {
        try {
            return new Reading.Read(ConditionReader.read(text));
        } catch (RuleProblem.Thrown e) {
            return new Reading.Wrong(e.problem());
        }
    }

    /** Holds of every channel. */
    record Always() implements Condition {
        @Override
        public boolean holds(Listed channel) {
            return true;
        }
    }

    /** All of them hold. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(Listed channel) {
            return parts.stream().allMatch(part -> part.holds(channel));
        }
    }

    /** One of them holds. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(Listed channel) {
            return parts.stream().anyMatch(part -> part.holds(channel));
        }
    }

    /** It does not hold. */
    record Not(Condition part) implements Condition {
        @Override
        public boolean holds(Listed channel) {
            return !part.holds(channel);
        }
    }

    /** A property that is or is not. */
    enum Flag implements Condition {
        RADIO,
        ADULT;

        @Override
        public boolean holds(Listed channel) {
            return this == RADIO ? channel.radio() : channel.adult();
        }
    }

    /** Compares a field with texts. */
    record Text(Field field, Comparison comparison, List<String> values) implements Condition {
        public Text {
            values =
                    values.stream().map(value -> value.toLowerCase(Locale.ROOT)).toList();
        }

        @Override
        public boolean holds(Listed channel) {
            for (String text : channel.texts(field)) {
                String said = text.toLowerCase(Locale.ROOT);
                for (String value : values) {
                    if (comparison.holds(said, value)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /** How texts are compared. */
    enum Comparison {
        IS,
        CONTAINS,
        STARTS,
        ENDS;

        boolean holds(String said, String value) {
            return switch (this) {
                case IS -> said.equals(value);
                case CONTAINS -> said.contains(value);
                case STARTS -> said.startsWith(value);
                case ENDS -> said.endsWith(value);
            };
        }
    }

    /** A regular expression is found in a field. */
    record Matches(Field field, Pattern pattern) implements Condition {
        @Override
        public boolean holds(Listed channel) {
            return channel.texts(field).stream()
                    .anyMatch(text -> pattern.matcher(text).find());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Matches(Field itsField, Pattern itsPattern)
                    && itsField == field
                    && itsPattern.pattern().equals(pattern.pattern());
        }

        @Override
        public int hashCode() {
            return Objects.hash(field, pattern.pattern());
        }
    }

    /** A number that lies in a range, both ends in it; {@code 7.1} lies between 7 and 8. */
    record Between(int least, int most) implements Condition {
        @Override
        public boolean holds(Listed channel) {
            String number = channel.number();
            int dot = number.indexOf('.');
            String whole = dot < 0 ? number : number.substring(0, dot);
            if (whole.isEmpty() || whole.length() > 9 || !whole.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return false;
            }
            int value = Integer.parseInt(whole);
            return value >= least && (value < most || (value == most && dot < 0));
        }
    }
}
