package io.sintonia.relay;

import static io.sintonia.relay.FakeOrigin.await;
import static io.sintonia.relay.FakeOrigin.fail;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.Channel;
import io.sintonia.formats.mpegts.StreamAnalyzer;
import io.sintonia.formats.mpegts.TelevisionStream;
import io.sintonia.formats.mpegts.TsPacket;
import io.sintonia.relay.FakeOrigin.Script.Send;
import io.sintonia.relay.FakeOrigin.Then;
import io.sintonia.relay.UpstreamFailure.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel that plays goes on from one source to the next, and back to the better one. */
class RelayFailoverTest {
    private static final byte[] FIRST = new TelevisionStream(100).groups(4).bytes();
    private static final byte[] SECOND = new TelevisionStream(7000).groups(4).bytes();

    @TempDir
    Path directory;

    private LiveHouse house(Duration stall, Duration after) throws IOException {
        return LiveHouse.with(directory, LiveHouse.settings(Duration.ofSeconds(20), LiveHouse.LINGER, stall, after));
    }

    @Test
    void nextSourcePlaysWithinTwoSecondsOfTheDeath() throws IOException, InterruptedException {
        try (LiveHouse house = house(Duration.ofSeconds(20), Duration.ZERO)) {
            house.origin()
                    .script("fake:1", new Send(FIRST, Then.SILENCE), fail(Kind.REFUSED))
                    .script("fake:2", new Send(SECOND, Then.SILENCE));
            Channel channel = house.channel("two", "fake:1", "fake:2");
            try (Viewing viewing = house.watching(channel);
                    Playback playback = new Playback(viewing)) {
                int before = playback.read().length;
                long died = System.nanoTime();
                house.origin().newest("fake:1").then(Then.BREAK_OFF);
                await("the next plays", () -> playback.read().length > before + SECOND.length / 2);
                assertThat(Duration.ofNanos(System.nanoTime() - died)).isLessThan(Duration.ofSeconds(2));
                assertContinuous(playback.read());
                // told by the pump after the bytes, which the viewer may see first
                await("it is counted", () -> house.relay().failovers() == 1);
                await("it plays", () -> status(house).state().equals("playing"));
            }
        }
    }

    @Test
    void sourceWhoseClockStandsStillIsLeft() throws IOException, InterruptedException {
        try (LiveHouse house = house(Duration.ofMillis(400), Duration.ZERO)) {
            house.origin()
                    .script("fake:1", new Send(FIRST, Then.SILENCE), fail(Kind.REFUSED))
                    .script("fake:2", new Send(SECOND, Then.SILENCE));
            Channel channel = house.channel("two", "fake:1", "fake:2");
            try (Viewing _ = house.watching(channel)) {
                FakeOrigin.FakeUpstream first = house.origin().newest("fake:1");
                await("the next is opened", () -> {
                    first.send(TsPacket.nullPacket());
                    return house.origin().events().contains("open fake:2");
                });
            }
            assertThat(house.origin().events())
                    .as("what it sent was no play, so it was not waited for")
                    .startsWith("open fake:1", "close fake:1");
        }
    }

    @Test
    void betterSourceIsReturnedToOnceItPlays() throws IOException, InterruptedException {
        try (LiveHouse house = house(Duration.ofSeconds(20), Duration.ofMillis(200))) {
            house.origin()
                    .script("fake:1", new Send(FIRST, Then.SILENCE), fail(Kind.REFUSED), new Send(FIRST, Then.SILENCE))
                    .script("fake:2", new Send(SECOND, Then.SILENCE));
            Channel channel = house.channel("two", "fake:1", "fake:2");
            try (Viewing viewing = house.watching(channel);
                    Playback playback = new Playback(viewing)) {
                int before = playback.read().length;
                house.origin().newest("fake:1").then(Then.BREAK_OFF);
                await("the second plays", () -> house.origin().events().contains("open fake:2"));
                FakeOrigin.FakeUpstream second = house.origin().newest("fake:2");
                await("the first plays again", () -> {
                    second.send(TsPacket.nullPacket());
                    playback.read();
                    return house.relay().failovers() == 2;
                });
                await("its stream comes", () -> playback.read().length > before + SECOND.length + FIRST.length / 2);
                assertThat(house.origin().events())
                        .containsExactly(
                                "open fake:1",
                                "close fake:1",
                                "open fake:2",
                                "refuse fake:1",
                                "open fake:1",
                                "close fake:2");
                assertContinuous(playback.read());
                assertThat(status(house).upstreamConnections()).isEqualTo(1);
            }
            await("all is given back", () -> house.origin().openNow() == 0);
        }
    }

    @Test
    void betterSourceThatFailsIsTriedAgainLaterAndTheFallbackPlaysOn() throws IOException, InterruptedException {
        try (LiveHouse house = house(Duration.ofSeconds(20), Duration.ofMillis(100))) {
            house.origin()
                    .script("fake:1", new Send(FIRST, Then.SILENCE), fail(Kind.REFUSED))
                    .script("fake:2", new Send(SECOND, Then.SILENCE));
            Channel channel = house.channel("two", "fake:1", "fake:2");
            try (Viewing viewing = house.watching(channel)) {
                house.origin().newest("fake:1").then(Then.BREAK_OFF);
                await("the second plays", () -> house.origin().events().contains("open fake:2"));
                FakeOrigin.FakeUpstream second = house.origin().newest("fake:2");
                await("three tries in vain", () -> {
                    second.send(TsPacket.nullPacket());
                    return house.origin().events().stream()
                                    .filter("refuse fake:1"::equals)
                                    .count()
                            >= 3;
                });
                assertThat(second.isOpen()).isTrue();
                assertThat(viewing.log().isEnded()).isFalse();
            }
        }
    }

    @Test
    void betterSourceIsNotTriedWhereNoConnectionIsFree() throws IOException, InterruptedException {
        try (LiveHouse house = house(Duration.ofSeconds(20), Duration.ofMillis(50))) {
            house.provider(1);
            house.origin()
                    .script("fake:1", new Send(FIRST, Then.SILENCE), fail(Kind.REFUSED))
                    .script("fake:2", new Send(SECOND, Then.SILENCE));
            Channel channel = house.channel("two", "fake:1", "fake:2");
            try (Viewing _ = house.watching(channel)) {
                house.origin().newest("fake:1").then(Then.BREAK_OFF);
                await("the second plays", () -> house.origin().events().contains("open fake:2"));
                FakeOrigin.FakeUpstream second = house.origin().newest("fake:2");
                long began = System.nanoTime();
                await("some time has passed", () -> {
                    second.send(TsPacket.nullPacket());
                    return System.nanoTime() - began > 500_000_000;
                });
                assertThat(house.origin().events()).containsExactly("open fake:1", "close fake:1", "open fake:2");
            }
        }
    }

    @Test
    void nextSourceIsOpenedBesideOneThatGivesNoPictureInItsUsualTime() throws IOException, InterruptedException {
        try (LiveHouse house = house(Duration.ofSeconds(20), Duration.ZERO)) {
            house.origin()
                    .script("fake:1", new Send(new byte[0], Then.SILENCE))
                    .script("fake:2", new Send(SECOND, Then.SILENCE));
            Channel channel = house.channel("two", "fake:1", "fake:2");
            long asked = System.nanoTime();
            try (Viewing _ = house.watching(channel)) {
                assertThat(Duration.ofNanos(System.nanoTime() - asked))
                        .as("half of the start budget would be 10 s")
                        .isLessThan(Duration.ofSeconds(8));
                await("the slow one is given up", () -> house.origin().openNow() == 1);
                assertThat(house.origin().events()).containsExactly("open fake:1", "open fake:2", "close fake:1");
                assertThat(house.relay().failovers()).isZero();
            }
            await("all is given back", () -> house.origin().openNow() == 0);
        }
    }

    @Test
    void secondIsNotOpenedBesideTheFirstWhereNoConnectionIsFree() throws IOException, InterruptedException {
        try (LiveHouse house = house(Duration.ofSeconds(20), Duration.ZERO)) {
            house.provider(1);
            house.origin()
                    .script("fake:1", new Send(new byte[0], Then.SILENCE))
                    .script("fake:2", new Send(SECOND, Then.SILENCE));
            Channel channel = house.channel("two", "fake:1", "fake:2");
            Thread watching = Thread.ofVirtual().start(() -> {
                try (Viewing _ = house.watching(channel)) {}
            });
            await("the first is asked", () -> house.origin().openNow() == 1);
            long began = System.nanoTime();
            await("its usual time is over", () -> System.nanoTime() - began > 4_000_000_000L);
            assertThat(house.origin().events()).containsExactly("open fake:1");
            house.origin().newest("fake:1").then(Then.BREAK_OFF);
            await("then the second has its turn", () -> house.origin().events().contains("open fake:2"));
            assertThat(house.origin().events()).startsWith("open fake:1", "close fake:1", "open fake:2");
            watching.join();
        }
    }

    @Test
    void deadSourceThatHangsOnReturnIsOvertakenWithinTwoSeconds() throws IOException, InterruptedException {
        try (LiveHouse house = house(Duration.ofSeconds(20), Duration.ZERO)) {
            house.origin()
                    .script("fake:1", new Send(FIRST, Then.SILENCE), new Send(new byte[0], Then.SILENCE))
                    .script("fake:2", new Send(SECOND, Then.SILENCE));
            Channel channel = house.channel("two", "fake:1", "fake:2");
            try (Viewing viewing = house.watching(channel);
                    Playback playback = new Playback(viewing)) {
                int before = playback.read().length;
                long died = System.nanoTime();
                house.origin().newest("fake:1").then(Then.BREAK_OFF);
                await("the second plays", () -> playback.read().length > before + SECOND.length / 2);
                assertThat(Duration.ofNanos(System.nanoTime() - died)).isLessThan(Duration.ofSeconds(2));
                assertContinuous(playback.read());
            }
        }
    }

    private static ChannelStatus status(LiveHouse house) {
        return house.relay().playing().getFirst();
    }

    private static void assertContinuous(byte[] packets) {
        StreamAnalyzer seen = new StreamAnalyzer();
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            seen.inspect(packets, at);
        }
        assertThat(seen.losses()).isZero();
        assertThat(seen.clockJumps()).isZero();
    }
}
