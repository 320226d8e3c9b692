package io.sintonia.formats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A remark may be shown to anyone. */
class RemarkTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://bob:hunter2@s.example.org/a",
                "http://s.example.org/live/bob/hunter2/1.ts",
                "http://s.example.org//series//bob/hunter2/1.mkv",
                "http://s.example.org:8080/bob/hunter2/17",
                "http://s.example.org:8080/bob/hunter2/17.m3u8?x=1",
                "http://s.example.org/get.php?username=bob&password=hunter2&type=m3u",
                "http://s.example.org/a?token=hunter2",
                "http://s.example.org/a?play_token=hunter2&x=1",
                "http://s.example.org/a?wmsAuthSign=hunter2",
                "http://s.example.org/a?hdnts=st=1~hmac=hunter2",
                "http://s.example.org/a?x=hunter2hunter2hunter2hunter2",
                "http://s.example.org/a|Authorization=Basic hunter2&Cookie=a=hunter2",
                "#EXTHTTP:{\"authorization\":\"hunter2\",\"cookie\":\"hunter2\"}",
                "#EXTVLCOPT:http-cookie=hunter2",
                "http://s.example.org/timeshift/bob/hunter2/60/2025-01-01:10-00/1.ts"
            })
    void remarkTellsNoSecret(String text) {
        assertThat(new Remark(1, text, "reason").text())
                .doesNotContain("hunter2")
                .contains("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#EXTINF:-1 tvg-id=\"a\" group-title=\"News\",Name",
                "http://s.example.org/path/index.m3u8?id=7&lang=it",
                "[NO PUBLIC STREAM]",
                "#EXTVLCOPT:http-user-agent=Mozilla/5.0 (x)"
            })
    void remarkTellsTheRest(String text) {
        assertThat(new Remark(1, text, "reason").text()).isEqualTo(text);
    }

    @Test
    void remarkIsShort() {
        assertThat(new Remark(1, "a".repeat(70_000), "b".repeat(500)).text())
                .hasSize(Remark.MOST_CHARACTERS)
                .endsWith("…");
        assertThat(new Remark(1, "\uD83D\uDCFA".repeat(500), "").text())
                .hasSizeLessThanOrEqualTo(Remark.MOST_CHARACTERS)
                .doesNotContain("\uD83D…");
    }

    @Test
    void longSecretsAreFoundThoughTheirEndIsNotLookedAt() {
        var secret = "hunter2".repeat(1000);
        for (var text : new String[] {
            "http://bob:" + secret + "@s.example.org/",
            "http://s.example.org/live/bob/" + secret + "/1.ts",
            "http://s.example.org/?token=" + secret
        }) {
            assertThat(new Remark(1, text, "").text()).doesNotContain("hunter2").contains("***");
        }
    }
}
