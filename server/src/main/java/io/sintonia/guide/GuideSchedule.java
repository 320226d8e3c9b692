package io.sintonia.guide;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads guides when they are due or asked for, one after another on a thread of its own, and matches channels anew after each change of
 * guides or catalogue on another. A guide that failed is tried again after a quarter of an hour, or when it is due if that is sooner.
 *
 * <p>Any thread may ask for anything; nothing here waits but {@link #close}.
 */
public final class GuideSchedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GuideSchedule.class);
    private static final Duration LOOK = Duration.ofSeconds(20);
    /** The catalogue often changes several times in a row. */
    private static final Duration CALM = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(15);
    /** A guide is not read again for a channel it lacked before it has rested for so long, and for twice as long as reading it took. */
    private static final Duration AFTER_READING = Duration.ofSeconds(3);

    private final GuideImporter importer;
    private final GuideMatching matching;
    private final GuideSources guides;
    private final Holding holding;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("guide-timer").daemon().factory());
    private final ExecutorService reader = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("guide-reader").daemon().factory());
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Set<Long> underWay = new HashSet<>();

    @GuardedBy("lock")
    private final Map<Long, Instant> notBefore = new HashMap<>();

    @GuardedBy("lock")
    private boolean matchingIsDue;

    GuideSchedule(
            GuideImporter importer, GuideMatching matching, GuideSources guides, Holding holding, InstantSource clock) {
        this.importer = importer;
        this.matching = matching;
        this.guides = guides;
        this.holding = holding;
        this.clock = clock;
    }

    /** Begins to look for guides that are due, and matches once. */
    public void start() {
        var _ = timer.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        matchSoon();
    }

    /** Looks at once, for instance after guides were declared. */
    public void lookNow() {
        execute(timer, this::look);
    }

    /** Reads a guide as soon as those before it are read; false if it is on its way already. */
    public boolean refresh(GuideSource guide) {
        synchronized (lock) {
            if (!underWay.add(guide.id())) {
                return false;
            }
        }
        execute(reader, () -> read(guide.id()));
        return true;
    }

    /** Whether a guide is read now, or waits for it. */
    public boolean isUnderWay(long guideId) {
        synchronized (lock) {
            return underWay.contains(guideId);
        }
    }

    /** Matches channels anew when it has been calm for a moment. */
    public void matchSoon() {
        synchronized (lock) {
            if (matchingIsDue) {
                return;
            }
            matchingIsDue = true;
        }
        try {
            var _ = timer.schedule(this::match, CALM.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("channels are not matched any more: the server is stopping");
        }
    }

    /** What was declared or chosen holds from now on. */
    public void hold() {
        Set<Long> incomplete = holding.renew();
        incomplete.forEach(guides::incomplete);
        if (!incomplete.isEmpty()) {
            lookNow();
            lookAfter(AFTER_READING.plus(CALM)); // one that was just read rests now
        }
    }

    private void lookAfter(Duration time) {
        try {
            var _ = timer.schedule(this::look, time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("not looking for guides that are due: the server is stopping");
        }
    }

    private static void execute(ExecutorService who, Runnable what) {
        try {
            who.execute(what);
        } catch (RejectedExecutionException e) {
            LOG.debug("nothing is begun any more: the server is stopping");
        }
    }

    private void look() {
        try {
            for (GuideSource guide : guides.all()) {
                if (isDue(guide)) {
                    var _ = refresh(guide);
                }
            }
        } catch (RuntimeException e) {
            LOG.error("could not look for guides that are due; looking again in {} s", LOOK.toSeconds(), e);
        }
    }

    private boolean isDue(GuideSource guide) {
        Instant now = clock.instant();
        synchronized (lock) {
            if (now.isBefore(notBefore.getOrDefault(guide.id(), Instant.MIN))) {
                return false;
            }
        }
        Optional<Instant> last = guide.standing().refreshedAt();
        return guide.standing().incomplete()
                || last.isEmpty()
                || now.isBefore(last.get()) // the clock was wrong at the time
                || !now.isBefore(last.get().plus(guide.refresh()));
    }

    private void match() {
        synchronized (lock) {
            matchingIsDue = false; // whatever changes from here on is due again
        }
        try {
            int changed = matching.run();
            if (changed > 0) {
                LOG.info("{} channels have another match in the guides", changed);
            }
            hold();
        } catch (RuntimeException e) {
            LOG.error("channels could not be matched with guides; those that were stay", e);
        }
    }

    private void read(long guideId) {
        Duration rest = AFTER_FAILURE;
        try {
            Optional<GuideSource> guide = guides.find(guideId); // as it is now: it may have changed while it waited
            if (guide.isPresent()) {
                GuideReport report = importer.run(guide.get());
                switch (report.outcome()) {
                    case APPLIED -> {
                        rest = AFTER_READING.plus(report.took().multipliedBy(2));
                        hold();
                        importer.tidy(guideId);
                        matchSoon();
                    }
                    case PARTIAL -> {
                        hold();
                        importer.tidy(guideId);
                        matchSoon();
                    }
                    case UNCHANGED -> rest = Duration.ZERO;
                    case FAILED -> {}
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("a guide could not be read because of a fault; the old one stays", e);
        } finally {
            synchronized (lock) {
                underWay.remove(guideId);
                notBefore.put(guideId, clock.instant().plus(rest));
            }
        }
    }

    /** Begins nothing more, interrupts what runs, which changes nothing then, and waits a few seconds for its end. */
    @Override
    public void close() {
        timer.shutdownNow();
        reader.shutdownNow();
        try {
            if (!timer.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    || !reader.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("reading guides has not ended in {} s; going on without it", PATIENCE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
