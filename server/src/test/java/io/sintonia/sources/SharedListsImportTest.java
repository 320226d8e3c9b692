package io.sintonia.sources;

import static io.sintonia.schema.Tables.EPISODE;
import static io.sintonia.schema.Tables.MOVIE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sintonia.sources.ImportReport.Outcome;
import io.sintonia.sources.Importer.Vanishing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Third-party lists, where they lie beside the checkout: every entry becomes a channel or is said to have been skipped. */
class SharedListsImportTest {
    @TempDir
    Path folder;

    private static Optional<Path> lists() {
        String set = System.getProperty("sintonia.shared");
        if (set != null) {
            return Optional.of(Path.of(set, "data", "m3u")).filter(Files::isDirectory);
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
                .map(at -> at.resolve("shared/data/m3u"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    @Test
    void everyListBecomesAsManyChannelsAndFilmsAsItHasEntriesAndIsUnchangedTheSecondTime() throws IOException {
        Optional<Path> lists = lists();
        assumeTrue(lists.isPresent(), "no shared/data/m3u beside the checkout and no -Dsintonia.shared: skipped");
        List<Path> files;
        try (Stream<Path> all = Files.list(lists.orElseThrow())) {
            files = all.filter(file -> file.toString().matches(".*\\.m3u8?"))
                    .sorted()
                    .toList();
        }
        assertThat(files).isNotEmpty();
        int number = 0;
        for (Path file : files) {
            take(file, Files.createDirectory(folder.resolve("house" + number++)));
        }
    }

    private static void take(Path file, Path home) throws IOException {
        long entries;
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            entries = lines.filter(line -> line.strip().startsWith("#EXTINF")).count();
        }
        try (ImportHouse house = new ImportHouse(home)) {
            house.declare("file:" + file.toAbsolutePath());
            ImportReport report = house.run(Vanishing.GUARDED);
            boolean nothing = report.counts().skipped() == entries;
            assertThat(report.outcome())
                    .as("%s: %s", file.getFileName(), report.message())
                    .isEqualTo(nothing ? Outcome.FAILED : Outcome.APPLIED);
            assertThat(report.counts().found()).as("%s", file.getFileName()).isEqualTo(entries);
            assertThat(report.skipped())
                    .hasSize((int) Math.min(1000, report.counts().skipped()));
            int films = house.database.read(sql -> sql.fetchCount(MOVIE) + sql.fetchCount(EPISODE));
            assertThat(house.names().size() + films)
                    .as("%s", file.getFileName())
                    .isEqualTo((int) (entries - report.counts().skipped()));

            house.watchWrites();
            assertThat(house.run(Vanishing.GUARDED).outcome()).isEqualTo(nothing ? Outcome.FAILED : Outcome.UNCHANGED);
            assertThat(house.writes()).isZero();
        }
    }
}
