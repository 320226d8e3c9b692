package io.sintonia.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.StreamSource;
import io.sintonia.relay.UpstreamFailure.Kind;
import io.sintonia.relay.UpstreamFailure.Refusal;
import io.sintonia.relay.UpstreamOpener.Opening;
import io.sintonia.relay.UpstreamOpener.Request;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A provider's servers are opened as they were found to allow. */
class UpstreamDoorTest {
    private static final Provider PROVIDER =
            new Provider(1, "List", Optional.empty(), Map.of(), Optional.empty(), 0, false);

    private final FakePause clock = new FakePause();
    private final AtomicInteger spareAsked = new AtomicInteger();
    private final UpstreamDoor door = new UpstreamDoor(
            new UpstreamSlots((_, _) -> {
                spareAsked.incrementAndGet();
            }),
            clock);
    private final Deque<Opening> answers = new ArrayDeque<>();
    private int asked;

    /** Nothing comes from it. */
    private static final class Quiet implements Upstream {
        @Override
        public int read(byte[] buffer) {
            return -1;
        }

        @Override
        public void close() {}
    }

    private void answers(Integer... statuses) {
        for (int status : statuses) {
            answers.add(
                    status == 200
                            ? new Opening.Opened(new Quiet())
                            : new Opening.Failed(new UpstreamFailure(
                                    Kind.REFUSED,
                                    "it answered " + status,
                                    Optional.of(new Refusal(status, Optional.empty())))));
        }
    }

    private Opening open(long channel, String host) {
        StreamSource source = new StreamSource(channel, 1, "http://u:p@" + host + "/" + channel, Map.of(), "");
        Request request = new Request(source, PROVIDER, Duration.ofSeconds(30), Duration.ofSeconds(5));
        return door.open(request, channel, _ -> {
            asked++;
            return answers.remove();
        });
    }

    private Upstream opened(long channel, String host) {
        answers.addFirst(new Opening.Opened(new Quiet()));
        return Asked.upstream(open(channel, host));
    }

    @Test
    void serverThatStillCountsWhatHasJustEndedIsAskedAgain() {
        opened(1, "tv.example").close();
        answers(458, 403, 200);
        Asked.upstream(open(2, "tv.example")).close();
        assertThat(door.learntLimit(1)).isEmpty();
        assertThat(clock.passed()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void serverThatRefusesForLongAfterAnEndIsBelieved() {
        opened(1, "tv.example").close();
        answers(458, 458, 458, 458, 458, 458, 458, 458, 458);
        UpstreamFailure failure = Asked.failure(open(2, "tv.example"));
        assertThat(failure.kind()).isEqualTo(Kind.BUSY);
        assertThat(failure.text()).isEqualTo("it answered 458; it seems to be busy elsewhere");
        assertThat(clock.passed()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(8));
        assertThat(asked).as("not too often").isLessThan(9);
    }

    @Test
    void refusalWhileOthersAreOpenIsTheLimitAndIsNotAskedForAgain() {
        Upstream second = opened(2, "tv.example");
        try (Upstream _ = opened(1, "tv.example")) {
            answers(509);
            assertThat(Asked.failure(open(3, "tv.example")).text())
                    .isEqualTo("it answered 509; it seems to allow no more than 2 connections");
            assertThat(door.learntLimit(1)).hasValue(2);
            assertThat(door.limitsLearnt()).isOne();
            int before = asked;
            UpstreamFailure failure = Asked.failure(open(4, "tv.example"));
            assertThat(failure.kind()).isEqualTo(Kind.BUSY);
            assertThat(failure.text()).isEqualTo("all 2 connections that source 'List' was found to allow are in use");
            assertThat(asked).as("it was not asked").isEqualTo(before);
            assertThat(spareAsked)
                    .as("channels that nobody watches could make room")
                    .hasPositiveValue();
            second.close();
            opened(4, "tv.example").close();
        }
    }

    @Test
    void otherServersOfTheListAreNotConcerned() {
        try (Upstream _ = opened(1, "tv.example")) {
            answers(429);
            assertThat(Asked.failure(open(2, "other.example")).text()).contains("busy elsewhere");
            assertThat(door.learntLimit(1)).isEmpty();
            assertThat(Asked.failure(open(2, "other.example")).text())
                    .isEqualTo("source 'List' is busy elsewhere and is left alone for another 5 s");
            opened(3, "tv.example").close();
        }
    }

    @Test
    void refusalOfOneChannelIsNoLimit() {
        try (Upstream _ = opened(1, "tv.example")) {
            answers(403, 404);
            assertThat(Asked.failure(open(2, "tv.example")).kind()).isEqualTo(Kind.REFUSED);
            assertThat(Asked.failure(open(3, "tv.example")).kind()).isEqualTo(Kind.REFUSED);
            assertThat(door.learntLimit(1)).isEmpty();
        }
    }

    @Test
    void connectionIsKnownFromItsOpeningToItsEnd() {
        Upstream upstream = opened(7, "tv.example");
        assertThat(List.of(door.isOpen(1, 7), door.isOpen(1, 8), door.isOpen(2, 7)))
                .containsExactly(true, false, false);
        upstream.close();
        upstream.close();
        assertThat(door.isOpen(1, 7)).isFalse();
        answers(404);
        var _ = open(7, "tv.example");
        assertThat(door.isOpen(1, 7)).as("one that failed").isFalse();
    }

    private Opening look(Provider provider, String host, Runnable wanted) {
        StreamSource source = new StreamSource(99, 1, "http://u:p@" + host + "/99", Map.of(), "");
        Request request = new Request(source, provider, Duration.ofSeconds(30), Duration.ofSeconds(5));
        return door.openBeside(request, wanted, _ -> {
            asked++;
            return answers.remove();
        });
    }

    @Test
    void whoeverOnlyLooksKeepsAwayFromAServerInUse() {
        Upstream watched = opened(1, "tv.example");
        assertThat(Asked.failure(look(PROVIDER, "tv.example", () -> {})).kind()).isEqualTo(Kind.BUSY);
        assertThat(asked).as("openings").isEqualTo(1);
        answers(200, 200);
        Asked.upstream(look(PROVIDER, "other.example", () -> {})).close();
        Provider declared = new Provider(1, "List", Optional.empty(), Map.of(), Optional.empty(), 5, false);
        // the slots see to it that the declared limit holds
        Asked.upstream(look(declared, "tv.example", () -> {})).close();
        watched.close();
        assertThat(door.isOpen(1, 1)).isFalse();
    }

    @Test
    void refusalOfWhoeverOnlyLooksIsNoLesson() {
        answers(429);
        assertThat(Asked.failure(look(PROVIDER, "tv.example", () -> {})).kind()).isEqualTo(Kind.BUSY);
        answers(403);
        assertThat(Asked.failure(look(PROVIDER, "tv.example", () -> {})).kind()).isEqualTo(Kind.REFUSED);
        Upstream watched = opened(1, "tv.example");
        assertThat(door.learntLimit(1)).isEmpty();
        assertThat(clock.passed()).isZero();
        watched.close();
    }

    @Test
    void whoeverOnlyLooksGoesWhenAChannelTurnsToTheSameServer() {
        answers(200);
        List<Upstream> looking = new ArrayList<>();
        looking.add(Asked.upstream(
                look(PROVIDER, "tv.example", () -> looking.getFirst().close())));
        Upstream watched = opened(1, "tv.example");
        assertThat(clock.passed()).isLessThan(Duration.ofMillis(200));
        assertThat(spareAsked).as("channels that linger").hasValue(0);
        watched.close();
    }

    @Test
    void whoeverOnlyLooksAndDoesNotGoHoldsAChannelUpForASecondAtTheMost() {
        answers(200);
        AtomicInteger wanted = new AtomicInteger();
        Upstream looking = Asked.upstream(look(PROVIDER, "tv.example", wanted::incrementAndGet));
        Upstream watched = opened(1, "tv.example");
        assertThat(clock.passed()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_200));
        assertThat(wanted).as("asked once").hasValue(1);
        watched.close();
        looking.close();
    }
}
