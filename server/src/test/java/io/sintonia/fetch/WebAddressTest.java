package io.sintonia.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as found in lists: what may be sent is sent as it stands, since it may be signed. */
class WebAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '\t',
            quoteCharacter = '~',
            value = {
                "http://h/a%2Fb//c/./d/../e%2e%2E?x=%2f%41\t/a%2Fb//c/./d/../e%2e%2E?x=%2f%41",
                "http://h/a?t='q'&u=(1,2;3)*!$+@:\t/a?t='q'&u=(1,2;3)*!$+@:",
                "http://h/x?\t/x?",
                "http://h\t/",
                "http://h?a=b\t/?a=b",
                "http://h/x#f?y\t/x",
                "http://h/my channel/[IFA].ts?c={CC}|x\t/my%20channel/%5BIFA%5D.ts?c=%7BCC%7D%7Cx",
                "http://h/caffè/日本.ts\t/caff%C3%A8/%E6%97%A5%E6%9C%AC.ts",
                "http://h/100%/%zz/%4\t/100%25/%25zz/%254",
                "http://h/a\\b\"c<d>e^f`g\t/a%5Cb%22c%3Cd%3Ee%5Ef%60g",
                "HTTP://H:80/A?next=http://x//y?z\t/A?next=http://x//y?z",
            })
    void onlyWhatIsIllegalIsEscaped(String address, String target) throws FetchException {
        assertThat(WebAddress.parse(address).target()).isEqualTo(target);
    }

    @Test
    void lineBreaksCannotEscapeTheRequestLine() throws FetchException {
        assertThat(WebAddress.parse("http://h/a\r\nX-Evil: 1\u0000").target()).isEqualTo("/a%0D%0AX-Evil:%201%00");
    }

    @ParameterizedTest
    @CsvSource({
        "http://Tv.Example:8080/, tv.example, 8080, tv.example:8080",
        "https://tv.example/, tv.example, 443, tv.example",
        "http://tv_1.example:/x, tv_1.example, 80, tv_1.example",
        "http://[2001:DB8::1]:81/x, [2001:DB8::1], 81, [2001:DB8::1]:81",
        "http://münchen.example/x, xn--mnchen-3ya.example, 80, xn--mnchen-3ya.example",
        "http://u:p@tv.example:81/x, tv.example, 81, tv.example:81",
    })
    void hostAndPortAreRead(String address, String host, int port, String hostAndPort) throws FetchException {
        WebAddress read = WebAddress.parse(address);
        assertThat(read.host()).isEqualTo(host);
        assertThat(read.port()).isEqualTo(port);
        assertThat(read.hostAndPort()).isEqualTo(hostAndPort);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rtsp://h/x",
                "//h/x",
                "h/x",
                "http:/h/x",
                "http://",
                "http:///x",
                "http://h:0/",
                "http://h:65536/",
                "http://h:8x/",
                "http://a b/",
                "http://[::1/x",
                "http://[zz]/",
                "http://h\r\nX: y/",
                "http://::1/"
            })
    void whatHasNoHostIsRefused(String address) {
        assertThatThrownBy(() -> WebAddress.parse(address))
                .isInstanceOfSatisfying(
                        FetchException.class, e -> assertThat(e.kind()).isEqualTo(FetchFailure.Kind.BAD_ADDRESS));
    }

    @Test
    void credentialsBecomeBasicAuthorization() throws FetchException {
        assertThat(WebAddress.parse("http://bob:s%40c:r@h/").basicAuthorization())
                .contains("Basic Ym9iOnNAYzpy"); // bob:s@c:r
        assertThat(WebAddress.parse("http://bob@h/").basicAuthorization()).contains("Basic Ym9iOg=="); // bob:
        assertThat(WebAddress.parse("http://bob:a+b@h/").basicAuthorization())
                .contains("Basic Ym9iOmErYg=="); // bob:a+b
        assertThat(WebAddress.parse("http://bob:s3cret@h/").toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "https://other.example/x?y, https://other.example/x?y",
        "//other.example/x, http://other.example/x",
        "/x//y?z, http://u:p@h:81/x//y?z",
        "?q=1, http://u:p@h:81/a/b/c?q=1",
        "x.ts, http://u:p@h:81/a/b/x.ts",
        "./x.ts, http://u:p@h:81/a/b/x.ts",
        "../x/../y.ts, http://u:p@h:81/a/x/../y.ts",
        "../../../../x, http://u:p@h:81/x",
        "x?next=http://z/, http://u:p@h:81/a/b/x?next=http://z/",
    })
    void redirectsAreResolved(String location, String there) throws FetchException {
        assertThat(WebAddress.parse("http://u:p@h:81/a/b/c?d=e/f")
                        .resolve(location)
                        .exact())
                .isEqualTo(there);
    }

    @Test
    void proxiesAreReadAndShownWithoutTheirLogin() throws FetchException {
        ProxyAddress proxy = ProxyAddress.parse("socks5://bob:s3cret@127.0.0.1:9050");
        assertThat(proxy.type()).isEqualTo(ProxyAddress.Type.SOCKS5);
        assertThat(proxy.port()).isEqualTo(9050);
        assertThat(proxy.toString()).isEqualTo("socks5://127.0.0.1:9050");
        assertThat(ProxyAddress.parse("http://[::1]:80").host()).isEqualTo("::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "127.0.0.1:9050",
                "socks4://h:1",
                "socks5://h",
                "socks5://h:99999",
                "http://h",
                "https://h:1",
                "http://h:1/x",
                "http://:1"
            })
    void proxiesThatCannotWorkAreRefused(String proxy) {
        assertThatThrownBy(() -> ProxyAddress.parse(proxy))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("socks5://");
    }
}
