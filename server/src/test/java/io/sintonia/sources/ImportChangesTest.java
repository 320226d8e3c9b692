package io.sintonia.sources;

import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.EDIT;
import static io.sintonia.schema.Tables.EDIT_ROW;
import static io.sintonia.schema.Tables.EPISODE;
import static io.sintonia.schema.Tables.MOVIE;
import static io.sintonia.schema.Tables.SERIES;
import static io.sintonia.schema.Tables.STREAM_SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.CatalogueSettings;
import io.sintonia.schema.tables.records.MovieRecord;
import io.sintonia.sources.ImportReport.Outcome;
import io.sintonia.sources.Importer.Vanishing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A refresh is a change-set: what is new, changed, gone and back, of all kinds, and what is written down of it. */
class ImportChangesTest {
    @TempDir
    Path folder;

    private ImportHouse house;

    @BeforeEach
    void open() throws IOException {
        house = new ImportHouse(folder, new CatalogueSettings(3, Duration.ofDays(30), 40));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private int count(Table<?> table) {
        return house.database.read(sql -> sql.fetchCount(table));
    }

    private int count(Table<?> table, Condition which) {
        return house.database.read(sql -> sql.fetchCount(table, which));
    }

    private MovieRecord movie() {
        return house.database.read(sql -> sql.selectFrom(MOVIE).fetchSingle());
    }

    @Test
    void filmsAndEpisodesAreTakenOverWithAllTheySay() throws IOException {
        ImportReport report = house.take("""
                #EXTM3U
                #EXTINF:-1,Channel
                http://p.example/live/u/p/1.ts
                #EXTINF:-1 tvg-logo="http://l.example/f.png" group-title="Films",The Film (1999)
                http://p.example/movie/u/p/2.mkv
                #EXTINF:-1 group-title="Series",Café Noir (2001) S01 E02
                http://p.example/series/u/p/3.mp4
                #EXTINF:-1 group-title="Series",CAFE NOIR (2001) S01E03 - The third
                http://p.example/series/u/p/4.mp4
                """);

        assertThat(report.message()).startsWith("1 channels, 1 films, 1 series, 2 episodes taken over");
        MovieRecord movie = movie();
        assertThat(movie.getName()).isEqualTo("The Film");
        assertThat(movie.getReleased()).isEqualTo(1999);
        assertThat(movie.getContainer()).isEqualTo("mkv");
        assertThat(movie.getLogo()).isEqualTo("http://l.example/f.png");
        var series = house.database.read(sql -> sql.selectFrom(SERIES).fetchSingle());
        assertThat(series.getName()).isEqualTo("Café Noir");
        assertThat(series.getReleased()).isEqualTo(2001);
        var episodes = house.database.read(
                sql -> sql.selectFrom(EPISODE).orderBy(EPISODE.NUMBER).fetch());
        assertThat(episodes).extracting(row -> row.getSeriesId()).containsOnly(series.getId());
        assertThat(episodes).extracting(row -> row.getNumber()).containsExactly(2L, 3L);
        assertThat(episodes.getLast().getName()).isEqualTo("The third");
        assertThat(report.peakMemoryMb()).isPositive();
        assertThat(house.rows.reports(report.sourceId(), 1)).containsExactly(report);
    }

    @Test
    void secondImportOfTwentyThousandEntriesWritesNothing() throws IOException {
        ImportReport first = house.take(ImportHouse.mixed(0, 20_000));
        assertThat(first.counts().added()).isEqualTo(20_000 + 200);
        assertThat(count(MOVIE)).isEqualTo(8000);
        assertThat(count(EPISODE)).isEqualTo(6000);
        assertThat(count(CHANNEL)).isEqualTo(6000);
        house.watchWrites();

        ImportReport second = house.take(ImportHouse.mixed(0, 20_000) + "# made later\n");

        assertThat(second.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(second.counts().unchanged()).isEqualTo(20_000 + 200);
        assertThat(house.writes()).isZero();

        ImportReport third = house.take(ImportHouse.mixed(0, 20_000).replace("Film 1003 ", "Movie 1003 "));

        assertThat(third.counts().changed()).isEqualTo(1);
        assertThat(house.writes()).isEqualTo(4); // the film, how it was, the edit twice
    }

    @Test
    void entryIsShownUntilItHasBeenMissingForThreeRefreshes() throws IOException {
        String all = ImportHouse.channels(0, 10);
        String less = ImportHouse.channels(0, 9);
        house.take(all);
        Map<String, Long> ids = house.ids();

        house.take(less);
        assertThat(house.ids()).as("missing once").isEqualTo(ids);
        house.take(less + "# another day\n");
        assertThat(house.ids()).as("missing twice").isEqualTo(ids);
        assertThat(house.run(Vanishing.GUARDED).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(house.ids()).as("missing three times").hasSize(9);

        house.watchWrites();
        house.run(Vanishing.GUARDED);
        house.take(less + "# and another\n");
        assertThat(house.writes()).as("nothing is left to count").isZero();

        house.take(all);
        assertThat(house.ids()).isEqualTo(ids);
        assertThat(count(STREAM_SOURCE, STREAM_SOURCE.MISSING_SINCE.isNotNull().or(STREAM_SOURCE.MISSED.gt(0L))))
                .isZero();
    }

    @Test
    void entryThatIsMissingForAMonthIsRemovedWithItsChannel() throws IOException {
        house.take(ImportHouse.mixed(0, 100));
        house.take(ImportHouse.mixed(0, 70));
        house.advance(Duration.ofDays(29));
        house.run(Vanishing.GUARDED);
        assertThat(count(CHANNEL)).isEqualTo(30);
        assertThat(count(MOVIE)).isEqualTo(40);

        house.advance(Duration.ofDays(2));
        house.run(Vanishing.GUARDED);

        assertThat(count(CHANNEL)).isEqualTo(21);
        assertThat(count(STREAM_SOURCE)).isEqualTo(21);
        assertThat(count(MOVIE)).isEqualTo(28);
        assertThat(count(EPISODE)).isEqualTo(21);
        assertThat(count(SERIES)).isEqualTo(1);
    }

    @Test
    void listThatLostAllItsFilmsIsHeldBackHoweverManyChannelsItHas() throws IOException {
        house.take(ImportHouse.channels(0, 1000) + "#EXTINF:-1,Film (1999)\nhttp://p.example/movie/u/p/1.mkv\n");

        ImportReport report = house.take(ImportHouse.channels(0, 1000));

        assertThat(report.outcome()).isEqualTo(Outcome.HELD_BACK);
        assertThat(report.message()).contains("all 1 films would vanish");
        assertThat(movie().getMissingSince()).isNull();
    }

    @Test
    void journalSaysHowChangedAndVanishedRowsWere() throws IOException {
        house.take(ImportHouse.mixed(0, 100));
        house.take(ImportHouse.mixed(0, 98).replace("Film 3 ", "Movie 3 "));

        var edits =
                house.database.read(sql -> sql.selectFrom(EDIT).orderBy(EDIT.ID).fetch());
        assertThat(edits).hasSize(2);
        var edit = edits.getLast();
        assertThat(edit.getKind()).isEqualTo("import");
        assertThat(edit.getActor()).isEqualTo("import");
        assertThat(edit.getUndoable()).isTrue();
        assertThat(edit.getSummary()).isEqualTo("My list: 0 added, 1 changed, 2 vanished");
        assertThat(edit.getReportId()).isEqualTo(2);
        var rows = house.database.read(sql -> sql.selectFrom(EDIT_ROW)
                .where(EDIT_ROW.EDIT_ID.eq(edit.getId()))
                .orderBy(EDIT_ROW.POSITION)
                .fetch());
        assertThat(rows).extracting(row -> row.getTableName()).containsExactly("movie", "episode", "episode");
        assertThat(rows.getFirst().getBeforeImage()).matches("\\{\"fingerprint\":-?\\d+,\"name\":\"Film 3\"}");
        assertThat(rows.getLast().getBeforeImage()).isEqualTo("{\"missing_since\":null,\"missed\":0}");
        assertThat(count(MOVIE, MOVIE.ADDED_BY.eq(edits.getFirst().getId()))).isEqualTo(40);
    }

    @Test
    void journalOfTwentyImportsIsKept() throws IOException {
        for (int i = 0; i < 25; i++) {
            house.take(ImportHouse.channels(0, 10 + i));
        }
        assertThat(count(EDIT)).isEqualTo(20);
    }

    @Test
    void channelThatChangesAndOneThatGoesAreWrittenDownAsTheyWere() throws IOException {
        house.take(ImportHouse.channels(0, 10));
        house.take(ImportHouse.channels(0, 9).replace(",Channel 5\n", ",Channel five\n"));

        List<String> images = house.database.read(sql -> sql.selectFrom(EDIT_ROW)
                .orderBy(EDIT_ROW.POSITION)
                .fetch(row -> row.getTableName() + " " + row.getRowId() + " " + row.getBeforeImage()));
        assertThat(images).hasSize(4);
        assertThat(images.getFirst()).isEqualTo("channel 6 {\"name\":\"Channel 5\"}");
        assertThat(images.get(1)).startsWith("stream_source 6 {\"fingerprint\":");
        assertThat(images.get(2)).isEqualTo("stream_source 10 {\"missing_since\":null,\"missed\":0}");
        assertThat(images.get(3)).isEqualTo("channel 10 {\"missing_since\":null}");
    }
}
