package io.sintonia.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.CatalogueEditor;
import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.FoundChannel;
import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.ProviderText;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.schema.Tables;
import io.sintonia.storage.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What checks found is kept for a while, and told of the address it was found of. */
class CheckRowsTest {
    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");

    @TempDir
    Path directory;

    private Database database;
    private Channel first;
    private Channel second;
    private CheckRows rows;

    @BeforeEach
    void twoChannels() {
        database = Database.sqlite(directory.resolve("house.db"));
        ChangeFeed changes = new ChangeFeed();
        CatalogueEditor editor = new CatalogueEditor(database, changes, InstantSource.fixed(NOW));
        Catalogue catalogue = new Catalogue(database, changes, InstantSource.fixed(NOW));
        database.write(sql -> sql.insertInto(Tables.SOURCE)
                .set(Tables.SOURCE.ID, 1L)
                .set(Tables.SOURCE.NAME, "Mine")
                .set(Tables.SOURCE.KIND, "m3u")
                .set(Tables.SOURCE.LOCATION, "file:/list")
                .set(
                        Tables.SOURCE.SETTINGS,
                        ProviderText.of(
                                new Provider(1, "Mine", Optional.empty(), Map.of(), Optional.empty(), 0, false)))
                .set(Tables.SOURCE.REFRESH_SECONDS, 3600L)
                .set(Tables.SOURCE.ENABLED, true)
                .set(Tables.SOURCE.FROM_FILE, true)
                .set(Tables.SOURCE.CREATED_AT, 0L)
                .execute());
        editor.importChannels(1, importing -> {
            importing.add(found("First"));
            importing.add(found("Second"));
        });
        editor.tell();
        first = catalogue.current().channels().get(0);
        second = catalogue.current().channels().get(1);
        rows = new CheckRows(database, 3);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static FoundChannel found(String name) {
        String url = "http://tv.example/" + name + ".ts";
        return new FoundChannel(url, 1, name, "", "", "", "Group", false, false, url, Map.of(), Map.of(), "");
    }

    private static long address(Channel channel) {
        return channel.sources().getFirst().id();
    }

    private void add(Channel channel, Duration ago, boolean works) {
        Duration took = Duration.ofMillis(7);
        rows.add(new Checked(address(channel), NOW.minus(ago), works, works ? "" : "it is gone", took, "", ""));
    }

    @Test
    void newestFewOfEachAddressAreKept() {
        for (int hours = 9; hours > 0; hours--) {
            add(first, Duration.ofHours(hours), true);
        }
        add(second, Duration.ofHours(20), false);
        assertThat(rows.of(first))
                .extracting(Checked::at)
                .containsExactly(
                        NOW.minus(Duration.ofHours(1)), NOW.minus(Duration.ofHours(2)), NOW.minus(Duration.ofHours(3)));
        assertThat(rows.of(second)).hasSize(1);
    }

    @Test
    void newestOfEachAddressIsListedAlsoByWhetherItWorks() {
        add(first, Duration.ofHours(2), false);
        add(first, Duration.ofHours(1), true);
        add(second, Duration.ofHours(3), false);
        assertThat(rows.latest(Optional.empty(), 0, 10).items())
                .extracting(CheckRows.Latest::channelName)
                .containsExactly("First", "Second");
        assertThat(rows.latest(Optional.of(false), 0, 10).items())
                .extracting(CheckRows.Latest::channelName)
                .containsExactly("Second");
        assertThat(rows.latest(Optional.empty(), 1, 1).total()).isEqualTo(2);
        assertThat(rows.latest(Optional.empty(), 1, 1).items()).hasSize(1);
    }

    @Test
    void resultOfAClockThatWasWrongIsNoReasonNotToLook() {
        add(first, Duration.ofDays(-3_650), true);
        add(second, Duration.ofHours(1), true);
        List<Long> both = List.of(address(first), address(second));
        assertThat(rows.between(both, NOW.minus(Duration.ofHours(24)), NOW)).containsExactly(address(second));
        assertThat(rows.between(both, NOW.minus(Duration.ofMinutes(30)), NOW)).isEmpty();
    }

    @Test
    void resultOfAnAddressThatIsGoneIsDropped() {
        database.write(sql -> sql.deleteFrom(Tables.STREAM_SOURCE)
                .where(Tables.STREAM_SOURCE.ID.eq(address(first)))
                .execute());
        add(first, Duration.ZERO, true);
        assertThat(rows.latest(Optional.empty(), 0, 10).total()).isZero();
    }
}
