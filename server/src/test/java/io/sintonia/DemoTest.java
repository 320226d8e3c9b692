package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.formats.mpegts.TsPacket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The built-in demo answers all that the contract's four commands ask for, with streams that really decode. */
class DemoTest {
    private static TestHouse house;
    private static Path folder;

    @BeforeAll
    static void serve(@TempDir Path dir) throws IOException {
        folder = dir;
        house = TestHouse.serving(
                dir, "", "--demo", "--data", dir.resolve("demo").toString());
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void loginAnswersAuthOne() throws IOException, InterruptedException {
        var answer = house.get("/player_api.php?username=admin&password=admin");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).contains("\"auth\":1", "\"status\":\"Active\"", "\"port\":\"" + house.port() + "\"");
    }

    @Test
    void streamBeginsWithTablesAndAnEntryPointAndFfprobeReadsIt() throws IOException, InterruptedException {
        try (TsClient viewer = TsClient.watching(house.port(), "/live/admin/admin/1.ts", "curl/8")) {
            viewer.awaitBytes(150_000);
            byte[] packets = viewer.packets();
            assertThat(TsPacket.pid(packets, 0)).isZero();
            assertThat(TsPacket.pid(packets, TsPacket.SIZE)).isEqualTo(0x1000);
            assertThat(TsClient.firstEntry(packets)).isEqualTo(2);
            assertThat(TsClient.losses(packets)).isZero();
            Path file = Files.write(folder.resolve("test.ts"), packets);
            assertThat(Ffmpeg.codecs(file.toString())).contains("h264", "aac");
        }
    }

    static Stream<String> channels() {
        return Stream.of("1", "2", "3");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void everyChannelDecodesWithoutAWord(String channel) throws IOException, InterruptedException {
        var ts = Ffmpeg.decode(house.url("/live/admin/admin/" + channel + ".ts"), 6);
        assertThat(ts.text()).isEmpty();
        assertThat(ts.code()).isZero();
        var hls = Ffmpeg.decode(house.url("/live/admin/admin/" + channel + ".m3u8"), 6);
        assertThat(hls.text()).isEmpty();
        assertThat(hls.code()).isZero();
    }

    @Test
    void playlistNamesTheThreeChannels() throws IOException, InterruptedException {
        var answer = house.get("/get.php?username=admin&password=admin&type=m3u_plus");
        assertThat(answer.body())
                .startsWith("#EXTM3U")
                .contains(
                        "Sintonia Test Card", house.url("/live/admin/admin/1.ts"), house.url("/live/admin/admin/3.ts"));
    }

    @Test
    void guideHasProgrammesNow() throws IOException, InterruptedException {
        var answer = house.get("/xmltv.php?username=admin&password=admin");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<channel id=\"card.demo.sintonia\">", "<programme start=\"");
        assertThat(house.get("/player_api.php?username=admin&password=admin&action=get_short_epg&stream_id=1")
                        .body())
                .contains("\"epg_listings\":[{");
    }

    @Test
    void pageForPeopleSaysWhatToType() throws IOException, InterruptedException {
        var page = house.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("3 channels", "admin", house.url("/get.php"));
    }
}
