package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup made while a server runs brings everything back, and nothing is overwritten without a trace. */
class ArchiveTest {
    private static final String YAML = """
            admin: {username: boss, password: correct-horse}
            users: [{username: u, password: p}]
            metrics: {allowed-networks: [127.0.0.1/32]}
            """;

    @Test
    void backupOfARunningServerIsRestoredWhole(@TempDir Path folder) throws IOException, InterruptedException {
        Path archive = folder.resolve("backup.zip");
        Path config = folder.resolve("sintonia.yaml");
        try (TestHouse _ = TestHouse.serving(folder, YAML)) {
            Archive.write(archive, folder.resolve("data"), Optional.of(config));
        }
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path restoredConfig = elsewhere.resolve("sintonia.yaml");
        Archive.restore(archive, elsewhere.resolve("data"), Optional.of(restoredConfig));

        assertThat(restoredConfig).hasSameTextualContentAs(config);
        try (TestHouse house = TestHouse.serving(elsewhere, YAML)) {
            assertThat(house.head("/live/u/p/1.ts").statusCode())
                    .as("the account's password opens with the restored key")
                    .isEqualTo(404);
        }
    }

    @Test
    void whatIsNoBackupChangesNothing(@TempDir Path folder) throws IOException {
        Path notOurs = Files.writeString(folder.resolve("photos.zip"), "not even a zip");
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("key"), "precious");

        assertThatThrownBy(() -> Archive.restore(notOurs, data, Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no backup of ours");
        assertThat(data.resolve("key")).hasContent("precious");
    }

    @Test
    void existingFileIsNotOverwrittenByABackup(@TempDir Path folder) throws IOException {
        Path archive = Files.writeString(folder.resolve("backup.zip"), "older backup");
        Files.createDirectory(folder.resolve("data"));
        Files.writeString(folder.resolve("data").resolve("sintonia.db"), "");

        assertThatThrownBy(() -> Archive.write(archive, folder.resolve("data"), Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exists already");
        assertThat(archive).hasContent("older backup");
    }
}
