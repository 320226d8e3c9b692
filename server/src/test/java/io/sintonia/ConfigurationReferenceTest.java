package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.config.SettingsFile;
import io.sintonia.config.SettingsReading.Refused;
import io.sintonia.config.SettingsReading.Usable;
import io.sintonia.config.SettingsReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/configuration.md says what the settings are: {@code -Dsintonia.write-docs=true} writes it anew. */
class ConfigurationReferenceTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");

    @TempDir
    Path directory;

    @Test
    void pageSaysWhatTheSettingsAre() throws IOException {
        var page = SettingsReference.markdown(Settings.class);
        if (Boolean.getBoolean("sintonia.write-docs")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("stale: run this test with -Dsintonia.write-docs=true")
                .hasContent(page);
    }

    @Test
    void everyKeyOfTheContractIsInItsTable() {
        var page = SettingsReference.markdown(Settings.class);
        for (var row : List.of(
                "| `port` | `SINTONIA_SERVER_PORT` | `8000` |",
                "| `database-file` | `SINTONIA_DATA_DATABASE_FILE` | none |",
                "| `password-file` | `SINTONIA_ADMIN_PASSWORD_FILE` | none |",
                "| `url` | `SINTONIA_SOURCES_0_URL` | none |",
                "| `name` | `SINTONIA_SOURCES_0_CHANNELS_0_NAME` | **required** |",
                "| `headers` | `SINTONIA_SOURCES_0_HEADERS_NAME` | none |",
                "| `at-limit` | `SINTONIA_USERS_0_AT_LIMIT` | `replace-oldest` |",
                "| `allowed-networks` | `SINTONIA_METRICS_ALLOWED_NETWORKS` | none |")) {
            assertThat(page).contains(row);
        }
        assertThat(page.lines().filter(line -> line.startsWith("| `")))
                .allSatisfy(line ->
                        assertThat(line).as("a setting without its sentence").doesNotEndWith("|  |"));
    }

    @Test
    void exampleOnThePageIsAFileThatIsAccepted() throws IOException {
        var page = SettingsReference.markdown(Settings.class);
        var begin = page.indexOf("```yaml\n") + "```yaml\n".length();
        var file = Files.writeString(
                directory.resolve("example.yaml"), page.substring(begin, page.indexOf("```\n", begin)));

        var read = SettingsFile.read(Optional.of(file), Map.of(), Settings.class);

        assertThat(
                        switch (read) {
                            case Refused<Settings>(var problems) -> problems;
                            case Usable<Settings>(var _, var remarks) -> remarks;
                        })
                .isEmpty();
    }
}
