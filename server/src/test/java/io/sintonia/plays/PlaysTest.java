package io.sintonia.plays;

import static io.sintonia.schema.Tables.PLAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.storage.Database;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plays on a real SQLite file, with a clock that only the test moves: what is kept, in which order, and how much of it. */
class PlaysTest {
    private static final InetAddress HOME = InetAddress.ofLiteral("192.0.2.7");

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock();
    private Database database;
    private Plays plays;

    @BeforeEach
    void open() {
        database = Database.sqlite(folder.resolve("house.db"));
        plays = keeping(PlayBounds.USUAL);
    }

    @AfterEach
    void close() {
        plays.close();
        database.close();
    }

    private Plays keeping(PlayBounds bounds) {
        return new Plays(database, clock, clock::nanos, bounds);
    }

    private static Play.Asked asked(String user, long channel) {
        return new Play.Asked(channel, "Channel " + channel, "ts", user, HOME, "VLC/3.0.20");
    }

    private Play admitted(String user, long channel) {
        Play play = plays.begin(asked(user, channel));
        play.admitted();
        return play;
    }

    private List<Played> all() {
        return plays.recent(PlayFilter.ALL, 1, 1000).plays();
    }

    private Played only() {
        assertThat(all()).hasSize(1);
        return all().getFirst();
    }

    private int rows() {
        return database.read(sql -> sql.fetchCount(PLAY));
    }

    private static List<String> told(Played play) {
        return play.events().stream()
                .map(event -> (event.after().toMillis() + " " + event.kind().code() + " " + event.source() + " "
                                + event.text())
                        .strip())
                .toList();
    }

    @Test
    void ordinaryPlayTellsItsStepsInOrderWithTheirTimes() {
        Play play = plays.begin(asked("anna", 4));
        clock.pass(Duration.ofMillis(3));
        play.admitted();
        play.tried("List", "1 of 2");
        clock.pass(Duration.ofMillis(20));
        play.connected("List", "1 of 2");
        play.firstByte("List", "1 of 2");
        clock.pass(Duration.ofMillis(100));
        play.entryPoint("List", "1 of 2");
        clock.pass(Duration.ofMillis(2));
        play.joined(() -> "List");
        play.countedBy(() -> 1880);
        clock.pass(Duration.ofMinutes(5));
        play.close();
        plays.write();

        Played kept = only();
        assertThat(told(kept))
                .containsExactly(
                        "0 requested  ts",
                        "3 admitted",
                        "3 tried List 1 of 2",
                        "23 connected List 1 of 2",
                        "23 first_byte List 1 of 2",
                        "123 entry_point List 1 of 2",
                        "125 joined List",
                        "300125 ended  viewer left");
        assertThat(kept.outcome()).isEqualTo(PlayOutcome.VIEWER_LEFT);
        assertThat(kept.reason()).isEqualTo("viewer left");
        assertThat(kept.started()).isEqualTo(HandClock.START);
        assertThat(kept.ended()).contains(HandClock.START.plusMillis(300_125));
        assertThat(kept.counts()).isEqualTo(new Played.Counts(Optional.of(Duration.ofMillis(125)), 1880, 0));
        assertThat(kept.asked()).isEqualTo(asked("anna", 4));
    }

    @Test
    void failureUnderAViewerWhoHadAPictureIsAFailover() {
        Play play = admitted("anna", 1);
        play.failed("One", "1 of 2", "it kept silent");
        play.entryPoint("Two", "2 of 2");
        play.joined(() -> "Two");
        play.failed("Two", "2 of 2", "the source broke off");
        clock.pass(Duration.ofMillis(700));
        play.failed("One", "1 of 2", "it kept silent");
        clock.pass(Duration.ofMillis(300));
        play.entryPoint("Two", "2 of 2");

        assertThat(told(play.snapshot()))
                .containsSubsequence(
                        "0 failed One 1 of 2: it kept silent",
                        "0 entry_point Two 2 of 2",
                        "0 joined Two",
                        "0 failed Two 2 of 2: the source broke off",
                        "1000 entry_point Two 2 of 2",
                        "1000 failed_over Two 2 of 2, 1000 ms after the failure")
                .filteredOn(line -> line.contains("failed_over"))
                .hasSize(1);
    }

    @Test
    void viewerWhoIsQuickerThanTheWordOfTheEntryPointJoinsAfterItAllTheSame() {
        Play play = admitted("anna", 1);
        play.firstByte("One", "1 of 1");
        clock.pass(Duration.ofMillis(40));
        play.joined(() -> "One");
        clock.pass(Duration.ofMillis(2));
        play.entryPoint("One", "1 of 1");

        assertThat(told(play.snapshot()))
                .endsWith("0 first_byte One 1 of 1", "40 entry_point One 1 of 1", "40 joined One");
    }

    @Test
    void firstReasonForTheEndCountsSinceTheOthersFollowFromIt() {
        Play play = admitted("anna", 1);
        play.ending(PlayOutcome.DISMISSED);
        play.ending(PlayOutcome.CHANNEL_ENDED, "the channel ended: nobody watches any more");
        play.close();
        play.close();
        plays.write();

        assertThat(only().outcome()).isEqualTo(PlayOutcome.DISMISSED);
        assertThat(plays.counts())
                .containsEntry(PlayOutcome.DISMISSED, 1L)
                .containsEntry(PlayOutcome.CHANNEL_ENDED, 0L)
                .containsEntry(PlayOutcome.VIEWER_LEFT, 0L);
    }

    @Test
    void stalledViewerIsToldOfAsStalled() {
        Play play = admitted("anna", 1);
        play.stalled();
        play.close();
        plays.write();

        assertThat(only().outcome()).isEqualTo(PlayOutcome.STALLED);
        assertThat(told(only())).contains("0 stalled", "0 ended  the viewer read nothing for too long");
    }

    @Test
    void refusedPlayIsOverAtOnceWithItsReasonsCode() {
        Play play = plays.begin(asked("anna", 1));
        play.refused("limit");
        play.close();
        plays.write();

        assertThat(only().outcome()).isEqualTo(PlayOutcome.REFUSED);
        assertThat(only().reason()).isEqualTo("limit");
        assertThat(only().ended()).isPresent();
        assertThat(told(only())).containsExactly("0 requested  ts", "0 refused  limit");
    }

    @Test
    void wishForHeadersOnlyLeavesNothing() {
        plays.begin(asked("anna", 1)).close();
        plays.write();

        assertThat(all()).isEmpty();
    }

    @Test
    void playThatGoesOnIsFoundWithItsBytesOfNow() {
        long[] bytes = {100};
        Play play = admitted("anna", 1);
        play.countedBy(() -> bytes[0]);
        plays.write();
        bytes[0] = 500;

        assertThat(only().outcome()).isEqualTo(PlayOutcome.PLAYING);
        assertThat(only().ended()).isEmpty();
        assertThat(only().counts().bytes()).isEqualTo(500);
        assertThat(plays.counts()).containsEntry(PlayOutcome.PLAYING, 1L);

        play.sent(11);
        play.close();
        plays.write();

        assertThat(only().outcome()).isEqualTo(PlayOutcome.VIEWER_LEFT);
        assertThat(only().counts().bytes()).isEqualTo(511);
        assertThat(plays.counts()).containsEntry(PlayOutcome.PLAYING, 0L);
        assertThat(rows()).as("the same row").isOne();
    }

    @Test
    void nothingIsWrittenBeforeTheWritersTurn() {
        Play play = admitted("anna", 1);
        for (int i = 0; i < 50; i++) {
            play.tried("List", "1 of 1");
        }

        assertThat(rows()).isZero();
        assertThat(plays.waiting())
                .as("one play waits once, however often it changed")
                .isOne();
    }

    @Test
    void thousandsOfPlaysAreWrittenInOneTurn() {
        List<Play> many = new ArrayList<>();
        for (int i = 0; i < 2_300; i++) {
            many.add(admitted("user-" + i, 1));
        }
        plays.write();
        many.forEach(Play::close);
        plays.write();

        assertThat(rows()).isEqualTo(2_300);
        assertThat(plays.waiting()).isZero();
        assertThat(plays.recent(
                                new PlayFilter(
                                        Optional.empty(), Optional.empty(), Optional.of(PlayOutcome.VIEWER_LEFT)),
                                1,
                                10)
                        .total())
                .isEqualTo(2_300);
    }

    @Test
    void whereTooManyWaitTheOldestAreLetGoAndCounted() {
        plays = keeping(new PlayBounds(Duration.ofDays(7), 1000, 10));
        for (int i = 0; i < 25; i++) {
            admitted("user-" + i, 1).close();
        }
        plays.write();

        assertThat(plays.dropped()).isEqualTo(15);
        assertThat(all())
                .extracting(play -> play.asked().user())
                .containsExactlyInAnyOrder(
                        "user-15", "user-16", "user-17", "user-18", "user-19", "user-20", "user-21", "user-22",
                        "user-23", "user-24");
    }

    @Test
    void tableHoldsSoManyAndTheOldestGo() {
        plays = keeping(new PlayBounds(Duration.ofDays(7), 5, 1000));
        Play going = admitted("goes-on", 1);
        for (int i = 0; i < 12; i++) {
            clock.pass(Duration.ofSeconds(1));
            admitted("user-" + i, 1).close();
            plays.write();
            assertThat(rows()).isLessThanOrEqualTo(5);
        }

        assertThat(all())
                .extracting(play -> play.asked().user())
                .as("newest first; what goes on is never let go")
                .containsExactly("user-11", "user-10", "user-9", "user-8", "goes-on");
        going.close();
    }

    @Test
    void boundOfTheTableHoldsOverARestart() {
        plays = keeping(new PlayBounds(Duration.ofDays(7), 5, 1000));
        for (int i = 0; i < 5; i++) {
            admitted("old-" + i, 1).close();
        }
        plays.close();
        plays = keeping(new PlayBounds(Duration.ofDays(7), 5, 1000));
        clock.pass(Duration.ofSeconds(1));
        admitted("new", 1).close();
        plays.write();

        assertThat(rows()).isEqualTo(5);
        assertThat(all().getFirst().asked().user()).isEqualTo("new");
    }

    @Test
    void playIsForgottenAWeekAfterItsEnd() {
        admitted("early", 1).close();
        plays.write();
        Play going = admitted("goes-on", 1);
        clock.pass(Duration.ofDays(7).minusSeconds(1));
        admitted("late", 1).close();
        plays.write();
        assertThat(all()).hasSize(3);

        clock.pass(Duration.ofMinutes(2));
        plays.write();

        assertThat(all()).extracting(play -> play.asked().user()).containsExactly("late", "goes-on");
        going.close();
    }

    @Test
    void eventsOfOnePlayAreAHundredAtTheMostAndTheEndIsAlwaysThere() {
        Play play = admitted("anna", 1);
        for (int i = 0; i < 200; i++) {
            play.failed("List", "1 of 1", "it kept silent");
        }
        play.close();
        plays.write();

        assertThat(only().events()).hasSize(100);
        assertThat(only().events().getLast().kind()).isEqualTo(PlayEvent.Kind.ENDED);
        assertThat(only().eventsLeftOut()).isEqualTo(2 + 200 + 1 - 100);
    }

    @Test
    void skipsTakeNoMoreThanTheirShareAndAreAllCounted() {
        Play play = admitted("anna", 1);
        for (int i = 0; i < 70; i++) {
            play.skipped();
        }
        play.failed("List", "1 of 1", "it kept silent");

        Played now = play.snapshot();
        assertThat(now.counts().skips()).isEqualTo(70);
        assertThat(now.events())
                .filteredOn(event -> event.kind() == PlayEvent.Kind.SKIPPED)
                .hasSize(20);
        assertThat(now.events().getLast().kind()).isEqualTo(PlayEvent.Kind.FAILED);
        assertThat(now.eventsLeftOut()).isEqualTo(50);
    }

    @Test
    void refusalsAlikeAreKeptTenTimesAMinuteAndCountedAlways() {
        for (int i = 0; i < 30; i++) {
            plays.begin(asked("anna", 1)).refused("credentials");
        }
        plays.begin(asked("anna", 1)).refused("limit");
        plays.begin(asked("ben", 1)).refused("credentials");
        plays.write();
        assertThat(rows()).isEqualTo(12);
        assertThat(plays.refusalsNotKept()).isEqualTo(20);
        assertThat(plays.counts()).containsEntry(PlayOutcome.REFUSED, 32L);

        clock.pass(Duration.ofSeconds(61));
        plays.begin(asked("anna", 1)).refused("credentials");
        plays.write();
        assertThat(rows()).isEqualTo(13);
    }

    @Test
    void guessingManyNamesFromOneAddressIsKeptAHundredTimesAMinute() {
        for (int i = 0; i < 1_000; i++) {
            plays.begin(asked("name-" + i, 1)).refused("guessing");
        }
        plays.write();

        assertThat(rows()).isEqualTo(100);
        assertThat(plays.refusalsNotKept()).isEqualTo(900);
    }

    @Test
    void playsAreFoundByUserChannelAndOutcomePageByPage() {
        for (int i = 0; i < 6; i++) {
            clock.pass(Duration.ofSeconds(1));
            Play play = admitted(i % 2 == 0 ? "anna" : "ben", i % 3);
            if (i < 2) {
                play.ending(PlayOutcome.EVICTED);
            }
            play.close();
        }
        plays.write();

        assertThat(plays.recent(new PlayFilter(Optional.of("anna"), Optional.empty(), Optional.empty()), 1, 10)
                        .plays())
                .extracting(play -> play.asked().channelId())
                .containsExactly(1L, 2L, 0L);
        assertThat(plays.recent(new PlayFilter(Optional.empty(), Optional.of(1L), Optional.empty()), 1, 10)
                        .total())
                .isEqualTo(2);
        assertThat(plays.recent(
                                new PlayFilter(Optional.of("ben"), Optional.empty(), Optional.of(PlayOutcome.EVICTED)),
                                1,
                                10)
                        .total())
                .isOne();
        PlayPage second = plays.recent(PlayFilter.ALL, 2, 4);
        assertThat(second.total()).isEqualTo(6);
        assertThat(second.plays()).extracting(play -> play.asked().user()).containsExactly("ben", "anna");
        assertThat(plays.recent(PlayFilter.ALL, Integer.MAX_VALUE, 500).plays()).isEmpty();
    }

    @Test
    void whatPlaysWhenTheServerStopsEndsForThatReason() {
        Play play = admitted("anna", 1);
        plays.stopping();
        play.close();
        admitted("ben", 1);
        plays.close();

        plays = keeping(PlayBounds.USUAL);
        assertThat(all()).hasSize(2).allMatch(kept -> kept.outcome() == PlayOutcome.SERVER_STOPPED);
    }

    @Test
    void whatPlayedWhenTheServerWasKilledIsLost() {
        admitted("anna", 1);
        plays.write();

        Plays next = keeping(PlayBounds.USUAL);
        Played kept = next.recent(PlayFilter.ALL, 1, 10).plays().getFirst();
        assertThat(kept.outcome()).isEqualTo(PlayOutcome.LOST);
        assertThat(kept.ended()).contains(clock.instant());
    }

    @Test
    void whatCannotBeWrittenWaitsForTheNextTurn() {
        admitted("anna", 1).close();
        database.write(sql -> sql.execute("alter table play rename to elsewhere"));
        plays.write();
        assertThat(plays.waiting()).isOne();

        database.write(sql -> sql.execute("alter table elsewhere rename to play"));
        plays.write();
        assertThat(only().outcome()).isEqualTo(PlayOutcome.VIEWER_LEFT);
    }

    @Test
    void waitForTheFirstByteIsToldOnce() {
        List<Duration> waits = new ArrayList<>();
        plays.onFirstByte(waits::add);
        Play play = admitted("anna", 1);
        clock.pass(Duration.ofMillis(80));
        play.joined(() -> "List");
        clock.pass(Duration.ofMillis(80));
        play.joined(() -> "List");

        assertThat(waits).containsExactly(Duration.ofMillis(80));
    }

    @Test
    void addressesAndLineBreaksDoNotReachTheTable() {
        Play play = plays.begin(new Play.Asked(
                1, "News\nat ten", "ts", "anna' or \u0000 <b>", HOME, "evil\r\nagent http://u:hunter2@example.org/x"));
        play.admitted();
        play.failed("List", "1 of 1", "http://anna:hunter2@example.org:8080/live/anna/hunter2/7.ts answered 404");
        play.ending(PlayOutcome.NO_PICTURE, "rtmp://example.org/app/hunter2, and more");
        play.close();
        plays.write();

        String row = database.read(
                sql -> sql.selectFrom(PLAY).fetchSingle().intoMap().toString());
        assertThat(row).doesNotContain("hunter2").contains("answered 404", "and more", "http://example.org:8080/");
        assertThat(only().asked().user()).isEqualTo("anna? or ? ?b?");
        assertThat(only().asked().channelName()).isEqualTo("News at ten");
    }

    @Test
    void writerOfItsOwnWritesAndClosingWritesTheRest() {
        plays.start();
        admitted("anna", 1);
        plays.close();

        plays = keeping(PlayBounds.USUAL);
        assertThat(only().asked().user()).isEqualTo("anna");
        assertThat(only().outcome()).isEqualTo(PlayOutcome.SERVER_STOPPED);
    }
}
