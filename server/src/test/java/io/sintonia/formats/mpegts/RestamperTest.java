package io.sintonia.formats.mpegts;

import static io.sintonia.formats.mpegts.TsBuilder.AUDIO;
import static io.sintonia.formats.mpegts.TsBuilder.VIDEO;
import static io.sintonia.formats.mpegts.TsBuilder.filler;
import static io.sintonia.formats.mpegts.TsBuilder.hex;
import static io.sintonia.formats.mpegts.TsBuilder.television;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clip played again and again looks like one stream: clocks rise, counters run on, decoders do not complain. */
class RestamperTest {
    private static final long WRAP = 1L << 33;

    @Test
    void clocksAndTimesAreMovedAndWrap() {
        var stream = television(0x1B).clock(500).unit(VIDEO, 1000, filler(50)).bytes();
        int at = 2 * TsPacket.SIZE;
        var restamper = new Restamper();
        restamper.begin(WRAP - 600);
        restamper.restamp(stream, at);
        assertThat(TsPacket.pcr(stream, at)).isEqualTo(WRAP - 100);
        assertThat(PesHeader.pts(stream, TsPacket.payloadOffset(stream, at), at + TsPacket.SIZE))
                .isEqualTo(400);
        restamper.begin(-300);
        restamper.restamp(stream, at);
        assertThat(TsPacket.pcr(stream, at)).isEqualTo(WRAP - 400);
    }

    @Test
    void decodingTimesAndTheOriginalClockAreMovedToo() {
        var pes = TsBuilder.join(
                hex("000001E0 0000 80 C0 0A"), TsBuilder.stamp(3, 7200), TsBuilder.stamp(1, 3600), hex("00000165"));
        var packet = new TsBuilder().clock(90).packet(VIDEO, true, pes).bytes();
        packet[5] |= 0x08;
        TsPacket.putClockBase(packet, 12, 77);
        var restamper = new Restamper();
        restamper.begin(100);
        restamper.restamp(packet, 0);
        int payload = TsPacket.payloadOffset(packet, 0);
        assertThat(PesHeader.stamp(packet, payload + 9)).isEqualTo(7300);
        assertThat(PesHeader.stamp(packet, payload + 14)).isEqualTo(3700);
        assertThat(TsPacket.clockBase(packet, 6)).isEqualTo(190);
        assertThat(TsPacket.clockBase(packet, 12)).isEqualTo(177);
    }

    @Test
    void nothingElseIsTouched() {
        var stream = television(0x1B)
                .clock(500)
                .unit(VIDEO, 1000, filler(500))
                .nulls(2)
                .bytes();
        var copy = stream.clone();
        restamp(copy, new Restamper(), 0);
        assertThat(copy).isEqualTo(stream);
        restamp(copy, new Restamper(), 12345);
        restamp(copy, new Restamper(), -12345);
        assertThat(copy).isEqualTo(stream);
    }

    @Test
    void countersRunOnOverTheSeam() {
        var clip = television(0x1B)
                .packets(VIDEO, 21)
                .packet(VIDEO, false, new byte[0])
                .packets(AUDIO, 5)
                .bytes();
        var restamper = new Restamper();
        var whole = new TsBuilder();
        for (int round = 0; round < 4; round++) {
            var copy = clip.clone();
            restamp(copy, restamper, round * 1000L);
            whole.raw(copy);
        }
        var inspection = Inspection.of(whole);
        assertThat(inspection.analyzer().losses()).isZero();
        assertThat(TsPacket.continuity(whole.bytes(), 3 * clip.length))
                .as("the PAT's fourth")
                .isEqualTo(3);
    }

    @Test
    void lossesAndDuplicatesInsideARoundStayVisible() {
        var clip = television(0x1B)
                .packets(VIDEO, 3)
                .repeat()
                .packets(VIDEO, 2)
                .lose(VIDEO, 4)
                .packets(VIDEO, 2);
        var bytes = clip.bytes();
        restamp(bytes, new Restamper(), 5);
        assertThat(Inspection.of(bytes, new StreamAnalyzer()).analyzer().losses())
                .isEqualTo(1);
    }

    @Test
    void pidsAreMapped() {
        var packet = new TsBuilder().unit(VIDEO, 1, filler(10)).bytes();
        var restamper = new Restamper();
        restamper.mapPid(VIDEO, 0x1ABC);
        restamper.restamp(packet, 0);
        assertThat(TsPacket.pid(packet, 0)).isEqualTo(0x1ABC);
        assertThat(TsPacket.payloadUnitStart(packet, 0)).isTrue();
    }

    @Test
    void timesThatCannotBeReachedAreCounted() {
        var restamper = new Restamper();
        restamper.begin(90);
        var cut = new TsBuilder()
                .packet(VIDEO, true, hex("000001E0 0000 80 80 05 21"))
                .bytes();
        var before = cut.clone();
        restamper.restamp(cut, 0);
        assertThat(restamper.unreachable()).isEqualTo(1);
        assertThat(cut).isEqualTo(before);
        restamper.restamp(
                new TsBuilder().scrambled(2).packet(VIDEO, true, filler(184)).bytes(), 0);
        assertThat(restamper.unreachable()).isEqualTo(2);
    }

    @Test
    void loopedClipPlaysAsOneStream(@TempDir Path folder) throws IOException {
        var clip = SharedMedia.packets("h264_gop2s.ts");
        var restamper = new Restamper();
        var looped = new TsBuilder();
        // 500 frames at 25 a second, and one more because the sound lasts 6 ms longer than they do.
        long length = 501 * 3600;
        for (int round = 0; round < 5; round++) {
            var copy = clip.clone();
            restamp(copy, restamper, round * length);
            looped.raw(copy);
        }
        var packets = looped.bytes();
        var analyzer = new StreamAnalyzer();
        var entries = new ArrayList<Long>();
        long pcr = ClockReference.NONE;
        long audio = ClockReference.NONE;
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            if (analyzer.inspect(packets, at) == Verdict.ENTRY) {
                entries.add(analyzer.entryPts());
            }
            assertThat(analyzer.lastPcr()).isGreaterThanOrEqualTo(pcr);
            assertThat(analyzer.lastAudioPts()).isGreaterThanOrEqualTo(audio);
            pcr = analyzer.lastPcr();
            audio = analyzer.lastAudioPts();
        }
        assertThat(analyzer.losses()).isZero();
        assertThat(analyzer.clockJumps()).isZero();
        assertThat(restamper.unreachable()).isZero();
        assertThat(entries).hasSize(50);
        for (int i = 1; i < entries.size(); i++) {
            assertThat(entries.get(i) - entries.get(i - 1)).isEqualTo((i % 10 == 0 ? 51 : 50) * 3600L);
        }
        var file = folder.resolve("looped.ts");
        Files.write(file, packets);
        assertThat(SharedMediaTest.decode(file)).isEmpty();
    }

    private static void restamp(byte[] packets, Restamper restamper, long offset) {
        restamper.begin(offset);
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            restamper.restamp(packets, at);
        }
    }
}
