package io.sintonia.storage;

import static io.sintonia.schema.Tables.BOUQUET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One writer, many readers, on a real SQLite file: what is committed is seen, what is not is not, and nothing waits for itself. */
class DatabaseTest {
    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.sqlite(folder.resolve("house.db"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static int insert(DSLContext sql, long id) {
        return sql.insertInto(BOUQUET)
                .set(BOUQUET.ID, id)
                .set(BOUQUET.NAME, "bouquet " + id)
                .set(BOUQUET.FROM_FILE, false)
                .execute();
    }

    private int count() {
        return database.read(sql -> sql.fetchCount(BOUQUET));
    }

    @Test
    void tablesAreBroughtUpToDateOnceAndKeepWhatIsInThem() {
        database.write(sql -> insert(sql, 1));
        database.close();

        database = Database.sqlite(folder.resolve("house.db"));

        assertThat(count()).isOne();
    }

    @Test
    void readerSeesTheOldStateDuringALongWrite() {
        int during = database.write(sql -> {
            insert(sql, 1);
            insert(sql, 2);
            return count();
        });

        assertThat(during).isZero();
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void allQueriesOfOneReadingSeeTheSameState() {
        List<Integer> counts = database.read(sql -> {
            int before = sql.fetchCount(BOUQUET);
            database.write(writing -> insert(writing, 1));
            return List.of(before, sql.fetchCount(BOUQUET));
        });

        assertThat(counts).containsExactly(0, 0);
        assertThat(count()).isOne();
    }

    @Test
    @Timeout(20)
    void readersThatAskWithinTheirRowsDoNotWaitForOneAnother()
            throws InterruptedException, ExecutionException, TimeoutException {
        CyclicBarrier allHaveRows = new CyclicBarrier(4);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                answers.add(threads.submit(() -> database.read(sql -> {
                    try (var rows = sql.resultQuery("select 1 union select 2").fetchLazy()) {
                        rows.fetchNext();
                        await(allHaveRows);
                        return sql.fetchCount(BOUQUET);
                    }
                })));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get(10, TimeUnit.SECONDS)).isZero();
            }
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("the others did not come", e);
        }
    }

    @Test
    void writeThatFailsLeavesNothingAndReleasesTheWriter() {
        assertThatThrownBy(() -> database.write(sql -> {
                    insert(sql, 1);
                    throw new IllegalArgumentException("changed my mind");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("changed my mind");

        assertThat(count()).isZero();
        database.write(sql -> insert(sql, 2));
        assertThat(count()).isOne();
    }

    @Test
    @Timeout(10)
    void writeWithinAWriteIsRefusedInsteadOfWaitingForItself() {
        assertThatThrownBy(() -> database.write(sql -> {
                    insert(sql, 1);
                    return database.write(inner -> insert(inner, 2));
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a transaction may not begin another one");

        assertThat(count()).isZero();
    }

    @Test
    void writersOfManyThreadsLoseNothing() throws InterruptedException, ExecutionException, TimeoutException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> ids = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                ids.add(threads.submit(() -> database.write(sql -> {
                    long id = IdSpace.BOUQUET.take(sql);
                    insert(sql, id);
                    return id;
                })));
            }
            List<Long> taken = new ArrayList<>();
            for (Future<Long> id : ids) {
                taken.add(id.get(20, TimeUnit.SECONDS));
            }
            assertThat(taken).doesNotHaveDuplicates().hasSize(200);
        }
        assertThat(count()).isEqualTo(200);
    }

    @Test
    void copyMadeWhileOthersWriteHoldsWholeTransactions() throws InterruptedException {
        AtomicBoolean enough = new AtomicBoolean();
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int i = 1; !enough.get(); i += 2) {
                int first = i;
                database.write(sql -> insert(sql, first) + insert(sql, first + 1));
            }
        });
        try {
            while (count() < 20) {
                Thread.onSpinWait();
            }
            Database.copy(folder.resolve("house.db"), folder.resolve("copy.db"));
        } finally {
            enough.set(true);
            writer.join();
        }

        try (Database copy = Database.sqlite(folder.resolve("copy.db"))) {
            int copied = copy.read(sql -> sql.fetchCount(BOUQUET));
            assertThat(copied).isGreaterThanOrEqualTo(20).isEven();
            assertThat(copy.<String>read(sql -> String.valueOf(sql.fetchValue("pragma integrity_check"))))
                    .isEqualTo("ok");
        }
    }

    @Test
    void idsAreNeverGivenTwiceAlsoAfterTheirRowsWereDeleted() {
        long first = database.write(sql -> {
            long id = IdSpace.BOUQUET.take(sql);
            insert(sql, id);
            return id;
        });
        database.write(sql -> sql.deleteFrom(BOUQUET).execute());
        long second = database.write(sql -> IdSpace.BOUQUET.take(sql));

        assertThat(first).isOne();
        assertThat(second).isEqualTo(2);
    }

    @Test
    void idsInARowAreTakenTogetherAndUnusedOnesGivenBack() {
        long first = database.write(sql -> {
            long start = IdSpace.PLAYABLE.take(sql, 500);
            IdSpace.PLAYABLE.giveBack(sql, 497);
            return start;
        });

        assertThat(first).isOne();
        assertThat(database.<Long>write(sql -> IdSpace.PLAYABLE.take(sql))).isEqualTo(4);
    }

    @Test
    void idsOfATransactionThatFailedAreFree() {
        assertThatThrownBy(() -> database.write(sql -> {
                    IdSpace.SOURCE.take(sql, 10);
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(database.<Long>write(sql -> IdSpace.SOURCE.take(sql))).isOne();
    }
}
