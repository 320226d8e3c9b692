package io.sintonia.relay;

import static io.sintonia.relay.FakeOrigin.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.Channel;
import io.sintonia.formats.mpegts.TelevisionStream;
import io.sintonia.relay.FakeOrigin.Script.Send;
import io.sintonia.relay.FakeOrigin.Then;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever only looks gives way to whoever watches. */
class SourceProbeTest {
    private static final byte[] PICTURE = new TelevisionStream(100).groups(4).bytes();

    @TempDir
    Path directory;

    @Test
    void viewerOfAnotherChannelGetsTheOnlyConnectionAtOnce()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (LiveHouse house = LiveHouse.with(directory, LiveHouse.patient())) {
            house.provider(1);
            house.origin()
                    .script("fake:looked", new Send(new byte[0], Then.SILENCE))
                    .script("fake:watched", new Send(PICTURE, Then.SILENCE));
            Channel looked = house.channel("looked at", "fake:looked");
            Channel watched = house.channel("watched", "fake:watched");
            CompletableFuture<Probe> probe = looking(house, looked);
            await("it is opened", () -> house.origin().openNow() == 1);
            try (Viewing viewing = house.watching(watched)) {
                assertThat(probe.get(5, TimeUnit.SECONDS))
                        .isEqualTo(new Probe.Skipped("a viewer needed the connection"));
                assertThat(house.origin().openNow()).isEqualTo(1);
                // told by the pump after the bytes, which the viewer may see first
                await("it plays", () -> viewing.channel().state() == ChannelRelay.State.PLAYING);
            }
        }
    }

    @Test
    void viewerOfTheSameChannelEndsTheLook()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (LiveHouse house = LiveHouse.with(directory, LiveHouse.patient())) {
            house.origin().script("fake:1", new Send(new byte[0], Then.SILENCE), new Send(PICTURE, Then.SILENCE));
            Channel channel = house.channel("one", "fake:1");
            CompletableFuture<Probe> probe = looking(house, channel);
            await("it is opened", () -> house.origin().openNow() == 1);
            try (Viewing viewing = house.watching(channel)) {
                assertThat(probe.get(5, TimeUnit.SECONDS)).isEqualTo(new Probe.Skipped("the channel plays now"));
                // told by the pump after the bytes, which the viewer may see first
                await("it plays", () -> viewing.channel().state() == ChannelRelay.State.PLAYING);
            }
        }
    }

    private static CompletableFuture<Probe> looking(LiveHouse house, Channel channel) {
        CompletableFuture<Probe> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(house.relay().probe(channel, channel.sources().getFirst(), Duration.ofSeconds(30)));
            } catch (InterruptedException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }
}
