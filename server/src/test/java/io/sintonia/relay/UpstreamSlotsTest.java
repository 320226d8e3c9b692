package io.sintonia.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.ProviderSlots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A provider's connections are counted, and whoever wants one too many waits for it. */
class UpstreamSlotsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration MOMENT = Duration.ofMillis(30);

    private final AtomicReference<Runnable> spare = new AtomicReference<>(() -> {});
    private final AtomicInteger asked = new AtomicInteger();
    private final UpstreamSlots slots = new UpstreamSlots((_, _) -> {
        asked.incrementAndGet();
        spare.get().run();
    });

    @Test
    void limitHolds() throws InterruptedException {
        var _ = take(1, 2, MOMENT).orElseThrow();
        var _ = take(1, 2, MOMENT).orElseThrow();
        assertThat(take(1, 2, MOMENT)).isEmpty();
        assertThat(slots.taken(1)).isEqualTo(2);
        assertThat(take(2, 2, MOMENT)).as("another provider").isPresent();
    }

    @Test
    void providerWithoutALimitIsCountedOnly() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            var _ = take(1, 0, Duration.ZERO).orElseThrow();
        }
        assertThat(slots.taken(1)).isEqualTo(100);
        assertThat(asked).hasValue(0);
    }

    @Test
    void closingTwiceGivesOneSlotBack() throws InterruptedException {
        UpstreamSlots.Lease first = take(1, 2, MOMENT).orElseThrow();
        var _ = take(1, 2, MOMENT).orElseThrow();
        first.close();
        first.close();
        assertThat(slots.taken(1)).isOne();
    }

    @Test
    void spareConnectionIsEndedForWhoNeedsOne() throws InterruptedException {
        UpstreamSlots.Lease idle = take(1, 1, MOMENT).orElseThrow();
        spare.set(idle::close);
        assertThat(take(1, 1, PATIENCE)).isPresent();
        assertThat(asked).hasValue(1);
    }

    @Test
    void connectionThatBecomesSpareWhileSomebodyWaitsIsEndedToo() throws InterruptedException {
        // a player that zaps opens the next channel a moment before it leaves the last
        UpstreamSlots.Lease watched = take(1, 1, MOMENT).orElseThrow();
        spare.set(() -> {
            if (asked.get() == 3) {
                watched.close();
            }
        });
        assertThat(take(1, 1, PATIENCE)).isPresent();
        assertThat(asked).hasValue(3);
    }

    @Test
    void slotThatIsGivenBackGoesToWhoWaits() throws InterruptedException, ExecutionException, TimeoutException {
        UpstreamSlots.Lease first = take(1, 1, MOMENT).orElseThrow();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> waiting = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                waiting.add(threads.submit(() -> {
                    try (var _ = take(1, 1, PATIENCE).orElseThrow()) {
                        return slots.taken(1);
                    }
                }));
            }
            first.close();
            for (Future<Integer> one : waiting) {
                assertThat(one.get(20, TimeUnit.SECONDS))
                        .as("never more than the limit")
                        .isOne();
            }
        }
        assertThat(slots.taken(1)).isZero();
    }

    @Test
    void interruptedWaitTakesNothing() throws InterruptedException, ExecutionException, TimeoutException {
        UpstreamSlots.Lease first = take(1, 1, MOMENT).orElseThrow();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<UpstreamSlots.Lease>> waiting = threads.submit(() -> take(1, 1, PATIENCE));
            spare.set(() -> waiting.cancel(true));
        }
        assertThat(slots.taken(1)).isOne();
        first.close();
        assertThat(slots.taken(1)).isZero();
    }

    @Test
    void refreshGetsAConnectionOnlyWhileNoChannelWaitsForOne()
            throws InterruptedException, ExecutionException, TimeoutException {
        UpstreamSlots.Lease first = take(1, 1, MOMENT).orElseThrow();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<ProviderSlots.Lease>> refresh =
                    threads.submit(() -> slots.await(provider(1, 1), PATIENCE, () -> {}));
            CountDownLatch waits = new CountDownLatch(1);
            spare.set(waits::countDown);
            Future<UpstreamSlots.Lease> channel =
                    threads.submit(() -> take(1, 1, PATIENCE).orElseThrow());
            assertThat(waits.await(20, TimeUnit.SECONDS)).isTrue();
            first.close();
            UpstreamSlots.Lease second = channel.get(20, TimeUnit.SECONDS);
            assertThat(refresh).isNotDone();
            second.close();
            refresh.get(20, TimeUnit.SECONDS).orElseThrow().close();
        }
        assertThat(slots.taken(1)).isZero();
    }

    @Test
    void channelThatWaitsHasARefreshEndedBeforeAnythingElse() throws InterruptedException {
        AtomicReference<ProviderSlots.Lease> refresh = new AtomicReference<>();
        AtomicInteger wanted = new AtomicInteger();
        refresh.set(slots.await(provider(1, 1), MOMENT, () -> {
                    wanted.incrementAndGet();
                    refresh.get().close();
                })
                .orElseThrow());
        assertThat(take(1, 1, PATIENCE)).isPresent();
        assertThat(wanted).hasValue(1);
        assertThat(asked).as("channels that linger").hasValue(0);
    }

    @Test
    void refreshNeverEndsAChannelThatLingers() throws InterruptedException {
        UpstreamSlots.Lease idle = take(1, 1, MOMENT).orElseThrow();
        spare.set(idle::close);
        assertThat(slots.await(provider(1, 1), MOMENT, () -> {})).isEmpty();
        assertThat(asked).hasValue(0);
    }

    @Test
    void whoeverOnlyLooksLeavesOneMoreFreeWhereAnythingIsConnected() throws InterruptedException {
        UpstreamSlots.Lease first = take(1, 2, MOMENT).orElseThrow();
        assertThat(slots.takeIdle(provider(1, 2), () -> {})).isEmpty();
        assertThat(slots.takeIdle(provider(1, 3), () -> {})).isPresent();
        first.close();
        assertThat(slots.takeIdle(provider(2, 1), () -> {}))
                .as("not in use at all")
                .isPresent();
    }

    @Test
    void whoeverOnlyLooksGoesForARefreshAndForASecondAddress() throws InterruptedException {
        AtomicReference<UpstreamSlots.Lease> looking = new AtomicReference<>();
        Runnable go = () -> looking.get().close();
        looking.set(slots.takeIdle(provider(1, 1), go).orElseThrow());
        slots.await(provider(1, 1), PATIENCE, () -> {}).orElseThrow().close();
        looking.set(slots.takeIdle(provider(1, 1), go).orElseThrow());
        assertThat(slots.takeFree(provider(1, 1))).as("asks it to go").isEmpty();
        slots.takeFree(provider(1, 1)).orElseThrow().close();
        assertThat(slots.taken(1)).isZero();
    }

    private static Provider provider(long id, int limit) {
        return new Provider(id, "Provider", Optional.empty(), Map.of(), Optional.empty(), limit, false);
    }

    private Optional<UpstreamSlots.Lease> take(long id, int limit, Duration patience) throws InterruptedException {
        return slots.take(provider(id, limit), patience);
    }
}
