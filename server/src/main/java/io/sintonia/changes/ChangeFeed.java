package io.sintonia.changes;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells subscribers what has been committed, in order of telling. */
public final class ChangeFeed {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private final List<Consumer<Change>> subscribers = new CopyOnWriteArrayList<>();

    /** Tells every later change to {@code subscriber}; it should be quick, and its failures do not reach the teller. */
    public void subscribe(Consumer<Change> subscriber) {
        subscribers.add(subscriber);
    }

    /** Tells all subscribers; called after the commit, never within a transaction. */
    public void tell(Change change) {
        for (Consumer<Change> subscriber : subscribers) {
            try {
                subscriber.accept(change);
            } catch (RuntimeException e) {
                LOG.error("a subscriber failed on {}: the others are told all the same", change, e);
            }
        }
    }
}
