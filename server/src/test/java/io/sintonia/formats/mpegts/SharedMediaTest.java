package io.sintonia.formats.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real encoders' streams: what is found in them agrees with ffprobe, and ffmpeg decodes what a late viewer gets. */
class SharedMediaTest {
    private static final long SECOND = ClockReference.TICKS_PER_SECOND;

    @ParameterizedTest
    @CsvSource({
        "h264_gop2s.ts, h264 aac, 640x360",
        "h264_gop10s_cbr_null.ts, h264 aac, 640x360",
        "h264_intra_refresh.ts, h264 aac, 480x270",
        "hevc_gop2s.ts, hevc aac, 640x360",
        "hevc_opengop_cra.ts, hevc aac, 480x270",
        "mpeg2_mp2.ts, mpeg2video mp2, 720x576",
        "radio_aac.ts, aac, ",
        "m2ts_192.m2ts, unknown, ",
        "ts_204.ts, h264 aac, 640x360",
        "multi_audio_dvbsub.ts, h264 aac ac3 dvbsub, 640x360",
        "mpts_two_programs.ts, h264 aac h264 aac, 320x180",
        "pts_wrap.ts, h264 aac, 320x180",
        "discontinuity_clock_pid_size.ts, h264 aac, 640x360",
        "damaged_loss_resync.ts, h264 aac, 640x360",
        "hls_ts/seg001.ts, h264 aac, 640x360",
        "hls_disc/b1.ts, h264 aac, 320x180"
    })
    void streamsAreAlignedAndNamed(String name, String codecs, String size) throws IOException {
        var bytes = Files.readAllBytes(SharedMedia.file(name));
        var aligner = new PacketAligner();
        var packets = SharedMedia.align(bytes, aligner, 65_536);
        assertThat(packets.length % TsPacket.SIZE).isZero();
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            assertThat(packets[at]).isEqualTo(TsPacket.SYNC);
        }
        assertThat(packets.length).isEqualTo((bytes.length - aligner.junkBytes()) / aligner.packetDistance() * 188);
        assertThat(SharedMedia.align(bytes, new PacketAligner(), 1_361)).isEqualTo(packets);

        var inspection = Inspection.of(packets, new StreamAnalyzer());
        var facts = inspection.analyzer().facts();
        var names = facts.programs().stream()
                .flatMap(program -> program.streams().stream())
                .map(ElementaryStream::codec)
                .toList();
        assertThat(String.join(" ", names)).isEqualTo(codecs);
        assertThat(facts.picture()
                        .map(picture -> picture.width() + "x" + picture.height())
                        .orElse(null))
                .isEqualTo(size);
        assertThat(inspection.entries()).isNotEmpty();
        assertThat(facts.health().brokenSections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hls_aes/seg000.ts", "radio_aac.aac", "radio.mp3", "vod_faststart.mp4", "vod_multi.mkv"})
    void otherFilesAreNotTakenForTransportStreams(String name) throws IOException {
        var aligner = new PacketAligner();
        assertThat(SharedMedia.align(Files.readAllBytes(SharedMedia.file(name)), aligner, 4096))
                .isEmpty();
        assertThat(aligner.looksLikeTransportStream()).isFalse();
        assertThat(aligner.notTransportStream()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "h264_gop2s.ts, true", "h264_gop2s.ts, false",
        "h264_gop10s_cbr_null.ts, true", "h264_gop10s_cbr_null.ts, false",
        "hevc_gop2s.ts, true", "hevc_gop2s.ts, false",
        "hevc_opengop_cra.ts, true", "hevc_opengop_cra.ts, false",
        "mpeg2_mp2.ts, true", "mpeg2_mp2.ts, false",
        "h264_intra_refresh.ts, true", "h264_intra_refresh.ts, false"
    })
    void entriesAreFfprobesKeyFrames(String name, boolean flags) throws IOException {
        var packets = SharedMedia.packets(name);
        if (!flags) {
            clearFlags(packets);
        }
        var inspection = Inspection.of(packets, new StreamAnalyzer());
        var keys = new TreeSet<Long>();
        for (var line : SharedMedia.ffprobe(
                "-v",
                "error",
                "-select_streams",
                "v:0",
                "-show_entries",
                "packet=pts,flags",
                "-of",
                "csv=p=0",
                SharedMedia.file(name).toString())) {
            var columns = line.split(",", -1);
            if (columns.length > 1 && columns[1].startsWith("K")) {
                keys.add(Long.parseLong(columns[0]));
            }
        }
        assertThat(keys).isNotEmpty();
        assertThat(inspection.entryTimes()).containsExactlyElementsOf(keys);
        assertThat(inspection.kinds()).allMatch(EntryKind::clean);
        if (flags) {
            assertThat(inspection.mostHeld()).as("nearly nothing is ever held").isLessThanOrEqualTo(4);
        }
    }

    @Test
    void damagedStreamIsRealignedAndItsLossesCounted() throws IOException {
        var original = Files.readAllBytes(SharedMedia.file("h264_gop2s.ts"));
        var kept = new TsBuilder();
        var lastOfPid = new HashMap<Integer, Boolean>();
        long gaps = 0;
        int count = original.length / TsPacket.SIZE;
        // The file was made so: of 200 packets the one numbered 150 is missing, and the last is cut.
        for (int i = 0; i < count - 1; i++) {
            int at = i * TsPacket.SIZE;
            int pid = TsPacket.pid(original, at);
            boolean counted = TsPacket.hasPayload(original, at);
            if (i % 200 == 150) {
                if (counted && lastOfPid.containsKey(pid)) {
                    lastOfPid.put(pid, false);
                }
                continue;
            }
            kept.raw(Arrays.copyOfRange(original, at, at + TsPacket.SIZE));
            if (counted && !Objects.requireNonNullElse(lastOfPid.put(pid, true), true)) {
                gaps++;
            }
        }
        var aligner = new PacketAligner();
        var damaged = Files.readAllBytes(SharedMedia.file("damaged_loss_resync.ts"));
        var packets = SharedMedia.align(damaged, aligner, 4096);
        assertThat(packets).isEqualTo(kept.bytes());
        assertThat(aligner.resyncs()).isEqualTo((count - 301) / 500 + 1);
        var analyzer = Inspection.of(packets, new StreamAnalyzer()).analyzer();
        assertThat(analyzer.losses()).isEqualTo(gaps).isGreaterThan(30);
    }

    @Test
    void bothMapsAreInThePreamble() throws IOException {
        var preamble = Inspection.of(SharedMedia.packets("mpts_two_programs.ts"), new StreamAnalyzer())
                .analyzer()
                .preamble();
        assertThat(preamble).hasSize(3 * TsPacket.SIZE);
        assertThat(List.of(TsPacket.pid(preamble, 0), TsPacket.pid(preamble, 188), TsPacket.pid(preamble, 376)))
                .containsExactly(0, 0x1000, 0x1001);
    }

    @Test
    void jumpsOfClockPidAndSizeAreFollowed() throws IOException {
        var inspection = Inspection.of(SharedMedia.packets("discontinuity_clock_pid_size.ts"), new StreamAnalyzer());
        assertThat(inspection.analyzer().clockJumps()).isEqualTo(2);
        assertThat(inspection.entries()).hasSize(9);
        assertThat(inspection.kinds()).allMatch(EntryKind::clean);
    }

    @Test
    void wrapIsNoJump() throws IOException {
        var inspection = Inspection.of(SharedMedia.packets("pts_wrap.ts"), new StreamAnalyzer());
        var times = inspection.entryTimes();
        assertThat(inspection.analyzer().clockJumps()).isZero();
        assertThat(times).isSorted().hasSize(8);
        assertThat(times.getLast() - times.getFirst()).isEqualTo(14 * SECOND);
        assertThat(times.getLast()).isGreaterThan(1L << 33);
    }

    @Test
    void radioIsEnteredAtOnce() throws IOException {
        for (var name : List.of("radio_aac.ts", "m2ts_192.m2ts")) {
            var inspection = Inspection.of(SharedMedia.packets(name), new StreamAnalyzer());
            assertThat(inspection.kinds()).containsOnly(EntryKind.AUDIO);
            assertThat(inspection.entryPackets().getFirst()).isLessThan(8);
            assertThat(inspection.entries()).hasSizeBetween(40, 61);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"h264_gop2s.ts", "hevc_gop2s.ts", "hevc_opengop_cra.ts", "mpeg2_mp2.ts", "mpts_two_programs.ts"})
    void lateViewerDecodesWithoutComplaint(String name, @TempDir Path folder) throws IOException {
        var packets = SharedMedia.packets(name);
        var analyzer = new StreamAnalyzer();
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            if (analyzer.inspect(packets, at) == Verdict.ENTRY && analyzer.entries() == 3) {
                int start = (int) analyzer.unitStart() * TsPacket.SIZE;
                var seen = folder.resolve("late.ts");
                var joined = TsBuilder.join(analyzer.preamble(), Arrays.copyOfRange(packets, start, packets.length));
                Files.write(seen, joined);
                assertThat(Inspection.of(joined, new StreamAnalyzer())
                                .analyzer()
                                .losses())
                        .isZero();
                assertThat(decode(seen)).isEmpty();
                return;
            }
        }
        throw new AssertionError("no third entry in " + name);
    }

    static List<String> decode(Path file) throws IOException {
        return SharedMedia.ffmpeg("-nostdin", "-v", "error", "-xerror", "-i", file.toString(), "-f", "null", "-");
    }

    private static void clearFlags(byte[] packets) {
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            if (TsPacket.randomAccess(packets, at)) {
                packets[at + 5] &= (byte) ~0x40;
            }
        }
    }
}
