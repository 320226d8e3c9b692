package io.sintonia.sources;

import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.EDIT;
import static io.sintonia.schema.Tables.EPISODE;
import static io.sintonia.schema.Tables.IMPORT_REPORT;
import static io.sintonia.schema.Tables.MOVIE;
import static io.sintonia.schema.Tables.STREAM_SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.sources.ImportReport.Outcome;
import io.sintonia.sources.Importer.Vanishing;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The plug is pulled at any moment of an import: the catalogue is the old one or the new one, never half of each. */
class KilledAnywhereTest {
    private static final int MOMENTS = Boolean.getBoolean("sintonia.long") ? 20 : 4;
    private static final int OLD = 200;
    private static final int NEW = 30_000;
    private static final long LATEST_MILLIS = 4000;

    @TempDir
    Path folder;

    /** Rows of each table that an import writes. */
    private record State(List<Integer> counts) {
        static State of(ImportHouse house) {
            return house.database.read(sql -> {
                List<Integer> counts = new ArrayList<>();
                for (var table : List.of(CHANNEL, STREAM_SOURCE, MOVIE, EPISODE, EDIT, IMPORT_REPORT)) {
                    counts.add(sql.fetchCount(table));
                }
                counts.add(sql.fetchCount(MOVIE, MOVIE.NAME.startsWith("Picture")));
                return new State(counts);
            });
        }
    }

    @Test
    @Timeout(600)
    void processKilledAtAnyMomentLeavesTheOldListOrTheNewOne() throws IOException, InterruptedException {
        String before = ImportHouse.mixed(0, OLD);
        String after = ImportHouse.mixed(5, NEW).replace("Film 1", "Picture 1");
        State old;
        try (ImportHouse house = new ImportHouse(folder)) {
            house.take(before);
            old = State.of(house);
            house.write(after);
        }
        Path kept = folder.resolve("before.db");
        Files.copy(folder.resolve("house.db"), kept);
        State whole;
        try (ImportHouse house = new ImportHouse(folder)) {
            assertThat(house.run(Vanishing.GUARDED).outcome()).isEqualTo(Outcome.APPLIED);
            whole = State.of(house);
        }
        Random random = new Random(20_260_101);
        for (int i = 0; i < MOMENTS; i++) {
            Files.copy(kept, folder.resolve("sintonia.db"), StandardCopyOption.REPLACE_EXISTING);
            kill(random.nextLong(LATEST_MILLIS));
            for (String suffix : List.of("", "-wal", "-shm")) {
                Path left = folder.resolve("sintonia.db" + suffix);
                Files.deleteIfExists(folder.resolve("house.db" + suffix));
                if (Files.exists(left)) {
                    Files.move(left, folder.resolve("house.db" + suffix));
                }
            }
            try (ImportHouse house = new ImportHouse(folder)) {
                assertThat(State.of(house)).as("moment %d", i).isIn(old, whole);
                String integrity = house.database.read(sql -> String.valueOf(sql.fetchValue("pragma integrity_check")));
                assertThat(integrity).isEqualTo("ok");
                assertThat(house.run(Vanishing.GUARDED).outcome()).isIn(Outcome.APPLIED, Outcome.UNCHANGED);
                assertThat(State.of(house).counts().subList(0, 4))
                        .isEqualTo(whole.counts().subList(0, 4));
            }
        }
    }

    /** Kills an import so long after it has begun. */
    private void kill(long millis) throws IOException, InterruptedException {
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
            while (line != null && !line.equals("importing")) {
                line = says.readLine();
            }
            assertThat(line).as("what the process said").isEqualTo("importing");
            var _ = process.waitFor(Duration.ofMillis(millis));
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }
}
