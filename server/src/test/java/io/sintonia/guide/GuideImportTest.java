package io.sintonia.guide;

import static io.sintonia.guide.GuideRoom.settings;
import static io.sintonia.outputs.Draft.channel;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.outputs.House;
import io.sintonia.schema.Tables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guides are read, kept, matched and asked. It is 2026-03-14 12:10 in UTC. */
class GuideImportTest {
    @TempDir
    private Path folder;

    private House house;
    private GuideRoom room;

    @BeforeEach
    void open() throws IOException {
        house = new House(folder)
                .channels(
                        channel("Rai 1", "IT").withGuideId("Rai1.it"),
                        channel("Rai 2 HD", "IT"),
                        channel("Demo", "Demo"),
                        channel("Nobody Knows This", "X"));
        room = new GuideRoom(house, folder);
        room.declare(settings("A", "a.xml", 1));
    }

    @AfterEach
    void close() {
        house.database().close();
    }

    private static String tv(String... parts) {
        return "<tv>" + String.join("\n", parts) + "</tv>";
    }

    private static String declared(String id, String name) {
        return "<channel id=\"%s\"><display-name>%s</display-name></channel>".formatted(id, name);
    }

    private static String on(String id, String start, String stop, String title) {
        return "<programme channel=\"%s\" start=\"%s\"%s><title>%s</title></programme>"
                .formatted(id, start, stop.isEmpty() ? "" : " stop=\"" + stop + "\"", title);
    }

    private static final String CHANNELS =
            declared("Rai1.it", "Rai 1") + declared("r2", "Rai 2") + declared("z", "Zulu");

    private static String usual() {
        return tv(
                CHANNELS,
                on("Rai1.it", "20260314120000 +0000", "20260314130000 +0000", "One"),
                on("r2", "20260314120000 +0000", "20260314130000 +0000", "Two"),
                on("z", "20260314120000 +0000", "20260314130000 +0000", "Nobody's"));
    }

    @Test
    void guideIsMatchedByIdAndByNameAndServed() throws IOException, InterruptedException {
        GuideReport report = room.file("a.xml", usual()).read("A");
        assertThat(report.outcome()).isEqualTo(GuideReport.Outcome.APPLIED);
        assertThat(report.counts()).isEqualTo(new GuideReport.Counts(3, 2, 3, 2, 0));
        assertThat(room.told("Rai 1")).containsExactly("2026-03-14T12:00:00Z 2026-03-14T13:00:00Z One");
        assertThat(room.told("Rai 2 HD")).containsExactly("2026-03-14T12:00:00Z 2026-03-14T13:00:00Z Two");
        assertThat(room.idOf("Rai 1")).isEqualTo("Rai1.it");
        assertThat(room.idOf("Rai 2 HD")).isEqualTo("r2");
        assertThat(room.told("Nobody Knows This")).isEmpty();
    }

    @Test
    void channelWithoutAGuideKeepsTheGeneratedOne() throws IOException, InterruptedException {
        room.file("a.xml", usual()).read("A");
        assertThat(room.told("Demo")).hasSizeGreaterThan(100);
    }

    @Test
    void unchangedGuideIsNotReadAgain() throws IOException, InterruptedException {
        room.file("a.xml", usual()).read("A");
        long generation = room.source("A").standing().generation();
        assertThat(room.read("A").outcome()).isEqualTo(GuideReport.Outcome.UNCHANGED);
        assertThat(room.source("A").standing().generation()).isEqualTo(generation);
    }

    @Test
    void packedGuideIsKnownByItsContent() throws IOException, InterruptedException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(usual().getBytes(StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve("a.xml"), packed.toByteArray());
        assertThat(room.read("A").outcome()).isEqualTo(GuideReport.Outcome.APPLIED);
        assertThat(room.told("Rai 1")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Not found</body></html>",
                "<tv></tv>",
                "\u0000\u0001 noise",
                "<!DOCTYPE tv [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><tv>&x;</tv>"
            })
    void whatIsNoGuideLeavesTheOldOneAndSaysSo(String content) throws IOException, InterruptedException {
        room.file("a.xml", usual()).read("A");
        GuideReport report = room.file("a.xml", content).read("A");
        assertThat(report.outcome()).isEqualTo(GuideReport.Outcome.FAILED);
        assertThat(report.message()).startsWith("guide 'A' not read: ").endsWith("; the old programmes stay");
        assertThat(room.sources().reports(room.source("A").id(), 1).getFirst().message())
                .isEqualTo(report.message());
        assertThat(room.told("Rai 1")).containsExactly("2026-03-14T12:00:00Z 2026-03-14T13:00:00Z One");
    }

    @Test
    void guideThatIsGoneLeavesTheOldOne() throws IOException, InterruptedException {
        room.file("a.xml", usual()).read("A");
        Files.delete(folder.resolve("a.xml"));
        assertThat(room.read("A").outcome()).isEqualTo(GuideReport.Outcome.FAILED);
        assertThat(room.told("Rai 1")).hasSize(1);
    }

    @Test
    void declaredEntitiesAreNeverRead() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("secret"), "hush");
        room.file(
                        "a.xml",
                        "<!DOCTYPE tv [<!ENTITY x SYSTEM \"file://" + folder.resolve("secret") + "\">]>"
                                + tv(CHANNELS, on("Rai1.it", "20260314120000", "", "A &x; B")))
                .read("A");
        assertThat(room.told("Rai 1")).hasSize(1).first().asString().doesNotContain("hush");
    }

    @Test
    void guideThatBreaksOffKeepsWhatFollowedFromTheOldOne() throws IOException, InterruptedException {
        room.file(
                        "a.xml",
                        tv(
                                CHANNELS,
                                on("Rai1.it", "20260314120000", "20260314130000", "One"),
                                on("Rai1.it", "20260314130000", "20260314140000", "Later"),
                                on("r2", "20260314120000", "20260314130000", "Two")))
                .read("A");
        String cut = "<tv>" + CHANNELS + on("Rai1.it", "20260314120000", "20260314130000", "One, renamed")
                + "<programme channel=\"Rai1.it\" start=\"2026";
        GuideReport report = room.file("a.xml", cut).read("A");
        assertThat(report.outcome()).isEqualTo(GuideReport.Outcome.PARTIAL);
        assertThat(room.told("Rai 1"))
                .containsExactly(
                        "2026-03-14T12:00:00Z 2026-03-14T13:00:00Z One, renamed",
                        "2026-03-14T13:00:00Z 2026-03-14T14:00:00Z Later");
        assertThat(room.told("Rai 2 HD")).hasSize(1);
    }

    @Test
    void guideThatBreaksOffBeforeAChannelKeepsThatChannel() throws IOException, InterruptedException {
        room.file("a.xml", usual()).read("A");
        String cut = "<tv>" + declared("Rai1.it", "Rai 1")
                + on("Rai1.it", "20260314120000", "20260314130000", "Renamed") + "<programme chan";
        assertThat(room.file("a.xml", cut).read("A").outcome()).isEqualTo(GuideReport.Outcome.PARTIAL);
        assertThat(room.told("Rai 1")).singleElement().asString().endsWith("Renamed");
        assertThat(room.told("Rai 2 HD")).singleElement().asString().endsWith("Two");
    }

    @Test
    void whatIsOverIsKeptForAWeekAlthoughTheGuideDropsIt() throws IOException, InterruptedException {
        room.file("a.xml", usual()).read("A");
        house.timeIs(Instant.parse("2026-03-15T12:10:00Z"));
        room.file("a.xml", tv(CHANNELS, on("Rai1.it", "20260315120000", "20260315130000", "Today")))
                .read("A");
        assertThat(room.told("Rai 1"))
                .containsExactly(
                        "2026-03-14T12:00:00Z 2026-03-14T13:00:00Z One",
                        "2026-03-15T12:00:00Z 2026-03-15T13:00:00Z Today");
        house.timeIs(Instant.parse("2026-03-21T13:10:00Z"));
        room.file("a.xml", tv(CHANNELS, on("Rai1.it", "20260321130000", "20260321140000", "A week on")))
                .read("A");
        assertThat(room.told("Rai 1"))
                .containsExactly(
                        "2026-03-15T12:00:00Z 2026-03-15T13:00:00Z Today",
                        "2026-03-21T13:00:00Z 2026-03-21T14:00:00Z A week on");
    }

    @Test
    void oldGenerationsLeaveNothingBehind() throws IOException, InterruptedException {
        for (int round = 0; round < 4; round++) {
            room.file("a.xml", usual().replace("One", "One " + round)).read("A");
        }
        long generations = house.database()
                .read(sql -> sql.select(Tables.GUIDE_BLOCK.GENERATION)
                        .from(Tables.GUIDE_BLOCK)
                        .union(sql.select(Tables.GUIDE_CHANNEL.GENERATION).from(Tables.GUIDE_CHANNEL))
                        .fetch()
                        .size());
        assertThat(generations).isEqualTo(1);
        assertThat(room.told("Rai 1").getFirst()).endsWith("One 3");
    }

    @Test
    void secondGuideFillsGapsAndErasesNothing() throws IOException, InterruptedException {
        room.declare(settings("A", "a.xml", 1), settings("B", "b.xml", 2));
        room.file(
                        "a.xml",
                        tv(
                                CHANNELS,
                                on("Rai1.it", "20260314120000", "20260314130000", "A1"),
                                on("Rai1.it", "20260314150000", "20260314160000", "A2")))
                .read("A");
        room.file(
                        "b.xml",
                        tv(
                                declared("RAI1.IT", "Rai Uno"),
                                on("RAI1.IT", "20260314120500", "20260314133000", "A1"),
                                on("RAI1.IT", "20260314133000", "20260314153000", "B")))
                .read("B");
        assertThat(room.told("Rai 1"))
                .containsExactly(
                        "2026-03-14T12:00:00Z 2026-03-14T13:00:00Z A1",
                        "2026-03-14T13:30:00Z 2026-03-14T15:00:00Z B",
                        "2026-03-14T15:00:00Z 2026-03-14T16:00:00Z A2");
        room.file("b.xml", "<html>").read("B");
        room.file("a.xml", "<html>").read("A");
        assertThat(room.told("Rai 1")).hasSize(3);
    }

    @Test
    void priorityDecidesWhichGuideIsMain() throws IOException, InterruptedException {
        room.declare(settings("A", "a.xml", 2), settings("B", "b.xml", 1));
        room.file("a.xml", tv(CHANNELS, on("Rai1.it", "20260314120000", "20260314130000", "of A")))
                .read("A");
        room.file("b.xml", tv(CHANNELS, on("Rai1.it", "20260314120000", "20260314130000", "of B")))
                .read("B");
        assertThat(room.told("Rai 1")).singleElement().asString().endsWith("of B");
    }

    @Test
    void shiftMovesAllTimesOfAGuide() throws IOException, InterruptedException {
        room.declare(new GuideSettings(
                "A",
                "file:a.xml",
                Duration.ofHours(1),
                1,
                Optional.of("-1h30m"),
                Optional.of("Europe/Rome"),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty()));
        room.file("a.xml", tv(CHANNELS, on("Rai1.it", "20260314150000", "20260314160000", "Moved")))
                .read("A");
        assertThat(room.told("Rai 1")).containsExactly("2026-03-14T12:30:00Z 2026-03-14T13:30:00Z Moved");
    }

    @Test
    void channelThatComesLaterGetsItsProgrammes() throws IOException, InterruptedException {
        room.file("a.xml", usual()).read("A");
        house.channels(channel("Zulu", "X"));
        room.match();
        assertThat(room.source("A").standing().incomplete()).isTrue();
        assertThat(room.read("A").outcome()).isEqualTo(GuideReport.Outcome.APPLIED);
        assertThat(room.told("Zulu")).singleElement().asString().endsWith("Nobody's");
        assertThat(room.source("A").standing().incomplete()).isFalse();
    }

    @Test
    void ownersChoiceIsNeverOverwritten() throws IOException, InterruptedException {
        room.file("a.xml", usual()).read("A");
        long id = house.channel("Rai 1").id();
        assertThat(room.book().choose(id, "", "z")).isInstanceOf(MatchBook.Outcome.Done.class);
        room.read("A");
        room.file("a.xml", usual() + " ").read("A");
        assertThat(room.told("Rai 1")).singleElement().asString().endsWith("Nobody's");
        assertThat(room.book().find(id).orElseThrow().state()).isEqualTo(ChannelMatches.State.CHOSEN);
        assertThat(room.idOf("Rai 1")).isEqualTo("z");

        assertThat(room.book().exclude(id)).isInstanceOf(MatchBook.Outcome.Done.class);
        room.match();
        assertThat(room.told("Rai 1")).isEmpty();
        assertThat(room.idOf("Rai 1")).isEmpty();

        assertThat(room.book().forget(id)).isTrue();
        assertThat(room.told("Rai 1")).singleElement().asString().endsWith("One");
    }

    @Test
    void choiceOfWhatNobodyHasIsRefused() throws IOException, InterruptedException {
        room.file("a.xml", usual()).read("A");
        long id = house.channel("Rai 1").id();
        assertThat(room.book().choose(id, "A", "nothing"))
                .isEqualTo(new MatchBook.Outcome.Refused("no guide 'A' has a channel 'nothing'"));
        assertThat(room.book().choose(77_777, "", "z")).isInstanceOf(MatchBook.Outcome.Refused.class);
        assertThat(room.book().lock(house.channel("Nobody Knows This").id()))
                .isInstanceOf(MatchBook.Outcome.Refused.class);
    }

    @Test
    void lockedMatchStaysWhenABetterOneComes() throws IOException, InterruptedException {
        room.file("a.xml", tv(declared("x", "Rai 1"), on("x", "20260314120000", "20260314130000", "by name")))
                .read("A");
        long id = house.channel("Rai 1").id();
        assertThat(room.book().lock(id)).isInstanceOf(MatchBook.Outcome.Done.class);
        room.file(
                        "a.xml",
                        tv(
                                declared("x", "Rai 1"),
                                declared("Rai1.it", "Rai 1"),
                                on("x", "20260314120000", "20260314130000", "by name"),
                                on("Rai1.it", "20260314120000", "20260314130000", "by id")))
                .read("A");
        assertThat(room.told("Rai 1")).singleElement().asString().endsWith("by name");
    }

    @Test
    void whatIsOnlySimilarIsProposedAndShowsNothing() throws IOException, InterruptedException {
        house.channels(channel("Sky Sport Uno Extra", "IT"));
        room.file("a.xml", tv(declared("s", "Sky Sport Extra"), on("s", "20260314120000", "20260314130000", "S")))
                .read("A");
        assertThat(room.book().list(Optional.of(ChannelMatches.State.APPLIED))).isEmpty();
        assertThat(room.told("Sky Sport Uno Extra")).isEmpty();
    }

    @Test
    void guideThatIsNoLongerDeclaredTakesItsProgrammesAlong() throws IOException, InterruptedException {
        room.file("a.xml", usual()).read("A");
        room.declare();
        room.match();
        assertThat(room.told("Rai 1")).isEmpty();
        long rows = house.database().read(sql -> sql.fetchCount(Tables.GUIDE_BLOCK));
        assertThat(rows).isZero();
    }

    @Test
    void programmesThatComeMixedAreKeptWhole() throws IOException, InterruptedException {
        StringBuilder mixed = new StringBuilder("<tv>").append(CHANNELS);
        Instant start = Instant.parse("2026-03-14T12:00:00Z");
        for (int at = 0; at < 3000; at++) {
            String time = start.plusSeconds(at * 600L).toString().replaceAll("[-:TZ]", "");
            for (String id : new String[] {"Rai1.it", "r2"}) {
                mixed.append(on(id, time, "", "T" + at)
                        .replace("</title>", "</title><desc>" + "x".repeat(4000) + at + "</desc>"));
            }
        }
        GuideReport report =
                room.file("a.xml", mixed.append("</tv>").toString()).read("A");
        assertThat(report.counts().stored()).isEqualTo(6000);
        long parts = house.database().read(sql -> sql.fetchCount(Tables.GUIDE_BLOCK));
        assertThat(parts).isGreaterThan(2); // more than the bound came, so it was written in parts
        assertThat(room.told("Rai 2 HD")).hasSize(3000).last().asString().endsWith("T2999");
    }
}
