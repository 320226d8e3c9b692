package io.sintonia.sources;

import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.ProviderSlots;
import io.sintonia.fetch.FetchFailure;
import io.sintonia.fetch.FetchOutcome;
import io.sintonia.fetch.FetchOutcome.Failed;
import io.sintonia.fetch.FetchOutcome.Fetched;
import io.sintonia.fetch.FetchRequest;
import io.sintonia.fetch.Fetcher;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches lists, and lets viewers go first where reading a list takes one of the provider's connections: it waits for a free one,
 * gives it back when a viewer needs it, and begins again.
 *
 * <p>Such a download runs on a thread of its own, which is what a viewer interrupts; an interrupt of the caller's thread still
 * means that the server stops.
 */
final class PoliteFetcher {
    private static final Logger LOG = LoggerFactory.getLogger(PoliteFetcher.class);

    private final Fetcher fetcher;
    private final ProviderSlots slots;
    private final Duration patience;

    /** {@code patience} is how long it waits for a connection, over all attempts: a place of the import schedule is taken meanwhile. */
    PoliteFetcher(Fetcher fetcher, ProviderSlots slots, Duration patience) {
        this.fetcher = fetcher;
        this.slots = slots;
        this.patience = patience;
    }

    /** Never throws for what the network or the address does; an interrupt ends it and stays set. */
    FetchOutcome fetch(FetchRequest request, Provider provider) {
        if (!provider.refreshCounts() || request.address().startsWith("file:")) {
            return fetcher.fetch(request);
        }
        try {
            return behindViewers(request, provider);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(FetchFailure.Kind.STOPPED, "reading the list of " + provider + " was stopped");
        }
    }

    private FetchOutcome behindViewers(FetchRequest request, Provider provider) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        String why = "all connections of " + provider + " were in use";
        while (true) {
            Turn turn = new Turn(request, provider.name());
            Duration left = Duration.ofNanos(until - System.nanoTime());
            Optional<ProviderSlots.Lease> lease = slots.await(provider, left, turn::end);
            if (lease.isEmpty()) {
                return failed(FetchFailure.Kind.TIMED_OUT, why + " for " + patience.toSeconds() + " s");
            }
            try (var _ = lease.get()) {
                Optional<FetchOutcome> outcome = turn.outcome();
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            }
            why = "viewers needed all connections of " + provider;
        }
    }

    private static FetchOutcome failed(FetchFailure.Kind kind, String sentence) {
        return new Failed(new FetchFailure(kind, sentence));
    }

    /** One attempt. */
    private final class Turn {
        private final AtomicReference<FetchOutcome> outcome = new AtomicReference<>();
        private final Thread thread;
        private volatile boolean ended;

        Turn(FetchRequest request, String name) {
            thread = Thread.ofVirtual().name("list-" + name).unstarted(() -> {
                if (!ended) {
                    outcome.set(fetcher.fetch(request));
                }
            });
        }

        /** A viewer needs the connection. */
        void end() {
            ended = true; // first: one that has not begun does not hear the interrupt
            thread.interrupt();
        }

        /** What came of it; empty if it was ended for a viewer. */
        Optional<FetchOutcome> outcome() throws InterruptedException {
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                thread.interrupt();
                joinEnding();
                drop();
                throw e;
            }
            return Optional.ofNullable(outcome.get()).filter(came -> !wasEnded(came));
        }

        /** Its connection counts until it is over, whoever is in a hurry; that takes no longer than an interrupted read. */
        private void joinEnding() {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    thread.interrupt();
                }
            }
        }

        private void drop() {
            if (outcome.get() instanceof Fetched(var download)) {
                try {
                    download.close();
                } catch (IOException e) {
                    LOG.debug("a download that is not wanted any more could not be removed", e);
                }
            }
        }

        private static boolean wasEnded(FetchOutcome came) {
            return came instanceof Failed(FetchFailure failure) && failure.kind() == FetchFailure.Kind.STOPPED;
        }
    }
}
