package io.sintonia.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.config.ByteSize;
import io.sintonia.config.Secret;
import io.sintonia.sources.SourceSettings.Content;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pure rules around an import: what a declaration means, when a list is held back, how repeated keys are counted. */
class ImportRulesTest {
    private static SourceRows.Declared declared(
            String url, Optional<Boolean> trust, Optional<String> user, String pass) {
        SourceSettings settings = new SourceSettings(
                "My list",
                SourceSettings.Type.M3U,
                Optional.of(url),
                Duration.ofHours(12),
                Optional.empty(),
                Optional.empty(),
                false,
                Map.of(),
                Optional.empty(),
                trust,
                user,
                Optional.of(Secret.of(pass)),
                List.of(Content.LIVE),
                Duration.ofMinutes(10),
                new ByteSize(1 << 30),
                Duration.ZERO,
                List.of(),
                true);
        return DeclaredSources.of(List.of(settings), Path.of("/etc/sintonia")).getFirst();
    }

    private static SourceRows.Declared declared(String url) {
        return declared(url, Optional.empty(), Optional.empty(), "");
    }

    @ParameterizedTest
    @CsvSource({
        "file:lists/tv.m3u, file:/etc/sintonia/lists/tv.m3u",
        "file:../tv.m3u, file:/etc/tv.m3u",
        "file:/srv/tv.m3u, file:/srv/tv.m3u",
        "file:///srv/tv.m3u, file:/srv/tv.m3u",
        "file://localhost/srv/tv.m3u, file:/srv/tv.m3u",
        "https://example.org/tv.m3u, https://example.org/tv.m3u"
    })
    void relativePathsStartFromTheConfigurationFilesFolder(String written, String meant) {
        assertThat(declared(written).location()).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:tv.m3u",
                "http://127.0.0.1/tv",
                "http://192.168.1.5:9981/playlist",
                "http://me:pass@10.0.0.1/x",
                "http://[fd00::1]/x",
                "http://[::1]:8080/x",
                "http://169.254.1.1/x",
                "http://localhost:8000/x",
                "http://tvheadend:9981/playlist",
                "HTTP://NAS.local/x",
                "http://box.home.arpa/x"
            })
    void listOfThisMachineOrNetworkMayPointThereToo(String url) {
        assertThat(declared(url).provider().trustLocal()).isTrue();
        assertThat(declared(url, Optional.of(false), Optional.empty(), "")
                        .provider()
                        .trustLocal())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/tv.m3u",
                "http://192.168.1.5.example.org/x",
                "http://8.8.8.8/x",
                "http://example.org/@localhost/x",
                "http://[2606:4700::1]/x"
            })
    void listFromTheInternetMayNotUnlessItIsSaid(String url) {
        assertThat(declared(url).provider().trustLocal()).isFalse();
        assertThat(declared(url, Optional.of(true), Optional.empty(), "")
                        .provider()
                        .trustLocal())
                .isTrue();
    }

    @Test
    void accountTravelsInTheAddressWhateverItsCharacters() {
        assertThat(declared("http://example.org/list?mail=a@b", Optional.empty(), Optional.of("me@home"), "p/a:s s#%")
                        .location())
                .isEqualTo("http://me%40home:p%2Fa%3As%20s%23%25@example.org/list?mail=a@b");
        assertThat(declared("http://own:account@example.org/", Optional.empty(), Optional.of("me"), "p")
                        .location())
                .isEqualTo("http://own:account@example.org/");
    }

    @Test
    void declarationIsPrintedWithoutItsAddress() {
        assertThat(declared("http://me:s3cret@example.org/", Optional.empty(), Optional.empty(), "")
                        .toString())
                .contains("My list")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "100, 40, false",
        "100, 41, true",
        "9, 9, false",
        "10, 10, true",
        "25, 10, false",
        "24, 10, true",
        "0, 0, false"
    })
    void listIsHeldBackWhenMoreThanFourTenthsAndAtLeastTenWouldVanish(long known, long vanished, boolean held) {
        assertThat(VanishGuard.objection(known, vanished).isPresent()).isEqualTo(held);
    }

    @Test
    void repeatedKeysAreNumberedInTheirOrderHoweverManyThereAre() {
        RepeatedKeys keys = new RepeatedKeys();
        for (int i = 0; i < 5000; i++) {
            assertThat(keys.ordinal("key " + i)).isOne();
        }
        assertThat(keys.ordinal("key 7")).isEqualTo(2);
        assertThat(keys.ordinal("key 7")).isEqualTo(3);
        assertThat(keys.ordinal("key 8")).isEqualTo(2);
    }
}
