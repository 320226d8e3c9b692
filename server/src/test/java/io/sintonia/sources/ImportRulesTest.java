package io.sintonia.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.Kind;
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
        "100, 40, 60, 40, false",
        "100, 41, 59, 40, true",
        "100, 41, 59, 50, false",
        "100, 99, 1, 100, false",
        "100, 10, 90, 0, true",
        "9, 8, 1, 40, false",
        "9, 9, 0, 40, true",
        "10, 10, 5, 40, true",
        "25, 10, 15, 40, false",
        "24, 10, 14, 40, true",
        "0, 0, 0, 40, false"
    })
    void listIsHeldBackWhenMoreThanTheLimitAndAtLeastTenWouldVanishOrAll(
            long known, long vanished, long present, int limit, boolean held) {
        assertThat(VanishGuard.objection(Kind.MOVIE, known, vanished, present, limit)
                        .isPresent())
                .isEqualTo(held);
    }

    @Test
    void entriesLookAlikeOnlyWhereNothingElseDoes() {
        Lookalikes lookalikes = new Lookalikes();
        lookalikes.unseen(7, "http://old.example/hls/a.m3u8", "Alpha");
        lookalikes.unseen(8, "http://old.example/hls/b1.m3u8", "Twice");
        lookalikes.unseen(9, "http://old.example/hls/b2.m3u8", "Twice");
        lookalikes.unseen(10, "http://old.example/hls/c.m3u8", "Gone");
        lookalikes.newcomer(0, "http://new.example/x/other.m3u8", "Alpha");
        lookalikes.newcomer(1, "http://new.example/hls/b2.m3u8", "Twice");
        lookalikes.newcomer(2, "http://new.example/hls/b1.m3u8", "Twice");
        lookalikes.newcomer(3, "http://new.example/hls/c.m3u8", "");

        assertThat(lookalikes.pairs()).containsExactly(7, 1L << 32 | 9, 2L << 32 | 8);
    }

    @ParameterizedTest
    @CsvSource({
        "http://p.example/movie/u/p/1.mkv, mkv",
        "http://p.example/movie/u/p/1.MP4?x=a.b, mp4",
        "http://p.example/film, ''",
        "http://p.example, ''",
        "http://p.example/a.b/film, ''",
        "http://p.example/film.longer-than-an-ending, ''"
    })
    void containerIsTheEndingOfThePath(String url, String container) {
        assertThat(ListEntries.container(url)).isEqualTo(container);
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
