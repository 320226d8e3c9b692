package io.sintonia.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * The house's database: readers share a few connections, and one writer at a time has one of its own.
 *
 * <p>On SQLite in WAL mode readers see the last committed state and are never held up by the writer; a process that is
 * killed in the middle of a transaction leaves the state before it.
 */
public final class Database implements AutoCloseable {
    private static final int READERS = 4;
    /** How long SQLite waits for another process that holds the file, for instance a backup. */
    private static final int BUSY_MILLIS = 10_000;
    /** The write-ahead log is cut back to this after a checkpoint, so that one large import does not keep the disk. */
    private static final int LOG_KEPT_BYTES = 64 << 20;
    /** Pages the writer holds: the indexes of a large list are written in random order. Negative means KiB (SQLite). */
    private static final int WRITER_CACHE_KIB = -32 << 10;

    private final HikariDataSource readers;
    private final HikariDataSource writer;
    private final DSLContext reading;
    private final DSLContext writing;
    private final ReentrantLock oneWriter = new ReentrantLock();

    private Database(HikariDataSource readers, HikariDataSource writer, SQLDialect dialect) {
        this.readers = readers;
        this.writer = writer;
        Settings settings = new Settings().withExecuteLogging(false);
        this.reading = DSL.using(readers, dialect, settings);
        this.writing = DSL.using(writer, dialect, settings);
    }

    /** Opens or creates an SQLite file and brings its tables up to date. */
    public static Database sqlite(Path file) {
        String url = "jdbc:sqlite:" + file;
        HikariDataSource writer = pool("writer", url, 1);
        try {
            Flyway.configure()
                    .dataSource(writer)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            return new Database(pool("readers", url, READERS), writer, SQLDialect.SQLITE);
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    private static HikariDataSource pool(String name, String url, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        Properties pragmas = new Properties();
        pragmas.setProperty("journal_mode", "WAL");
        pragmas.setProperty("synchronous", "NORMAL");
        pragmas.setProperty("foreign_keys", "true");
        pragmas.setProperty("busy_timeout", Integer.toString(BUSY_MILLIS));
        pragmas.setProperty("journal_size_limit", Integer.toString(LOG_KEPT_BYTES));
        if (size == 1) {
            pragmas.setProperty("cache_size", Integer.toString(WRITER_CACHE_KIB));
        }
        pragmas.setProperty("transaction_mode", size == 1 ? "IMMEDIATE" : "DEFERRED");
        config.setDataSourceProperties(pragmas);
        return new HikariDataSource(config);
    }

    /**
     * Runs queries on one connection; all of them see the same state, the last one that was committed when the first of
     * them began. One query may run while another's rows are still being read.
     */
    public <T> T read(Function<DSLContext, T> work) {
        return reading.transactionResult(transaction -> work.apply(transaction.dsl()));
    }

    /**
     * Runs one transaction: all of it is kept, or, when {@code work} throws, none of it. Waits for other writers.
     *
     * @throws IllegalStateException if {@code work} calls back into {@code write}: it would wait for itself
     */
    public <T> T write(Function<DSLContext, T> work) {
        if (oneWriter.isHeldByCurrentThread()) {
            throw new IllegalStateException("a transaction may not begin another one");
        }
        oneWriter.lock();
        try {
            return writing.transactionResult(transaction -> work.apply(transaction.dsl()));
        } finally {
            oneWriter.unlock();
        }
    }

    /** Writes one consistent copy of an SQLite database to a new file, while others read and write it. */
    public static void copy(Path database, Path copy) {
        try (HikariDataSource pool = pool("copy", "jdbc:sqlite:" + database, 1)) {
            DSL.using(pool, SQLDialect.SQLITE).execute("vacuum into ?", copy.toString());
        }
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}
