package io.sintonia.outputs.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.sintonia.config.NetworkRange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks, for what, and under which address they reached us: what is believed, and what is not. */
class RequestReaderTest {
    private static final String PROXY = "172.18.0.2";
    private static final String STRANGER = "203.0.113.66";

    private final RequestReader reader = new RequestReader(
            List.of(range("172.16.0.0/12"), range("192.168.0.0/16"), range("fd00::/8")), Optional.empty());

    @Test
    void forwardedHeadersOfAStrangerAreNotBelieved() {
        HttpRequest request = request("/get.php", "Host", "tv.example:8000");
        request.headers()
                .set("X-Forwarded-For", "192.0.2.7")
                .set("X-Forwarded-Proto", "https")
                .set("X-Forwarded-Host", "evil.example");
        PlayerRequest read = read(request, STRANGER);
        assertThat(read.address()).isEqualTo(InetAddress.ofLiteral(STRANGER));
        assertThat(read.base()).hasToString("http://tv.example:8000");
    }

    @Test
    void forwardedHeadersOfATrustedProxyAreBelieved() {
        HttpRequest request = request("/get.php", "Host", "sintonia:8000");
        request.headers()
                .set("X-Forwarded-For", "192.0.2.7")
                .set("X-Forwarded-Proto", "https")
                .set("X-Forwarded-Host", "tv.example");
        PlayerRequest read = read(request, PROXY);
        assertThat(read.address()).isEqualTo(InetAddress.ofLiteral("192.0.2.7"));
        assertThat(read.base()).hasToString("https://tv.example");
        assertThat(read.base().isSecure()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.7|192.0.2.7",
                "10.0.0.1, 192.0.2.7|192.0.2.7",
                "192.0.2.7, 172.18.0.9|192.0.2.7",
                "6.6.6.6, 192.0.2.7, 172.18.0.9, 192.168.1.1|192.0.2.7",
                "2001:db8::7|2001:db8::7",
                "[2001:db8::7]:4711|2001:db8::7",
                "192.0.2.7:4711|192.0.2.7",
                "192.168.1.5|192.168.1.5",
                "192.168.1.5, 172.18.0.9|192.168.1.5",
                "tv.example|172.18.0.2",
                "unknown|172.18.0.2",
                "192.0.2.7, unknown|172.18.0.2",
                "''|172.18.0.2",
                "[|172.18.0.2",
                ", ,|172.18.0.2"
            })
    void viewerIsTheLastInTheChainWhoIsNoProxyOfOurs(String chain, String viewer) {
        HttpRequest request = request("/get.php", "X-Forwarded-For", chain);
        assertThat(read(request, PROXY).address()).isEqualTo(InetAddress.ofLiteral(viewer));
    }

    @Test
    void chainMayBeSpreadOverSeveralHeaders() {
        // a proxy that adds a header of its own instead of appending: the first one is the client's invention
        HttpRequest request = request("/get.php", "X-Forwarded-For", "6.6.6.6");
        request.headers().add("X-Forwarded-For", "192.0.2.7");
        assertThat(read(request, PROXY).address()).isEqualTo(InetAddress.ofLiteral("192.0.2.7"));
    }

    @ParameterizedTest
    @CsvSource({
        "tv.example, http://tv.example",
        "tv.example:80, http://tv.example",
        "tv.example:8000, http://tv.example:8000",
        "192.0.2.1:8000, http://192.0.2.1:8000",
        "[2001:db8::1], http://[2001:db8::1]",
        "[2001:db8::1]:8000, http://[2001:db8::1]:8000",
        "my_server:8000, http://my_server:8000",
        "'', http://localhost",
        "a b, http://localhost",
        "2001:db8::1, http://localhost",
        "tv.example:, http://localhost",
        "tv.example:99999, http://localhost",
        "tv.example:8000:1, http://localhost",
        "tv.example/x, http://localhost",
        "evil\"><script>, http://localhost",
        "tvé.example, http://localhost",
        "user@tv.example, http://localhost",
        "[::1, http://localhost"
    })
    void hostHeaderBecomesTheBaseOnlyIfItIsAHost(String host, String base) {
        assertThat(read(request("/", "Host", host), STRANGER).base()).hasToString(base);
    }

    @Test
    void forwardedSchemeCountsInAnyCaseAndNothingElseDoes() {
        HttpRequest request = request("/", "Host", "tv.example");
        request.headers().set("X-Forwarded-Proto", "HTTPS, http");
        assertThat(read(request, PROXY).base()).hasToString("https://tv.example");
        request.headers().set("X-Forwarded-Proto", "javascript");
        assertThat(read(request, PROXY).base()).hasToString("http://tv.example");
    }

    @ParameterizedTest
    @CsvSource({
        "/live/u/p/7.ts, /live/u/p/7.ts",
        "//live///u/p/7.ts?x=//, /live/u/p/7.ts",
        "http://tv.example:8000/live/u/p/7.ts?x=1, /live/u/p/7.ts",
        "http://tv.example, /",
        "/redirect/http://elsewhere/x, /redirect/http:/elsewhere/x",
        "*, *"
    })
    void pathIsTakenFromTheTarget(String target, String path) {
        assertThat(reader.path(target)).isEqualTo(path);
    }

    @Test
    void publicPrefixIsTakenAwayWhereItIs() {
        RequestReader behindPrefix =
                new RequestReader(List.of(), Optional.of(BaseUrl.parse("https://example.org/tv/")));
        assertThat(behindPrefix.path("/tv/get.php")).isEqualTo("/get.php");
        assertThat(behindPrefix.path("/get.php")).isEqualTo("/get.php");
        assertThat(behindPrefix.path("/tvs/get.php")).isEqualTo("/tvs/get.php");
        PlayerRequest read = behindPrefix.read(
                request("/tv/get.php", "Host", "inner"), Map.of(), new InetSocketAddress(STRANGER, 1));
        assertThat(read.base()).hasToString("https://example.org/tv");
    }

    @Test
    void segmentsAreDecodedOneByOne() {
        PlayerRequest read = read(request("/live/a%2Fb/p+q/%zz/%C3%A4//7.ts?u=1", "Host", "tv"), STRANGER);
        assertThat(read.segments()).containsExactly("live", "a/b", "p+q", "%zz", "ä", "7.ts");
        assertThat(read.parameters().text("u")).isEqualTo("1");
    }

    @Test
    void longAgentIsShortened() {
        assertThat(read(request("/", "User-Agent", "x".repeat(5000)), STRANGER).agent())
                .hasSize(200);
        assertThat(read(request("/", "Host", "tv"), STRANGER).agent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://my_server:8000/tv", "https://[2001:db8::1]:8443", "http://tv.example/a|b", "http://tv"})
    void configuredAddressIsKeptAsItIs(String url) {
        assertThat(BaseUrl.parse(url)).hasToString(url);
    }

    @ParameterizedTest
    @CsvSource({
        "https://tv.example:443/, https://tv.example",
        "HTTPS://tv.example, https://tv.example",
        "http://tv.example///, http://tv.example"
    })
    void configuredAddressIsShortenedToWhatMatters(String url, String base) {
        assertThat(BaseUrl.parse(url)).hasToString(base);
    }

    private PlayerRequest read(HttpRequest request, String peer) {
        return reader.read(request, Map.of(), new InetSocketAddress(InetAddress.ofLiteral(peer), 4711));
    }

    private static HttpRequest request(String target, String header, String value) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target);
        request.headers().set(header, value);
        return request;
    }

    private static NetworkRange range(String text) {
        return NetworkRange.parse(text).orElseThrow();
    }
}
