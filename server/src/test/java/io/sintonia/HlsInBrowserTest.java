package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.sintonia.fetch.FaultyOrigin;
import io.sintonia.fetch.FaultyOrigin.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A web page of somebody else's plays a channel with hls.js in a real browser, for an account with one connection. */
class HlsInBrowserTest {
    private static final String SCRIPT = "/META-INF/resources/webjars/hls.js/1.4.12/dist/hls.min.js";
    private static final String FRAMES = "video.getVideoPlaybackQuality().totalVideoFrames";

    @Test
    void channelPlaysAcrossAFailoverAsOneConnection(@TempDir Path folder) throws IOException, InterruptedException {
        try (Browser browser = Browser.start();
                LiveOrigin origin = LiveOrigin.ofTestCard();
                FaultyOrigin site = FaultyOrigin.start()) {
            Files.writeString(folder.resolve("tv.m3u"), "#EXTM3U\n#EXTINF:-1,One\n" + origin.url("one.ts") + "\n");
            try (TestHouse house = TestHouse.serving(folder, """
                    admin: {username: boss, password: correct-horse}
                    sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                    users: [{username: u, password: p, at-limit: refuse}]
                    metrics: {allowed-networks: [127.0.0.1/32]}
                    """)) {
                house.awaitChannels(1);
                site.on("/hls.js", Answer.ok(script()));
                site.on("/", Answer.ok(player(house.url("/live/u/p/1.m3u8"))));
                Page page = browser.open(site.url("/"));
                awaitFrames(page, 75);
                assertThat(number(page, "video.videoWidth")).isEqualTo(640);
                // the next source is spliced in: hls.js sees a discontinuity and plays on
                origin.connections("one.ts").getLast().cut();
                double cutAt = number(page, "video.currentTime");
                awaitFrames(page, number(page, FRAMES) + 200);
                assertThat(number(page, "video.currentTime")).isGreaterThan(cutAt + 7);
                assertThat(number(page, "breaks.size"))
                        .as("discontinuities played")
                        .isEqualTo(2);
                assertThat(page.evaluate("faults.join()")).isEqualTo("");
                assertThat(viewers(house)).isEqualTo(1);
                picture(page);
                page.reload();
                awaitFrames(page, 50);
                assertThat(viewers(house)).isEqualTo(1);
                assertThat(page.evaluate("faults.join()")).isEqualTo("");
            }
        }
    }

    private static String player(String list) {
        return """
            <!doctype html><title>Channel</title>
            <video id="video" muted autoplay playsinline width="640" height="360"></video>
            <script src="/hls.js"></script>
            <script>
              const video = document.getElementById("video");
              window.faults = []; window.breaks = new Set();
              const hls = new Hls();
              hls.on(Hls.Events.ERROR, (_, data) => { if (data.fatal) window.faults.push(data.details); });
              hls.on(Hls.Events.FRAG_CHANGED, (_, data) => window.breaks.add(data.frag.cc));
              hls.loadSource("%s");
              hls.attachMedia(video);
            </script>
            """.formatted(list);
    }

    /** Waits until so many pictures were shown: the time alone may have been set by a jump to the live edge. */
    private static void awaitFrames(Page page, double count) {
        boolean plays = Await.within(Duration.ofSeconds(20), () -> number(page, FRAMES) >= count);
        assertThat(plays)
                .as("%s of %s pictures, faults: %s", page.evaluate(FRAMES), count, page.evaluate("faults.join()"))
                .isTrue();
    }

    private static double number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }

    /** A picture of the page for whoever wants to look at it, beside the reports. */
    private static void picture(Page page) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "hls-in-browser.png")));
    }

    private static long viewers(TestHouse house) throws IOException, InterruptedException {
        String token = house.token("boss", "correct-horse");
        String live =
                house.get("/api/v1/live", "Authorization", "Bearer " + token).body();
        return Pattern.compile("\"user\":\"u\"").matcher(live).results().count();
    }

    private static byte[] script() throws IOException {
        try (InputStream in = HlsInBrowserTest.class.getResourceAsStream(SCRIPT)) {
            return in.readAllBytes();
        }
    }
}
