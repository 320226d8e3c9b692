package io.sintonia.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.SharedFiles;
import io.sintonia.channellog.ChannelLog;
import io.sintonia.channellog.LogClock;
import io.sintonia.channellog.LogCursor;
import io.sintonia.channellog.LogLimits;
import io.sintonia.channellog.LogRead;
import io.sintonia.channellog.LogSegment;
import io.sintonia.channellog.SegmentStore;
import io.sintonia.formats.mpegts.ProgramMap;
import io.sintonia.formats.mpegts.StreamAnalyzer;
import io.sintonia.formats.mpegts.StreamSplice;
import io.sintonia.formats.mpegts.TsPacket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A viewer who watches through many sources' deaths sees one stream: real clips, cut anywhere, judged by ffmpeg. */
class SpliceTest {
    @TempDir
    Path folder;

    private final StreamSplice splice = new StreamSplice();
    private final Random random = new Random(41);
    private final ByteArrayOutputStream viewed = new ByteArrayOutputStream();
    private ChannelLog log;
    private @Nullable LogCursor cursor;
    private long nanos;

    @BeforeEach
    void open() throws IOException {
        log = new ChannelLog(
                "1",
                ChannelLog.Beginning.at(1),
                SegmentStore.open(folder.resolve("live"), 256 << 20),
                LogLimits.of(Duration.ofMinutes(10), Duration.ofSeconds(2)),
                LogClock.system());
    }

    @Test
    void tenDeathsOfTheSameSourceAreNotSeen() throws IOException {
        byte[] card = Media.card();
        for (int i = 0; i <= 10; i++) {
            play(part(card));
        }
        assertSeamless();
    }

    @Test
    void tenChangesBetweenSourcesWithOtherPidsAreNotSeen() throws IOException {
        byte[] card = Media.card();
        byte[] other = Media.remuxed(
                folder,
                card,
                "-mpegts_start_pid",
                "0x321",
                "-mpegts_pmt_start_pid",
                "0x1ff",
                "-output_ts_offset",
                "95443");
        for (int i = 0; i <= 10; i++) {
            play(part(i % 2 == 0 ? card : other));
        }
        assertSeamless();
        assertThat(pmtVersions(viewed.toByteArray())).as("nothing has changed").containsOnly(0);
    }

    /** The slate of a start is the log's first stream; those of outages lie between a source's deaths. */
    @Test
    void slatesBeforeAndBetweenSourcesAreOneStreamWithThem() throws IOException {
        byte[] card = Media.card();
        play(slate(Slate.STARTING, 20_000));
        for (int i = 0; i < 5; i++) {
            play(part(card));
            play(slate(Slate.UNAVAILABLE, 60_000 + random.nextInt(100_000)));
        }
        play(part(card));
        assertSeamless();
    }

    private static byte[] slate(Slate slate, int length) throws IOException {
        byte[] bytes = new byte[length];
        byte[] piece = new byte[4000];
        try (Upstream upstream = new Slates(new FakePause()).open(slate)) {
            for (int at = 0; at < length; ) {
                int count = Math.min(upstream.read(piece), length - at);
                System.arraycopy(piece, 0, bytes, at, count);
                at += count;
            }
        }
        return bytes;
    }

    @Test
    void pictureThatIsCutOffIsNotSent() throws IOException {
        byte[] card = Media.card();
        // in the middle of the 3rd key picture
        for (int packet : new int[] {1000, 1001, 1002, 1003}) {
            play(Arrays.copyOf(card, packet * TsPacket.SIZE));
        }
        assertSeamless();
    }

    @Test
    void sharedClipsOfOneCodecAreOneStream() throws IOException {
        byte[] first = shared("h264_gop2s.ts");
        byte[] second = Media.card();
        for (int i = 0; i < 6; i++) {
            play(part(i % 2 == 0 ? first : second));
        }
        var seen = inspected(viewed.toByteArray());
        assertThat(seen.losses()).isZero();
        assertThat(Media.decode(folder, viewed.toByteArray())).isEmpty();
        assertRising("v:0");
        assertRising("a:0");
    }

    @Test
    void openGroupsOfPicturesBeginClean() throws IOException {
        byte[] clip = shared("hevc_opengop_cra.ts");
        for (int i = 0; i < 5; i++) {
            play(part(clip));
        }
        assertThat(inspected(viewed.toByteArray()).losses()).isZero();
        assertThat(Media.decode(folder, viewed.toByteArray())).isEmpty();
        assertRising("v:0");
    }

    @Test
    void anotherCodecIsAnnouncedByTheVersionAndEachPartDecodes() throws IOException {
        play(shared("h264_gop2s.ts"));
        byte[] first = viewed.toByteArray();
        play(shared("hevc_gop2s.ts"));
        byte[] second = Arrays.copyOfRange(viewed.toByteArray(), first.length, viewed.size());
        assertThat(Media.decode(folder, first)).isEmpty();
        assertThat(Media.decode(folder, second)).isEmpty();
        assertThat(inspected(viewed.toByteArray()).losses()).isZero();
        assertThat(pmtVersions(second)).doesNotContainAnyElementsOf(pmtVersions(first));
        ProgramMap now = inspected(second).followed().orElseThrow();
        ProgramMap before = inspected(first).followed().orElseThrow();
        assertThat(now.video().orElseThrow().codec()).isEqualTo("hevc");
        assertThat(now.video().orElseThrow().pid())
                .isNotEqualTo(before.video().orElseThrow().pid());
        assertThat(now.pid()).isEqualTo(before.pid());
    }

    @Test
    void radioGoesOnToo() throws IOException {
        byte[] radio = shared("radio_aac.ts");
        for (int i = 0; i < 6; i++) {
            play(part(radio));
        }
        assertThat(inspected(viewed.toByteArray()).losses()).isZero();
        assertThat(Media.decode(folder, viewed.toByteArray())).isEmpty();
        assertRising("a:0");
    }

    @Test
    void whoJoinsAfterASpliceGetsTheRewrittenTables() throws IOException {
        byte[] card = Media.card();
        play(part(card));
        play(Media.remuxed(folder, card, "-mpegts_start_pid", "0x321", "-mpegts_pmt_start_pid", "0x1ff"));
        try (LogCursor late = log.cursor()) {
            var joined = new ByteArrayOutputStream();
            joined.writeBytes(late.skipToNewestEntry());
            drain(late, joined);
            assertThat(inspected(joined.toByteArray()).losses()).isZero();
            assertThat(Media.decode(folder, joined.toByteArray())).isEmpty();
        }
        for (LogSegment segment : log.window()) {
            var alone = new ByteArrayOutputStream();
            alone.writeBytes(segment.preamble());
            alone.writeBytes(Files.readAllBytes(folder.resolve("live").resolve(name(segment))));
            assertThat(inspected(alone.toByteArray()).losses()).isZero();
            assertThat(inspected(alone.toByteArray()).followed()).isPresent();
        }
    }

    private String name(LogSegment segment) throws IOException {
        try (var files = Files.list(folder.resolve("live"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith("-" + segment.sequence() + ".ts"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static byte[] shared(String name) throws IOException {
        return Files.readAllBytes(SharedFiles.need("media/" + name));
    }

    /** A source that is joined anywhere and dies anywhere. */
    private byte[] part(byte[] clip) {
        int from = random.nextInt(clip.length / 4);
        int length = clip.length / 3 + random.nextInt(clip.length / 3);
        return Arrays.copyOfRange(clip, from, from + length);
    }

    /** One connection, from its first byte to its death. */
    private void play(byte[] stream) throws IOException {
        LogFeeder feeder = new LogFeeder(log, () -> nanos += 1_000_000, splice);
        byte[] piece = new byte[4000];
        for (int at = 0; at < stream.length; ) {
            int length = Math.min(1 + random.nextInt(piece.length), stream.length - at);
            System.arraycopy(stream, at, piece, 0, length);
            feeder.feed(piece, length);
            at += length;
            read();
        }
        feeder.finish();
        read();
        assertThat(feeder.hasEntered()).isTrue();
        log.beginAnew();
    }

    private void read() throws IOException {
        LogCursor reader = cursor;
        if (reader == null) {
            if (log.newestEntry() == null) {
                return;
            }
            reader = log.cursor();
            cursor = reader;
            viewed.writeBytes(reader.skipToNewestEntry());
        }
        drain(reader, viewed);
    }

    private static void drain(LogCursor reader, ByteArrayOutputStream into) throws IOException {
        while (reader.next(1000 * TsPacket.SIZE)
                instanceof LogRead.Bytes(LogSegment segment, long offset, int length)) {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining()) {
                segment.file().read(bytes, offset + bytes.position());
            }
            into.writeBytes(bytes.array());
        }
    }

    private void assertSeamless() throws IOException {
        byte[] all = viewed.toByteArray();
        StreamAnalyzer seen = inspected(all);
        assertThat(seen.losses()).isZero();
        assertThat(seen.clockJumps()).isZero();
        assertThat(Media.decode(folder, all)).isEmpty();
        assertRising("v:0");
        assertRising("a:0");
        List<Long> pictures = Media.times(folder, all, "v:0", "dts");
        for (int i = 1; i < pictures.size(); i++) {
            assertThat(pictures.get(i) - pictures.get(i - 1))
                    .as("gap before picture " + i)
                    .isBetween(1L, 2L * 3600);
        }
    }

    private void assertRising(String stream) throws IOException {
        List<Long> times = Media.times(folder, viewed.toByteArray(), stream, "dts");
        assertThat(times).hasSizeGreaterThan(20);
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i)).as(stream + " " + i).isGreaterThan(times.get(i - 1));
        }
    }

    private static StreamAnalyzer inspected(byte[] packets) {
        var analyzer = new StreamAnalyzer();
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            analyzer.inspect(packets, at);
        }
        return analyzer;
    }

    /** The version of every PMT section that begins in these packets. */
    private static List<Integer> pmtVersions(byte[] packets) {
        int pid = inspected(packets).followed().orElseThrow().pid();
        var versions = new ArrayList<Integer>();
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            if (TsPacket.pid(packets, at) == pid && TsPacket.payloadUnitStart(packets, at)) {
                versions.add((packets[at + 10] >> 1) & 0x1F);
            }
        }
        return versions;
    }
}
