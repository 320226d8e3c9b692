package io.sintonia.sources;

import io.sintonia.catalogue.CatalogueEditor;
import io.sintonia.catalogue.KnownEntries;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.fetch.Fetcher;
import io.sintonia.sources.Importer.Vanishing;
import io.sintonia.storage.Database;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Imports a generated list twice and says how long each took and how high the heap rose: {@code ImportBenchmark ENTRIES}.
 * Run it with the heap that is to be enough, for instance {@code -Xmx256m}.
 */
final class ImportBenchmark {
    private ImportBenchmark() {}

    @SuppressWarnings("SystemOut") // a program for people
    public static void main(String[] arguments) throws IOException {
        int entries = arguments.length == 0 ? 200_000 : Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("import-benchmark");
        Path list = folder.resolve("list.m3u");
        generate(list, entries, Integer.MAX_VALUE);
        try (Database database = Database.sqlite(folder.resolve("house.db"))) {
            SourceRows rows = new SourceRows(database, Instant::now);
            CatalogueEditor editor = new CatalogueEditor(database, new ChangeFeed(), Instant::now);
            Importer importer =
                    new Importer(new Fetcher(folder, System::nanoTime), editor, rows, Instant::now, "Sintonia/bench");
            rows.declare(List.of(new SourceRows.Declared(
                    "List", "m3u", "file:" + list, Duration.ofHours(1), true, ImportHouse.provider())));
            for (String what : List.of("first", "another comment", "one of a hundred changed")) {
                if (what.startsWith("another")) {
                    Files.writeString(list, "# made later\n", StandardOpenOption.APPEND);
                } else if (what.startsWith("one")) {
                    generate(list, entries, 100);
                }
                long before = processorMillis();
                ImportReport report = importer.run(rows.all().getFirst(), Vanishing.GUARDED);
                System.out.printf(
                        "%s: %s, %,d ms, of processors %,d ms, heap at most %,d MB, %s%n",
                        what,
                        report.message(),
                        report.took().toMillis(),
                        processorMillis() - before,
                        peakMegabytes(),
                        report.counts());
            }
            KnownEntries known = editor.known(rows.all().getFirst().id());
            System.out.printf(
                    "%,d known, database of %,d MB%n", known.count(), Files.size(folder.resolve("house.db")) >> 20);
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static long processorMillis() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toMillis();
    }

    private static long peakMegabytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
                        .sum()
                >> 20;
    }

    /** Three channels, four films and three episodes in ten entries; every {@code changing}th has another name. */
    private static void generate(Path list, int entries, int changing) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(list)) {
            out.write("#EXTM3U\n");
            for (int i = 0; i < entries; i++) {
                String name = i % changing == changing - 1 ? "Other " + i : "Name " + i;
                String logo = " tvg-logo=\"http://logos.example/" + i + ".png\"";
                String account = "http://provider.example:8080/";
                out.write(
                        switch (i % 10) {
                            case 0, 1, 2 ->
                                "#EXTINF:-1 tvg-id=\"channel" + i + ".example\" tvg-name=\"" + name + "\"" + logo
                                        + " group-title=\"Group " + i % 300 + "\"," + name + "\n" + account
                                        + "live/user/password/" + i + ".ts\n";
                            case 3, 4, 5, 6 ->
                                "#EXTINF:-1 tvg-name=\"" + name + "\"" + logo + " group-title=\"Films " + i % 40 + "\","
                                        + name + " (" + (1950 + i % 75) + ")\n" + account + "movie/user/password/" + i
                                        + ".mkv\n";
                            default ->
                                "#EXTINF:-1 tvg-name=\"" + name + "\"" + logo + " group-title=\"Series " + i % 30
                                        + "\",Series " + i / 100 + " S01 E" + (10 + i % 90) + " - " + name + "\n"
                                        + account + "series/user/password/" + i + ".mp4\n";
                        });
            }
        }
    }
}
