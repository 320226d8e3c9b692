package io.sintonia.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator reads in logs and reports: enough to know which source is meant, nothing that would let anyone in. */
class AddressesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "http://bob:s3cret@tv.example:8080/list.m3u http://***@tv.example:8080/list.m3u",
                "http://bob:s3c@ret@tv.example/x http://***@tv.example/x",
                "http://tv.example/get.php?username=bob&password=s3cret&type=m3u_plus http://tv.example/get.php?username=***&password=***&type=m3u_plus",
                "http://tv.example/live/bob/s3cret/7.ts http://tv.example/live/***/***/7.ts",
                "http://tv.example/panel/LIVE/bob/s3cret/7.m3u8 http://tv.example/panel/LIVE/***/***/7.m3u8",
                "http://tv.example/movie/bob/s3cret/9.mkv http://tv.example/movie/***/***/9.mkv",
                "http://tv.example/series/bob/s3cret/9.mkv http://tv.example/series/***/***/9.mkv",
                "http://tv.example/bob/s3cret/123.ts http://tv.example/***/***/123.ts",
                "http://tv.example/bob/s3cret/123 http://tv.example/***/***/123",
                "http://tv.example/live/bob/s3cret/ http://tv.example/live/***/***/",
                "http://tv.example/timeshift/bob/s3cret/60/2026-01-01:10-00/7.ts http://tv.example/timeshift/***/***/***/***/7.ts",
                "http://tv.example/timeshift/bob/s3cret/60/2026-01-01:10-00/news.ts http://tv.example/timeshift/***/***/60/2026-01-01:10-00/news.ts",
                "http://tv.example/c/9f8e7d6c5b4a39281706f5e4d3c2b1a0/index.m3u8 http://tv.example/c/***/index.m3u8",
                "http://tv.example/news.m3u8?tok=abc&wmsAuthSign=c2VydmVyX3RpbWU9 http://tv.example/news.m3u8?tok=abc&wmsAuthSign=***",
                "http://tv.example/news.m3u8?x=http%3A%2F%2Fa:b%40host http://tv.example/news.m3u8?x=***",
                "http://tv.example/news.ts|User-Agent=VLC&Cookie=s3cret http://tv.example/news.ts|***",
                "http://bob:pa/s3cret@tv.example/list.m3u http://***/***",
                "http://tv.example/a#s3cret http://tv.example/a",
                "http://[2001:db8::1]:8080/news.ts http://[2001:db8::1]:8080/news.ts",
                "socks5://bob:s3cret@127.0.0.1:9050 socks5://***@127.0.0.1:9050",
                "bob:s3cret@tv.example/list.m3u ***@tv.example/list.m3u",
                "/srv/lists/tv.m3u /srv/lists/tv.m3u",
                "file:lists/tv.m3u file:lists/tv.m3u",
                "http://tv.example/epg/guide.xml.gz http://tv.example/epg/guide.xml.gz",
            })
    void secretsAreMasked(String address, String shown) {
        if (address.contains("pa/s3cret")) { // whatever remains, the secret does not
            assertThat(Addresses.redacted(address)).doesNotContain("s3cret", "bob:pa");
        } else {
            assertThat(Addresses.redacted(address)).isEqualTo(shown);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "://",
                "http://",
                "?",
                "@",
                "#",
                "http://@",
                "http://?=&=&",
                "|",
                "a|b=c",
                "%",
                "http:///////",
                "&&&",
                "\u0000\n"
            })
    void oddTextIsShownWithoutFailing(String odd) {
        assertThat(Addresses.redacted(odd)).doesNotContain("\n", "\u0000");
    }

    @Test
    void longAddressesAreCutAndStayOnOneLine() {
        assertThat(Addresses.redacted("http://tv.example/\r\nSet-Cookie: x/" + "ab/".repeat(100_000)))
                .hasSizeLessThanOrEqualTo(300)
                .doesNotContain("\n", "\r");
    }

    @Test
    void requestsAndAccessShowNoSecrets() {
        var access = Access.as("VLC", AddressPolicy.ANY)
                .withHeaders(Map.of("Cookie", "s3cret"))
                .through("socks5://bob:s3cret@127.0.0.1:1080");
        var request = FetchRequest.of("http://bob:s3cret@tv.example/live/bob/s3cret/1.ts", access);
        assertThat(request.toString()).doesNotContain("s3cret").contains("tv.example", "Cookie", "127.0.0.1:1080");
        assertThat(new ReachedAddress("http://tv.example/bob/s3cret/1.ts").toString())
                .doesNotContain("s3cret");
    }
}
