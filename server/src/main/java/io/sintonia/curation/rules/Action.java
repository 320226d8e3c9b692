package io.sintonia.curation.rules;

import com.google.re2j.Pattern;
import io.sintonia.curation.rules.Listed.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a rule does to a channel. Immutable. */
sealed interface Action {
    /** The channel after it. */
    Listed on(Listed channel);

    /** Reads a rule's actions, such as {@code rename to "{name} HD", group "News"}. */
    static List<Action> read(String text) throws RuleProblem.Thrown {
        Words words = new Words(text);
        List<Action> actions = new ArrayList<>();
        do {
            actions.add(one(words));
        } while (words.take(","));
        if (!words.isAtEnd()) {
            throw words.wrong("a comma, or nothing more");
        }
        return List.copyOf(actions);
    }

    private static Action one(Words words) throws RuleProblem.Thrown {
        if (words.take("hide")) {
            return new Show(false);
        }
        if (words.take("show")) {
            return new Show(true);
        }
        if (words.take("rename", "to")) {
            return new Set(Field.NAME, words.value("the new name in quotes"));
        }
        if (words.take("replace")) {
            Pattern pattern = ConditionReader.pattern(words);
            words.expect("by");
            return new Replace(pattern, words.value("what it is replaced by, in quotes"));
        }
        if (words.take("group")) {
            return new Set(Field.GROUP, words.value("the group's name in quotes"));
        }
        if (words.take("number", "from")) {
            return new NumberFrom(words.number());
        }
        if (words.take("number")) {
            return new Set(Field.NUMBER, words.value("a number"));
        }
        if (words.take("logo")) {
            return new Set(Field.LOGO, words.value("the logo's address in quotes"));
        }
        if (words.take("guide")) {
            return new Set(Field.GUIDE, words.value("the guide id in quotes"));
        }
        throw words.wrong("hide, show, rename to, replace … by, group, number, number from, logo or guide");
    }

    /** Hides it, or shows what an earlier rule hid. */
    record Show(boolean shown) implements Action {
        @Override
        public Listed on(Listed channel) {
            return channel.hidden(!shown);
        }
    }

    /** Sets a field; {@code {name}}, {@code {group}}, {@code {number}} and {@code {source}} stand for what is there. */
    record Set(Field field, String template) implements Action {
        private static final int LONGEST = 1000;

        @Override
        public Listed on(Listed channel) {
            String value = filled(template, channel).strip();
            // an empty name or group would be no channel that a player can show
            boolean needed = field == Field.NAME || field == Field.GROUP;
            return value.isEmpty() && needed ? channel : channel.with(field, cut(value, LONGEST));
        }

        private static String filled(String template, Listed channel) {
            if (template.indexOf('{') < 0) {
                return template;
            }
            String filled = template;
            var known = Map.of(
                    "{name}", channel.name(),
                    "{group}", channel.group(),
                    "{number}", channel.number(),
                    "{source}",
                            channel.sources().isEmpty() ? "" : channel.sources().getFirst());
            for (var entry : known.entrySet()) {
                filled = filled.replace(entry.getKey(), entry.getValue());
            }
            return filled;
        }
    }

    /** Replaces what a regular expression finds in the name; {@code $1} is its first group. */
    record Replace(Pattern pattern, String replacement) implements Action {
        private static final int LONGEST = 1000;

        @Override
        public Listed on(Listed channel) {
            String name;
            try {
                name = pattern.matcher(channel.name()).replaceAll(replacement).strip();
            } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
                return channel; // it names a group that the expression does not have
            }
            return name.isEmpty() ? channel : channel.with(Field.NAME, cut(name, LONGEST));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Replace(Pattern its, String with)
                    && its.pattern().equals(pattern.pattern())
                    && with.equals(replacement);
        }

        @Override
        public int hashCode() {
            return Objects.hash(pattern.pattern(), replacement);
        }
    }

    /** Wants a number for it: the next free one from here on, kept once given. */
    record NumberFrom(int least) implements Action {
        @Override
        public Listed on(Listed channel) {
            return channel.numberedFrom(least);
        }
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
