package io.sintonia.curation;

import io.sintonia.config.About;
import io.sintonia.config.Default;
import io.sintonia.config.Example;
import io.sintonia.config.Inspection;
import io.sintonia.curation.Edits.RuleText;
import io.sintonia.curation.rules.Rule;
import java.util.Optional;

/**
 * A rule as the settings declare it.
 *
 * @param when a condition; without it the rule holds for every channel
 * @param then what follows
 */
@About("What is done to channels as the sources list them, in this order; the language is described in rules.md.")
public record RuleSettings(
        @About("The rule's name, for people.") @Example("Tidy names")
        String name,

        @About("What must hold of a channel; without it, every channel is meant.") @Example("group is \"IT | News\"")
        Optional<String> when,

        @About("What is done then; several things with commas between them.") @Example("group \"News\"")
        String then,

        @About("Whether it is applied at all.") @Default("true")
        boolean enabled) {
    /** Refuses what cannot be read as a rule. */
    public RuleSettings {
        Optional<Rule.Reading.Wrong> wrong =
                Rule.read(0, name, when.orElse(""), then) instanceof Rule.Reading.Wrong found
                        ? Optional.of(found)
                        : Optional.empty();
        new Inspection()
                .expect(!name.isBlank() && name.length() <= 200, "name", name, "a name of at most 200 characters")
                .expect(
                        wrong.isEmpty(),
                        wrong.map(Rule.Reading.Wrong::field).orElse("then"),
                        wrong.map(Rule.Reading.Wrong::field).orElse("").equals("when") ? when.orElse("") : then,
                        "a rule that can be read: "
                                + wrong.map(found -> found.problem().text()).orElse(""))
                .conclude();
    }

    /** As it is written. */
    public RuleText text() {
        return new RuleText(name, when.orElse(""), then, enabled);
    }
}
