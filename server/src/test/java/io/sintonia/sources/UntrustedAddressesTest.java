package io.sintonia.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.StreamSource;
import io.sintonia.config.Secret;
import io.sintonia.fetch.FaultyOrigin;
import io.sintonia.fetch.FaultyOrigin.Answer;
import io.sintonia.sources.Importer.Vanishing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No source from elsewhere makes the server ask a machine that is not on the public internet, read a file or run a program: a canary on
 * loopback is never connected, however its address is spelt. What streams are refused is {@code relay.UntrustedStreamsTest}'s.
 */
class UntrustedAddressesTest {
    @TempDir
    Path folder;

    private ImportHouse house;
    private FaultyOrigin canary;

    @BeforeEach
    void open() throws IOException {
        house = new ImportHouse(Files.createDirectories(folder.resolve("house")));
        canary = FaultyOrigin.start();
        canary.otherwise(Answer.ok("#EXTM3U\n#EXTINF:-1,Taken\nhttp://x.example/1.ts\n"));
    }

    @AfterEach
    void close() throws IOException {
        canary.close();
        house.close();
    }

    private static Provider untrusted(Optional<String> proxy) {
        return new Provider(0, "", Optional.empty(), Map.of(), proxy, 0, false);
    }

    private SourceOptions account() {
        return new SourceOptions(
                SourceOptions.DEFAULT.include(),
                Optional.of("u"),
                Optional.of(Secret.of("s3cret")),
                SourceOptions.DEFAULT.limits(),
                List.of());
    }

    private String at(String host) {
        return "http://" + host + ":" + canary.port();
    }

    /** Names that nobody would call local lead to this machine and its neighbours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "loopback.tricks.test",
                "loopback6.tricks.test",
                "metadata.tricks.test",
                "router.tricks.test",
                "mapped.tricks.test",
                "sixtofour.tricks.test",
                "nat64.tricks.test",
                "unspecified.tricks.test",
                "several.tricks.test",
                "LOOPBACK.tricks.test",
                "2130706433",
                "017700000001",
                "0x7f000001",
                "0x7f.1",
                "127.1",
                "127.0.1"
            })
    void sourceWhoseNameLeadsHomeIsNotAsked(String host) {
        for (String kind : List.of("m3u", "page", "xtream")) {
            boolean looksLocal = DeclaredSources.isLocal(at(host));
            house.declare(kind, at(host) + "/list", untrusted(Optional.empty()), account());
            if (looksLocal && !host.contains(".tricks.")) {
                continue; // the operator wrote an address of this machine in so many digits: that is a declaration
            }
            ImportReport report = house.run(Vanishing.GUARDED);
            assertThat(report.outcome()).isEqualTo(ImportReport.Outcome.FAILED);
            assertThat(report.message()).contains("not on the public internet");
        }
        assertThat(canary.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/x",
                "http://localhost:%d/x",
                "http://localhost.:%d/x",
                "http://x.localhost:%d/x",
                "http://[::1]:%d/x",
                "http://[::ffff:127.0.0.1]:%d/x",
                "http://[::ffff:7f00:1]:%d/x",
                "http://[2002:7f00:1::]:%d/x",
                "http://[64:ff9b::127.0.0.1]:%d/x",
                "http://[fe80::1%%25lo]:%d/x",
                "http://2130706433:%d/x",
                "http://0x7f000001:%d/x",
                "http://0177.0.0.1:%d/x",
                "http://127.1:%d/x",
                "http://0:%d/x",
                "http://user:pw@127.0.0.1:%d/x",
                "http://example.org@127.0.0.1:%d/x",
                "http://loopback.tricks.test:%d/x",
                "http://several.tricks.test:%d/x",
                "http://169.254.169.254/latest/meta-data",
                "file:///etc/passwd",
                "gopher://127.0.0.1:%d/x",
                "//127.0.0.1:%d/x"
            })
    void pageOrListIsNotFollowedHome(String where) throws IOException {
        String target = String.format(Locale.ROOT, where, canary.port());
        try (FaultyOrigin page = FaultyOrigin.start()) {
            page.on(
                    "/",
                    Answer.ok("<html><p>One " + "a".repeat(40) + "</p><iframe src=\"" + target
                            + "\"></iframe><a href=\"" + target + ".m3u\">l</a>"));
            house.declare("page", page.url("/"), untrusted(Optional.empty()), SourceOptions.DEFAULT);
            assertThat(house.run(Vanishing.GUARDED).outcome()).isEqualTo(ImportReport.Outcome.APPLIED);
            assertThat(page.requests()).hasSize(1);
        }
        assertThat(house.names()).containsExactly("One");
        assertThat(canary.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/x",
                "http://169.254.169.254/latest/meta-data",
                "http://[::ffff:127.0.0.1]:%d/x",
                "http://0x7f.1:%d/x",
                "http://localhost:%d/x",
                "file:///etc/passwd"
            })
    void publicSourceCannotRedirectHome(String where) throws IOException {
        String target = String.format(Locale.ROOT, where, canary.port());
        // a proxy of the operator's stands for the internet: what it is asked for is what would have been connected
        try (FaultyOrigin internet = FaultyOrigin.start()) {
            internet.otherwise(Answer.redirect(target));
            for (String kind : List.of("m3u", "page", "xtream")) {
                house.declare(kind, "http://list.example/tv", untrusted(Optional.of(internet.url(""))), account());
                assertThat(house.run(Vanishing.GUARDED).outcome()).isEqualTo(ImportReport.Outcome.FAILED);
            }
            assertThat(internet.requests()).hasSize(3);
        }
        assertThat(canary.requests()).isEmpty();
    }

    @Test
    void listsTricksAreKeptShownAndNeverOpened() throws IOException {
        Path file = folder.resolve("canary");
        Files.writeString(house.list(), """
                #EXTM3U
                #EXTINF:-1,Pipe
                pipe:///bin/sh -c "touch %1$s"
                #EXTINF:-1,Plugin
                plugin://plugin.video.x/?url=file:///etc/passwd
                #EXTINF:-1,File
                file:///etc/passwd
                #EXTINF:-1,Concat
                concat:file:///etc/passwd|file:///etc/hosts
                #EXTINF:-1,Data
                data:text/plain,x
                #EXTINF:-1,Option
                -i /etc/passwd -f mpegts %1$s
                """.formatted(file));
        house.declare("m3u", "file:" + house.list(), untrusted(Optional.empty()), SourceOptions.DEFAULT);
        assertThat(house.run(Vanishing.GUARDED).outcome()).isEqualTo(ImportReport.Outcome.APPLIED);
        assertThat(house.catalogue.current().channels())
                .hasSize(6)
                .flatExtracting(Channel::sources)
                .extracting(StreamSource::unsupported)
                .doesNotContain("");
        assertThat(file).doesNotExist();
    }

    @Test
    void onlyADeclarationMayNameAFile() throws IOException {
        Files.writeString(folder.resolve("films.mp4"), "x");
        try (FaultyOrigin page = FaultyOrigin.start()) {
            page.on(
                    "/",
                    Answer.ok("[{\"name\":\"Films\",\"url\":\"file:" + folder
                            + "/films.mp4\"},{\"name\":\"Ok\",\"url\":\"acestream://" + "a".repeat(40) + "\"}]"));
            house.declare("page", page.url("/"), untrusted(Optional.empty()), SourceOptions.DEFAULT);
            house.run(Vanishing.GUARDED);
        }
        assertThat(house.names()).containsExactly("Ok");
    }
}
