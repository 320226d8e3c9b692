package io.sintonia.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A list's entries in a few arrays: found again whatever their number, and asked which were not seen. */
class KnownEntriesTest {
    @Test
    void everyEntryIsFoundAgainAfterTheTableHasGrown() {
        KnownEntries known = new KnownEntries();
        for (int i = 1; i <= 10_000; i++) {
            known.add("key " + i, i, -i);
        }

        assertThat(known.count()).isEqualTo(10_000);
        for (int i = 1; i <= 10_000; i++) {
            int place = known.find("key " + i);
            assertThat(known.streamSourceId(place)).isEqualTo(i);
            assertThat(known.fingerprint(place)).isEqualTo(-i);
        }
        assertThat(known.find("key 10001")).isNegative();
    }

    @Test
    void unseenEntriesAreThoseThatNobodyMarked() {
        KnownEntries known = new KnownEntries();
        known.add("a", 1, 0);
        known.add("b", 2, 0);
        known.add("c", 3, 0);
        known.markSeen(known.find("b"));

        List<Long> unseen = new ArrayList<>();
        known.forEachUnseen(unseen::add);
        assertThat(unseen).containsExactlyInAnyOrder(1L, 3L);
    }
}
