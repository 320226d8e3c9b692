package io.sintonia.formats.m3u;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An entry is recognised when its list is read again with new tokens, and told from its neighbours. */
class M3uKeyTest {

    private static String key(String url) {
        return EntryKey.of(Reading.entry("-1 tvg-id=\"id\" group-title=\"G\",Name", url));
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example.org/live/u/p/7.ts, http://b.example.net:8080/live/u2/p2/7.m3u8",
        "http://a.example.org/user1/pass1/7, http://b.example.org/live/u2/p2/7.ts",
        "http://a.example.org/movie/u/p/7.mkv, https://b.example.org/movie/u/q/7.mp4",
        "http://a.example.org/x/index.m3u8?token=abc&id=3, https://A.example.org:443/x/index.m3u8?id=3&token=def&expires=17",
        "http://a.example.org/x?hdnts=st=1~exp=2~hmac=aa, http://a.example.org/x?hdnts=st=3~exp=4~hmac=bb",
        "http://u:p@a.example.org/x/y, http://a.example.org:80/x/y",
        "http://a.example.org/0123456789abcdef0123456789abcdef/x.m3u8, http://a.example.org/ffffffffffffffffffffffffffffffff/x.m3u8",
        "acestream://0123456789abcdef0123456789abcdef01234567, http://h:6878/ace/getstream?id=0123456789ABCDEF0123456789abcdef01234567",
        "http://a.example.org/play?token=abc, http://a.example.org/play?token=def",
    })
    void newTokensLeaveTheKey(String before, String after) {
        assertThat(key(after)).isEqualTo(key(before)).matches("[a-z]-[0-9a-f]{32}");
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example.org/live/u/p/7.ts, http://a.example.org/live/u/p/8.ts",
        "http://a.example.org/live/u/p/7.ts, http://a.example.org/movie/u/p/7.ts",
        "http://a.example.org/x?id=3, http://a.example.org/x?id=4",
        "http://a.example.org/x/y, http://b.example.org/x/y",
        "http://a.example.org/hd/cnn/1.m3u8, http://a.example.org/hd/bbc/1.m3u8",
        "acestream://0123456789abcdef0123456789abcdef01234567, acestream:?infohash=0123456789abcdef0123456789abcdef01234567",
        "rtmp://a.example.org/x playpath=1, rtmp://a.example.org/x playpath=2",
        "udp://@239.0.0.1:1, udp://@239.0.0.2:1",
    })
    void differentStreamsHaveDifferentKeys(String one, String other) {
        assertThat(key(one)).isNotEqualTo(key(other));
    }

    @Test
    void providersIdSurvivesEverythingElse() {
        var before = Reading.entry("-1 CUID=\"42\",Old", "http://a.example.org/x");
        var after = Reading.entry("-1 tvg-id=\"z\" cuid='42',New", "http://b.example.org/y");
        assertThat(EntryKey.of(after)).isEqualTo(EntryKey.of(before));
        assertThat(EntryKey.of(Reading.entry("-1 xui-id=\"42\",New", "http://b.example.org/y")))
                .isNotEqualTo(EntryKey.of(before));
    }

    @Test
    void entriesThatDifferOnlyInTheTokenAreToldApartByName() {
        var one = Reading.entry("-1,One", "http://a.example.org/play?token=abc");
        var two = Reading.entry("-1,Two", "http://a.example.org/play?token=def");
        assertThat(EntryKey.of(one)).isNotEqualTo(EntryKey.of(two));
    }

    @Test
    void fingerprintChangesWithWhateverTheEntrySays() {
        long same = EntryKey.fingerprint(Reading.entry("-1 tvg-id=\"a\",Name", "http://a.example.org/x"));
        assertThat(EntryKey.fingerprint(Reading.of("\n\n#EXTINF:-1 tvg-id=\"a\",Name\nhttp://a.example.org/x")
                        .entries()
                        .getFirst()))
                .isEqualTo(same);
        for (var other : new String[][] {
            {"-1 tvg-id=\"a\",Name2", "http://a.example.org/x"},
            {"-1 tvg-id=\"b\",Name", "http://a.example.org/x"},
            {"-1 tvg-id=\"a\" x=\"\",Name", "http://a.example.org/x"},
            {"5 tvg-id=\"a\",Name", "http://a.example.org/x"},
            {"-1 tvg-id=\"a\",Name", "http://a.example.org/x?token=1"},
            {"-1 tvg-id=\"a\",Name", "http://a.example.org/x|X-A=1"},
            {"-1 tvg-id=\"a\" group-title=\"G\",Name", "http://a.example.org/x"},
        }) {
            assertThat(EntryKey.fingerprint(Reading.entry(other[0], other[1]))).isNotEqualTo(same);
        }
    }
}
