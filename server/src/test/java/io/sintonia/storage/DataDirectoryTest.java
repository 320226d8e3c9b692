package io.sintonia.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One server at a time has a data directory, whoever else tries. */
class DataDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void directoryIsMadeAndFreeAgainAfterClosing() throws IOException {
        Path path = folder.resolve("deep/data");
        DataDirectory first = DataDirectory.take(path);
        first.close();
        first.close();

        try (DataDirectory second = DataDirectory.take(path)) {
            assertThat(second.path()).isEqualTo(path.toRealPath());
            assertThat(second.databaseFile()).hasFileName("sintonia.db");
            assertThat(second.keyFile()).hasFileName("key");
        }
    }

    @Test
    void secondInstanceIsRefusedWithASentence() throws IOException {
        try (DataDirectory first = DataDirectory.take(folder)) {
            assertThatThrownBy(() -> DataDirectory.take(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessage("another Sintonia already serves from " + first.path()
                            + ": stop it first, or give this one another --data");
        }
    }

    @Test
    void sameDirectoryUnderAnotherNameIsRefusedToo() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), data);
        try (DataDirectory _ = DataDirectory.take(data)) {
            assertThatThrownBy(() -> DataDirectory.take(link)).hasMessageContaining("another Sintonia already serves");
        }
    }

    @Test
    void otherProcessIsRefusedAlsoAfterAnAttemptWithinThisOne() throws IOException, InterruptedException {
        try (DataDirectory _ = DataDirectory.take(folder)) {
            assertThatThrownBy(() -> DataDirectory.take(folder)).isInstanceOf(IOException.class);

            assertThat(DirectoryTaker.says(folder)).contains("another Sintonia already serves from");
        }
        assertThat(DirectoryTaker.says(folder)).contains("took ");
    }
}
