package io.sintonia.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sintonia.fetch.FaultyOrigin.Answer;
import io.sintonia.fetch.FetchFailure.Kind;
import io.sintonia.fetch.LiveOpening.NotOpened;
import io.sintonia.fetch.LiveOpening.Opened;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A live source is asked once, exactly as its address says, and is let go of the moment nobody wants it. */
class LiveOpenerTest {
    private static final Access ACCESS = Access.as("Sintonia/test", AddressPolicy.ANY);
    private static final Duration LATER = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofMillis(300);
    private static final LiveTimeouts PATIENT = new LiveTimeouts(LATER, LATER, LATER);
    private static final byte[] PACKETS = new byte[188 * 7];

    private final LiveOpener opener =
            new LiveOpener(InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")), System::nanoTime);
    private FaultyOrigin origin;

    @BeforeEach
    void start() throws IOException {
        origin = FaultyOrigin.start();
    }

    @AfterEach
    void stop() throws IOException {
        origin.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK", "HTTP/1.0 200 OK", "ICY 200 OK", "HTTP/1.1 206 Partial Content"})
    void streamRunsWhateverTheServerCallsItsProtocol(String statusLine) throws IOException {
        origin.on(
                "/live",
                Answer.of(statusLine)
                        .header("Content-Type", "video/mp2t")
                        .header("icy-metaint", "16000")
                        .piece(new byte[0])
                        .endlessly(PACKETS));
        try (LiveStream stream = opened("/live")) {
            byte[] buffer = new byte[64 * 1024];
            long bytes = 0;
            while (bytes < 10_000_000) {
                int count = stream.read(buffer);
                assertThat(count).isPositive();
                bytes += count;
            }
            assertThat(stream.contentType()).contains("video/mp2t");
            assertThat(stream.icyMetaInterval()).hasValue(16_000);
        }
        FaultyOrigin.Request request = origin.requests().getFirst();
        assertThat(request.line()).isEqualTo("GET /live HTTP/1.1");
        assertThat(request.headerLines())
                .containsExactly(
                        "Host: 127.0.0.1:" + origin.port(),
                        "User-Agent: Sintonia/test",
                        "Accept: */*",
                        "Connection: close");
    }

    @Test
    void smallChunksThatHaveComeAreTakenTogether() throws IOException {
        byte[] chunks = "1\r\nx\r\n".repeat(500).getBytes(StandardCharsets.UTF_8);
        origin.on(
                "/live",
                Answer.of("HTTP/1.1 200 OK")
                        .chunked()
                        .piece(chunks)
                        .pause(SOON)
                        .raw(chunks)
                        .raw("what is this\r\n".getBytes(StandardCharsets.UTF_8))
                        .pause(SOON)); // or the connection's end overtakes it
        try (LiveStream stream = opened("/live")) {
            byte[] buffer = new byte[64 * 1024];
            int reads = 0;
            for (int bytes = 0; bytes < 1000; reads++) {
                bytes += stream.read(buffer);
            }
            assertThat(reads).as("and not one a chunk").isLessThan(20);
            assertThatThrownBy(() -> stream.read(buffer)).hasMessageContaining("chunks do not fit");
            assertThatThrownBy(() -> stream.read(buffer)).hasMessageContaining("chunks do not fit");
        }
    }

    @Test
    void chunksAreTakenApart() throws IOException {
        origin.on(
                "/live",
                Answer.of("HTTP/1.1 200 OK")
                        .chunked()
                        .piece(new byte[0])
                        .chunk("ab".getBytes(StandardCharsets.UTF_8))
                        .chunk("c".getBytes(StandardCharsets.UTF_8))
                        .lastChunk());
        try (LiveStream stream = opened("/live")) {
            var text = new StringBuilder();
            byte[] one = new byte[1];
            while (stream.read(one) == 1) {
                text.append((char) one[0]);
            }
            assertThat(text).hasToString("abc");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '\t',
            quoteCharacter = '~',
            value = {
                "/live//u/p/1%2F2.ts?sig='a%2fb'&e=[1]&p=%20x\t/live//u/p/1%2F2.ts?sig='a%2fb'&e=%5B1%5D&p=%20x",
                "/a/../b/./c/%2e%2e/d?\t/a/../b/./c/%2e%2e/d?",
                "/ch [IFA] {x}|caffè.ts\t/ch%20%5BIFA%5D%20%7Bx%7D%7Ccaff%C3%A8.ts",
                "?x\t/?x",
            })
    void signedAddressIsSentUnaltered(String written, String sent) throws IOException {
        origin.otherwise(Answer.of("HTTP/1.1 200 OK").piece(PACKETS).stall());
        opened(written).close();
        assertThat(origin.requests().getFirst().target()).isEqualTo(sent);
    }

    @Test
    void titlesAreNeverAskedFor() throws IOException {
        origin.otherwise(Answer.of("ICY 200 OK").piece(PACKETS).stall());
        var access = ACCESS.withHeaders(Map.of("icy-metadata", "1", "Referer", "http://r.example/"));
        ((Opened) opener.open(new LiveRequest(origin.url("/"), access, PATIENT)))
                .stream().close();
        assertThat(origin.requests().getFirst().header("Icy-MetaData")).isEmpty();
        assertThat(origin.requests().getFirst().header("Referer")).contains("http://r.example/");
    }

    @Test
    void credentialsOfTheAddressBecomeAHeaderAndAreNeverShown() throws IOException {
        origin.on("/hop", Answer.redirect("/live/bob/s3cret/1.ts"))
                .on(
                        "/live/bob/s3cret/1.ts",
                        Answer.of("HTTP/1.1 200 OK").piece(PACKETS).stall());
        String address = "http://bob:s3cret@127.0.0.1:" + origin.port() + "/hop";
        try (LiveStream stream = ((Opened) opener.open(new LiveRequest(address, ACCESS, PATIENT))).stream()) {
            assertThat(stream.finalAddress().exact())
                    .isEqualTo("http://bob:s3cret@127.0.0.1:" + origin.port() + "/live/bob/s3cret/1.ts");
            assertThat(stream.toString() + stream.finalAddress()).doesNotContain("s3cret");
        }
        assertThat(origin.requests())
                .allSatisfy(
                        request -> assertThat(request.header("Authorization")).contains("Basic Ym9iOnMzY3JldA=="));
    }

    @ParameterizedTest
    @CsvSource({
        "120, 120",
        "0, 0",
        "99999999, 86400",
        "'Thu, 01 Jan 2026 00:00:30 GMT', 30",
        "'Wed, 31 Dec 2025 00:00:00 GMT', 0",
        "soon, -1"
    })
    void refusalTellsStatusAndWhenToComeBack(String retryAfter, long seconds) {
        origin.on(
                "/live",
                Answer.of("HTTP/1.1 503 Busy")
                        .header("Retry-After", retryAfter)
                        .announcing(0)
                        .piece(new byte[0]));
        NotOpened refusal = notOpened("/live", PATIENT);
        assertThat(refusal.httpStatus()).contains(503);
        assertThat(refusal.retryAfter())
                .isEqualTo(seconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds)));
        assertThat(refusal.failure().kind()).isEqualTo(Kind.HTTP_STATUS);
        assertThat(refusal.failure().sentence())
                .startsWith("opening " + origin.url("/live") + " failed: it answered 503 Busy");
    }

    @Test
    void failuresToOpenAreToldApartAndNothingIsRetried() throws IOException, InterruptedException {
        origin.on("/hangs-up", Answer.silent())
                .on("/reset", Answer.silent().reset())
                .on("/silent", Answer.silent().stall())
                .on("/loop", Answer.redirect("/loop"));
        assertThat(notOpened("/hangs-up", PATIENT).failure().kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(notOpened("/reset", PATIENT).failure().kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(origin.connectionsSeen()).isEqualTo(2);
        NotOpened silent = notOpened("/silent", new LiveTimeouts(LATER, SOON, LATER));
        assertThat(silent.failure().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(silent.failure().sentence()).endsWith("no byte for 300 ms");
        assertThat(silent.httpStatus()).isEmpty();
        assertThat(notOpened("/loop", PATIENT).failure().kind()).isEqualTo(Kind.TOO_MANY_REDIRECTS);
        assertThat(origin.awaitOpenConnections(0, LATER))
                .as("every failed opening lets go of its connection")
                .isTrue();
    }

    @Test
    void untrustedSourceOpensNothingOnThisMachine() {
        var access = Access.as("x", AddressPolicy.PUBLIC_ONLY);
        LiveOpening opening = opener.open(new LiveRequest(origin.url("/live"), access, PATIENT));
        assertThat(opening)
                .isInstanceOfSatisfying(
                        NotOpened.class, not -> assertThat(not.failure().kind()).isEqualTo(Kind.ADDRESS_NOT_ALLOWED));
        assertThat(origin.connectionsSeen()).isZero();
    }

    @Test
    void firstByteAndLaterSilenceHaveTheirOwnLimits() throws IOException {
        origin.on("/empty", Answer.of("HTTP/1.1 200 OK").piece(new byte[0]).stall())
                .on("/stalls", Answer.of("HTTP/1.1 200 OK").piece(PACKETS).stall());
        byte[] buffer = new byte[64 * 1024];
        try (LiveStream stream = ((Opened) opener.open(
                        new LiveRequest(origin.url("/empty"), ACCESS, new LiveTimeouts(LATER, SOON, LATER))))
                .stream()) {
            assertThatThrownBy(() -> stream.read(buffer))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("no byte for 300 ms");
        }
        var timeouts = new LiveTimeouts(LATER, LATER, Duration.ofMillis(200));
        try (LiveStream stream =
                ((Opened) opener.open(new LiveRequest(origin.url("/stalls"), ACCESS, timeouts))).stream()) {
            assertThat(stream.read(buffer)).isPositive();
            assertThatThrownBy(() -> {
                        while (stream.read(buffer) > 0) {
                            // the packets may come in pieces
                        }
                    })
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("no byte for 200 ms");
        }
    }

    @Test
    void runningStreamOutlivesTheTimeItHadToStart() throws IOException {
        Duration brief = Duration.ofMillis(700);
        origin.on("/live", Answer.of("HTTP/1.1 200 OK").piece(PACKETS).trickle(Duration.ofMillis(20)));
        try (LiveStream stream = ((Opened) opener.open(
                        new LiveRequest(origin.url("/live"), ACCESS, new LiveTimeouts(brief, brief, brief))))
                .stream()) {
            byte[] buffer = new byte[1_024];
            long end = System.nanoTime() + brief.multipliedBy(3).toNanos();
            while (System.nanoTime() < end) {
                assertThat(stream.read(buffer)).isPositive();
            }
        }
    }

    @Test
    void breakIsNotTakenForAnEnd() throws IOException {
        origin.on("/ends", Answer.of("HTTP/1.1 200 OK").piece(PACKETS))
                .on("/cut", Answer.of("HTTP/1.1 200 OK").announcing(5_000).piece(PACKETS));
        byte[] buffer = new byte[64 * 1024];
        try (LiveStream stream = opened("/ends")) {
            assertThat(stream.read(buffer)).isPositive();
            assertThat(drained(stream)).isNotNegative();
            assertThat(stream.read(buffer)).isEqualTo(-1);
        }
        try (LiveStream stream = opened("/cut")) {
            assertThatThrownBy(() -> drained(stream)).hasMessage("ended early: 1,316 of 5,000 bytes");
        }
    }

    @Test
    void closingFromAnotherThreadWakesTheReaderAndTheSourceSeesItGone()
            throws InterruptedException, ExecutionException, TimeoutException, IOException {
        origin.on("/stalls", Answer.of("HTTP/1.1 200 OK").piece(PACKETS).stall());
        LiveStream stream = opened("/stalls");
        var reading = new CountDownLatch(1);
        var woken = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> {
            byte[] buffer = new byte[64 * 1024];
            try {
                int total = 0;
                while (total < PACKETS.length) {
                    total += stream.read(buffer);
                }
                reading.countDown();
                woken.complete("read " + stream.read(buffer));
            } catch (IOException e) {
                woken.complete(e.getMessage());
            }
        });
        assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
        long start = System.nanoTime();
        stream.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(woken.get(1, TimeUnit.SECONDS)).isEqualTo("the stream was closed on our side");
        assertThat(origin.awaitOpenConnections(0, Duration.ofSeconds(2))).isTrue();
        stream.close();
        assertThatThrownBy(() -> stream.read(new byte[1])).hasMessage("the stream was closed on our side");
    }

    @Test
    void providerWithOneConnectionNeverSeesTwo() throws IOException, InterruptedException {
        origin.on(
                "/live",
                request -> origin.openConnections() > 1
                        ? Answer.of("HTTP/1.1 403 Too many").announcing(0).piece(new byte[0])
                        : Answer.of("HTTP/1.1 200 OK").piece(PACKETS).endlessly(PACKETS));
        byte[] buffer = new byte[64 * 1024];
        for (int zap = 0; zap < 20; zap++) {
            LiveStream stream = opened("/live");
            assertThat(stream.read(buffer)).isPositive();
            stream.close();
            assertThat(origin.awaitOpenConnections(0, Duration.ofSeconds(2))).isTrue();
        }
        assertThat(origin.connectionsSeen()).isEqualTo(20);
    }

    @Test
    void secondReaderIsABug() throws IOException, InterruptedException {
        origin.on("/stalls", Answer.of("HTTP/1.1 200 OK").piece(new byte[0]).stall());
        try (LiveStream stream = opened("/stalls")) {
            Thread first = Thread.ofVirtual()
                    .start(() ->
                            assertThatThrownBy(() -> stream.read(new byte[1])).isInstanceOf(IOException.class));
            long end = System.nanoTime() + LATER.toNanos();
            while (first.getState() != Thread.State.WAITING
                    && first.getState() != Thread.State.TIMED_WAITING
                    && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(() -> stream.read(new byte[1])).isInstanceOf(IllegalStateException.class);
        }
    }

    private LiveStream opened(String target) {
        LiveOpening opening = opener.open(new LiveRequest(origin.url(target), ACCESS, PATIENT));
        assertThat(opening).isInstanceOf(Opened.class);
        return ((Opened) opening).stream();
    }

    private NotOpened notOpened(String target, LiveTimeouts timeouts) {
        LiveOpening opening = opener.open(new LiveRequest(origin.url(target), ACCESS, timeouts));
        assertThat(opening).isInstanceOf(NotOpened.class);
        return (NotOpened) opening;
    }

    private static long drained(LiveStream stream) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long bytes = 0;
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            bytes += count;
        }
        return bytes;
    }
}
