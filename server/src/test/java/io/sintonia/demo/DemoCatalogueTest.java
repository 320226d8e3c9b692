package io.sintonia.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.CatalogueEditor;
import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.FoundChannel;
import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.StreamSource;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.sources.SourceRows;
import io.sintonia.storage.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's channels in a catalogue on disk: once in, they stay as they are, however often they are installed. */
class DemoCatalogueTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    private final ChangeFeed changes = new ChangeFeed();
    private final AtomicInteger told = new AtomicInteger();
    private Database database;
    private CatalogueEditor editor;
    private Catalogue catalogue;
    private long sourceId;

    @BeforeEach
    void openDatabase(@TempDir Path folder) {
        database = Database.sqlite(folder.resolve("demo.db"));
        var rows = new SourceRows(database, CLOCK);
        var provider = new Provider(0, "Demo", Optional.empty(), Map.of(), Optional.empty(), 0, false);
        rows.declare(List.of(new SourceRows.Declared("Demo", "demo", "demo:", Duration.ofHours(12), true, provider)));
        sourceId = rows.all().getFirst().id();
        editor = new CatalogueEditor(database, changes, CLOCK);
        catalogue = new Catalogue(database, changes, CLOCK);
        changes.subscribe(change -> told.incrementAndGet());
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void installBringsThreeChannelsInOrder() {
        DemoCatalogue.install(editor, sourceId);

        assertThat(channels())
                .extracting(
                        Channel::id,
                        Channel::name,
                        Channel::number,
                        channel -> channel.category().name(),
                        Channel::guideId,
                        Channel::radio,
                        channel -> channel.sources().getFirst().url())
                .containsExactly(
                        row(1L, "Sintonia Test Card", "1", "Demo", "card.demo.sintonia", false, "demo:card"),
                        row(2L, "Sintonia Colour Bars", "2", "Demo", "bars.demo.sintonia", false, "demo:bars"),
                        row(3L, "Sintonia Radio", "3", "Radio", "radio.demo.sintonia", true, "demo:radio"));
        assertThat(channels()).allMatch(DemoCatalogue::isDemo);
        assertThat(told).hasValue(1);
    }

    @Test
    void secondInstallWritesAndTellsNothing() {
        DemoCatalogue.install(editor, sourceId);
        var before = catalogue.current();
        int written = rowsWritten();
        DemoCatalogue.install(editor, sourceId);

        assertThat(rowsWritten()).isEqualTo(written);
        assertThat(told).hasValue(1);
        assertThat(catalogue.current()).isSameAs(before);
    }

    @Test
    void installMendsWhatAnOlderDemoLeft() {
        editor.importChannels(sourceId, changing -> {
            changing.add(found("gone", 5));
            changing.add(found("card", 6));
        });
        DemoCatalogue.install(editor, sourceId);

        assertThat(channels())
                .extracting(Channel::id, Channel::name)
                .containsExactly(
                        row(2L, "Sintonia Test Card"), row(3L, "Sintonia Colour Bars"), row(4L, "Sintonia Radio"));
    }

    @Test
    void everyChannelOfTheCatalogueCanBeOpened() {
        DemoCatalogue.install(editor, sourceId);
        var demo = new DemoUpstreams(new FakeClock(Recording.TODAY));
        for (Channel channel : channels()) {
            var url = channel.sources().getFirst().url();
            assertThat(demo.opens(url)).isTrue();
            Recording.open(demo, url).close();
        }
    }

    @Test
    void channelsOfOtherSourcesAreNotTheDemos() {
        DemoCatalogue.install(editor, sourceId);
        var card = channels().getFirst();
        var elsewhere = new StreamSource(9, 9, "https://example.org/demo:card", Map.of(), "");
        var other =
                new Channel(9, "News", "9", "", "", card.category(), false, false, card.addedAt(), List.of(elsewhere));
        assertThat(DemoCatalogue.isDemo(other)).isFalse();
    }

    private List<Channel> channels() {
        return catalogue.current().channels();
    }

    /** How many rows the writer's one connection has written since it was opened. */
    private int rowsWritten() {
        return database.write(sql -> sql.fetchSingle("select total_changes()").get(0, Integer.class));
    }

    private static FoundChannel found(String key, long fingerprint) {
        return new FoundChannel(
                key, fingerprint, "Old", "7", "", "", "Old", false, false, "demo:old", Map.of(), Map.of(), "");
    }

    private static Tuple row(Object... values) {
        return tuple(values);
    }
}
