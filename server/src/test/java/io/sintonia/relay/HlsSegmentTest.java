package io.sintonia.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.fetch.FaultyOrigin.Answer;
import io.sintonia.relay.UpstreamFailure.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What segments of an HLS source may be like, how they are asked for, and which sources are refused. */
class HlsSegmentTest {
    private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER_KEY = "fedcba9876543210".getBytes(StandardCharsets.US_ASCII);

    private HlsOrigin hls;

    @BeforeEach
    void start() throws IOException {
        hls = new HlsOrigin();
    }

    @AfterEach
    void close() throws IOException {
        hls.close();
    }

    private static byte[] numbered(long number) {
        return ByteBuffer.allocate(16).putLong(8, number).array();
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    @Test
    void endedListIsPlayedFromItsBeginningInRealTime() {
        hls.lists("/film.m3u8", HlsOrigin.ended("1.ts", "2.ts", "3.ts", "4.ts", "5.ts", "6.ts"));
        Upstream upstream = hls.opened("/film.m3u8");
        assertThat(HlsOrigin.played(upstream, 6)).isEqualTo("1 2 3 4 5 6");
        assertThat(hls.clock.passed())
                .as("24 seconds, of which the last 12 are ahead of real time")
                .isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void endOfAListComesWhenItsLastSegmentHasBeenPlayed() {
        hls.lists("/film.m3u8", HlsOrigin.ended("1.ts", "2.ts"));
        assertThat(hls.played("/film.m3u8", 9)).isEqualTo("1 2 end");
        assertThat(hls.clock.passed()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void partsOfOneFileAreAskedForByRange() {
        byte[] file = joined(HlsOrigin.segment(1), HlsOrigin.segment(2), HlsOrigin.segment(3));
        hls.origin.on("/all.ts", request -> {
            String[] range = request.header("Range")
                    .orElseThrow()
                    .substring("bytes=".length())
                    .split("-", -1);
            int from = Integer.parseInt(range[0]);
            int to = Integer.parseInt(range[1]);
            return Answer.of("HTTP/1.1 206 Partial Content")
                    .header("Content-Range", "bytes " + from + "-" + to + "/" + file.length)
                    .announcing(to + 1 - from)
                    .piece(Arrays.copyOfRange(file, from, to + 1));
        });
        hls.lists("/film.m3u8", ranges());
        assertThat(hls.played("/film.m3u8", 9)).isEqualTo("1 2 3 end");
    }

    @Test
    void serverThatSendsTheWholeFileInsteadOfAPartIsCut() {
        byte[] file = joined(HlsOrigin.segment(1), HlsOrigin.segment(2), HlsOrigin.segment(3));
        hls.origin.on("/all.ts", Answer.ok(file));
        hls.lists("/film.m3u8", ranges());
        assertThat(hls.played("/film.m3u8", 9)).isEqualTo("1 2 3 end");
    }

    private static String ranges() {
        int size = HlsOrigin.segment(1).length;
        return HlsOrigin.ended(
                "#EXT-X-BYTERANGE:" + size + "@0",
                "all.ts",
                "#EXT-X-BYTERANGE:" + size,
                "all.ts",
                "#EXT-X-BYTERANGE:" + size + "@" + 2 * size,
                "all.ts");
    }

    @Test
    void encryptedSegmentsAreDecryptedAndEachKeyIsFetchedOnce() {
        byte[] iv = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
        hls.origin.on("/k1", Answer.ok(KEY)).on("/k2", Answer.ok(OTHER_KEY));
        hls.origin.on("/1.ts", Answer.ok(HlsOrigin.encrypted(HlsOrigin.segment(1), KEY, iv)));
        hls.origin.on("/2.ts", Answer.ok(HlsOrigin.encrypted(HlsOrigin.segment(2), KEY, iv)));
        hls.origin.on("/3.ts", Answer.ok(HlsOrigin.encrypted(HlsOrigin.segment(3), OTHER_KEY, numbered(9))));
        hls.lists(
                "/live.m3u8",
                HlsOrigin.live(
                                7,
                                "#EXT-X-KEY:METHOD=AES-128,URI=\"k1\",IV=0x000102030405060708090A0B0C0D0E0F",
                                "1.ts",
                                "2.ts",
                                "#EXT-X-KEY:METHOD=AES-128,URI=\"k2\"",
                                "3.ts",
                                "#EXT-X-KEY:METHOD=NONE",
                                "4.ts")
                        + "#EXT-X-ENDLIST\n");
        assertThat(hls.played("/live.m3u8", 9)).isEqualTo("1 2 3 4 end");
        assertThat(hls.asked("/k1")).isEqualTo(1);
        assertThat(hls.asked("/k2")).isEqualTo(1);
    }

    @Test
    void encryptedPartOfAFileIsDecryptedAlone() {
        byte[] first = HlsOrigin.encrypted(HlsOrigin.segment(1), KEY, numbered(0));
        byte[] second = HlsOrigin.encrypted(HlsOrigin.segment(2), KEY, numbered(1));
        hls.origin.on("/k", Answer.ok(KEY)).on("/all.ts", Answer.ok(joined(first, second)));
        hls.lists(
                "/film.m3u8",
                HlsOrigin.ended(
                        "#EXT-X-KEY:METHOD=AES-128,URI=\"k\"",
                        "#EXT-X-BYTERANGE:" + first.length + "@0",
                        "all.ts",
                        "#EXT-X-BYTERANGE:" + second.length,
                        "all.ts"));
        assertThat(hls.played("/film.m3u8", 9)).isEqualTo("1 2 end");
    }

    @Test
    void segmentWhosePaddingWasForgottenLosesNothing() {
        byte[] even = Arrays.copyOf(HlsOrigin.encrypted(HlsOrigin.segment(40), KEY, numbered(0)), 2256 / 16 * 16);
        hls.origin.on("/k", Answer.ok(KEY)).on("/40.ts", Answer.ok(even));
        hls.lists("/film.m3u8", HlsOrigin.ended("#EXT-X-KEY:METHOD=AES-128,URI=\"k\"", "40.ts"));
        assertThat(hls.played("/film.m3u8", 9)).isEqualTo("40 end");
    }

    @Test
    void keyOfAnotherLengthIsToldAsSuch() {
        hls.origin.on("/k", Answer.ok(HexFormat.of().formatHex(KEY)));
        hls.lists("/film.m3u8", HlsOrigin.ended("#EXT-X-KEY:METHOD=AES-128,URI=\"k\"", "1.ts", "2.ts", "3.ts"));
        assertThat(hls.played("/film.m3u8", 9)).contains("its key has 32 bytes: expected 16");
    }

    @Test
    void keyThatDecryptsToNoiseIsFetchedAnew() {
        var answers = new ArrayList<>(List.of(OTHER_KEY, KEY));
        hls.origin.on("/k", request -> Answer.ok(answers.removeFirst()));
        hls.origin.on("/1.ts", Answer.ok(HlsOrigin.encrypted(HlsOrigin.segment(1), KEY, numbered(0))));
        hls.lists("/film.m3u8", HlsOrigin.ended("#EXT-X-KEY:METHOD=AES-128,URI=\"k\"", "1.ts"));
        assertThat(hls.played("/film.m3u8", 9)).isEqualTo("1 end");
    }

    @Test
    void segmentUnderAFalseNameBehindAPicturesHeaderLosesNoPacket() {
        byte[] png =
                HexFormat.of().parseHex("89504e470d0a1a0a0000000d4948445200000001000000014747474708060000001f15c489");
        hls.origin.on(
                "/a.png",
                Answer.of("HTTP/1.1 200 OK")
                        .header("Content-Type", "image/png")
                        .piece(joined(png, HlsOrigin.segment(1))));
        hls.origin.on(
                "/b.css",
                Answer.of("HTTP/1.1 200 OK")
                        .header("Content-Type", "text/css")
                        .piece(joined(png, HlsOrigin.segment(2))));
        hls.lists("/film.m3u8", HlsOrigin.ended("a.png", "b.css", "3.ts"));
        assertThat(hls.played("/film.m3u8", 9)).isEqualTo("1 2 3 end");
    }

    @Test
    void playlistIsKnownByItsFirstBytesWhateverItsNameAndType() {
        hls.origin.on(
                "/stream.ts",
                Answer.of("HTTP/1.1 200 OK")
                        .header("Content-Type", "video/mp2t")
                        .piece(("\uFEFF\r\n\r\n" + HlsOrigin.ended("1.ts")).getBytes(StandardCharsets.UTF_8)));
        assertThat(hls.played("/stream.ts", 9)).isEqualTo("1 end");
    }

    @Test
    void transportStreamUnderAPlaylistsNameIsPlayedAsOne() {
        hls.origin.on("/tv.m3u8", Answer.ok(HlsOrigin.segment(1)));
        assertThat(hls.played("/tv.m3u8", 9)).isEqualTo("1 end");
    }

    @Test
    void listOfChannelsIsNoStream() {
        hls.origin.on("/tv.m3u", Answer.ok("#EXTM3U\n#EXTINF:-1,News\nhttp://127.0.0.1:9/news.ts\n"));
        assertThat(hls.refused("/tv.m3u"))
                .isEqualTo(
                        new UpstreamFailure(
                                Kind.NOT_A_STREAM,
                                "the source sends something else than an HLS playlist: it is a list without a single tag of HLS"));
    }

    @Test
    void otherEncryptionsAndFragmentsAreRefusedWithTheReason() {
        hls.lists("/sample.m3u8", HlsOrigin.ended("#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"k\"", "1.ts"));
        hls.lists(
                "/drm.m3u8", HlsOrigin.ended("#EXT-X-KEY:METHOD=AES-128,URI=\"k\",KEYFORMAT=\"com.widevine\"", "1.ts"));
        hls.lists("/fmp4.m3u8", HlsOrigin.ended("#EXT-X-MAP:URI=\"init.mp4\"", "1.m4s"));
        assertThat(hls.refused("/sample.m3u8").kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(hls.refused("/sample.m3u8").text()).contains("SAMPLE-AES");
        assertThat(hls.refused("/drm.m3u8").text()).contains("com.widevine");
        assertThat(hls.refused("/fmp4.m3u8"))
                .isEqualTo(
                        new UpstreamFailure(
                                Kind.UNSUPPORTED,
                                "its segments are fragmented MP4 (fMP4), which would have to be remuxed to a transport stream; there is no remuxer"));
    }

    @Test
    void pageInPlaceOfSegmentsEndsTheStreamWithTheReason() {
        for (int number = 1; number <= 3; number++) {
            hls.origin.on("/" + number + ".ts", Answer.ok("<!doctype html><html><body>no</body></html>"));
        }
        hls.lists("/film.m3u8", HlsOrigin.ended("1.ts", "2.ts", "3.ts"));
        assertThat(hls.played("/film.m3u8", 9)).contains("an HTML page instead of a transport stream");
    }

    @Test
    void headersGoWithEveryRequestButCredentialsStayAtTheSourcesHost() throws IOException {
        try (HlsOrigin elsewhere = new HlsOrigin()) {
            String there = elsewhere.origin.url("/2.ts").replace("127.0.0.1", "localhost");
            hls.origin.on("/k", Answer.ok(KEY));
            hls.origin.on("/1.ts", Answer.ok(HlsOrigin.encrypted(HlsOrigin.segment(1), KEY, numbered(0))));
            hls.lists(
                    "/film.m3u8",
                    HlsOrigin.ended("#EXT-X-KEY:METHOD=AES-128,URI=\"k\"", "1.ts", "#EXT-X-KEY:METHOD=NONE", there));
            hls.sending(Map.of("Referer", "http://site/", "Cookie", "id=1"));
            String address = hls.origin.url("/film.m3u8").replace("http://", "http://me:secret@");
            Upstream upstream = switch (hls.openAt(address)) {
                case UpstreamOpener.Opening.Opened(Upstream opened) -> opened;
                case UpstreamOpener.Opening.Failed(UpstreamFailure failure) -> throw new AssertionError(failure.text());
            };
            assertThat(HlsOrigin.played(upstream, 9)).isEqualTo("1 2 end");
            assertThat(hls.targets()).containsExactly("/film.m3u8", "/k", "/1.ts");
            assertThat(hls.origin.requests()).allSatisfy(request -> {
                assertThat(request.header("User-Agent")).contains("Agent/1");
                assertThat(request.header("Referer")).contains("http://site/");
                assertThat(request.header("Cookie")).contains("id=1");
                assertThat(request.header("Authorization")).isPresent();
            });
            var away = elsewhere.origin.requests().getFirst();
            assertThat(away.header("Referer")).contains("http://site/");
            assertThat(away.header("Cookie")).isEmpty();
            assertThat(away.header("Authorization")).isEmpty();
        }
    }

    @Test
    void variantWithinTheLimitsIsTakenAndSilentOnesAreNot() {
        hls.lists("/master.m3u8", """
                #EXTM3U
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="en",URI="en.m3u8"
                #EXT-X-STREAM-INF:BANDWIDTH=9000000,RESOLUTION=1920x1080,CODECS="avc1.640028,mp4a.40.2",AUDIO="a"
                silent.m3u8
                #EXT-X-STREAM-INF:BANDWIDTH=8000000,RESOLUTION=1920x1080,CODECS="av01.0.08M.08,opus"
                foreign.m3u8
                #EXT-X-STREAM-INF:BANDWIDTH=7000000,RESOLUTION=1920x1080,CODECS="avc1.640028,mp4a.40.2"
                high.m3u8
                #EXT-X-STREAM-INF:BANDWIDTH=2000000,RESOLUTION=1280x720,CODECS="avc1.4d401f,mp4a.40.2"
                low.m3u8
                #EXT-X-STREAM-INF:BANDWIDTH=90000,CODECS="mp4a.40.2"
                sound.m3u8
                """);
        hls.lists("/high.m3u8", HlsOrigin.ended("1.ts")).lists("/low.m3u8", HlsOrigin.ended("2.ts"));
        assertThat(hls.played("/master.m3u8", 9)).isEqualTo("1 end");
        hls.choosing(new VariantChoice(Optional.of(720), Optional.empty()));
        assertThat(hls.played("/master.m3u8", 9)).isEqualTo("2 end");
        hls.choosing(new VariantChoice(Optional.empty(), Optional.of(1_000L)));
        assertThat(hls.played("/master.m3u8", 9))
                .as("the least where all are too much")
                .isEqualTo("2 end");
    }

    @Test
    void soundInAPlaylistOfItsOwnIsRefusedWithTheReason() {
        hls.lists("/master.m3u8", """
                #EXTM3U
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="en",URI="en.m3u8"
                #EXT-X-STREAM-INF:BANDWIDTH=9,RESOLUTION=2x2,AUDIO="a"
                silent.m3u8
                """);
        assertThat(hls.refused("/master.m3u8").text()).contains("its sound lies in a playlist of its own");
    }

    @Test
    void whatHasToBeRemuxedIsHandedOverAndNothingElse() throws IOException {
        hls.lists("/fmp4.m3u8", HlsOrigin.ended("#EXT-X-MAP:URI=\"init.mp4\"", "1.m4s"));
        hls.lists("/drm.m3u8", HlsOrigin.ended("#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"k\"", "1.ts"));
        hls.origin.on("/dash", Answer.ok("<?xml version='1.0'?><MPD xmlns='urn:mpeg:dash:schema:mpd:2011'></MPD>"));
        hls.refused("/fmp4.m3u8");
        hls.refused("/drm.m3u8");
        hls.refused("/dash");
        assertThat(hls.handedOver).containsExactly(hls.origin.url("/fmp4.m3u8"), hls.origin.url("/dash"));
    }

    @Test
    void playlistWithoutEndIsCutOff() {
        byte[] line = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n".getBytes(StandardCharsets.US_ASCII);
        hls.origin.on("/live.m3u8", Answer.of("HTTP/1.1 200 OK").piece(line).endlessly(new byte[64 << 10]));
        assertThat(hls.refused("/live.m3u8").text()).contains("more than 4194304 bytes");
    }
}
