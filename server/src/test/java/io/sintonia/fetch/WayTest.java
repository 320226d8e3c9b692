package io.sintonia.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sintonia.fetch.FaultyOrigin.Answer;
import io.sintonia.fetch.FetchFailure.Kind;
import io.sintonia.fetch.FetchOutcome.Failed;
import io.sintonia.fetch.FetchOutcome.Fetched;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way to an origin: redirects, proxies, TLS, and the machines that a source may not lead us to. */
class WayTest {
    private static final Access ANYWHERE = Access.as("Sintonia/test", AddressPolicy.ANY);
    private static final Access PUBLIC = Access.as("Sintonia/test", AddressPolicy.PUBLIC_ONLY);

    @TempDir
    Path folder;

    private FaultyOrigin origin;

    @BeforeEach
    void start() throws IOException {
        origin = FaultyOrigin.start();
        origin.on("/list", Answer.ok("#EXTM3U"));
    }

    @AfterEach
    void stop() throws IOException {
        origin.close();
    }

    @Test
    void redirectsAreFollowedAndTheEndIsKnown() throws IOException {
        origin.on("/a", Answer.redirect("/b?t=%2F")).on("/b", Answer.redirect(origin.url("/list?x=1")));
        try (Download download = fetched(fetch(origin.url("/a"), ANYWHERE))) {
            assertThat(download.finalAddress().exact()).isEqualTo(origin.url("/list?x=1"));
        }
        assertThat(origin.requests().stream().map(FaultyOrigin.Request::target))
                .containsExactly("/a", "/b?t=%2F", "/list?x=1");
    }

    @Test
    void redirectsThatGoInCirclesEnd() {
        origin.on("/loop", Answer.redirect("/loop"));
        FetchFailure failure = failed(fetch(origin.url("/loop"), ANYWHERE));
        assertThat(failure.kind()).isEqualTo(Kind.TOO_MANY_REDIRECTS);
        assertThat(origin.requests()).hasSize(9);
        origin.on("/away", Answer.redirect("rtsp://tv.example/"));
        assertThat(failed(fetch(origin.url("/away"), ANYWHERE)).kind()).isEqualTo(Kind.BAD_ADDRESS);
        origin.on("/lost", Answer.redirect("/nowhere/bob/s3cret/1.ts"));
        assertThat(failed(fetch(origin.url("/lost"), ANYWHERE)).sentence())
                .isEqualTo("reading " + origin.url("/lost") + " failed at " + origin.url("/nowhere/***/***/1.ts")
                        + ": it answered 404 Not Found");
    }

    @Test
    void credentialsStayWithTheFirstHost() throws IOException {
        try (var other = FaultyOrigin.start()) {
            other.on("/list", Answer.ok("x"));
            origin.on("/same", Answer.redirect("/list"));
            origin.on("/other", Answer.redirect("http://tv2.example:" + other.port() + "/list"));
            var headers = new LinkedHashMap<String, String>();
            headers.put("Cookie", "c=1");
            headers.put("Referer", "http://r.example/");
            Names all = host -> List.of(InetAddress.ofLiteral("127.0.0.1"));
            var fetcher = new Fetcher(folder, System::nanoTime, new Connector(all, WayTest::usualTls));
            for (String path : List.of("/same", "/other")) {
                String address = "http://bob:s3cret@tv1.example:" + origin.port() + path;
                fetched(fetcher.fetch(FetchRequest.of(address, ANYWHERE.withHeaders(headers))))
                        .close();
            }
            FaultyOrigin.Request here = origin.requests().get(1);
            assertThat(here.header("Authorization")).contains("Basic Ym9iOnMzY3JldA==");
            assertThat(here.header("Cookie")).contains("c=1");
            FaultyOrigin.Request there = other.requests().getFirst();
            assertThat(there.header("Authorization")).isEmpty();
            assertThat(there.header("Cookie")).isEmpty();
            assertThat(there.header("Referer")).contains("http://r.example/");
        }
    }

    @Test
    void headersGoOutInOrderAndOnce() throws IOException {
        var headers = new LinkedHashMap<String, String>();
        headers.put("X-B", "1");
        headers.put("X-A", "caffè");
        headers.put("user-agent", "VLC/3.0.20");
        headers.put("Content-Length", "5");
        headers.put("Connection", "keep-alive");
        fetched(fetch(origin.url("/list"), ANYWHERE.withHeaders(headers))).close();
        assertThat(origin.requests().getFirst().headerLines())
                .containsExactly(
                        "Host: 127.0.0.1:" + origin.port(),
                        "user-agent: VLC/3.0.20",
                        "Accept: */*",
                        "Accept-Encoding: gzip, deflate",
                        "X-B: 1",
                        "X-A: caff\u00c3\u00a8",
                        "Connection: close");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "127.1",
                "0x7f000001",
                "2130706433",
                "017700000001",
                "0.0.0.0",
                "LOCALHOST"
            })
    void untrustedSourceCannotReachThisMachine(String host) {
        FetchFailure failure = failed(fetch("http://" + host + ":" + origin.port() + "/list", PUBLIC));
        assertThat(failure.kind()).isEqualTo(Kind.ADDRESS_NOT_ALLOWED);
        assertThat(origin.connectionsSeen()).isZero();
    }

    @Test
    void nameThatLeadsHereIsRefusedAfterItsLookup() {
        Names rebinding = host -> List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("192.168.0.1"));
        var fetcher = new Fetcher(folder, System::nanoTime, new Connector(rebinding, WayTest::usualTls));
        FetchFailure failure =
                failed(fetcher.fetch(FetchRequest.of("http://tv.example:" + origin.port() + "/list", PUBLIC)));
        assertThat(failure.kind()).isEqualTo(Kind.ADDRESS_NOT_ALLOWED);
        assertThat(failure.sentence()).contains("not on the public internet");
        assertThat(origin.connectionsSeen()).isZero();
    }

    @Test
    void socketItselfRefusesWhateverCameBeforeIt() throws IOException {
        try (var socket = new GuardedSocket(
                AddressPolicy.PUBLIC_ONLY, new Patience(System::nanoTime, FetchTimes.DEFAULT.total()))) {
            var here = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), origin.port());
            assertThatThrownBy(() -> socket.connect(here)).isInstanceOf(FetchException.class);
            var unresolved = InetSocketAddress.createUnresolved("tv.example", 80);
            assertThatThrownBy(() -> socket.connect(unresolved, 100)).isInstanceOf(FetchException.class);
        }
        assertThat(origin.connectionsSeen()).isZero();
    }

    @Test
    void redirectFromOutsideCannotLeadInside() throws IOException {
        try (var proxy = new TinyProxy(TinyProxy.Kind.SOCKS5, origin, "")) { // stands for the public internet
            for (String inside : List.of(
                    "http://127.0.0.1:1/x",
                    "http://[::1]/x",
                    "http://localhost./x",
                    "http://169.254.169.254/latest",
                    "http://0x7f.1/x")) {
                origin.on("/hop", Answer.redirect(inside));
                FetchFailure failure =
                        failed(fetch("http://tv.example/hop", PUBLIC.through("socks5://127.0.0.1:" + proxy.port())));
                assertThat(failure.kind()).as(inside).isEqualTo(Kind.ADDRESS_NOT_ALLOWED);
            }
            assertThat(proxy.asked()).containsOnly("tv.example:80");
        }
    }

    @Test
    void firstAddressThatAnswersIsTaken() throws IOException {
        Names several = host -> List.of(InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("127.0.0.1"));
        var fetcher = new Fetcher(folder, System::nanoTime, new Connector(several, WayTest::usualTls));
        fetched(fetcher.fetch(FetchRequest.of("http://tv.example:" + origin.port() + "/list", ANYWHERE)))
                .close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bob:s3c%40ret"})
    void socksProxyIsGivenTheName(String login) throws IOException {
        try (var proxy = new TinyProxy(TinyProxy.Kind.SOCKS5, origin, WebAddress.unescaped(login))) {
            String address = "socks5://" + (login.isEmpty() ? "" : login + "@") + "127.0.0.1:" + proxy.port();
            fetched(fetch("http://tv.example:8080/list", PUBLIC.through(address)))
                    .close();
            assertThat(proxy.asked()).containsExactly("tv.example:8080");
            assertThat(origin.requests().getFirst().header("Host")).contains("tv.example:8080");
            FetchFailure closed = failed(fetch("http://closed.example/list", PUBLIC.through(address)));
            assertThat(closed.kind()).isEqualTo(Kind.REFUSED);
            assertThat(closed.sentence())
                    .contains("the proxy socks5://127.0.0.1:")
                    .doesNotContain("s3c");
        }
    }

    @Test
    void proxyThatRefusesTheLoginIsNamed() throws IOException {
        try (var socks = new TinyProxy(TinyProxy.Kind.SOCKS5, origin, "bob:other");
                var http = new TinyProxy(TinyProxy.Kind.HTTP, origin, "bob:other")) {
            FetchFailure failure = failed(
                    fetch("http://tv.example/list", PUBLIC.through("socks5://bob:s3cret@127.0.0.1:" + socks.port())));
            assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
            assertThat(failure.sentence()).contains("refused the login").doesNotContain("s3cret");
            FetchFailure tunnel = failed(
                    fetch("https://tv.example/list", PUBLIC.through("http://bob:s3cret@127.0.0.1:" + http.port())));
            assertThat(tunnel.sentence())
                    .contains("answered 407 Proxy Authentication Required")
                    .doesNotContain("s3cret");
        }
        assertThat(origin.connectionsSeen()).isZero();
    }

    @Test
    void httpProxyIsToldTheWholeAddress() throws IOException {
        try (var proxy = new TinyProxy(TinyProxy.Kind.HTTP, origin, "bob:s3cret")) {
            origin.otherwise(Answer.ok("x"));
            fetched(fetch(
                            "http://tv.example:8080/list?a='b'",
                            PUBLIC.through("http://bob:s3cret@127.0.0.1:" + proxy.port())))
                    .close();
            assertThat(proxy.asked()).containsExactly("GET http://tv.example:8080/list?a='b' HTTP/1.1");
        }
    }

    @Test
    void tlsIsSpokenDirectlyAndThroughProxiesAndItsNamesAreChecked()
            throws IOException, InterruptedException, GeneralSecurityException {
        SSLContext context = context();
        try (var secure = FaultyOrigin.start(context);
                var socks = new TinyProxy(TinyProxy.Kind.SOCKS5, secure, "");
                var http = new TinyProxy(TinyProxy.Kind.HTTP, secure, "")) {
            secure.on("/list", Answer.ok("#EXTM3U"));
            origin.on("/up", Answer.redirect("https://tv.example:" + secure.port() + "/list"));
            Names here = host -> List.of(InetAddress.ofLiteral("127.0.0.1"));
            var fetcher = new Fetcher(folder, System::nanoTime, new Connector(here, context::getSocketFactory));
            fetched(fetcher.fetch(FetchRequest.of(origin.url("/up"), ANYWHERE))).close();
            for (String proxy : List.of("socks5://127.0.0.1:" + socks.port(), "http://127.0.0.1:" + http.port())) {
                fetched(fetcher.fetch(FetchRequest.of("https://tv.example/list", ANYWHERE.through(proxy))))
                        .close();
            }
            assertThat(http.asked()).containsExactly("tv.example:443");
            FetchFailure wrongName = failed(
                    fetcher.fetch(FetchRequest.of("https://other.example:" + secure.port() + "/list", ANYWHERE)));
            assertThat(wrongName.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(wrongName.sentence()).contains("TLS failed", "other.example");
            var untrusting = new Fetcher(folder, System::nanoTime, new Connector(here, WayTest::usualTls));
            FetchFailure untrusted = failed(
                    untrusting.fetch(FetchRequest.of("https://tv.example:" + secure.port() + "/list", ANYWHERE)));
            assertThat(untrusted.sentence()).contains("TLS failed");
        }
    }

    @Test
    void liveStreamUnderTlsThroughAProxyIsLetGoAtOnce()
            throws IOException, InterruptedException, GeneralSecurityException, ExecutionException, TimeoutException {
        SSLContext context = context();
        try (var secure = FaultyOrigin.start(context);
                var socks = new TinyProxy(TinyProxy.Kind.SOCKS5, secure, "bob:s3cret")) {
            secure.on("/live", Answer.of("ICY 200 OK").piece(new byte[188]).stall());
            var opener = new LiveOpener(
                    InstantSource.system(), System::nanoTime, new Connector(Names.SYSTEM, context::getSocketFactory));
            var patient = new LiveTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));
            Access access = PUBLIC.through("socks5://bob:s3cret@127.0.0.1:" + socks.port());
            LiveOpening opening = opener.open(new LiveRequest("https://tv.example/live", access, patient));
            assertThat(opening).isInstanceOf(LiveOpening.Opened.class);
            LiveStream stream = ((LiveOpening.Opened) opening).stream();
            assertThat(stream.read(new byte[188])).isPositive();
            var woken = new CompletableFuture<String>();
            Thread.ofVirtual().start(() -> {
                try {
                    woken.complete("read " + stream.read(new byte[188]) + stream.read(new byte[188]));
                } catch (IOException e) {
                    woken.complete(e.getMessage());
                }
            });
            stream.close();
            assertThat(woken.get(5, TimeUnit.SECONDS)).isEqualTo("the stream was closed on our side");
            assertThat(secure.awaitOpenConnections(0, Duration.ofSeconds(5))).isTrue();
        }
    }

    private static SSLSocketFactory usualTls() {
        return (SSLSocketFactory) SSLSocketFactory.getDefault();
    }

    private SSLContext context() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("tv.p12");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=tv.example",
                        "-ext",
                        "san=dns:tv.example",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(Duration.ofSeconds(60))).isTrue();
        char[] password = "changeit".toCharArray();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, password);
        }
        var identities = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        identities.init(keys, password);
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, password);
        trusted.setCertificateEntry("tv", keys.getCertificate(keys.aliases().nextElement()));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(identities.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private FetchOutcome fetch(String address, Access access) {
        return new Fetcher(folder, System::nanoTime).fetch(FetchRequest.of(address, access));
    }

    private static Download fetched(FetchOutcome outcome) {
        assertThat(outcome).isInstanceOf(Fetched.class);
        return ((Fetched) outcome).download();
    }

    private static FetchFailure failed(FetchOutcome outcome) {
        assertThat(outcome).isInstanceOf(Failed.class);
        return ((Failed) outcome).failure();
    }
}
