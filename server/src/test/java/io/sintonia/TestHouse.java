package io.sintonia;

import io.sintonia.config.Problem;
import io.sintonia.config.SettingsFile;
import io.sintonia.config.SettingsReading;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A whole server in this JVM, as a user would configure it, on a free loopback port. */
final class TestHouse implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final Server server;

    /**
     * What a house stands on.
     *
     * @param live where live segments lie
     */
    record Ground(Server.Transport transport, Path live) {
        /** As on a usual server: the best transport, and segments in memory if there is a folder for that. */
        static Ground inMemory(Path folder) throws IOException {
            Path memory = Path.of("/dev/shm");
            boolean usable = Files.isWritable(memory) && isMemory(memory);
            return new Ground(Server.Transport.best(), usable ? passing(memory) : folder.resolve("live"));
        }

        /** Where there is neither epoll nor a tmpfs; below the build's folder, which nobody keeps in memory. */
        static Ground nioOnDisk() throws IOException {
            return new Ground(Server.Transport.NIO, passing(Path.of("target")));
        }

        static boolean isMemory(Path folder) throws IOException {
            return Files.getFileStore(folder).type().equals("tmpfs");
        }

        /** A folder that is gone with this JVM, once the house has emptied it. */
        private static Path passing(Path parent) throws IOException {
            Path folder = Files.createTempDirectory(parent, "sintonia-test-");
            folder.toFile().deleteOnExit();
            return folder;
        }
    }

    private TestHouse(Server server) {
        this.server = server;
    }

    /**
     * Starts a server.
     *
     * @param folder for its data, its configuration file and its live segments
     * @param yaml what {@code sintonia.yaml} says beside port and directories
     */
    static TestHouse serving(Path folder, String yaml, String... options) throws IOException {
        return serving(new Ground(Server.Transport.best(), folder.resolve("live")), folder, yaml, options);
    }

    /** The same on another ground. */
    static TestHouse serving(Ground ground, Path folder, String yaml, String... options) throws IOException {
        Path file = folder.resolve("sintonia.yaml");
        Files.writeString(file, yaml);
        Options said;
        try {
            said = Options.read(List.of(options));
        } catch (Options.Misspelt e) {
            throw new IllegalArgumentException(e);
        }
        Map<String, String> environment = Map.of(
                "SINTONIA_SERVER_PORT",
                "0",
                "SINTONIA_SERVER_BIND",
                "127.0.0.1",
                "SINTONIA_DATA_DIRECTORY",
                folder.resolve("data").toString(),
                "SINTONIA_LIVE_DIRECTORY",
                ground.live().toString());
        return switch (SettingsFile.read(Optional.of(file), environment, Settings.class)) {
            case SettingsReading.Refused<Settings>(List<Problem> problems) ->
                throw new IllegalArgumentException(problems.toString());
            case SettingsReading.Usable<Settings>(Settings settings, List<Problem> _) ->
                new TestHouse(Server.start(
                        said,
                        Overrides.apply(settings, said, folder.resolve("data")),
                        new Server.Surroundings(
                                Optional.of(file),
                                environment,
                                new PrintStream(OutputStream.nullOutputStream()),
                                ground.transport())));
        };
    }

    int port() {
        return server.port();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url(path))).timeout(Duration.ofSeconds(40));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(url(path)))
                        .timeout(Duration.ofSeconds(40))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<Void> head(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url(path)))
                .timeout(Duration.ofSeconds(40))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.discarding());
    }

    HttpResponse<String> post(String path, String json, String... token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)))
                .timeout(Duration.ofSeconds(40))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        for (String one : token) {
            request.header("Authorization", "Bearer " + one);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    HttpResponse<String> delete(String path, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url(path)))
                .timeout(Duration.ofSeconds(40))
                .header("Authorization", "Bearer " + token)
                .DELETE()
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** Signs the administrator in whom the configuration declares. */
    String token(String username, String password) throws IOException, InterruptedException {
        String body = post("/api/v1/login", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password))
                .body();
        return body.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    }

    /** A counter or gauge of {@code /metrics}; the configuration must allow 127.0.0.1 there. */
    double metric(String name) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    /** Waits until so many channels are in the catalogue. */
    void awaitChannels(int count) {
        Await.until(count + " channels", Duration.ofSeconds(20), () -> {
            try {
                return metric("sintonia_channels") == count;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        });
    }

    @Override
    public void close() {
        server.close();
    }
}
