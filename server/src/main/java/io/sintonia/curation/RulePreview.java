package io.sintonia.curation;

import static io.sintonia.schema.Tables.CHANNEL;

import io.sintonia.curation.Edits.RuleText;
import io.sintonia.curation.SaidChannels.Said;
import io.sintonia.curation.rules.Listed;
import io.sintonia.curation.rules.Rule;
import io.sintonia.storage.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What rules would do, without doing it. Blocks; goes once through all channels. */
public final class RulePreview {
    private static final int MOST_SAMPLES = 50;

    private final Database database;

    public RulePreview(Database database) {
        this.database = database;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /**
         * What they would do.
         *
         * @param rules what each does, in their order
         * @param samples the first fifty channels that are different after all of them, those of the file included
         * @param changed how many channels would be different
         */
        record Shown(List<Count> rules, List<Sample> samples, long changed) implements Outcome {
            public Shown {
                rules = List.copyOf(rules);
                samples = List.copyOf(samples);
            }
        }

        /** They cannot be read. */
        record Refused(List<EditOutcome.Problem> problems) implements Outcome {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * How many channels a rule concerns, on what the rules before it left.
     *
     * @param matched of how many its condition holds
     * @param hidden how many it hides
     * @param changed how many are different after it, those that it hides included
     */
    public record Count(String name, long matched, long hidden, long changed) {}

    /** A channel as the sources say it, and as it would be. */
    public record Sample(long channelId, Listed before, Listed after) {}

    /** Tries the owner's rules, behind those of the configuration file. */
    public Outcome of(List<RuleText> rules) {
        List<EditOutcome.Problem> problems = Edits.problems(rules);
        if (!problems.isEmpty()) {
            return new Outcome.Refused(problems);
        }
        return database.read(sql -> {
            Trial trial = new Trial(rules);
            RuleRows.declared(sql).stream()
                    .filter(RuleText::enabled)
                    .forEach(text -> read(text).ifPresent(trial.before::add));
            new SaidChannels(sql, LiveGroups.read(sql))
                    .each(CHANNEL.MERGED_INTO.isNull().and(CHANNEL.MISSING_SINCE.isNull()), trial::on);
            return trial.outcome();
        });
    }

    private static Optional<Rule> read(RuleText text) {
        return Rule.read(0, text.name(), text.when(), text.then()) instanceof Rule.Reading.Read(Rule rule)
                ? Optional.of(rule)
                : Optional.empty();
    }

    /** One trial on its way. */
    private static final class Trial {
        private final List<Rule> before = new ArrayList<>();
        private final List<Tried> tried = new ArrayList<>();
        private final List<Sample> samples = new ArrayList<>();
        private long changed;

        private static final class Tried {
            private final RuleText text;
            private final Optional<Rule> rule;
            private long matched;
            private long hidden;
            private long changed;

            Tried(RuleText text) {
                this.text = text;
                this.rule = text.enabled() ? read(text) : Optional.empty();
            }

            Listed on(Listed channel) {
                if (rule.isEmpty() || !rule.get().concerns(channel)) {
                    return channel;
                }
                matched++;
                Listed after = rule.get().on(channel);
                if (after.hidden() && !channel.hidden()) {
                    hidden++;
                }
                if (!after.equals(channel)) {
                    changed++;
                }
                return after;
            }
        }

        Trial(List<RuleText> rules) {
            rules.forEach(text -> tried.add(new Tried(text)));
        }

        void on(Said channel) {
            Listed now = RuleBook.applied(before, channel.listed());
            for (Tried rule : tried) {
                now = rule.on(now);
            }
            if (!now.equals(channel.listed())) {
                changed++;
                if (samples.size() < MOST_SAMPLES) {
                    samples.add(new Sample(channel.id(), channel.listed(), now));
                }
            }
        }

        Outcome outcome() {
            return new Outcome.Shown(
                    tried.stream()
                            .map(rule -> new Count(rule.text.name(), rule.matched, rule.hidden, rule.changed))
                            .toList(),
                    samples,
                    changed);
        }
    }
}
