package io.sintonia.relay;

import static io.sintonia.relay.FakeOrigin.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.Channel;
import io.sintonia.formats.mpegts.TelevisionStream;
import io.sintonia.relay.FakeOrigin.Script.Fail;
import io.sintonia.relay.FakeOrigin.Script.Send;
import io.sintonia.relay.FakeOrigin.Then;
import io.sintonia.relay.UpstreamFailure.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a relay does where there is too little: connections of a provider, patience of a viewer, quiet. */
class RelayLimitsTest {
    private static final byte[] STREAM = new TelevisionStream(10).groups(4).bytes();
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path directory;

    private static Channel playing(LiveHouse house, String name) {
        house.origin().script("fake:" + name, new Send(STREAM, Then.SILENCE));
        return house.channel(name, "fake:" + name);
    }

    @Test
    void silentSourceIsToldWhenTheStartBudgetIsOver() throws IOException, InterruptedException {
        try (LiveHouse house =
                LiveHouse.with(directory, LiveHouse.settings(Duration.ofMillis(300), LiveHouse.LINGER))) {
            house.origin().script("fake:mute", new Send(new byte[0], Then.SILENCE));
            assertThat(house.refused(house.channel("mute", "fake:mute")).kind()).isEqualTo(Kind.SILENT);
            await("its upstream is closed", () -> house.origin().openNow() == 0);
            await("the channel has ended", () -> house.relay().playing().isEmpty());
        }
    }

    @Test
    void packetsWithoutAPictureAreNoStart() throws IOException {
        try (LiveHouse house =
                LiveHouse.with(directory, LiveHouse.settings(Duration.ofMillis(300), LiveHouse.LINGER))) {
            house.origin().script("fake:blind", new Send(TelevisionStream.pictureless(200), Then.SILENCE));
            assertThat(house.refused(house.channel("blind", "fake:blind")).kind())
                    .isEqualTo(Kind.SILENT);
        }
    }

    @Test
    void channelThatLingersGivesItsConnectionToTheNext() throws IOException {
        try (LiveHouse house = LiveHouse.with(directory, LiveHouse.settings(Duration.ofSeconds(20), HOUR))) {
            house.provider(1);
            Channel first = playing(house, "first");
            Channel second = playing(house, "second");
            house.watching(first).close();
            try (Viewing _ = house.watching(second)) {
                assertThat(house.origin().events())
                        .containsExactly("open fake:first", "close fake:first", "open fake:second");
            }
        }
    }

    @Test
    void viewerWhoLeavesTheLastChannelAMomentAfterAskingForTheNextGetsIt()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (LiveHouse house = LiveHouse.with(directory, LiveHouse.settings(Duration.ofSeconds(20), HOUR));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            house.provider(1);
            Channel first = playing(house, "first");
            Channel second = playing(house, "second");
            Viewing last = house.watching(first);
            Future<Viewing> next = threads.submit(() -> house.watching(second));
            await("the next one waits", () -> house.relay().playing().size() == 2);
            long began = System.nanoTime();
            await("it has asked in vain", () -> System.nanoTime() - began > 50_000_000);
            last.close();
            next.get(20, TimeUnit.SECONDS).close();
            assertThat(house.origin().events())
                    .containsExactly("open fake:first", "close fake:first", "open fake:second");
        }
    }

    @Test
    void connectionsThatAreWatchedAreNotTakenAway() throws IOException {
        try (LiveHouse house = LiveHouse.with(directory, LiveHouse.patient())) {
            house.provider(1);
            Channel first = playing(house, "first");
            Channel second = playing(house, "second");
            try (Viewing watched = house.watching(first)) {
                UpstreamFailure failure = house.refused(second);
                assertThat(failure.kind()).isEqualTo(Kind.BUSY);
                assertThat(failure.text()).contains("all 1 connections of source 'Provider");
                assertThat(watched.log().isEnded()).isFalse();
            }
            assertThat(house.origin().events()).startsWith("open fake:first").doesNotContain("open fake:second");
        }
    }

    @Test
    void ofTheChannelsThatLingerOnlyTheOneLeftForLongestMakesRoom() throws IOException {
        try (LiveHouse house = LiveHouse.with(directory, LiveHouse.settings(Duration.ofSeconds(20), HOUR))) {
            house.provider(3);
            Channel third = playing(house, "third");
            Viewing first = house.watching(playing(house, "first"));
            Viewing second = house.watching(playing(house, "second"));
            house.watching(third).close();
            second.close();
            first.close();
            house.watching(third).close(); // it was left first, and again now
            try (Viewing _ = house.watching(playing(house, "fourth"))) {
                assertThat(house.origin().events())
                        .containsExactly(
                                "open fake:first",
                                "open fake:second",
                                "open fake:third",
                                "close fake:second",
                                "open fake:fourth");
            }
        }
    }

    @Test
    void providerThatRefusesOneMoreIsFoundToAllowNoMore() throws IOException {
        try (LiveHouse house = LiveHouse.with(directory, LiveHouse.settings(Duration.ofSeconds(20), HOUR))) {
            UpstreamFailure limit = new UpstreamFailure(
                    Kind.REFUSED, "it answered 458", Optional.of(new UpstreamFailure.Refusal(458, Optional.empty())));
            house.origin().script("fake:third", new Fail(limit), new Send(STREAM, Then.SILENCE));
            Channel third = house.channel("third", "fake:third");
            long provider = third.sources().getFirst().providerId();
            try (Viewing _ = house.watching(playing(house, "first"))) {
                Viewing second = house.watching(playing(house, "second"));
                assertThat(house.refused(third).kind()).isEqualTo(Kind.BUSY);
                assertThat(house.relay().use(provider)).isEqualTo(new ProviderUse(2, OptionalInt.of(2)));
                assertThat(house.refused(third).text()).contains("all 2 connections", "was found to allow");
                second.close();
                house.watching(third).close();
            }
            assertThat(house.origin().events())
                    .containsExactly(
                            "open fake:first",
                            "open fake:second",
                            "refuse fake:third",
                            "close fake:second",
                            "open fake:third");
        }
    }

    @Test
    void providersDoNotCompete() throws IOException {
        try (LiveHouse house = LiveHouse.with(directory, LiveHouse.settings(Duration.ofSeconds(20), HOUR))) {
            Channel first = playing(house.provider(1), "first");
            Channel second = playing(house.provider(1), "second");
            house.watching(first).close();
            house.watching(second).close();
            assertThat(house.origin().events()).containsExactly("open fake:first", "open fake:second");
        }
    }

    @Test
    void twoHundredWhoComeAndGoLeaveNothingBehind()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (LiveHouse house =
                LiveHouse.with(directory, LiveHouse.settings(Duration.ofSeconds(20), Duration.ofMillis(2)))) {
            List<Channel> channels = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                channels.add(playing(house, "channel-" + i));
            }
            Random random = new Random(7);
            List<Future<?>> comings = new ArrayList<>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 200; i++) {
                    Channel channel = channels.get(random.nextInt(channels.size()));
                    int pause = random.nextInt(20);
                    comings.add(threads.submit(() -> comeAndGo(house, channel, pause)));
                }
                for (Future<?> coming : comings) {
                    coming.get(60, TimeUnit.SECONDS);
                }
            }
            await("all channels have ended", () -> house.relay().playing().isEmpty());
            assertThat(house.origin().openNow()).isZero();
            assertThat(house.openSegments()).isZero();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .as("the timer ends with its relay")
                .doesNotContain("relay-timer");
    }

    private static void comeAndGo(LiveHouse house, Channel channel, int pauseMillis) {
        try (Viewing viewing = house.watching(channel);
                Playback playback = new Playback(viewing)) {
            long began = System.nanoTime();
            await("a while has passed", () -> System.nanoTime() - began > pauseMillis * 1_000_000L);
            assertThat(playback.read().length % 188).isZero();
            assertThat(viewing.log().isEnded()).as("it is watched").isFalse();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
