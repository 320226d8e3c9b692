package io.sintonia.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.Await;
import io.sintonia.fetch.FaultyOrigin.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An HLS source at its live edge: what is relayed when its list goes on, jumps, falls back, stands still, moves away. */
class HlsLiveEdgeTest {
    private static final Answer GONE =
            Answer.of("HTTP/1.1 404 Not Found").announcing(0).piece(new byte[0]);
    private static final Answer FORBIDDEN =
            Answer.of("HTTP/1.1 403 Forbidden").announcing(0).piece(new byte[0]);

    private HlsOrigin hls;

    @BeforeEach
    void start() throws IOException {
        hls = new HlsOrigin();
    }

    @AfterEach
    void close() throws IOException {
        hls.close();
    }

    @Test
    void liveListBeginsThreeSegmentsBeforeItsEnd() {
        hls.lists("/live.m3u8", HlsOrigin.live(0, 9), HlsOrigin.live(1, 10));
        assertThat(hls.played("/live.m3u8", 4)).isEqualTo("7 8 9 10");
    }

    @Test
    void listSaysWhereToBegin() {
        hls.lists(
                "/live.m3u8",
                HlsOrigin.live(0, 9).replace("#EXTINF:4,\n0.ts", "#EXT-X-START:TIME-OFFSET=-22\n#EXTINF:4,\n0.ts"));
        assertThat(hls.played("/live.m3u8", 2)).isEqualTo("4 5");
    }

    @Test
    void listIsReadAgainAfterItsLastSegmentAndThenAfterHalfTheTarget() {
        hls.lists("/live.m3u8", HlsOrigin.live(0, 2), HlsOrigin.live(0, 2), HlsOrigin.live(1, 3));
        assertThat(hls.played("/live.m3u8", 4)).isEqualTo("0 1 2 3");
        assertThat(hls.clock.passed()).isEqualTo(Duration.ofSeconds(4 + 2));
    }

    @Test
    void numberThatJumpsAheadIsALossAndABreak() {
        hls.lists("/live.m3u8", HlsOrigin.live(0, 2), HlsOrigin.live(7, 9));
        assertThat(hls.played("/live.m3u8", 6)).isEqualTo("0 1 2 | 7 8 9");
    }

    @Test
    void encoderThatBeginsAnewIsABreakAndNothingComesTwice() {
        hls.lists(
                "/live.m3u8",
                HlsOrigin.live(50, 52),
                HlsOrigin.live(0, "60.ts", "61.ts"),
                HlsOrigin.live(0, "60.ts", "61.ts", "62.ts"));
        assertThat(hls.played("/live.m3u8", 6)).isEqualTo("50 51 52 | 60 61 62");
    }

    @Test
    void edgeThatIsBehindIsWaitedFor() {
        hls.lists(
                "/live.m3u8",
                HlsOrigin.live(5, 9),
                HlsOrigin.live(4, 8),
                HlsOrigin.live(6, 10),
                HlsOrigin.live(4, 8),
                HlsOrigin.live(7, 11));
        assertThat(hls.played("/live.m3u8", 5)).isEqualTo("7 8 9 10 11");
    }

    @Test
    void encoderThatBeginsAnewWithTheSameNamesIsFoundOutBeforeItCountsAsStalled() {
        hls.lists("/live.m3u8", HlsOrigin.live(3, 5), HlsOrigin.live(0, "3.ts", "4.ts"));
        assertThat(hls.played("/live.m3u8", 5)).isEqualTo("3 4 5 | 3 4");
    }

    @Test
    void listWithoutNumbersIsFollowedByAddressesWhateverTheirTokens() {
        String head = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n";
        hls.lists(
                "/live.m3u8",
                head + HlsOrigin.body("1.ts?t=a", "2.ts?t=a", "3.ts?t=a"),
                head + HlsOrigin.body("2.ts?t=b", "3.ts?t=b", "4.ts?t=b"),
                head + HlsOrigin.body("7.ts?t=c", "8.ts?t=c"));
        assertThat(hls.played("/live.m3u8", 6)).isEqualTo("1 2 3 4 | 7 8");
    }

    @Test
    void listThatStandsStillEndsTheStreamAfterThreeTargetDurations() {
        hls.lists("/live.m3u8", HlsOrigin.live(0, 2));
        assertThat(hls.played("/live.m3u8", 4))
                .isEqualTo("0 1 2 failed: its playlist stands still: no new segment for 12 s");
        assertThat(hls.clock.passed()).isEqualTo(Duration.ofSeconds(12));
        assertThat(hls.asked("/live.m3u8")).isBetween(4L, 7L);
    }

    @Test
    void listThatCannotBeReadAnyMoreEndsTheStreamWithTheReason() {
        AtomicInteger readings = new AtomicInteger();
        hls.origin.on(
                "/live.m3u8", request -> readings.getAndIncrement() == 0 ? Answer.ok(HlsOrigin.live(0, 2)) : GONE);
        assertThat(hls.played("/live.m3u8", 4)).startsWith("0 1 2 failed: ").contains("404");
    }

    @Test
    void segmentThatIsNotThereIsAskedForTwiceAndPassedOver() {
        hls.origin.on("/2.ts", GONE);
        hls.lists("/live.m3u8", HlsOrigin.live(1, 3));
        assertThat(hls.played("/live.m3u8", 2)).isEqualTo("1 | 3");
        assertThat(hls.asked("/2.ts")).isEqualTo(2);
    }

    @Test
    void segmentThatComesLateIsHad() {
        AtomicInteger asked = new AtomicInteger();
        hls.origin.on("/3.ts", request -> asked.getAndIncrement() == 0 ? GONE : Answer.ok(HlsOrigin.segment(3)));
        hls.lists("/live.m3u8", HlsOrigin.live(1, 3));
        assertThat(hls.played("/live.m3u8", 3)).isEqualTo("1 2 3");
    }

    @Test
    void threeSegmentsInARowThatAreNotThereEndTheStream() {
        for (int number = 1; number <= 3; number++) {
            hls.origin.on("/" + number + ".ts", GONE);
        }
        hls.lists("/live.m3u8", HlsOrigin.live(1, 3));
        assertThat(hls.played("/live.m3u8", 1))
                .startsWith("failed: 3 segments in a row could not be had")
                .contains("404");
    }

    @Test
    void segmentThatBreaksOffIsFollowedByABreakAndIsNotSentTwice() throws IOException {
        byte[] whole = HlsOrigin.segment(2);
        hls.origin.on(
                "/2.ts", Answer.of("HTTP/1.1 200 OK").announcing(whole.length).piece(Arrays.copyOf(whole, 8 * 188)));
        hls.lists("/live.m3u8", HlsOrigin.live(1, 3));
        assertThat(hls.played("/live.m3u8", 2)).isEqualTo("1 | 3");
        assertThat(hls.asked("/2.ts")).isEqualTo(1);
    }

    @Test
    void gapsArePassedOver() {
        hls.lists("/live.m3u8", HlsOrigin.live(1, "1.ts", "#EXT-X-GAP", "2.ts", "3.ts"));
        assertThat(hls.played("/live.m3u8", 2)).isEqualTo("1 | 3");
        assertThat(hls.asked("/2.ts")).isZero();
    }

    @Test
    void discontinuityIsABreak() {
        hls.lists("/live.m3u8", HlsOrigin.live(1, "1.ts", "2.ts", "#EXT-X-DISCONTINUITY", "3.ts"));
        assertThat(hls.played("/live.m3u8", 3)).isEqualTo("1 2 | 3");
    }

    @Test
    void listThatRedirectsIsReadWhereItLed() {
        hls.origin.on("/tv", Answer.redirect("/edge/live.m3u8?token=1"));
        hls.lists(
                "/edge/live.m3u8",
                HlsOrigin.live(1, "../1.ts", "../2.ts", "../3.ts"),
                HlsOrigin.live(2, "../2.ts", "../3.ts", "../4.ts"));
        assertThat(hls.played("/tv", 4)).isEqualTo("1 2 3 4");
        assertThat(hls.asked("/tv")).isEqualTo(1);
        assertThat(hls.asked("/edge/live.m3u8?token=1")).isEqualTo(2);
    }

    @Test
    void tokenThatRanOutIsRenewedAtTheMasterPlaylist() {
        AtomicInteger masters = new AtomicInteger();
        hls.origin.on(
                "/master.m3u8",
                request -> Answer.ok("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nmedia.m3u8?token="
                        + masters.incrementAndGet() + "\n"));
        AtomicInteger readings = new AtomicInteger();
        hls.origin.on("/media.m3u8", request -> {
            int reading = readings.getAndIncrement();
            boolean expired = reading >= 1 && request.target().endsWith("=1");
            return expired ? FORBIDDEN : Answer.ok(HlsOrigin.live(reading, reading + 2));
        });
        assertThat(hls.played("/master.m3u8", 5)).isEqualTo("0 1 2 3 4");
        assertThat(masters.get()).isEqualTo(2);
    }

    @Test
    void serverThatKnowsWhatWeHaveNeedNotSendTheListAgain() {
        AtomicInteger unchanged = new AtomicInteger();
        hls.origin.on("/live.m3u8", request -> {
            if (request.header("If-None-Match").isPresent() && unchanged.getAndIncrement() == 0) {
                return Answer.of("HTTP/1.1 304 Not Modified").piece(new byte[0]);
            }
            byte[] text = HlsOrigin.live(unchanged.get(), unchanged.get() + 2).getBytes(StandardCharsets.US_ASCII);
            return Answer.of("HTTP/1.1 200 OK")
                    .header("ETag", "\"a\"")
                    .announcing(text.length)
                    .piece(text);
        });
        assertThat(hls.played("/live.m3u8", 5)).isEqualTo("0 1 2 3 4");
        assertThat(unchanged.get()).isEqualTo(2);
    }

    @Test
    void tokenThatIsGoodForOneReadingMeansAskingTheSourceEachTime() {
        AtomicInteger given = new AtomicInteger();
        hls.origin.on("/tv", request -> Answer.redirect("/live.m3u8?token=" + given.incrementAndGet()));
        var used = new ConcurrentHashMap<String, Boolean>();
        AtomicInteger readings = new AtomicInteger();
        hls.origin.on("/live.m3u8", request -> {
            if (used.put(request.target(), true) != null) {
                return FORBIDDEN;
            }
            int reading = readings.getAndIncrement();
            return Answer.ok(HlsOrigin.live(reading, reading + 2));
        });
        assertThat(hls.played("/tv", 8)).isEqualTo("0 1 2 3 4 5 6 7");
        assertThat(hls.asked("/live.m3u8?token=4")).isEqualTo(1);
    }

    @Test
    void equalVariantOnAnotherHostTakesOver() {
        hls.lists(
                "/master.m3u8",
                "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=9\na.m3u8\n#EXT-X-STREAM-INF:BANDWIDTH=9\nb.m3u8\n");
        AtomicInteger readings = new AtomicInteger();
        hls.origin.on(
                "/a.m3u8",
                request -> readings.getAndIncrement() == 0
                        ? Answer.ok(HlsOrigin.live(0, 2))
                        : Answer.of("HTTP/1.1 503 Busy").announcing(0).piece(new byte[0]));
        hls.lists("/b.m3u8", HlsOrigin.live(1, 3), HlsOrigin.live(2, 4));
        assertThat(hls.played("/master.m3u8", 5)).isEqualTo("0 1 2 | 3 4");
    }

    @Test
    void listThatFailsOnceIsNotLeftForAWorseVariant() {
        hls.lists(
                "/master.m3u8",
                "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=9\na.m3u8\n#EXT-X-STREAM-INF:BANDWIDTH=5\nb.m3u8\n");
        AtomicInteger readings = new AtomicInteger();
        hls.origin.on("/a.m3u8", request -> {
            int reading = readings.getAndIncrement();
            return reading == 1
                    ? Answer.of("HTTP/1.1 503 Busy").announcing(0).piece(new byte[0])
                    : Answer.ok(HlsOrigin.live(reading, reading + 2));
        });
        assertThat(hls.played("/master.m3u8", 5)).isEqualTo("0 1 2 3 4");
        assertThat(hls.asked("/b.m3u8")).isZero();
    }

    @Test
    void listThatEndsEndsTheStreamOnceItHasBeenPlayedOut() {
        hls.lists("/live.m3u8", HlsOrigin.live(0, 2), HlsOrigin.live(1, 3) + "#EXT-X-ENDLIST\n");
        assertThat(hls.played("/live.m3u8", 9)).isEqualTo("0 1 2 3 end");
        assertThat(hls.clock.passed()).isEqualTo(Duration.ofSeconds(16));
    }

    @Test
    void closingWakesTheReaderThatWaitsForTheNextSegment() throws InterruptedException {
        hls.lists("/live.m3u8", HlsOrigin.live(0, 2));
        Upstream upstream = hls.opened("/live.m3u8");
        hls.clock.freeze();
        var told = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> told.complete(HlsOrigin.played(upstream, 4)));
        assertThat(hls.clock.waiting.await(10, TimeUnit.SECONDS)).isTrue();
        upstream.close();
        assertThat(told.completeOnTimeout("still waiting", 10, TimeUnit.SECONDS).join())
                .isEqualTo("0 1 2 failed: the stream was closed on our side");
    }

    @Test
    void closingWakesTheReaderThatWaitsForAnAnswer() throws InterruptedException {
        hls.lists("/live.m3u8", HlsOrigin.live(0, 2));
        hls.origin.on("/1.ts", Answer.silent().stall());
        Upstream upstream = hls.opened("/live.m3u8");
        var told = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> told.complete(HlsOrigin.played(upstream, 4)));
        Await.until("the second segment is asked for", Duration.ofSeconds(10), () -> hls.asked("/1.ts") == 1);
        long began = System.nanoTime();
        upstream.close();
        assertThat(told.completeOnTimeout("still waiting", 10, TimeUnit.SECONDS).join())
                .isEqualTo("0 failed: the stream was closed on our side");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
        assertThat(hls.origin.awaitOpenConnections(0, Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void sourceSeesOneConnectionAtATime() {
        AtomicInteger tooMany = new AtomicInteger();
        hls.origin.on("/live.m3u8", request -> Answer.ok(HlsOrigin.ended("1.ts", "2.ts", "3.ts")));
        hls.origin.on("/2.ts", request -> {
            try {
                if (!hls.origin.awaitOpenConnections(1, Duration.ofSeconds(5))) {
                    tooMany.incrementAndGet();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Answer.ok(HlsOrigin.segment(2));
        });
        assertThat(hls.played("/live.m3u8", 3)).isEqualTo("1 2 3");
        assertThat(tooMany.get()).isZero();
    }
}
