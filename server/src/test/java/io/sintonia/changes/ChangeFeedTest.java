package io.sintonia.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everyone who subscribed hears every change, in order, whatever the others do. */
class ChangeFeedTest {
    private final ChangeFeed feed = new ChangeFeed();
    private final List<Change> heard = new ArrayList<>();

    @Test
    void changesAreHeardInOrderFromTheSubscriptionOn() {
        feed.tell(new Change("catalogue", "channel", 1));
        feed.subscribe(heard::add);
        feed.tell(new Change("catalogue", "channel", 2));
        feed.tell(new Change("catalogue", "channel", 3));

        assertThat(heard).extracting(Change::id).containsExactly(2L, 3L);
    }

    @Test
    void subscriberThatFailsKeepsNothingFromTheOthersOrTheTeller() {
        feed.subscribe(change -> {
            throw new IllegalStateException("on purpose");
        });
        feed.subscribe(heard::add);

        feed.tell(new Change("catalogue", "channel", 0));

        assertThat(heard).hasSize(1);
    }
}
