package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.fetch.FaultyOrigin;
import io.sintonia.fetch.FaultyOrigin.Answer;
import io.sintonia.formats.mpegts.TsPacket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An HLS source through the whole server: it plays as a transport stream and as HLS. */
class HlsSourceTest {
    private static final int PARTS = 12;

    private static FaultyOrigin origin;
    private static TestHouse house;
    private static byte[] clip;

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException {
        origin = FaultyOrigin.start();
        try (InputStream in = HlsSourceTest.class.getResourceAsStream("/demo/card.ts")) {
            clip = in.readAllBytes();
        }
        // 24 s in twelve parts of two seconds, cut anywhere: the relay finds the entry points
        int packets = clip.length / TsPacket.SIZE;
        for (int part = 0; part < PARTS; part++) {
            int from = packets * part / PARTS * TsPacket.SIZE;
            int to = packets * (part + 1) / PARTS * TsPacket.SIZE;
            origin.on("/clip/" + part + ".png", Answer.ok(Arrays.copyOfRange(clip, from, to)));
        }
        long began = System.nanoTime();
        origin.on("/clip/list.m3u8", request -> Answer.ok(list((System.nanoTime() - began) / 2_000_000_000L)));
        origin.on("/tv.m3u8", Answer.ok("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=170000\nclip/list.m3u8\n"));
        origin.on("/drm.m3u8", Answer.ok("""
                #EXTM3U
                #EXT-X-TARGETDURATION:2
                #EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://x"
                #EXTINF:2,
                a.ts
                """));
        Files.writeString(folder.resolve("tv.m3u"), """
                #EXTM3U
                #EXTINF:-1,Hls
                %s
                #EXTINF:-1,Drm
                %s
                """.formatted(origin.url("/tv.m3u8"), origin.url("/drm.m3u8")));
        house = TestHouse.serving(folder, """
                sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                users: [{username: u, password: p, max-connections: 0}]
                metrics: {allowed-networks: [127.0.0.1/32]}
                """);
        house.awaitChannels(2);
    }

    /** Five segments up to the one that is complete after so many; every fourth is said to be a discontinuity. */
    private static String list(long newest) {
        StringBuilder text =
                new StringBuilder("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:" + newest + "\n");
        for (long number = newest; number < newest + 5; number++) {
            text.append(number % 4 == 0 ? "#EXT-X-DISCONTINUITY\n" : "")
                    .append("#EXTINF:2,\n")
                    .append(number % PARTS)
                    .append(".png\n");
        }
        return text.toString();
    }

    @AfterAll
    static void close() throws IOException {
        house.close();
        origin.close();
    }

    @Test
    void hlsSourcePlaysAsATransportStreamAndAsHls() throws IOException, InterruptedException {
        try (TsClient viewer = TsClient.watching(house.port(), "/live/u/p/1.ts", "viewer")) {
            viewer.awaitBytes(60_000);
            byte[] packets = viewer.packets();
            assertThat(viewer.status()).isEqualTo(200);
            assertThat(TsClient.firstEntry(packets)).isEqualTo(2);
            var playlist = house.get("/live/u/p/1.m3u8");
            assertThat(playlist.statusCode()).isEqualTo(200);
            Await.until("the source's discontinuity", Duration.ofSeconds(20), this::hasDiscontinuity);
            List<String> segments = playlist.body()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            assertThat(segments).isNotEmpty();
            byte[] segment = house.bytes(segments.getFirst().substring("../../..".length()))
                    .body();
            assertThat(TsClient.firstEntry(segment)).isEqualTo(2);
            assertThat(TsClient.losses(segment)).isZero();
            assertThat(origin.openConnections()).isLessThanOrEqualTo(2);
        }
    }

    private boolean hasDiscontinuity() {
        try {
            return house.get("/live/u/p/1.m3u8").body().contains("#EXT-X-DISCONTINUITY\n");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void hlsSourceThatIsProtectedIsABadGatewayThatSaysSo() throws IOException, InterruptedException {
        var answer = house.get("/live/u/p/2.ts");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("SAMPLE-AES");
    }
}
