package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.fetch.FaultyOrigin;
import io.sintonia.fetch.FaultyOrigin.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our own clips, and every stream and every HLS tree of the shared media where they are, through the whole server: out as TS and
 * as HLS, decoded by ffprobe.
 */
class MediaPlaysTest {
    private static final String OWN = "demo/";

    private static FaultyOrigin origin;
    private static LiveOrigin live;
    private static TestHouse house;

    @TempDir
    private static Path folder;

    /** Whether a decoder that starts in the middle has reason to complain. */
    enum Decodes {
        WITHOUT_A_WORD,
        WITH_COMPLAINTS
    }

    /**
     * A file, or a tree with the list in it.
     *
     * @param codecs as ffprobe calls them, in alphabetical order
     */
    record Medium(String name, String codecs, Decodes decodes) {
        boolean isTree() {
            return name.endsWith(".m3u8");
        }

        boolean isOwn() {
            return name.startsWith(OWN);
        }

        /** Skips the test where this is not. */
        void need() {
            if (!isOwn()) {
                var _ = SharedFiles.need("media/" + name);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Medium> media() {
        return List.of(
                clean(OWN + "card.ts", "aac h264"),
                clean(OWN + "bars.ts", "aac hevc"),
                clean(OWN + "radio.ts", "aac"),
                clean("h264_gop2s.ts", "aac h264"),
                clean("h264_gop10s_cbr_null.ts", "aac h264"),
                odd("h264_intra_refresh.ts", "aac h264"),
                clean("hevc_gop2s.ts", "aac hevc"),
                odd("hevc_opengop_cra.ts", "aac hevc"),
                odd("mpeg2_mp2.ts", "mp2 mpeg2video"),
                clean("radio_aac.ts", "aac"),
                clean("radio_aac.aac", "aac"),
                clean("radio.mp3", "mp3"),
                clean("multi_audio_dvbsub.ts", "aac ac3 dvb_subtitle h264"),
                clean("mpts_two_programs.ts", "aac aac h264 h264"),
                odd("discontinuity_clock_pid_size.ts", "aac h264"),
                clean("pts_wrap.ts", "aac h264"),
                odd("damaged_loss_resync.ts", "aac h264"),
                clean("m2ts_192.m2ts", "aac"),
                clean("ts_204.ts", "aac h264"),
                clean("hls_ts/index.m3u8", "aac h264"),
                clean("hls_aes/index.m3u8", "aac h264"),
                clean("hls_aes_rot/index.m3u8", "aac h264"),
                clean("hls_byterange/index.m3u8", "aac h264"),
                odd("hls_disc/index.m3u8", "aac h264"),
                clean("hls_ladder/master.m3u8", "aac h264"),
                clean("hls_radio/index.m3u8", "aac"),
                clean("hls_fmp4/index.m3u8", "aac h264"),
                clean("hls_altaudio/master.m3u8", "aac h264"));
    }

    private static Medium clean(String name, String codecs) {
        return new Medium(name, codecs, Decodes.WITHOUT_A_WORD);
    }

    private static Medium odd(String name, String codecs) {
        return new Medium(name, codecs, Decodes.WITH_COMPLAINTS);
    }

    @BeforeAll
    static void serve() throws IOException {
        origin = FaultyOrigin.start();
        StringBuilder list = new StringBuilder("#EXTM3U\n");
        for (Medium medium : media()) {
            serve(medium);
            list.append("#EXTINF:-1,").append(medium.name()).append('\n');
            list.append(origin.url("/" + medium.name())).append('\n');
        }
        Optional<Path> refresh = SharedFiles.find("media/h264_intra_refresh.ts");
        live = refresh.isPresent()
                ? LiveOrigin.of(refresh.orElseThrow(), Duration.ofSeconds(20))
                : LiveOrigin.ofTestCard();
        list.append("#EXTINF:-1,In real time\n").append(live.url("refresh.ts")).append('\n');
        Files.writeString(folder.resolve("tv.m3u"), list);
        house = TestHouse.serving(folder, """
                sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                users: [{username: u, password: p, max-connections: 0}]
                live: {ffmpeg: "%s", linger: 1s}
                metrics: {allowed-networks: [127.0.0.1/32]}
                """.formatted(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class)));
        house.awaitChannels(media().size() + 1);
    }

    private static void serve(Medium medium) throws IOException {
        Optional<Path> shared = SharedFiles.find("media/" + medium.name());
        if (medium.isOwn()) {
            try (InputStream in = MediaPlaysTest.class.getResourceAsStream("/" + medium.name())) {
                serve(medium, in.readAllBytes());
            }
        } else if (shared.isPresent() && medium.isTree()) {
            String name = medium.name().substring(0, medium.name().indexOf('/'));
            Path tree = SharedFiles.need("media/" + name);
            try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    origin.on("/" + name + "/" + tree.relativize(file), Answer.ok(Files.readAllBytes(file)));
                }
            }
        } else if (shared.isPresent()) {
            serve(medium, Files.readAllBytes(shared.orElseThrow()));
        }
    }

    /** About twice as fast as it plays. */
    private static void serve(Medium medium, byte[] bytes) {
        origin.on(
                "/" + medium.name(),
                Answer.of("HTTP/1.1 200 OK")
                        .piece(new byte[0])
                        .paced(bytes, Duration.ofSeconds(9))
                        .stall());
    }

    @AfterAll
    static void close() throws IOException {
        house.close();
        origin.close();
        live.close();
    }

    private static int channel(String name) {
        return media().stream().map(Medium::name).toList().indexOf(name) + 1;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("media")
    @Execution(ExecutionMode.CONCURRENT)
    void playsAsTransportStreamAndAsHls(Medium medium) throws IOException, InterruptedException {
        medium.need();
        int channel = channel(medium.name());
        try (TsClient viewer = TsClient.watching(house.port(), "/live/u/p/" + channel + ".ts", "tv")) {
            var playlist = house.get("/live/u/p/" + channel + ".m3u8");
            assertThat(playlist.statusCode()).as(playlist.body()).isEqualTo(200);
            byte[] segments = segments(channel, 2);
            assertThat(viewer.status()).isEqualTo(200);
            decodes(medium, "hls", segments);
            // for what ffprobe reads to be whole, there must be more
            double enough = 4 * segments.length / seconds(channel);
            Await.until("4 s of it", Duration.ofSeconds(12), () -> viewer.received() > enough);
            decodes(medium, "ts", viewer.packets());
        }
    }

    /** The bytes of all segments, once there are so many; a stream with long groups of pictures has one. */
    private static byte[] segments(int channel, int count) throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String segment : list(channel, count)) {
            bytes.writeBytes(house.bytes(segment).body());
        }
        return bytes.toByteArray();
    }

    private static List<String> list(int channel, int count) {
        var _ = Await.within(Duration.ofSeconds(6), () -> paths(channel).size() >= count);
        return paths(channel);
    }

    private static double seconds(int channel) {
        return playlist(channel)
                .lines()
                .filter(line -> line.startsWith("#EXTINF:"))
                .mapToDouble(line -> Double.parseDouble(line.substring("#EXTINF:".length(), line.indexOf(','))))
                .sum();
    }

    private static List<String> paths(int channel) {
        return playlist(channel)
                .lines()
                .filter(line -> line.endsWith(".ts"))
                .map(line -> line.substring("../../..".length()))
                .toList();
    }

    private static String playlist(int channel) {
        try {
            return house.get("/live/u/p/" + channel + ".m3u8").body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void decodes(Medium medium, String form, byte[] packets) throws IOException, InterruptedException {
        Path file = folder.resolve(medium.name().replace('/', '_') + "." + form + ".ts");
        Files.write(file, packets);
        Ffmpeg.Run probe = Ffmpeg.framesOf(file, 3);
        String said = probe.text();
        // programmes come first, with their streams, and then all streams
        String streams = said.substring(said.lastIndexOf("\n\n") + 1).strip();
        List<String> complaints = said.lines()
                .filter(line -> !line.isBlank() && !line.matches("[a-z0-9_]+,(\\d+|N/A),?"))
                .toList();
        Map<String, Integer> frames = new TreeMap<>();
        streams.lines()
                .map(line -> line.split(",", 3))
                .filter(fields -> fields.length > 1 && fields[1].matches("\\d+"))
                .forEach(fields -> frames.merge(fields[0], Integer.valueOf(fields[1]), Integer::sum));
        String codecs = streams.lines()
                .filter(line -> line.contains(","))
                .map(line -> line.substring(0, line.indexOf(',')))
                .sorted()
                .collect(Collectors.joining(" "));
        assertThat(codecs).as("%s as %s: %s", medium, form, probe.text()).isEqualTo(medium.codecs());
        frames.forEach((codec, count) -> {
            if (!codec.equals("dvb_subtitle")) {
                assertThat(count).as("%s as %s: %s", medium, form, probe.text()).isGreaterThan(30);
            }
        });
        if (medium.decodes() == Decodes.WITHOUT_A_WORD) {
            assertThat(complaints).as("%s as %s", medium, form).isEmpty();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void encryptedTreesGiveTheSegmentsOfTheClearOne() throws IOException, InterruptedException {
        var _ = SharedFiles.need("media/hls_aes");
        int clear = channel("hls_ts/index.m3u8");
        for (String name : List.of("hls_aes/index.m3u8", "hls_aes_rot/index.m3u8")) {
            int encrypted = channel(name);
            List<String> want = list(clear, 3);
            List<String> have = list(encrypted, 3);
            assertThat(have).hasSizeGreaterThanOrEqualTo(3);
            for (int i = 0; i < 3; i++) {
                assertThat(house.bytes(have.get(i)).body())
                        .as("segment %d of %s", i, name)
                        .isEqualTo(house.bytes(want.get(i)).body());
            }
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void streamWithoutKeyPicturesIsJoinedWithinThreeSeconds() throws IOException, InterruptedException {
        var _ = SharedFiles.need("media/h264_intra_refresh.ts");
        String path = "/live/u/p/" + (media().size() + 1) + ".ts";
        try (TsClient first = TsClient.watching(house.port(), path, "first")) {
            first.awaitBytes(200_000);
            assertThat(first.timeToFirstByte()).isLessThan(Duration.ofSeconds(3));
            try (TsClient late = TsClient.watching(house.port(), path, "late")) {
                late.awaitBytes(400_000); // some sixty pictures of this stream
                assertThat(late.timeToFirstByte()).isLessThan(Duration.ofSeconds(3));
                assertThat(TsClient.firstEntry(late.packets())).isEqualTo(2);
                Path file = Files.write(folder.resolve("late.ts"), late.packets());
                assertThat(Ffmpeg.framesOf(file, 3).text()).containsPattern("h264,[4-7][0-9]");
            }
        }
    }
}
