package io.sintonia.sources;

import io.sintonia.catalogue.CatalogueEditor;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.fetch.Fetcher;
import io.sintonia.sources.Importer.Vanishing;
import io.sintonia.storage.DataDirectory;
import io.sintonia.storage.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A server that imports its only source into a data directory, says when it begins and when the transaction has begun, and is killed then. */
final class KilledImport {
    private KilledImport() {}

    @SuppressWarnings("SystemOut") // the test that started this process reads it
    public static void main(String[] arguments) throws IOException {
        try (DataDirectory directory = DataDirectory.take(Path.of(arguments[0]));
                Database database = Database.sqlite(directory.databaseFile())) {
            SourceRows rows = new SourceRows(database, Instant::now);
            // the editor asks for the time when its transaction has begun
            CatalogueEditor editor = new CatalogueEditor(database, new ChangeFeed(), () -> {
                System.out.println("applying");
                return Instant.now();
            });
            Path downloads = Files.createDirectories(directory.path().resolve("downloads"));
            Importer importer =
                    new Importer(new Fetcher(downloads, System::nanoTime), editor, rows, Instant::now, "Sintonia/test");
            System.out.println("importing");
            System.out.println(
                    importer.run(rows.all().getFirst(), Vanishing.GUARDED).message());
        }
    }
}
