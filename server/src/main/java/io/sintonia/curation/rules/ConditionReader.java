package io.sintonia.curation.rules;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.sintonia.curation.rules.Condition.Comparison;
import io.sintonia.curation.rules.Condition.Flag;
import io.sintonia.curation.rules.Listed.Field;
import java.util.ArrayList;
import java.util.List;

/** Reads conditions by recursive descent: or, and, not, parentheses, tests. */
final class ConditionReader {
    private static final int LONGEST = 2000;
    private static final int DEEPEST = 50;
    private static final String FIELDS = "name, group, number, logo, guide, kind, source, radio, adult, not or '('";

    private final Words words;
    private int depth;

    private ConditionReader(Words words) {
        this.words = words;
    }

    static Condition read(String text) throws RuleProblem.Thrown {
        if (text.length() > LONGEST) {
            throw new RuleProblem.Thrown(new RuleProblem(LONGEST + 1, "no more than 2,000 characters", ""));
        }
        Words words = new Words(text);
        if (words.isAtEnd() || (words.take("always") && words.isAtEnd())) {
            return new Condition.Always();
        }
        Condition condition = new ConditionReader(words).any();
        if (!words.isAtEnd()) {
            throw words.wrong("and, or, or nothing more");
        }
        return condition;
    }

    static Pattern pattern(Words words) throws RuleProblem.Thrown {
        String text = words.value("a regular expression in quotes");
        try {
            return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw words.wrongBefore("a regular expression of the RE2 kind (" + e.getDescription() + ")");
        }
    }

    private Condition any() throws RuleProblem.Thrown {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(all());
        } while (words.take("or"));
        return parts.size() == 1 ? parts.getFirst() : new Condition.Any(parts);
    }

    private Condition all() throws RuleProblem.Thrown {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(one());
        } while (words.take("and"));
        return parts.size() == 1 ? parts.getFirst() : new Condition.All(parts);
    }

    private Condition one() throws RuleProblem.Thrown {
        if (++depth > DEEPEST) {
            throw words.wrong("no more than " + DEEPEST + " parentheses and nots in each other");
        }
        try {
            if (words.take("not")) {
                return new Condition.Not(one());
            }
            if (words.take("(")) {
                Condition inner = any();
                words.expect(")");
                return inner;
            }
            return test();
        } finally {
            depth--;
        }
    }

    private Condition test() throws RuleProblem.Thrown {
        if (words.take("radio")) {
            return Flag.RADIO;
        }
        if (words.take("adult")) {
            return Flag.ADULT;
        }
        Field field = field();
        if (words.take("is", "not")) {
            return new Condition.Not(is(field));
        }
        if (words.take("is")) {
            return is(field);
        }
        if (words.take("contains")) {
            return new Condition.Text(field, Comparison.CONTAINS, values());
        }
        if (words.take("starts", "with")) {
            return new Condition.Text(field, Comparison.STARTS, values());
        }
        if (words.take("ends", "with")) {
            return new Condition.Text(field, Comparison.ENDS, values());
        }
        if (words.take("matches")) {
            return new Condition.Matches(field, pattern(words));
        }
        if (field == Field.NUMBER && words.take("from")) {
            int least = words.number();
            words.expect("to");
            return new Condition.Between(least, words.number());
        }
        throw words.wrong("is, is not, contains, starts with, ends with"
                + (field == Field.NUMBER ? ", matches or from … to" : " or matches"));
    }

    private Field field() throws RuleProblem.Thrown {
        for (Field field : Field.values()) {
            if (words.take(field.name())) {
                return field;
            }
        }
        throw words.wrong(FIELDS);
    }

    private Condition is(Field field) throws RuleProblem.Thrown {
        if (words.take("empty")) {
            return new Condition.Text(field, Comparison.IS, List.of(""));
        }
        return new Condition.Text(field, Comparison.IS, values());
    }

    /** One value, or {@code one of ("a", "b")}. */
    private List<String> values() throws RuleProblem.Thrown {
        if (!words.take("one", "of")) {
            return List.of(words.value("a text in quotes"));
        }
        words.expect("(");
        List<String> values = new ArrayList<>();
        do {
            values.add(words.value("a text in quotes"));
        } while (words.take(","));
        words.expect(")");
        return values;
    }
}
