package io.sintonia.relay;

import static io.sintonia.relay.FakeOrigin.await;
import static io.sintonia.relay.FakeOrigin.fail;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.Channel;
import io.sintonia.formats.mpegts.TelevisionStream;
import io.sintonia.relay.FakeOrigin.Script.Send;
import io.sintonia.relay.FakeOrigin.Then;
import io.sintonia.relay.UpstreamFailure.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those who watch are told of a channel's upstreams: which was asked, how far it came, and why it failed. */
class ChannelNewsTest {
    private static final byte[] NEWS = new TelevisionStream(100).groups(4).bytes();

    @TempDir
    Path directory;

    private LiveHouse house;

    @BeforeEach
    void open() throws IOException {
        house = LiveHouse.with(directory, LiveHouse.patient());
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static String told(ChannelEvent event) {
        ChannelEvent.Which which = event.which();
        String place = which.place() + "/" + which.of() + " " + which.source();
        return switch (event) {
            case ChannelEvent.Tried _ -> "tried " + place;
            case ChannelEvent.Connected _ -> "connected " + place;
            case ChannelEvent.FirstByte _ -> "first byte " + place;
            case ChannelEvent.EntryPoint _ -> "entry point " + place;
            case ChannelEvent.Failed(var _, UpstreamFailure failure) -> "failed " + place + ": " + failure.text();
        };
    }

    private Watch watch(Channel channel, List<String> events) {
        return house.relay().watch(channel, house.viewer(), event -> events.add(told(event)));
    }

    @Test
    void viewerIsToldOfEachUpstreamUntilOneGivesAPicture() throws InterruptedException {
        house.origin().script("fake:first", fail(Kind.REFUSED));
        house.origin().script("fake:second", new Send(NEWS, Then.SILENCE));
        List<String> events = new CopyOnWriteArrayList<>();

        Watch watch = watch(house.channel("two", "fake:first", "fake:second"), events);

        assertThat(watch).isInstanceOf(Watch.Watching.class);
        await("the entry point is told", () -> events.size() == 6);
        assertThat(events)
                .containsExactly(
                        "tried 1/2 Provider 1",
                        "failed 1/2 Provider 1: scripted",
                        "tried 2/2 Provider 1",
                        "connected 2/2 Provider 1",
                        "first byte 2/2 Provider 1",
                        "entry point 2/2 Provider 1");
    }

    @Test
    void viewerWhoJoinsLaterIsToldWhatHappensFromThenOn() throws InterruptedException {
        house.origin().script("fake:news", new Send(NEWS, Then.SILENCE), new Send(NEWS, Then.SILENCE));
        Channel news = house.channel("news", "fake:news");
        try (var _ = house.watching(news)) {
            await(
                    "the source is known",
                    () -> !house.relay().playing().getFirst().feed().source().isEmpty());
            List<String> events = new CopyOnWriteArrayList<>();
            Watch watch = watch(news, events);
            assertThat(watch).isInstanceOf(Watch.Watching.class);
            if (watch instanceof Watch.Watching(Viewing late)) {
                assertThat(late.source()).isEqualTo("Provider 1");
            }
            assertThat(events).isEmpty();

            house.origin().newest("fake:news").then(Then.BREAK_OFF);

            await("the second connection's picture is told", () -> events.contains("entry point 1/1 Provider 1"));
            assertThat(events.getFirst()).startsWith("failed 1/1 Provider 1: ");
            assertThat(events).contains("tried 1/1 Provider 1");
        }
    }

    @Test
    void viewerWhoHasLeftIsToldNothing() throws InterruptedException {
        house.origin().script("fake:news", new Send(NEWS, Then.SILENCE), new Send(NEWS, Then.SILENCE));
        Channel news = house.channel("news", "fake:news");
        try (Viewing staying = house.watching(news)) {
            List<String> gone = new CopyOnWriteArrayList<>();
            if (watch(news, gone) instanceof Watch.Watching(Viewing viewing)) {
                viewing.close();
            }
            int before = gone.size();
            house.origin().newest("fake:news").then(Then.END);
            await("a second connection", () -> house.origin().events().size() >= 2);
            assertThat(gone).hasSize(before);
            assertThat(staying.log().isEnded()).isFalse();
        }
    }

    @Test
    void viewersOfAChannelThatIsEndedAreDismissedFirst() {
        house.origin().script("fake:news", new Send(NEWS, Then.SILENCE));
        Channel news = house.channel("news", "fake:news");
        List<String> order = new CopyOnWriteArrayList<>();
        Viewing viewing = house.watching(news);
        viewing.onDismissal(() -> order.add(viewing.log().isEnded() ? "ended already" : "dismissed"));

        house.relay().end(news.id());

        assertThat(order).containsExactly("dismissed");
        viewing.close();
    }
}
