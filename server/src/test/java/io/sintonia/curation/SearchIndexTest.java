package io.sintonia.curation;

import static io.sintonia.schema.Tables.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.curation.ChannelEdit.Field;
import io.sintonia.curation.SearchIndex.Names;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names are found by any part of them, as they are now, whatever capitals and accents. */
class SearchIndexTest {
    @TempDir
    private Path folder;

    private static void awaitFresh(SearchIndex index) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!index.isFresh()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static List<Long> found(CurationHouse house, SearchIndex index, String text) {
        awaitFresh(index);
        return house.database()
                .read(sql -> sql.select(CHANNEL.ID)
                        .from(CHANNEL)
                        .where(index.matching(Names.CHANNELS, CHANNEL.ID, SearchWords.of(text))
                                .orElseThrow())
                        .orderBy(CHANNEL.ID)
                        .fetch(CHANNEL.ID));
    }

    @Test
    void channelIsFoundByPartsOfTheNameItHasNow() {
        try (CurationHouse house = CurationHouse.with(
                        folder,
                        CurationHouse.found("a", "Più Cartoni", "Kids"),
                        CurationHouse.found("b", "Cartoon \"Net\"", "Kids"));
                SearchIndex index = SearchIndex.begin(house.database(), house.catalogue())) {
            assertThat(found(house, index, "ARTO")).containsExactly(1L, 2L);
            assertThat(found(house, index, "piu toni")).containsExactly(1L);
            assertThat(found(house, index, "\"net\"")).containsExactly(2L);
            assertThat(found(house, index, "xyz")).isEmpty();
            var _ = house.say(1, Field.NAME, "Disegni");
            assertThat(found(house, index, "arto")).containsExactly(2L);
            assertThat(found(house, index, "segn")).containsExactly(1L);
            var _ = house.say(2, Field.HIDDEN, "true");
            assertThat(found(house, index, "arto")).isEmpty();
            house.add(CurationHouse.found("c", "Cartello", "New"));
            assertThat(found(house, index, "cart")).containsExactly(3L);
        }
    }

    @Test
    void wordsOfTwoLettersAreNotForTheIndex() {
        try (CurationHouse house = CurationHouse.with(folder, CurationHouse.found("a", "Uno", "News"));
                SearchIndex index = SearchIndex.begin(house.database(), house.catalogue())) {
            awaitFresh(index);
            assertThat(index.matching(Names.CHANNELS, CHANNEL.ID, SearchWords.of("un")))
                    .isEmpty();
            assertThat(index.matching(Names.CHANNELS, CHANNEL.ID, SearchWords.of("uno tv")))
                    .isEmpty();
            assertThat(index.matching(Names.CHANNELS, CHANNEL.ID, SearchWords.of(" ")))
                    .isEmpty();
        }
    }
}
