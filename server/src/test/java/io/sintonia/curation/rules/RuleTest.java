package io.sintonia.curation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {
    private static final Listed RAI = Listed.channel(
            "IT: Rai 1 HD", "101", "https://logo.example/1.png", "Rai1.it", "Italia", List.of("Mine", "Spare"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "group is \"italia\"                              | true",
                "group is not italia                              | false",
                "GROUP IS Italia AND NAME CONTAINS 'hd'           | true",
                "name starts with \"IT:\" and name ends with hd   | true",
                "name matches \"^IT: .* HD$\"                     | true",
                "name matches \"^Rai\"                            | false",
                "not (group is News or radio)                     | true",
                "radio or adult                                   | false",
                "source is spare                                  | true",
                "source is one of (\"Other\", \"Mine\")           | true",
                "source is one of (Other)                         | false",
                "number from 100 to 199                           | true",
                "number from 102 to 199                           | false",
                "guide is empty                                   | false",
                "logo is not empty                                | true",
                "kind is channel                                  | true",
                "always                                           | true",
                "``                                               | true",
                "group is News or group is Italia and name contains HD | true",
                "(group is News or group is Italia) and radio     | false",
                "not not name contains Rai                        | true"
            })
    void conditionHoldsAsItReads(String text, boolean holds) {
        assertThat(condition(text).holds(RAI)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "groop is News          | at character 1, 'groop': expected name, group, number, logo, guide, kind, source, radio, adult, not or '('",
                "group News             | at character 7, 'News': expected is, is not, contains, starts with, ends with or matches",
                "group is               | at character 9, the end: expected a text in quotes",
                "group is \"News        | at character 10, '\"News': expected a closing \"",
                "(radio                 | at character 7, the end: expected ')'",
                "radio radio            | at character 7, 'radio': expected and, or, or nothing more",
                "number from x to 9     | at character 13, 'x': expected a whole number up to 999999",
                "name is one of (a b)   | at character 19, 'b': expected ')'"
            })
    void conditionThatCannotBeReadSaysWhereAndWhatWouldDo(String text, String sentence) {
        assertThat(Condition.read(text))
                .isInstanceOfSatisfying(
                        Condition.Reading.Wrong.class,
                        wrong -> assertThat(wrong.problem().text()).isEqualTo(sentence));
    }

    @Test
    void expressionThatIsNoneSaysSo() {
        assertThat(Condition.read("name matches \"(a\""))
                .isInstanceOfSatisfying(
                        Condition.Reading.Wrong.class,
                        wrong -> assertThat(wrong.problem().text())
                                .startsWith("at character 14, '(a': expected a regular expression of the RE2 kind ("));
    }

    @Test
    void conditionsNestedWithoutEndAreRefused() {
        assertThat(Condition.read("(".repeat(1000) + "radio" + ")".repeat(900)))
                .isInstanceOf(Condition.Reading.Wrong.class);
        assertThat(Condition.read("not ".repeat(51) + "radio")).isInstanceOf(Condition.Reading.Wrong.class);
        assertThat(Condition.read("name is " + "x".repeat(3000))).isInstanceOf(Condition.Reading.Wrong.class);
    }

    @Test
    void cruelExpressionTakesNoTime() {
        Condition cruel = condition("name matches \"(a+)+$\"");
        Listed channel = Listed.channel("a".repeat(900) + "!", "", "", "", "", List.of());
        long began = System.nanoTime();
        assertThat(cruel.holds(channel)).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void actionsFollowEachOther() {
        Listed changed = rule("name starts with \"IT:\"", "replace \"^IT: *\" by \"\", group \"{group} TV\", number 7")
                .on(RAI);
        assertThat(changed.name()).isEqualTo("Rai 1 HD");
        assertThat(changed.group()).isEqualTo("Italia TV");
        assertThat(changed.number()).isEqualTo("7");
        assertThat(changed.guide()).isEqualTo("Rai1.it");
    }

    @Test
    void hiddenChannelIsShownAgainByALaterRule() {
        Listed hidden = rule("", "hide").on(RAI);
        assertThat(hidden.hidden()).isTrue();
        assertThat(rule("name contains Rai", "show").on(hidden).hidden()).isFalse();
    }

    @Test
    void nameIsNeverLeftEmpty() {
        assertThat(rule("", "replace \".*\" by \"\"").on(RAI).name()).isEqualTo("IT: Rai 1 HD");
        assertThat(rule("", "rename to \" \"").on(RAI).name()).isEqualTo("IT: Rai 1 HD");
    }

    @Test
    void replacementUsesWhatWasFound() {
        assertThat(rule("", "replace \"(?:IT): (.*) HD\" by \"$1\"").on(RAI).name())
                .isEqualTo("Rai 1");
        assertThat(rule("", "replace \"IT\" by \"$7\"").on(RAI).name())
                .as("no such group")
                .isEqualTo("IT: Rai 1 HD");
    }

    @Test
    void ruleThatDoesNotConcernAChannelLeavesIt() {
        assertThat(rule("group is News", "hide").on(RAI)).isSameAs(RAI);
    }

    @Test
    void numberFromIsWanted() {
        assertThat(rule("", "number from 500").on(RAI).numberedFrom()).isEqualTo(500);
    }

    @Test
    void actionThatCannotBeReadSaysWhere() {
        assertThat(Rule.read(1, "r", "", "hide, vanish")).isInstanceOfSatisfying(Rule.Reading.Wrong.class, wrong -> {
            assertThat(wrong.field()).isEqualTo("then");
            assertThat(wrong.problem().text()).startsWith("at character 7, 'vanish': expected hide, show,");
        });
        assertThat(Rule.read(1, "r", "", "")).isInstanceOf(Rule.Reading.Wrong.class);
    }

    @Test
    void quoteIsDoubledToStandForItself() {
        assertThat(condition("name is \"say \"\"hi\"\"\"")
                        .holds(Listed.channel("Say \"Hi\"", "", "", "", "", List.of())))
                .isTrue();
    }

    private static Condition condition(String text) {
        return switch (Condition.read(text)) {
            case Condition.Reading.Read(Condition read) -> read;
            case Condition.Reading.Wrong(RuleProblem problem) -> throw new AssertionError(problem.text());
        };
    }

    private static Rule rule(String when, String then) {
        return switch (Rule.read(0, "rule", when, then)) {
            case Rule.Reading.Read(Rule read) -> read;
            case Rule.Reading.Wrong(String field, RuleProblem problem) ->
                throw new AssertionError(field + " " + problem.text());
        };
    }
}
