package io.sintonia.catalogue;

/** What becomes of what sources say of a channel before the owner's own words are put on it. Pure and quick: it is asked for every channel. */
@FunctionalInterface
public interface Curation {
    /** Everything is shown as its sources list it. */
    Curation NONE = Outcome.Shown::new;

    /** What is shown of a channel, or that it is not. */
    Outcome curate(ListedChannel listed);

    /** What became of a channel. */
    sealed interface Outcome {
        /** It is shown so. */
        record Shown(ListedChannel channel) implements Outcome {}

        /** It is hidden, unless the owner says by hand that it is not. */
        record Hidden() implements Outcome {}
    }
}
