package io.sintonia.sources;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sintonia.sources.Importer.Vanishing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs imports when they are due or asked for: each on a virtual thread, two at a time, never two of one source.
 *
 * <p>A source that failed is tried again after a quarter of an hour, or when it is due if that is sooner.
 */
public final class ImportSchedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImportSchedule.class);
    private static final int AT_ONCE = 2;
    private static final int JOBS_KEPT = 200;
    /** Many an Xtream source answers with a dozen lists; each may take its time limit. */
    private static final int LONGEST_IN_TIME_LIMITS = 12;

    private static final Duration LOOK = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String STOPPING = "the server is stopping";
    private static final String REMOVED = "the source was removed";
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(15);

    private final Importer importer;
    private final SourceRows rows;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final ConcurrentHashMap<Long, Long> failedAt = new ConcurrentHashMap<>();
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Deque<ImportJob> jobs = new ArrayDeque<>();

    /** By source. */
    @GuardedBy("lock")
    private final Map<Long, ImportJob> underWay = new HashMap<>();

    @GuardedBy("lock")
    private final Map<ImportJob, Thread> threads = new HashMap<>();

    @GuardedBy("lock")
    private boolean closed;

    private final AtomicLong ids = new AtomicLong();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("import-timer").daemon().factory());

    public ImportSchedule(Importer importer, SourceRows rows, InstantSource clock) {
        this.importer = importer;
        this.rows = rows;
        this.clock = clock;
    }

    /** Begins to look for sources that are due. */
    public void start() {
        var _ = timer.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks at once, for instance after sources were declared. */
    public void lookNow() {
        try {
            timer.execute(this::look);
        } catch (RejectedExecutionException e) {
            LOG.debug("not looking for sources that are due: the server is stopping");
        }
    }

    /** Runs something when the looks that were asked for so far are over. */
    void afterLooking(Runnable then) {
        timer.execute(then);
    }

    /** Imports a source as soon as there is a place; answers the job, or the one that is already on its way. */
    public ImportJob refresh(Source source, Vanishing vanishing) {
        ImportJob job = new ImportJob(ids.incrementAndGet(), source.id(), source.name(), clock);
        Thread thread = Thread.ofVirtual().name("import-" + source.id()).unstarted(() -> run(job, vanishing));
        synchronized (lock) {
            ImportJob known = underWay.get(source.id());
            if (known != null && !known.isOver()) {
                return known;
            }
            if (closed) {
                job.failed(STOPPING);
                return job;
            }
            underWay.put(source.id(), job);
            threads.put(job, thread);
            jobs.addFirst(job);
            while (jobs.size() > JOBS_KEPT) {
                jobs.removeLast();
            }
        }
        thread.start();
        return job;
    }

    /** The newest jobs, newest first. */
    public List<ImportJob> jobs() {
        synchronized (lock) {
            return List.copyOf(jobs);
        }
    }

    /** What became of the wish to stop a job. */
    public enum Stopping {
        /** It ends as soon as it can; nothing has changed then. */
        STOPPING,
        /** It is over. */
        OVER,
        /** There is no such job (any more). */
        UNKNOWN
    }

    /** Stops a job that waits or runs: between two entries, before anything is kept. */
    public Stopping cancel(long id) {
        Optional<ImportJob> found =
                jobs().stream().filter(job -> job.id() == id).findFirst();
        if (found.isEmpty()) {
            return Stopping.UNKNOWN;
        }
        return stop(found.get(), ImportJob.Stop.CANCELLED) ? Stopping.STOPPING : Stopping.OVER;
    }

    private boolean stop(ImportJob job, ImportJob.Stop reason) {
        synchronized (lock) {
            Thread thread = threads.get(job);
            if (thread == null || job.isOver()) {
                return false;
            }
            job.stop(reason);
            thread.interrupt();
            return true;
        }
    }

    private void look() {
        try {
            for (Source source : rows.all()) {
                if (source.enabled() && SourceSettings.Type.isKind(source.kind()) && isDue(source)) {
                    var _ = refresh(source, Vanishing.GUARDED);
                }
            }
        } catch (RuntimeException e) {
            LOG.error("could not look for sources that are due; looking again in {} s", LOOK.toSeconds(), e);
        }
    }

    private boolean isDue(Source source) {
        long refresh = source.refresh().toMillis();
        Long failed = failedAt.get(source.id());
        boolean rested = failed == null || isPast(failed, Math.min(AFTER_FAILURE.toMillis(), refresh));
        return rested
                && source.refreshedAt()
                        .map(last -> isPast(last.toEpochMilli(), refresh))
                        .orElse(true);
    }

    /** Whether so much time has gone since then. A moment in the future is no moment: the clock was wrong at the time. */
    private boolean isPast(long then, long millis) {
        long now = clock.millis();
        return now < then || now - then >= millis;
    }

    private void run(ImportJob job, Vanishing vanishing) {
        try {
            places.acquire();
            try {
                importing(job, vanishing);
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            job.stopped().ifPresentOrElse(job::ended, () -> job.failed(STOPPING));
        } catch (RuntimeException e) {
            failed(job, e);
        } finally {
            synchronized (lock) {
                underWay.remove(job.sourceId(), job);
                threads.remove(job);
            }
        }
    }

    private void importing(ImportJob job, Vanishing vanishing) {
        // as it is now: it may have waited for its place, and have been changed or removed meanwhile
        Optional<Source> source = rows.find(job.sourceId());
        if (source.isEmpty()) {
            job.failed(REMOVED);
            return;
        }
        job.running();
        Duration longest = source.get().options().limits().time().multipliedBy(LONGEST_IN_TIME_LIMITS);
        ScheduledFuture<?> deadline =
                timer.schedule(() -> stop(job, ImportJob.Stop.OVERDUE), longest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            report(job, importer.run(source.get(), vanishing));
        } finally {
            deadline.cancel(false);
        }
    }

    private void report(ImportJob job, ImportReport report) {
        switch (report.outcome()) {
            case APPLIED, UNCHANGED -> {
                failedAt.remove(job.sourceId());
                job.succeeded(report.message());
            }
            case HELD_BACK, FAILED -> {
                failedAt.put(job.sourceId(), clock.millis());
                job.stopped().ifPresentOrElse(job::ended, () -> job.failed(report.message()));
            }
        }
    }

    private void failed(ImportJob job, RuntimeException e) {
        if (job.stopped().isPresent()) {
            failedAt.put(job.sourceId(), clock.millis());
            job.stopped().ifPresent(job::ended);
            return;
        }
        if (Thread.currentThread().isInterrupted()) {
            job.failed(STOPPING);
            return;
        }
        failedAt.put(job.sourceId(), clock.millis());
        job.failed("a fault in the server; its log says more");
        LOG.error("'{}': the import ended by a fault; the old list stays", job.sourceName(), e);
    }

    /** Begins nothing more, interrupts what runs, which changes nothing then, and waits a few seconds for its end. */
    @Override
    public void close() {
        timer.shutdownNow();
        List<Thread> running;
        synchronized (lock) {
            closed = true;
            running = List.copyOf(threads.values());
        }
        running.forEach(Thread::interrupt);
        try {
            for (Thread thread : running) {
                if (!thread.join(PATIENCE)) {
                    LOG.warn("{} has not ended in {} s; going on without it", thread.getName(), PATIENCE.toSeconds());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
