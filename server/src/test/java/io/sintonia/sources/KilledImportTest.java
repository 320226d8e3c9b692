package io.sintonia.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.sources.ImportReport.Outcome;
import io.sintonia.sources.Importer.Vanishing;
import io.sintonia.storage.DataDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The plug is pulled in the middle of an import: the old list is whole, nothing is locked, and the next import does it all. */
class KilledImportTest {
    private static final int ENTRIES = 50_000;
    /** What has been written when the process is killed: more than any start of a transaction writes. */
    private static final long UNDER_WAY_BYTES = 4 << 20;

    @TempDir
    Path folder;

    @Test
    @Timeout(120)
    void processKilledWhileItAppliesAListLeavesTheOldOneWhole() throws IOException, InterruptedException {
        Map<String, Long> before;
        try (ImportHouse house = new ImportHouse(folder)) {
            house.take(ImportHouse.channels(0, 100));
            before = house.ids();
            // long attributes, so that the transaction outgrows the database's cache and reaches the disk before its
            // end
            house.write(
                    ImportHouse.channels(0, ENTRIES).replace(" tvg-id=", " note=\"" + "x".repeat(1000) + "\" tvg-id="));
        }
        Files.copy(folder.resolve("house.db"), folder.resolve("sintonia.db"));

        kill(folder.resolve("sintonia.db-wal"));

        try (DataDirectory directory = DataDirectory.take(folder)) {
            Files.move(directory.databaseFile(), folder.resolve("house.db"), StandardCopyOption.REPLACE_EXISTING);
            move("-wal");
            move("-shm");
        }
        try (ImportHouse house = new ImportHouse(folder)) {
            assertThat(house.ids()).isEqualTo(before);
            assertThat(house.rows.reports(house.source().id(), 10)).hasSize(1);

            assertThat(house.run(Vanishing.GUARDED).outcome()).isEqualTo(Outcome.APPLIED);
            assertThat(house.ids()).hasSize(ENTRIES).containsAllEntriesOf(before);
        }
    }

    private void move(String suffix) throws IOException {
        Path file = folder.resolve("sintonia.db" + suffix);
        if (Files.exists(file)) {
            Files.move(file, folder.resolve("house.db" + suffix));
        }
    }

    private void kill(Path writeAheadLog) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledImport.class.getName(),
                        folder.toString()))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader says = process.inputReader()) {
            String line = says.readLine();
            while (line != null && !line.equals("applying")) {
                line = says.readLine();
            }
            assertThat(line).as("what the process said").isEqualTo("applying");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!Files.exists(writeAheadLog) || Files.size(writeAheadLog) < UNDER_WAY_BYTES) {
                assertThat(process.isAlive()).as("still applying").isTrue();
                assertThat(System.nanoTime()).as("deadline").isLessThan(end);
                LockSupport.parkNanos(1_000_000);
            }
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        assertThat(process.exitValue()).as("killed, not ended").isEqualTo(128 + 9);
    }
}
