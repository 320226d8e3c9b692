package io.sintonia.sources;

import static io.sintonia.schema.Tables.CHANNEL_OVERRIDE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.StreamSource;
import io.sintonia.formats.Remark;
import io.sintonia.sources.ImportReport.Counts;
import io.sintonia.sources.ImportReport.Outcome;
import io.sintonia.sources.Importer.Vanishing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an import does with a list that can be read, and what it says of it. */
class ImporterTest {
    @TempDir
    Path folder;

    private ImportHouse house;

    @BeforeEach
    void open() throws IOException {
        house = new ImportHouse(folder);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void listIsTakenOverWithAllItSays() throws IOException {
        ImportReport report = house.take("""
                #EXTM3U
                #EXTINF:-1 tvg-id="rai1.it" tvg-chno="101" tvg-logo="http://logos.example/1.png" group-title="News",Rai 1
                #EXTVLCOPT:http-user-agent=VLC/3.0.20
                http://provider.example/rai1.ts
                #EXTINF:-1 radio="true",Radio 2
                http://provider.example/radio2.mp3
                """);

        assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(report.counts()).isEqualTo(new Counts(2, 2, 0, 0, 0, 0));
        Channel rai = house.catalogue.current().channels().getFirst();
        assertThat(rai.name()).isEqualTo("Rai 1");
        assertThat(rai.number()).isEqualTo("101");
        assertThat(rai.guideId()).isEqualTo("rai1.it");
        assertThat(rai.logo()).isEqualTo("http://logos.example/1.png");
        assertThat(rai.category().name()).isEqualTo("News");
        StreamSource stream = rai.sources().getFirst();
        assertThat(stream.url()).isEqualTo("http://provider.example/rai1.ts");
        assertThat(stream.headers()).containsExactly(Map.entry("User-Agent", "VLC/3.0.20"));
        Channel radio = house.catalogue.current().channels().getLast();
        assertThat(radio.radio()).isTrue();
        assertThat(radio.category().name()).isEqualTo("No group");
        assertThat(house.filesLeft()).isZero();
    }

    @Test
    void changedAddedAndVanishedEntriesAreCountedAndApplied() throws IOException {
        house.take(ImportHouse.channels(0, 20));
        Map<String, Long> before = house.ids();

        ImportReport report = house.take(ImportHouse.channels(2, 22).replace(",Channel 5\n", ",Channel five\n"));

        assertThat(report.counts()).isEqualTo(new Counts(20, 2, 1, 17, 2, 0));
        assertThat(house.ids())
                .doesNotContainKeys("Channel 0", "Channel 1")
                .containsEntry("Channel five", before.get("Channel 5"))
                .containsEntry("Channel 19", before.get("Channel 19"));
    }

    @Test
    void whatVanishedComesBackWithItsId() throws IOException {
        house.take(ImportHouse.channels(0, 20));
        Map<String, Long> before = house.ids();
        house.take(ImportHouse.channels(0, 18));

        ImportReport report = house.take(ImportHouse.channels(0, 20));

        assertThat(report.counts().added()).isEqualTo(2);
        assertThat(house.ids()).isEqualTo(before);
    }

    @Test
    void sameListIsUnchangedAndWritesNothingToTheCatalogue() throws IOException {
        house.take(ImportHouse.channels(0, 100));
        String version = house.catalogue.current().version();
        house.watchWrites();

        assertThat(house.run(Vanishing.GUARDED).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(house.take(ImportHouse.channels(0, 100)).outcome()).isEqualTo(Outcome.UNCHANGED);

        assertThat(house.writes()).isZero();
        assertThat(house.catalogue.current().version()).isEqualTo(version);
    }

    @Test
    void otherBytesThatSayTheSameWriteNothingToTheCatalogue() throws IOException {
        house.take(ImportHouse.channels(0, 100));
        house.watchWrites();

        ImportReport report = house.take(ImportHouse.channels(0, 100) + "\n# made later\n");

        assertThat(report.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(report.counts()).isEqualTo(new Counts(100, 0, 0, 100, 0, 0));
        assertThat(house.writes()).isZero();
    }

    @Test
    void onlyWhatChangedIsWritten() throws IOException {
        house.take(ImportHouse.channels(0, 100));
        house.watchWrites();

        house.take(ImportHouse.channels(0, 100).replace(",Channel 5\n", ",Channel five\n"));

        assertThat(house.writes()).isEqualTo(6); // a channel and its stream, how both were, and the edit, twice
    }

    @Test
    void whatTheOwnerSaidByHandSurvives() throws IOException {
        house.take(ImportHouse.channels(0, 3));
        long id = house.ids().getOrDefault("Channel 1", 0L);
        house.database.write(sql -> sql.insertInto(CHANNEL_OVERRIDE)
                .set(CHANNEL_OVERRIDE.CHANNEL_ID, id)
                .set(CHANNEL_OVERRIDE.FIELD, "name")
                .set(CHANNEL_OVERRIDE.VALUE_TEXT, "Mine")
                .execute());

        house.take(ImportHouse.channels(0, 3).replace(",Channel 1\n", ",Other\n"));

        assertThat(house.ids()).containsEntry("Mine", id);
    }

    @Test
    void listThatLostTooMuchIsHeldBackUntilItIsApproved() throws IOException {
        house.take(ImportHouse.channels(0, 100));
        house.watchWrites();

        ImportReport held = house.take(ImportHouse.channels(0, 59));
        assertThat(held.outcome()).isEqualTo(Outcome.HELD_BACK);
        assertThat(held.message()).contains("41 of 100 channels would vanish (limit 40 %)");
        assertThat(held.counts().vanished()).isEqualTo(41);
        assertThat(house.names()).hasSize(100);
        assertThat(house.writes()).isZero();

        ImportReport again = house.run(Vanishing.GUARDED);
        assertThat(again.outcome()).isEqualTo(Outcome.HELD_BACK);

        ImportReport approved = house.run(Vanishing.APPROVED);
        assertThat(approved.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(house.names()).hasSize(59);
    }

    @Test
    void listThatLostFourtyPercentIsTakenOver() throws IOException {
        house.take(ImportHouse.channels(0, 100));

        assertThat(house.take(ImportHouse.channels(0, 60)).outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(house.names()).hasSize(60);
    }

    @Test
    void everySkippedEntryIsReportedWithLineAndReason() throws IOException {
        ImportReport report = house.take("""
                #EXTM3U
                #EXTINF:-1,Channel
                http://provider.example/1.ts
                #EXTINF:-1,Without address
                #EXTINF:-1 group-title="Movies",A film (1999)
                http://provider.example/movie/user/secret/17.mkv
                #EXTINF:-1,Series S01 E02
                http://provider.example/series/user/secret/18.mp4
                #EXTINF:-1,Last without address
                """);

        assertThat(report.counts()).isEqualTo(new Counts(5, 4, 0, 0, 0, 2));
        assertThat(report.skipped()).extracting(Remark::line).containsExactlyInAnyOrder(4L, 9L);
        assertThat(report.skipped())
                .allMatch(skip -> !skip.reason().isBlank() && !skip.text().isBlank());
        assertThat(house.names()).containsExactly("Channel");
        assertThat(house.rows.reports(report.sourceId(), 1).getFirst()).isEqualTo(report);
    }

    @Test
    void linesThatCostNoEntryAreNotCountedAsSkippedAndCrowdNoneOut() throws IOException {
        String noise =
                IntStream.range(0, 1100).mapToObj(i -> "noise " + i + "\n").reduce("", String::concat);
        ImportReport report = house.take("#EXTM3U\n#EXTINF:-1,One\nhttp://provider.example/1.ts\n" + noise
                + "#EXTINF:-1,Two without address\n#EXTINF:-1,Three\nhttp://provider.example/3.ts\n");

        assertThat(report.counts().skipped()).isOne();
        assertThat(report.skipped()).hasSize(1);
        assertThat(report.skipped().getFirst().text()).contains("Two without address");
        assertThat(report.message()).contains("2 channels taken over; odd lines: 1,100, the first is line 4");
    }

    @Test
    void atMostAThousandSkippedEntriesAreKeptAndAllAreCounted() throws IOException {
        String holes = IntStream.range(0, 1500)
                .mapToObj(i -> "#EXTINF:-1,hole " + i + "\n")
                .reduce("", String::concat);
        ImportReport report = house.take("#EXTM3U\n" + holes + "#EXTINF:-1,One\nhttp://provider.example/1.ts\n");

        assertThat(report.counts().skipped()).isEqualTo(1500);
        assertThat(report.skipped()).hasSize(1000);
        assertThat(house.rows.reports(report.sourceId(), 1).getFirst().skipped())
                .hasSize(1000);
    }

    @Test
    void fiftyReportsOfASourceAreKept() throws IOException {
        house.take(ImportHouse.channels(0, 1));
        for (int i = 0; i < 60; i++) {
            house.run(Vanishing.GUARDED);
        }

        List<ImportReport> reports = house.rows.reports(house.source().id(), 1000);
        assertThat(reports).hasSize(50).allMatch(report -> report.outcome() == Outcome.UNCHANGED);
    }

    @Test
    void entriesTooLongForTheCatalogueAreCutOrSkippedAndDoNotStopTheImport() throws IOException {
        ImportReport report =
                house.take("#EXTM3U\n#EXTINF:-1 tvg-id=\"" + "i".repeat(600) + "\" tvg-logo=\"http://l.example/"
                        + "l".repeat(4000) + "\" group-title=\"" + "g".repeat(600) + "\"," + "n".repeat(1500)
                        + "\nhttp://provider.example/1.ts\n#EXTINF:-1,Too far\nhttp://provider.example/"
                        + "u".repeat(8000) + "\n");

        Channel channel = house.catalogue.current().channels().getFirst();
        assertThat(channel.name()).hasSize(1000);
        assertThat(channel.category().name()).hasSize(500);
        assertThat(channel.guideId()).isEmpty();
        assertThat(channel.logo()).isEmpty();
        assertThat(report.skipped()).hasSize(1);
        assertThat(report.skipped().getFirst().reason()).isEqualTo("its address is longer than 8,000 characters");
    }

    @Test
    void interruptedImportChangesNothingAndSaysWhy() throws IOException {
        house.take(ImportHouse.channels(0, 10));
        house.write(ImportHouse.channels(0, 20));

        Thread.currentThread().interrupt();
        ImportReport report = house.run(Vanishing.GUARDED);
        assertThat(Thread.interrupted()).isTrue();

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(house.names()).hasSize(10);
        assertThat(house.run(Vanishing.GUARDED).outcome()).isEqualTo(Outcome.APPLIED);
    }

    @Test
    void databaseThatDoesNotTakeTheListIsReportedWithoutItsWords() throws IOException {
        house.take(ImportHouse.channels(0, 3));
        house.database.write(sql -> sql.execute(
                "create trigger full before insert on stream_source begin select raise(abort, 'disk full'); end"));

        ImportReport report =
                house.take(ImportHouse.channels(0, 3) + "#EXTINF:-1,New\nhttp://u:secret@p.example/9.ts\n");

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.message())
                .contains("the database did not take the list")
                .doesNotContain("secret");
        assertThat(report.counts()).isEqualTo(new Counts(0, 0, 0, 0, 0, 0));
        assertThat(house.names()).hasSize(3);
    }
}
