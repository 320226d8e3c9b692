package io.sintonia.relay;

import static io.sintonia.relay.FakeOrigin.await;
import static io.sintonia.relay.FakeOrigin.fail;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.Ffmpeg;
import io.sintonia.catalogue.Channel;
import io.sintonia.formats.mpegts.StreamAnalyzer;
import io.sintonia.formats.mpegts.TsPacket;
import io.sintonia.relay.FakeOrigin.Script.Send;
import io.sintonia.relay.FakeOrigin.Then;
import io.sintonia.relay.UpstreamFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What viewers see while none of a channel's sources plays. */
class InterludeTest {
    private static final Duration SOON = Duration.ofMillis(500);

    private static final List<byte[]> PROGRAMME = pieces();

    @TempDir
    Path directory;

    private LiveHouse house(boolean atStart, boolean inOutage) throws IOException {
        return LiveHouse.with(
                directory,
                LiveHouse.settings(
                        Duration.ofSeconds(20),
                        LiveHouse.LINGER,
                        Duration.ofSeconds(20),
                        Duration.ZERO,
                        new SlateSettings(atStart, inOutage, SOON, false, false)));
    }

    @Test
    void slateIsShownInAnOutageAndLeftWhenTheSourceIsBack() throws IOException, InterruptedException {
        byte[] programme = PROGRAMME.getFirst();
        try (LiveHouse house = house(false, true)) {
            house.origin().script("fake:1", new Send(programme, Then.SILENCE), fail(Kind.REFUSED));
            Channel channel = house.channel("one", "fake:1");
            try (Viewing viewing = house.watching(channel);
                    Playback playback = new Playback(viewing)) {
                await("it plays", () -> playback.read().length > 0);
                int before = playback.read().length;
                house.origin().newest("fake:1").then(Then.BREAK_OFF);
                await("the slate is shown", () -> playback.read().length > before + 100 * TsPacket.SIZE);
                assertThat(status(house).state()).isEqualTo("reconnecting");
                assertThat(status(house).upstreamConnections()).isZero();
                house.origin().script("fake:1", new Send(programme, Then.SILENCE));
                await("the source is back", () -> status(house).state().equals("playing"));
                assertGoesOn(house, playback);
                assertPlaysAsOne(playback.read());
            }
            await(
                    "all is given back",
                    () -> house.origin().openNow() == 0
                            && house.relay().playing().isEmpty());
        }
    }

    @Test
    void viewerWhoComesInAnOutageSeesTheSlate() throws IOException, InterruptedException {
        try (LiveHouse house = house(false, true)) {
            house.origin().script("fake:1", new Send(PROGRAMME.getFirst(), Then.BREAK_OFF), fail(Kind.REFUSED));
            Channel channel = house.channel("one", "fake:1");
            try (Viewing _ = house.watching(channel)) {
                await("it is out", () -> status(house).state().equals("reconnecting"));
                try (Viewing late = house.watching(channel);
                        Playback playback = new Playback(late)) {
                    await("it sees something", () -> playback.read().length > 50 * TsPacket.SIZE);
                }
            }
        }
    }

    @Test
    void channelThatNeverPlayedIsToldAsBeforeWhereNoSlateIsWantedAtStart() throws IOException {
        try (LiveHouse house = house(false, true)) {
            house.origin().script("fake:1", fail(Kind.REFUSED));
            assertThat(house.refused(house.channel("one", "fake:1")).kind()).isEqualTo(Kind.REFUSED);
        }
    }

    @Test
    void slateAtStartIsShownUntilTheSourcePlays() throws IOException, InterruptedException {
        byte[] programme = PROGRAMME.getFirst();
        try (LiveHouse house = house(true, false)) {
            house.origin().script("fake:1", new Send(new byte[0], Then.SILENCE));
            Channel channel = house.channel("one", "fake:1");
            try (Viewing viewing = house.watching(channel);
                    Playback playback = new Playback(viewing)) {
                await("the slate is shown", () -> playback.read().length > 100 * TsPacket.SIZE);
                assertThat(status(house).state()).isEqualTo("starting");
                house.origin().newest("fake:1").send(programme);
                await("the source plays", () -> status(house).state().equals("playing"));
                assertGoesOn(house, playback);
                assertThat(house.relay().failovers()).as("nothing had failed").isZero();
                assertPlaysAsOne(playback.read());
            }
        }
    }

    @Test
    void channelWithASlateEndsAtOnceWhenItIsEnded() throws IOException, InterruptedException {
        try (LiveHouse house = house(false, true)) {
            house.origin().script("fake:1", new Send(PROGRAMME.getFirst(), Then.BREAK_OFF), fail(Kind.REFUSED));
            Channel channel = house.channel("one", "fake:1");
            try (Viewing _ = house.watching(channel)) {
                await("it is out", () -> status(house).state().equals("reconnecting"));
                house.relay().end(channel.id());
                await("it has ended", () -> house.relay().playing().isEmpty());
            }
            assertThat(house.openSegments()).isZero();
        }
    }

    private static void assertGoesOn(LiveHouse house, Playback playback) throws IOException, InterruptedException {
        byte[] more = PROGRAMME.get(1);
        int before = playback.read().length;
        house.origin().newest("fake:1").send(more);
        await("its stream goes on", () -> playback.read().length > before + more.length / 2);
    }

    private static ChannelStatus status(LiveHouse house) {
        return house.relay().playing().getFirst();
    }

    /** Two pieces of a stream that can be decoded: a slate serves as well as any. */
    private static List<byte[]> pieces() {
        byte[] buffer = new byte[64 << 10];
        List<byte[]> pieces = new ArrayList<>();
        try (Upstream clip = new Slates(new FakePause()).open(Slate.EXPIRED)) {
            while (pieces.size() < 2) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                while (bytes.size() < 60_000) {
                    bytes.write(buffer, 0, clip.read(buffer));
                }
                pieces.add(bytes.toByteArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pieces;
    }

    private void assertPlaysAsOne(byte[] packets) throws IOException, InterruptedException {
        StreamAnalyzer seen = new StreamAnalyzer();
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            seen.inspect(packets, at);
        }
        assertThat(seen.losses()).isZero();
        assertThat(seen.clockJumps()).isZero();
        Path file = directory.resolve("seen.ts");
        Files.write(file, packets);
        Ffmpeg.Run decoded = Ffmpeg.decode(file.toString(), 30);
        assertThat(decoded.text()).isEmpty();
        assertThat(decoded.code()).isZero();
    }
}
