package io.sintonia.curation.rules;

import java.util.List;

/**
 * One of the owner's rules, read and ready. Immutable.
 *
 * @param id ours; 0 for one that is only tried
 * @param name for people
 */
public record Rule(long id, String name, Condition condition, List<Action> actions) {
    private static final int LONGEST = 2000;

    public Rule {
        actions = List.copyOf(actions);
    }

    /** What came of reading a rule's two texts. */
    public sealed interface Reading {
        /** It can be used. */
        record Read(Rule rule) implements Reading {}

        /** One of its texts cannot be read; {@code field} is {@code when} or {@code then}. */
        record Wrong(String field, RuleProblem problem) implements Reading {}
    }

    /**
     * Reads a rule.
     *
     * @param when a condition; an empty one always holds
     * @param then what follows, several things with commas between them
     */
    public static Reading read(long id, String name, String when, String then) {
        Condition condition;
        switch (Condition.read(when)) {
            case Condition.Reading.Wrong(RuleProblem problem) -> {
                return new Reading.Wrong("when", problem);
            }
            case Condition.Reading.Read(Condition read) -> condition = read;
        }
        try {
            if (then.length() > LONGEST) {
                throw new RuleProblem.Thrown(new RuleProblem(LONGEST + 1, "no more than 2,000 characters", ""));
            }
            return new Reading.Read(new Rule(id, name, condition, Action.read(then)));
        } catch (RuleProblem.Thrown e) {
            return new Reading.Wrong("then", e.problem());
        }
    }

    /** Whether it has something to say of a channel. */
    public boolean concerns(Listed channel) {
        return condition.holds(channel);
    }

    /** The channel after this rule; the same where it does not concern it. */
    public Listed on(Listed channel) {
        if (!condition.holds(channel)) {
            return channel;
        }
        Listed changed = channel;
        for (Action action : actions) {
            changed = action.on(changed);
        }
        return changed;
    }
}
