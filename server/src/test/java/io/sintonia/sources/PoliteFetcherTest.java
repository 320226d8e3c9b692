package io.sintonia.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.ProviderSlots;
import io.sintonia.fetch.Access;
import io.sintonia.fetch.AddressPolicy;
import io.sintonia.fetch.FaultyOrigin;
import io.sintonia.fetch.FaultyOrigin.Answer;
import io.sintonia.fetch.FetchFailure;
import io.sintonia.fetch.FetchOutcome;
import io.sintonia.fetch.FetchRequest;
import io.sintonia.fetch.Fetcher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list whose reading counts as a connection never stands in a viewer's way. */
class PoliteFetcherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final FakeSlots slots = new FakeSlots();
    private FaultyOrigin origin;

    /** One connection, taken and given back. */
    private static final class FakeSlots implements ProviderSlots {
        private final List<String> events = new CopyOnWriteArrayList<>();
        private volatile Runnable wanted = () -> {};
        private volatile boolean full;

        @Override
        public Optional<Lease> await(Provider provider, Duration patience, Runnable ended) {
            if (full) {
                return Optional.empty();
            }
            events.add("take");
            wanted = ended;
            return Optional.of(() -> events.add("give"));
        }
    }

    @BeforeEach
    void open() throws IOException {
        origin = FaultyOrigin.start();
    }

    @AfterEach
    void close() throws IOException {
        origin.close();
    }

    private FetchOutcome fetch(boolean counts) {
        Provider provider = new Provider(1, "List", Optional.empty(), Map.of(), Optional.empty(), 1, true, counts);
        FetchRequest request = FetchRequest.of(origin.url("/list.m3u"), Access.as("Sintonia/test", AddressPolicy.ANY));
        return new PoliteFetcher(new Fetcher(folder, System::nanoTime), slots, PATIENCE).fetch(request, provider);
    }

    private static String why(FetchOutcome outcome) {
        return outcome instanceof FetchOutcome.Failed(FetchFailure failure) ? failure.sentence() : outcome.toString();
    }

    @Test
    void listThatDoesNotCountIsReadBesideTheStreams() throws IOException {
        origin.on("/list.m3u", Answer.ok("#EXTM3U"));
        slots.full = true;
        assertThat(fetch(false)).isInstanceOfSatisfying(FetchOutcome.Fetched.class, PoliteFetcherTest::drop);
        assertThat(slots.events).isEmpty();
    }

    @Test
    void listThatCountsHoldsAConnectionWhileItComes() throws IOException {
        origin.on("/list.m3u", request -> {
            slots.events.add("ask");
            return Answer.ok("#EXTM3U");
        });
        assertThat(fetch(true)).isInstanceOfSatisfying(FetchOutcome.Fetched.class, PoliteFetcherTest::drop);
        assertThat(slots.events).containsExactly("take", "ask", "give");
    }

    @Test
    void viewerWhoNeedsTheConnectionEndsTheDownloadWhichBeginsAgain()
            throws InterruptedException, ExecutionException, TimeoutException {
        origin.on(
                "/list.m3u",
                _ -> origin.requests().size() == 1
                        ? Answer.of("HTTP/1.1 200 OK").announcing(1_000).stall()
                        : Answer.ok("#EXTM3U"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<FetchOutcome> outcome = threads.submit(() -> fetch(true));
            assertThat(origin.awaitOpenConnections(1, PATIENCE)).isTrue();
            slots.wanted.run();
            assertThat(outcome.get(20, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(FetchOutcome.Fetched.class, PoliteFetcherTest::drop);
        }
        assertThat(slots.events).containsExactly("take", "give", "take", "give");
    }

    @Test
    void listThatGetsNoConnectionSaysSo() {
        slots.full = true;
        assertThat(why(fetch(true))).isEqualTo("all connections of source 'List' were in use for 20 s");
        assertThat(origin.connectionsSeen()).isZero();
    }

    @Test
    void serverThatStopsEndsTheDownloadForGood() throws InterruptedException, ExecutionException, TimeoutException {
        origin.on("/list.m3u", Answer.of("HTTP/1.1 200 OK").announcing(1_000).stall());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Thread> reader = threads.submit(() -> {
                Thread own = Thread.currentThread();
                var _ = threads.submit(() -> {
                    assertThat(origin.awaitOpenConnections(1, PATIENCE)).isTrue();
                    own.interrupt();
                    return own;
                });
                assertThat(why(fetch(true))).isEqualTo("reading the list of source 'List' was stopped");
                assertThat(Thread.interrupted()).as("the interrupt stays").isTrue();
                return own;
            });
            var _ = reader.get(20, TimeUnit.SECONDS);
        }
        assertThat(slots.events).containsExactly("take", "give");
        assertThat(origin.awaitOpenConnections(0, PATIENCE)).isTrue();
    }

    private static void drop(FetchOutcome.Fetched fetched) {
        try {
            fetched.download().close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
