package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed while it streams: the next start has the old list, an empty live directory and no lock. */
class RestartTest {
    @Test
    void killedServerLeavesNothingInTheWay(@TempDir Path folder) throws IOException, InterruptedException {
        try (LiveOrigin origin = LiveOrigin.ofTestCard()) {
            Files.writeString(folder.resolve("tv.m3u"), "#EXTM3U\n#EXTINF:-1,One\n" + origin.url("one.ts") + "\n");
            String yaml = """
                    sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                    users: [{username: u, password: p}]
                    metrics: {allowed-networks: [127.0.0.1/32]}
                    """;
            Files.writeString(folder.resolve("sintonia.yaml"), yaml);
            Process process = start(folder);
            try {
                int port = port(folder.resolve("out.txt"), process);
                Await.until("the first packets", Duration.ofSeconds(30), () -> plays(port));
                try (TsClient viewer = TsClient.watching(port, "/live/u/p/1.ts", "tv")) {
                    viewer.awaitBytes(100_000);
                    assertThat(segments(folder)).isNotEmpty();
                    process.destroyForcibly().waitFor();
                }
            } finally {
                process.destroyForcibly();
            }
            assertThat(segments(folder))
                    .as("the killed server could not tidy up")
                    .isNotEmpty();
            Files.delete(folder.resolve("tv.m3u"));
            try (TestHouse house = TestHouse.serving(folder, yaml)) {
                house.awaitChannels(1);
                assertThat(segments(folder)).isEmpty();
                try (TsClient viewer = TsClient.watching(house.port(), "/live/u/p/1.ts", "tv")) {
                    viewer.awaitBytes(10_000);
                    assertThat(viewer.status()).isEqualTo(200);
                }
            }
        }
    }

    private static Process start(Path folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.sintonia.Main",
                        "--config",
                        folder.resolve("sintonia.yaml").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile());
        builder.environment().put("SINTONIA_SERVER_PORT", "0");
        builder.environment().put("SINTONIA_SERVER_BIND", "127.0.0.1");
        builder.environment()
                .put("SINTONIA_DATA_DIRECTORY", folder.resolve("data").toString());
        builder.environment()
                .put("SINTONIA_LIVE_DIRECTORY", folder.resolve("live").toString());
        return builder.start();
    }

    private static int port(Path out, Process process) {
        Await.until("the greeting", Duration.ofSeconds(60), () -> greeting(out).isPresent() || !process.isAlive());
        return greeting(out).orElseThrow(() -> new AssertionError("the server did not start: " + text(out)));
    }

    private static Optional<Integer> greeting(Path out) {
        return text(out)
                .lines()
                .filter(line -> line.contains("serves at http://127.0.0.1:"))
                .map(line -> line.replaceAll(".*http://127\\.0\\.0\\.1:(\\d+).*", "$1"))
                .map(Integer::valueOf)
                .findFirst();
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean plays(int port) {
        try (TsClient viewer = TsClient.watching(port, "/live/u/p/1.ts", "probe")) {
            viewer.awaitBytes(1);
            return viewer.status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Path> segments(Path folder) throws IOException {
        try (var files = Files.walk(folder.resolve("live"))) {
            return files.filter(file -> file.toString().endsWith(".ts")).toList();
        }
    }
}
