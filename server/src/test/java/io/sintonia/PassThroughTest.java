package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.fetch.FaultyOrigin;
import io.sintonia.fetch.FaultyOrigin.Answer;
import io.sintonia.formats.mpegts.TsPacket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real and damaged streams through the whole server: packets stay aligned and the relay alive. */
class PassThroughTest {
    private static final boolean LONG = Boolean.getBoolean("sintonia.long");
    private static final String YAML = """
            sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
            users: [{username: u, password: p, max-connections: 0}]
            metrics: {allowed-networks: [127.0.0.1/32]}
            """;

    @Test
    void loopedStreamPlaysInFfmpegWithoutAnError(@TempDir Path folder) throws IOException, InterruptedException {
        Path media = SharedFiles.need("media/h264_gop2s.ts");
        // 501 pictures of 40 ms: its longest stream
        try (LiveOrigin origin = LiveOrigin.of(media, Duration.ofMillis(20_040))) {
            Files.writeString(folder.resolve("tv.m3u"), "#EXTM3U\n#EXTINF:-1,One\n" + origin.url("one.ts") + "\n");
            try (TestHouse house = TestHouse.serving(folder, YAML)) {
                house.awaitChannels(1);
                var run = Ffmpeg.decode(house.url("/live/u/p/1.ts"), LONG ? 60 : 8);
                assertThat(run.text()).isEmpty();
                assertThat(run.code()).isZero();
                assertThat(origin.connections("one.ts")).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "discontinuity_clock_pid_size.ts",
                "damaged_loss_resync.ts",
                "pts_wrap.ts",
                "hevc_gop2s.ts",
                "hevc_opengop_cra.ts",
                "radio_aac.ts",
                "mpeg2_mp2.ts",
                "h264_intra_refresh.ts",
                "h264_gop10s_cbr_null.ts",
                "m2ts_192.m2ts",
                "ts_204.ts",
                "mpts_two_programs.ts",
                "multi_audio_dvbsub.ts"
            })
    void everyKindOfStreamPassesAligned(String name, @TempDir Path folder) throws IOException, InterruptedException {
        byte[] media = Files.readAllBytes(SharedFiles.need("media/" + name));
        try (FaultyOrigin origin = FaultyOrigin.start()) {
            // the second half comes when there is a viewer, who joins at the newest entry point of the first
            origin.on(
                    "/one.ts",
                    Answer.of("HTTP/1.1 200 OK")
                            .piece(Arrays.copyOf(media, media.length / 2))
                            .pause(Duration.ofMillis(700))
                            .raw(Arrays.copyOfRange(media, media.length / 2, media.length))
                            .stall());
            Files.writeString(folder.resolve("tv.m3u"), "#EXTM3U\n#EXTINF:-1,One\n" + origin.url("/one.ts") + "\n");
            try (TestHouse house = TestHouse.serving(folder, YAML)) {
                house.awaitChannels(1);
                try (TsClient viewer = TsClient.watching(house.port(), "/live/u/p/1.ts", "tv")) {
                    viewer.awaitBytes(media.length / 3);
                    byte[] packets = viewer.packets();
                    assertThat(viewer.status()).isEqualTo(200);
                    assertThat(viewer.hasEnded()).isFalse();
                    assertThat(packets.length).isGreaterThanOrEqualTo(media.length / 3 - TsPacket.SIZE);
                    for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
                        assertThat(packets[at])
                                .as("packet " + at / TsPacket.SIZE)
                                .isEqualTo(TsPacket.SYNC);
                    }
                    assertThat(TsPacket.pid(packets, 0)).as("PAT first").isZero();
                }
            }
        }
    }
}
