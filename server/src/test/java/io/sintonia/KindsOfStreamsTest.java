package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.formats.mpegts.TsPacket;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams that do not come over HTTP, sent by a real ffmpeg, watched through the whole server. */
class KindsOfStreamsTest {
    private static final List<Process> SENDERS = new ArrayList<>();

    private static TestHouse house;

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException {
        String program = Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);
        Path clip = folder.resolve("card.ts");
        try (InputStream card = KindsOfStreamsTest.class.getResourceAsStream("/demo/card.ts")) {
            assertThat(card).isNotNull();
            Files.copy(card, clip);
        }
        int udp = freePort();
        int rtp = freePort();
        int srt = freePort();
        send(program, clip, "mpegts", "udp://127.0.0.1:" + udp + "?pkt_size=1316");
        send(program, clip, "rtp_mpegts", "rtp://127.0.0.1:" + rtp + "?pkt_size=1328");
        send(program, clip, "mpegts", "srt://127.0.0.1:" + srt + "?mode=listener");
        Files.writeString(folder.resolve("tv.m3u"), """
                #EXTM3U
                #EXTINF:-1,Datagrams
                udp://@127.0.0.1:%s
                #EXTINF:-1,Numbered
                rtp://@:%s
                #EXTINF:-1,Srt
                srt://127.0.0.1:%s
                """.formatted(udp, rtp, srt));
        house = TestHouse.serving(folder, """
                sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                users: [{username: u, password: p, max-connections: 0}]
                live: {ffmpeg: "%s"}
                metrics: {allowed-networks: [127.0.0.1/32]}
                """.formatted(program));
        house.awaitChannels(3);
    }

    @AfterAll
    static void close() {
        house.close();
        SENDERS.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void viewerGetsTablesAndAnEntryPointFirstAndLosesNothing(int channel) throws IOException {
        try (TsClient viewer = TsClient.watching(house.port(), "/live/u/p/" + channel + ".ts", "viewer")) {
            viewer.awaitBytes(40_000);
            byte[] packets = viewer.packets();
            assertThat(TsPacket.pid(packets, 0)).as("PAT").isZero();
            assertThat(TsClient.firstEntry(packets)).as("the third packet").isEqualTo(2);
            assertThat(TsClient.losses(packets)).isZero();
        }
    }

    private static void send(String program, Path clip, String format, String to) throws IOException {
        SENDERS.add(new ProcessBuilder(
                        program,
                        "-nostdin",
                        "-v",
                        "quiet",
                        "-re",
                        "-stream_loop",
                        "-1",
                        "-i",
                        clip.toString(),
                        "-map",
                        "0",
                        "-c",
                        "copy",
                        "-f",
                        format,
                        to)
                .start());
    }

    private static int freePort() throws IOException {
        try (var any = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return any.getLocalPort();
        }
    }
}
