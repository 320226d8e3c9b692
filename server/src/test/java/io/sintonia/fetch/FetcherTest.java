package io.sintonia.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sintonia.fetch.FaultyOrigin.Answer;
import io.sintonia.fetch.FetchFailure.Kind;
import io.sintonia.fetch.FetchOutcome.Failed;
import io.sintonia.fetch.FetchOutcome.Fetched;
import io.sintonia.fetch.FetchOutcome.NotModified;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list is fetched whole or not at all, and a failure says in one sentence what happened, without the secrets of the address. */
class FetcherTest {
    private static final Access ACCESS = Access.as("Sintonia/test", AddressPolicy.ANY);
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration LATER = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private FaultyOrigin origin;
    private Fetcher fetcher;

    @BeforeEach
    void start() throws IOException {
        origin = FaultyOrigin.start();
        fetcher = new Fetcher(folder, System::nanoTime);
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        origin.close();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("temporary files").isEmpty();
        }
    }

    @Test
    void listArrivesWithItsHashAndValidators() throws IOException {
        origin.on(
                "/list.m3u",
                Answer.of("HTTP/1.1 200 OK")
                        .header("ETag", "\"v1\"")
                        .header("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")
                        .header("Content-Type", "audio/x-mpegurl")
                        .announcing(7)
                        .piece("#EXTM3U".getBytes(StandardCharsets.UTF_8)));
        try (Download download = fetched("/list.m3u?a=b")) {
            assertThat(text(download)).isEqualTo("#EXTM3U");
            assertThat(text(download)).as("opened twice").isEqualTo("#EXTM3U");
            assertThat(download.sha256()).isEqualTo("00691126fdad8bc78e8720731ae14addc22e3517d920000fd9979395c86c7bdb");
            assertThat(download.etag()).contains("\"v1\"");
            assertThat(download.lastModified()).contains("Thu, 01 Jan 2026 00:00:00 GMT");
            assertThat(download.contentType()).contains("audio/x-mpegurl");
            assertThat(download.receivedBytes()).isEqualTo(7);
            assertThat(download.finalAddress().exact()).isEqualTo(origin.url("/list.m3u?a=b"));
        }
        FaultyOrigin.Request request = origin.requests().getFirst();
        assertThat(request.line()).isEqualTo("GET /list.m3u?a=b HTTP/1.1");
        assertThat(request.header("Host")).contains("127.0.0.1:" + origin.port());
        assertThat(request.header("User-Agent")).contains("Sintonia/test");
        assertThat(request.header("Accept-Encoding")).contains("gzip, deflate");
        assertThat(request.header("If-None-Match")).isEmpty();
    }

    @Test
    void unchangedListIsNotSentAgain() {
        origin.on(
                "/list.m3u",
                request -> request.header("If-None-Match").equals(Optional.of("\"v1\""))
                                && request.header("If-Modified-Since").isPresent()
                        ? Answer.of("HTTP/1.1 304 Not Modified").piece(new byte[0])
                        : Answer.ok("new"));
        var known = new Validators(Optional.of("\"v1\""), Optional.of("Thu, 01 Jan 2026 00:00:00 GMT"));
        assertThat(fetcher.fetch(request("/list.m3u").unless(known))).isInstanceOf(NotModified.class);
    }

    @Test
    void notModifiedThatNobodyAskedForIsAFailure() {
        origin.on("/list.m3u", Answer.of("HTTP/1.1 304 Not Modified").piece(new byte[0]));
        assertThat(failure(request("/list.m3u")).kind()).isEqualTo(Kind.HTTP_STATUS);
    }

    @Test
    void misnamedAndDoublyPackedGuideIsUnpacked() throws IOException {
        byte[] guide = "<tv/>".getBytes(StandardCharsets.UTF_8);
        origin.on("/guide.xml", Answer.ok(UnpackingTest.gzip(guide)));
        origin.on("/guide.xml.gz", Answer.ok(guide));
        origin.on(
                "/twice",
                Answer.of("HTTP/1.1 200 OK")
                        .header("Content-Encoding", "gzip")
                        .chunked()
                        .piece(new byte[0])
                        .chunk(UnpackingTest.gzip(UnpackingTest.gzip(guide)))
                        .lastChunk());
        origin.on("/guide.zip", Answer.ok(UnpackingTest.zip("guide.xml", guide)));
        origin.on("/guide.xz", Answer.ok(UnpackingTest.xz(guide, 1)));
        for (String path : new String[] {"/guide.xml", "/guide.xml.gz", "/twice", "/guide.zip", "/guide.xz"}) {
            try (Download download = fetched(path)) {
                assertThat(text(download)).as(path).isEqualTo("<tv/>");
            }
        }
    }

    @Test
    void shortAnswerIsNeverTakenForTheWhole() {
        origin.on("/cut", Answer.of("HTTP/1.1 200 OK").announcing(90_000).piece(new byte[5_120]));
        origin.on(
                "/reset",
                Answer.of("HTTP/1.1 200 OK")
                        .announcing(90_000)
                        .piece(new byte[5_120])
                        .reset());
        origin.on(
                "/chunks",
                Answer.of("HTTP/1.1 200 OK").chunked().piece(new byte[0]).chunk(new byte[100]));
        origin.on(
                "/half-chunk",
                Answer.of("HTTP/1.1 200 OK").chunked().piece("ff\r\nabc".getBytes(StandardCharsets.UTF_8)));
        assertThat(failure(request("/cut")))
                .isEqualTo(new FetchFailure(
                        Kind.ENDED_EARLY,
                        "reading " + origin.url("/cut") + " failed: ended early: 5,120 of 90,000 bytes"));
        assertThat(failure(request("/reset")).kind()).isEqualTo(Kind.ENDED_EARLY);
        assertThat(failure(request("/chunks")).sentence())
                .endsWith("ended early: 100 bytes, then the chunked answer was cut");
        assertThat(failure(request("/half-chunk")).kind()).isEqualTo(Kind.ENDED_EARLY);
    }

    @Test
    void truncatedGzipSaysSoWhenItIsRead() throws IOException {
        byte[] gzip = UnpackingTest.gzip("#EXTM3U\n".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        origin.on("/list.gz", Answer.of("HTTP/1.0 200 OK").piece(Arrays.copyOf(gzip, gzip.length / 2)));
        try (Download download = fetched("/list.gz");
                var in = download.open()) {
            assertThatThrownBy(in::readAllBytes).hasMessageStartingWith("ended early: the gzip content is cut off");
        }
    }

    @Test
    void whatCannotBeUnpackedIsRefusedAtOnce() {
        origin.on("/list.rar", Answer.ok("Rar!\u001a\u0007\0…"));
        origin.on(
                "/list.br",
                Answer.of("HTTP/1.1 200 OK")
                        .header("Content-Encoding", "br")
                        .announcing(1)
                        .piece(new byte[1]));
        origin.on("/ssh", Answer.silent().raw("SSH-2.0\r\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(failure(request("/list.rar")).kind()).isEqualTo(Kind.NOT_READABLE);
        assertThat(failure(request("/list.rar")).sentence()).contains("RAR");
        assertThat(failure(request("/list.br")).sentence()).contains("'br'");
        assertThat(failure(request("/ssh")).sentence()).endsWith("the answer is not HTTP");
    }

    @Test
    void oversizedListIsStopped() {
        var small = new FetchLimits(FetchTimes.DEFAULT, 1_000, 1_000, 200, 8);
        origin.on(
                "/announced",
                Answer.of("HTTP/1.1 200 OK")
                        .announcing(1_001)
                        .piece(new byte[0])
                        .stall());
        origin.on("/endless", Answer.of("HTTP/1.1 200 OK").piece(new byte[0]).endlessly(new byte[500]));
        for (String path : new String[] {"/announced", "/endless"}) {
            FetchFailure failure = failure(request(path).within(small));
            assertThat(failure.kind()).as(path).isEqualTo(Kind.TOO_LARGE);
            assertThat(failure.sentence()).endsWith("too large: more than 1,000 bytes");
        }
    }

    @Test
    void silenceAndSlownessHaveTheirOwnLimits() {
        origin.on("/silent", Answer.silent().stall());
        origin.on(
                "/stalls",
                Answer.of("HTTP/1.1 200 OK").announcing(10).piece(new byte[5]).stall());
        origin.on("/trickles", Answer.of("HTTP/1.1 200 OK").piece(new byte[0]).trickle(Duration.ofMillis(20)));
        origin.on(
                "/slow-head",
                Answer.of("HTTP/1.1 200 OK")
                        .raw("X: ".getBytes(StandardCharsets.UTF_8))
                        .trickle(Duration.ofMillis(20)));
        for (String path : new String[] {"/silent", "/stalls"}) {
            FetchFailure failure = failure(timed(path, LATER, SOON));
            assertThat(failure.kind()).as(path).isEqualTo(Kind.TIMED_OUT);
            assertThat(failure.sentence()).endsWith("no byte for 300 ms");
        }
        for (String path : new String[] {"/trickles", "/slow-head"}) {
            FetchFailure failure = failure(timed(path, SOON, LATER));
            assertThat(failure.kind()).as(path).isEqualTo(Kind.TIMED_OUT);
            assertThat(failure.sentence()).endsWith("not finished within 300 ms");
        }
    }

    @ParameterizedTest
    @CsvSource({"404 Not Found", "401 Unauthorized", "500 Oops", "204 No Content", "206 Partial Content", "302 Found"})
    void otherAnswersAreNamed(String status) {
        origin.on("/list.m3u", Answer.of("HTTP/1.1 " + status).announcing(0).piece(new byte[0]));
        assertThat(failure(request("/list.m3u")))
                .isEqualTo(new FetchFailure(
                        Kind.HTTP_STATUS, "reading " + origin.url("/list.m3u") + " failed: it answered " + status));
    }

    @Test
    void closedPortAndHangUpAreToldApart() throws IOException {
        int closed;
        try (var server = new ServerSocket(0)) {
            closed = server.getLocalPort();
        }
        assertThat(failure(FetchRequest.of("http://127.0.0.1:" + closed + "/", ACCESS))
                        .kind())
                .isEqualTo(Kind.REFUSED);
        origin.on("/hangs-up", Answer.silent());
        assertThat(failure(request("/hangs-up")))
                .isEqualTo(new FetchFailure(
                        Kind.UNREACHABLE,
                        "reading " + origin.url("/hangs-up") + " failed: it hung up before it had answered"));
        var nowhere = new Fetcher(
                folder,
                System::nanoTime,
                new Connector(
                        host -> {
                            throw new UnknownHostException(host);
                        },
                        () -> (SSLSocketFactory) SSLSocketFactory.getDefault()));
        assertThat(nowhere.fetch(FetchRequest.of("http://tv.invalid/", ACCESS)))
                .isEqualTo(new Failed(new FetchFailure(
                        Kind.UNREACHABLE, "reading http://tv.invalid/ failed: the host's name is not known")));
    }

    @Test
    void addressesAndHeadersThatCannotBeSentAreRefused() {
        assertThat(failure(FetchRequest.of("rtsp://tv.example/", ACCESS)).kind())
                .isEqualTo(Kind.BAD_ADDRESS);
        assertThat(failure(FetchRequest.of(origin.url("/"), ACCESS.through("ftp://x")))
                        .kind())
                .isEqualTo(Kind.BAD_ADDRESS);
        var unsendable = List.of(
                Map.of("Referer", "a\r\nX-Evil: s3cret"),
                Map.of("Referer", "a\nb"),
                Map.of("A B", "c"),
                Map.of("A:", "c"),
                Map.of("", "c"),
                Map.of("A", "b\0"));
        for (Map<String, String> sent : unsendable) {
            FetchFailure failure = failure(FetchRequest.of(origin.url("/"), ACCESS.withHeaders(sent)));
            assertThat(failure.kind()).isEqualTo(Kind.BAD_ADDRESS);
            assertThat(failure.sentence()).contains("header").doesNotContain("s3cret");
        }
        assertThat(failure(FetchRequest.of(origin.url("/"), Access.as("a\r\nb", AddressPolicy.ANY)))
                        .sentence())
                .contains("User-Agent");
        assertThat(origin.connectionsSeen()).isZero();
    }

    @Test
    void failuresNeverTellTheCredentials() {
        FetchFailure failure = failure(FetchRequest.of(
                "http://bob:s3cret@127.0.0.1:" + origin.port() + "/get.php?username=bob&password=s3cret", ACCESS));
        assertThat(failure.sentence())
                .isEqualTo("reading http://***@127.0.0.1:" + origin.port()
                        + "/get.php?username=***&password=*** failed: it answered 404 Not Found");
    }

    @Test
    void interruptingTheThreadEndsTheDownload() throws InterruptedException, ExecutionException, TimeoutException {
        origin.on(
                "/stalls",
                Answer.of("HTTP/1.1 200 OK").announcing(10).piece(new byte[5]).stall());
        var outcome = new CompletableFuture<FetchOutcome>();
        Thread reading = Thread.ofVirtual().start(() -> outcome.complete(fetcher.fetch(request("/stalls"))));
        assertThat(origin.awaitOpenConnections(1, LATER)).isTrue();
        reading.interrupt();
        assertThat(outcome.get(5, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().kind()).isEqualTo(Kind.STOPPED));
        assertThat(origin.awaitOpenConnections(0, LATER)).isTrue();
    }

    @Test
    void fullDiskIsToldApartFromABadSource() {
        origin.on("/list.m3u", Answer.ok("x"));
        var homeless = new Fetcher(folder.resolve("missing"), System::nanoTime);
        assertThat(homeless.fetch(request("/list.m3u")))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().kind()).isEqualTo(Kind.NOT_STORED));
    }

    private FetchRequest request(String target) {
        return FetchRequest.of(origin.url(target), ACCESS);
    }

    private FetchRequest timed(String target, Duration total, Duration silence) {
        return request(target).within(new FetchLimits(new FetchTimes(total, LATER, silence), 1 << 20, 1 << 20, 200, 8));
    }

    private Download fetched(String target) {
        return switch (fetcher.fetch(request(target))) {
            case Fetched(Download download) -> download;
            case NotModified() -> throw new AssertionError("not modified");
            case Failed(FetchFailure failure) -> throw new AssertionError(failure);
        };
    }

    private FetchFailure failure(FetchRequest request) {
        return switch (fetcher.fetch(request)) {
            case Failed(FetchFailure failure) -> failure;
            case Fetched(Download download) -> throw new AssertionError(download);
            case NotModified() -> throw new AssertionError("not modified");
        };
    }

    static String text(Download download) throws IOException {
        try (var in = download.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
