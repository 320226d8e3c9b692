package io.sintonia.outputs;

import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.Library;
import io.sintonia.catalogue.Lineup;
import io.sintonia.config.ByteSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps answers that were rendered once for everybody with the same lineup, as files.
 *
 * <p>A file is known by what it shows, not by when: when the catalogue changes, lineups that show the same keep their files. For
 * those that were asked for lately the changed ones are rendered at once, one after another. A request that comes before its
 * answer is ready waits for the rendering that runs, so nobody is answered with less than the snapshot that holds.
 *
 * <p>Rendering is done by two threads of its own: a request's thread is interrupted when its player goes away, which would close
 * the file for all who wait.
 */
public final class RenderedAnswers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RenderedAnswers.class);
    /** What was not asked for in this time is not rendered ahead. */
    private static final Duration LATELY = Duration.ofHours(1);
    /** Nor are more than so many answers. */
    private static final int MOST_AHEAD = 200;

    private static final int THREADS = 2;
    private static final int PATIENCE_SECONDS = 5;

    private final Catalogue catalogue;
    private final Path folder;
    private final long mostBytes;
    private final InstantSource clock;
    private final AtomicLong names = new AtomicLong();
    private final AtomicLong rendered = new AtomicLong();
    private final ExecutorService renderers = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().name("render-", 0).daemon().factory());
    private final ExecutorService ahead = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("render-ahead").daemon().factory());
    private final AtomicBoolean aheadIsDue = new AtomicBoolean();

    private final ReentrantLock lock = new ReentrantLock();
    // in order of use, the longest unused first; both guarded by lock
    private final Map<String, CompletableFuture<RenderedFiles>> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final SequencedMap<Wish, Instant> asked = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<String> newer = new HashSet<>(); // keys of what must go with the next snapshot; guarded by lock
    private long bytes; // of what is kept and ready; guarded by lock

    private record Wish(Set<Long> bouquets, Listing listing) {}

    /** Keeps files in an empty folder, about as many bytes as {@code most}: what is longest unused goes first. */
    public RenderedAnswers(Catalogue catalogue, Path folder, ByteSize most, InstantSource clock) {
        this.catalogue = catalogue;
        this.folder = folder;
        this.mostBytes = most.bytes();
        this.clock = clock;
        catalogue.afterSwap(this::renderAhead);
    }

    /** A listing for accounts with these bouquets, as of the snapshot that holds now. Waits while it is rendered. */
    public Rendered get(Set<Long> bouquets, Listing listing) {
        Lineup lineup = catalogue.current().lineup(bouquets);
        note(new Wish(bouquets, listing));
        return get(lineup, listing);
    }

    private Rendered get(Lineup lineup, Listing listing) {
        String key = listing.key(lineup);
        for (int attempt = 0; ; attempt++) {
            try {
                return Rendered.open(await(ready(key, lineup, listing)));
            } catch (NoSuchFileException e) {
                // it was the longest unused one and went just now: once more
                if (attempt == 2) {
                    throw new UncheckedIOException("a rendered answer does not stay: is the limit too small?", e);
                }
                forget(key).ifPresent(files -> delete(List.of(files)));
            } catch (IOException e) {
                throw new UncheckedIOException("a rendered answer cannot be read", e);
            }
        }
    }

    /** A listing that is rendered for one request and not kept. */
    public Rendered once(Set<Long> bouquets, Listing listing) {
        CompletableFuture<RenderedFiles> begun = new CompletableFuture<>();
        start(catalogue.current().lineup(bouquets), listing, begun, files -> {}, () -> {});
        RenderedFiles files = await(begun);
        try {
            return Rendered.open(files);
        } catch (IOException e) {
            throw new UncheckedIOException("a rendered answer cannot be read", e);
        } finally {
            delete(List.of(files));
        }
    }

    /** How many listings have been rendered. */
    public long rendered() {
        return rendered.get();
    }

    /** Bytes of the files that are kept. */
    public long keptBytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    private void note(Wish wish) {
        lock.lock();
        try {
            asked.put(wish, clock.instant());
            if (asked.size() > MOST_AHEAD) {
                var _ = asked.pollFirstEntry();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What is kept under a key, or what is rendered now. */
    private CompletableFuture<RenderedFiles> ready(String key, Lineup lineup, Listing listing) {
        CompletableFuture<RenderedFiles> begun = new CompletableFuture<>();
        lock.lock();
        try {
            CompletableFuture<RenderedFiles> there = kept.get(key);
            if (there != null) {
                return there;
            }
            kept.put(key, begun);
        } finally {
            lock.unlock();
        }
        start(lineup, listing, begun, files -> delete(keep(key, files)), () -> drop(key));
        return begun;
    }

    private void start(
            Lineup lineup,
            Listing listing,
            CompletableFuture<RenderedFiles> begun,
            Consumer<RenderedFiles> beforeItIsGiven,
            Runnable beforeItFails) {
        try {
            renderers.execute(() -> {
                try {
                    String name = "answer-" + names.incrementAndGet();
                    RenderedFiles files = Rendering.render(listing, lineup, folder, name);
                    rendered.incrementAndGet();
                    beforeItIsGiven.accept(files);
                    begun.complete(files);
                } catch (IOException | RuntimeException | Error e) {
                    beforeItFails.run();
                    begun.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            beforeItFails.run();
            begun.completeExceptionally(e);
        }
    }

    /** Whoever waits is told of the failure; the next who asks tries again. */
    private void drop(String key) {
        lock.lock();
        try {
            kept.remove(key);
        } finally {
            lock.unlock();
        }
    }

    /** Counts a new one in; answers those that are too many now. */
    private List<RenderedFiles> keep(String key, RenderedFiles files) {
        List<RenderedFiles> tooMany = new ArrayList<>();
        lock.lock();
        try {
            bytes += files.weight();
            if (files.reading() == Library.Reading.NEWER) {
                newer.add(key);
            }
            for (var eldest = kept.entrySet().iterator(); bytes > mostBytes && eldest.hasNext(); ) {
                var entry = eldest.next();
                if (!entry.getKey().equals(key) && entry.getValue().state() == Future.State.SUCCESS) {
                    tooMany.add(entry.getValue().resultNow());
                    bytes -= entry.getValue().resultNow().weight();
                    eldest.remove();
                }
            }
        } finally {
            lock.unlock();
        }
        return tooMany;
    }

    private Optional<RenderedFiles> forget(String key) {
        lock.lock();
        try {
            CompletableFuture<RenderedFiles> there = kept.get(key);
            if (there == null || there.state() != Future.State.SUCCESS) {
                return Optional.empty();
            }
            kept.remove(key);
            bytes -= there.resultNow().weight();
            return Optional.of(there.resultNow());
        } finally {
            lock.unlock();
        }
    }

    private static void delete(List<RenderedFiles> files) {
        for (RenderedFiles each : files) {
            try {
                each.delete();
            } catch (IOException e) {
                LOG.warn("a rendered answer stays in the data directory: {}", e.getMessage());
            }
        }
    }

    private static RenderedFiles await(CompletableFuture<RenderedFiles> begun) {
        try {
            return begun.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the player went away", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer could not be rendered", e.getCause());
        }
    }

    /** After a change: what was rendered of rows that the old snapshot did not know goes, what was asked for lately is rendered. */
    private void renderAhead() {
        if (aheadIsDue.compareAndSet(false, true)) {
            try {
                ahead.execute(this::renderWhatWasAsked);
            } catch (RejectedExecutionException e) {
                aheadIsDue.set(false); // it is closed, and nobody asks any more
            }
        }
    }

    private void renderWhatWasAsked() {
        aheadIsDue.set(false);
        for (Wish wish : lately()) {
            if (ahead.isShutdown() || aheadIsDue.get()) {
                return; // another snapshot is there already, and its turn comes
            }
            try {
                Lineup lineup = catalogue.current().lineup(wish.bouquets());
                var _ = await(ready(wish.listing().key(lineup), lineup, wish.listing()));
            } catch (RuntimeException e) {
                LOG.warn("an answer could not be rendered ahead; it is tried again when it is asked for", e);
            }
        }
    }

    private List<Wish> lately() {
        List<String> fleeting;
        List<Wish> wishes;
        lock.lock();
        try {
            fleeting = List.copyOf(newer);
            newer.clear();
            Instant since = clock.instant().minus(LATELY);
            asked.values().removeIf(at -> at.isBefore(since));
            wishes = new ArrayList<>(asked.keySet());
        } finally {
            lock.unlock();
        }
        fleeting.forEach(key -> forget(key).ifPresent(files -> delete(List.of(files))));
        return wishes.reversed();
    }

    /** Ends all rendering; whoever waits is told so. */
    @Override
    public void close() {
        ahead.shutdownNow();
        renderers.shutdownNow();
        try {
            var _ = ahead.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            var _ = renderers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
