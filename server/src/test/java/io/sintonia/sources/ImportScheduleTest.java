package io.sintonia.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.fetch.FaultyOrigin;
import io.sintonia.fetch.FaultyOrigin.Answer;
import io.sintonia.sources.ImportJob.State;
import io.sintonia.sources.ImportSchedule.Stopping;
import io.sintonia.sources.Importer.Vanishing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When imports run, and that no source is ever read by two at once. */
@Timeout(60)
class ImportScheduleTest {
    @TempDir
    Path folder;

    private ImportHouse house;
    private FaultyOrigin origin;
    private ImportSchedule schedule;

    @BeforeEach
    void open() throws IOException {
        house = new ImportHouse(folder);
        origin = FaultyOrigin.start();
        origin.on("/list.m3u", Answer.ok(ImportHouse.channels(0, 5)));
        schedule = new ImportSchedule(house.importer, house.rows, house::now);
    }

    @AfterEach
    void close() throws IOException {
        origin.close();
        schedule.close();
        house.close();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Looks for what is due and waits for what came of it. */
    private void look() {
        int before = schedule.jobs().size();
        schedule.lookNow();
        await(() -> schedule.jobs().size() > before);
        await(() -> schedule.jobs().stream().allMatch(ImportJob::isOver));
    }

    /** Looks for what is due, and again for a source that certainly is: when that one is there, the first look is over. */
    private void lookInVain() {
        List<ImportJob> before = schedule.jobs();
        CountDownLatch looked = new CountDownLatch(1);
        schedule.lookNow();
        schedule.afterLooking(looked::countDown);
        try {
            assertThat(looked.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(schedule.jobs()).isEqualTo(before);
    }

    @Test
    void newSourceIsReadAtOnceAndAgainWhenItIsDue() {
        house.declare(origin.url("/list.m3u"));
        look();
        assertThat(house.names()).hasSize(5);

        house.advance(Duration.ofHours(12).minusSeconds(1));
        lookInVain();
        house.advance(Duration.ofSeconds(1));
        look();

        assertThat(origin.requests()).hasSize(2);
        assertThat(schedule.jobs()).extracting(ImportJob::state).containsOnly(State.SUCCEEDED);
    }

    @Test
    void sourceThatFailedIsTriedAgainAfterAQuarterOfAnHour() {
        origin.on("/list.m3u", Answer.ok("<html><body>down</body></html>"));
        house.declare(origin.url("/list.m3u"));
        look();
        assertThat(schedule.jobs().getFirst().state()).isEqualTo(State.FAILED);
        assertThat(schedule.jobs().getFirst().message()).contains("HTML page");

        house.advance(Duration.ofMinutes(14));
        lookInVain();
        origin.on("/list.m3u", Answer.ok(ImportHouse.channels(0, 5)));
        house.advance(Duration.ofMinutes(1));
        look();

        assertThat(schedule.jobs().getFirst().state()).isEqualTo(State.SUCCEEDED);
        assertThat(house.names()).hasSize(5);
    }

    @Test
    void disabledSourceIsNotRead() {
        house.declare(origin.url("/list.m3u"));
        house.disable();

        lookInVain();
        assertThat(origin.requests()).isEmpty();
    }

    @Test
    void clockThatWasAheadOnceDoesNotKeepASourceFromBeingRead() {
        house.declare(origin.url("/list.m3u"));
        house.advance(Duration.ofDays(3650));
        look();

        house.advance(Duration.ofDays(-3650));
        look();

        assertThat(origin.requests()).hasSize(2);
    }

    @Test
    void refreshesOfOneSourceAtTheSameTimeAreOneJob()
            throws InterruptedException, ExecutionException, TimeoutException {
        CountDownLatch answer = new CountDownLatch(1);
        origin.on("/list.m3u", request -> {
            try {
                answer.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Answer.ok(ImportHouse.channels(0, 5));
        });
        Source source = house.declare(origin.url("/list.m3u"));
        Set<ImportJob> jobs = new HashSet<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ImportJob>> asked = IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit(() -> schedule.refresh(source, Vanishing.GUARDED)))
                    .toList();
            for (Future<ImportJob> job : asked) {
                jobs.add(job.get(20, TimeUnit.SECONDS));
            }
        }
        answer.countDown();
        ImportJob job = jobs.iterator().next();
        await(job::isOver);

        assertThat(jobs).hasSize(1);
        assertThat(schedule.jobs()).containsExactly(job);
        assertThat(job.state()).isEqualTo(State.SUCCEEDED);
        assertThat(origin.requests()).hasSize(1);
        assertThat(schedule.refresh(source, Vanishing.GUARDED)).isNotSameAs(job);
    }

    @Test
    void sourceRemovedWhileItWaitsIsNotRead() {
        Source source = house.declare(origin.url("/list.m3u"));
        house.rows.declare(List.of());

        ImportJob job = schedule.refresh(source, Vanishing.GUARDED);
        await(job::isOver);

        assertThat(job.message()).isEqualTo("the source was removed");
        assertThat(origin.requests()).isEmpty();
    }

    @Test
    void cancelledImportLeavesTheOldListAndIsNotTriedAgainAtOnce() {
        Source source = house.declare(origin.url("/list.m3u"));
        look();
        origin.on(
                "/list.m3u",
                Answer.of("HTTP/1.1 200 OK")
                        .piece(ImportHouse.channels(0, 2).getBytes(UTF_8))
                        .stall());
        ImportJob running = schedule.refresh(source, Vanishing.APPROVED);
        await(() -> origin.requests().size() == 2);

        assertThat(schedule.cancel(running.id())).isEqualTo(Stopping.STOPPING);
        await(running::isOver);

        assertThat(running.state()).isEqualTo(State.CANCELLED);
        assertThat(running.message()).isEqualTo("cancelled; the old list stays");
        assertThat(house.names()).hasSize(5);
        assertThat(schedule.cancel(running.id())).isEqualTo(Stopping.OVER);
        assertThat(schedule.cancel(999)).isEqualTo(Stopping.UNKNOWN);
        lookInVain();
    }

    @Test
    void closingEndsWhatRunsAndBeginsNothingMore() {
        origin.on(
                "/list.m3u",
                Answer.of("HTTP/1.1 200 OK").piece("#EXTM3U\n".getBytes(UTF_8)).stall());
        Source source = house.declare(origin.url("/list.m3u"));
        ImportJob running = schedule.refresh(source, Vanishing.GUARDED);
        await(() -> origin.requests().size() == 1);

        schedule.close();

        assertThat(running.isOver()).isTrue();
        assertThat(running.state()).isEqualTo(State.FAILED);
        ImportJob late = schedule.refresh(source, Vanishing.GUARDED);
        assertThat(late.state()).isEqualTo(State.FAILED);
        assertThat(late.message()).isEqualTo("the server is stopping");
        schedule.lookNow();
        schedule.close();
    }
}
