package io.sintonia.formats.hls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How addresses in playlists are resolved: RFC 3986, 5.4, and what lists hold that no URI may. */
class HlsAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "g => http://a/b/c/g",
                "./g => http://a/b/c/g",
                "g/ => http://a/b/c/g/",
                "/g => http://a/g",
                "//g => http://g",
                "?y => http://a/b/c/d;p?y",
                "g?y => http://a/b/c/g?y",
                ";x => http://a/b/c/;x",
                ". => http://a/b/c/",
                "./ => http://a/b/c/",
                ".. => http://a/b/",
                "../ => http://a/b/",
                "../g => http://a/b/g",
                "../.. => http://a/",
                "../../g => http://a/g",
                "../../../g => http://a/g",
                "/./g => http://a/g",
                "/../g => http://a/g",
                "g. => http://a/b/c/g.",
                ".g => http://a/b/c/.g",
                "..g => http://a/b/c/..g",
                "./../g => http://a/b/g",
                "g/./h => http://a/b/c/g/h",
                "g/../h => http://a/b/c/h",
                "g?y/../x => http://a/b/c/g?y/../x",
                "g#s => http://a/b/c/g",
                "HTTP://Host/%7e/../x => HTTP://Host/%7e/../x"
            })
    void referenceIsResolvedAsTheStandardSays(String reference, String expected) {
        assertThat(HlsAddress.resolve("http://a/b/c/d;p?q", reference)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "seg 1.ts => http://u:p@h:8/x y/seg 1.ts",
                "séance [1].ts?sig=a%2Fb==&q={x|y} => http://u:p@h:8/x y/séance [1].ts?sig=a%2Fb==&q={x|y}",
                "100%.ts => http://u:p@h:8/x y/100%.ts",
                "/abs^.ts => http://u:p@h:8/abs^.ts",
                "2026/12:30:00.ts => http://u:p@h:8/x y/2026/12:30:00.ts"
            })
    void oddCharactersSurvive(String reference, String expected) {
        assertThat(HlsAddress.resolve("http://u:p@h:8/x y/list.m3u8?t=1/2", reference))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"http://h,a.ts,http://h/a.ts", "http://h?q=/x,a.ts,http://h/a.ts", "nonsense,a.ts,a.ts"})
    void baseWithoutAPathIsARoot(String base, String reference, String expected) {
        assertThat(HlsAddress.resolve(base, reference)).isEqualTo(expected);
    }
}
