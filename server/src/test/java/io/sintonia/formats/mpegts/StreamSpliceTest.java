package io.sintonia.formats.mpegts;

import static io.sintonia.formats.mpegts.TsBuilder.AUDIO;
import static io.sintonia.formats.mpegts.TsBuilder.PMT;
import static io.sintonia.formats.mpegts.TsBuilder.VIDEO;
import static io.sintonia.formats.mpegts.TsBuilder.es;
import static io.sintonia.formats.mpegts.TsBuilder.filler;
import static io.sintonia.formats.mpegts.TsBuilder.television;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.formats.mpegts.TsBuilder.Mark;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One source after the other looks like one stream: the same PIDs, clocks that go on, tables that say what has changed. */
class StreamSpliceTest {
    private static final int H264 = 0x1B;
    private static final int HEVC = 0x24;
    private static final int AAC = 0x0F;
    private static final long WRAP = 1L << 33;

    private final StreamSplice splice = new StreamSplice();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    @Test
    void pidsAreTheFirstSourcesWhereCodecsAreTheSame() {
        first(television(H264).mark(Mark.RANDOM_ACCESS).unit(VIDEO, 900_000, filler(300)));
        byte[] later = next(new TsBuilder()
                .pat(7, 0x1ABC)
                .pmt(7, 0x1ABC, 0x201, es(AAC, 0x200), es(H264, 0x201))
                .mark(Mark.RANDOM_ACCESS)
                .unit(0x201, 5_000, filler(300))
                .unit(0x200, 5_000, filler(100)));
        assertThat(pids(later)).containsOnly(0, PMT, VIDEO, AUDIO);
        ProgramMap map = map(later);
        assertThat(map.program()).isEqualTo(1);
        assertThat(map.pid()).isEqualTo(PMT);
        assertThat(map.pcrPid()).isEqualTo(VIDEO);
        assertThat(map.streams()).extracting(ElementaryStream::pid).containsExactly(AUDIO, VIDEO);
    }

    @Test
    void versionRisesByOneWhereTablesSaySomethingElseAndOnlyThen() {
        first(television(H264)
                .version(31)
                .pmt(1, PMT, VIDEO, es(H264, VIDEO), es(AAC, AUDIO))
                .mark(Mark.RANDOM_ACCESS)
                .unit(VIDEO, 900_000, filler(30)));
        assertThat(map(next(playing(H264))).version()).as("says the same").isEqualTo(31);
        byte[] changed = next(new TsBuilder()
                .pat(1, PMT)
                .pmt(1, PMT, VIDEO, es(H264, VIDEO))
                .mark(Mark.RANDOM_ACCESS)
                .unit(VIDEO, 77, filler(30)));
        assertThat(map(changed).version()).as("sound is gone").isZero();
        assertThat(map(next(playing(H264))).version()).as("and is back").isEqualTo(1);
    }

    @Test
    void anotherCodecGetsAPidOfItsOwnAndFindsItAgain() {
        first(playing(H264));
        int hevc = map(next(playing(HEVC))).video().orElseThrow().pid();
        assertThat(hevc).isNotIn(VIDEO, AUDIO, PMT, 0);
        assertThat(map(next(playing(H264))).video().orElseThrow().pid()).isEqualTo(VIDEO);
        byte[] again = next(playing(HEVC));
        assertThat(map(again).video().orElseThrow().pid()).isEqualTo(hevc);
        assertThat(map(again).streams().getLast().pid())
                .as("the sound is the same")
                .isEqualTo(AUDIO);
        assertThat(pids(again)).contains(hevc).doesNotContain(VIDEO);
    }

    @Test
    void tableOverSeveralPacketsIsRewrittenWholeWithItsChecksum() {
        first(playing(H264));
        String longText = "0AFE" + "41".repeat(254);
        byte[] later = next(new TsBuilder()
                .pat(1, 0x500)
                .pmt(1, 0x500, 0x301, es(H264, 0x301, "0A04656E6700"), es(AAC, 0x302, longText.substring(0, 400)))
                .mark(Mark.RANDOM_ACCESS)
                .unit(0x301, 90_000, filler(30))
                .pat(1, 0x500)
                .pmt(1, 0x500, 0x301, es(H264, 0x301, "0A04656E6700"), es(AAC, 0x302, longText.substring(0, 400))));
        var told = new ArrayList<byte[]>();
        var assembler = new SectionAssembler();
        for (int at = 0; at < later.length; at += TsPacket.SIZE) {
            if (TsPacket.pid(later, at) == PMT) {
                assembler.accept(later, at, at, (section, length, from) -> told.add(Arrays.copyOf(section, length)));
            }
        }
        assertThat(assembler.broken()).isZero();
        assertThat(told).hasSize(2);
        assertThat(told.getFirst()).hasSizeGreaterThan(TsPacket.SIZE).isEqualTo(told.getLast());
        assertThat(ProgramMap.read(told.getFirst(), told.getFirst().length, PMT)
                        .orElseThrow()
                        .streams())
                .extracting(ElementaryStream::pid)
                .containsExactly(VIDEO, AUDIO);
    }

    @Test
    void countersGoOnAlsoOfTablesAndOfWhatIsLeftOut() {
        first(playing(H264).packets(AUDIO, 5));
        next(playing(H264).lose(AUDIO, 3).packets(AUDIO, 9).unit(AUDIO, 800_000, filler(10)));
        next(playing(H264).pat(1, PMT).lose(VIDEO, 6).unit(VIDEO, 920_000, filler(400)));
        var seen = new StreamAnalyzer();
        byte[] all = sent.toByteArray();
        for (int at = 0; at < all.length; at += TsPacket.SIZE) {
            seen.inspect(all, at);
        }
        assertThat(seen.losses()).as("the one inside the last source").isEqualTo(1);
    }

    @Test
    void timesGoOnOneStepAfterTheLastOverTheWrap() {
        first(television(H264)
                .clock(WRAP - 20_000)
                .mark(Mark.RANDOM_ACCESS)
                .unit(VIDEO, WRAP - 7_200, filler(30))
                .unit(VIDEO, WRAP - 3_600, filler(30)));
        byte[] later = next(television(H264)
                .clock(40_000)
                .mark(Mark.RANDOM_ACCESS)
                .unit(VIDEO, 50_000, filler(30))
                .unit(VIDEO, 53_600, filler(30)));
        assertThat(times(later, VIDEO)).containsExactly(0L, 3_600L);
        assertThat(clocks(later)).containsExactly(WRAP - 10_000);
    }

    @Test
    void clockDoesNotGoBackWhereAnEntryNeedsMoreRoom() {
        first(television(H264).clock(1_000_000).mark(Mark.RANDOM_ACCESS).unit(VIDEO, 1_010_000, filler(30)));
        // 60,000 ticks before its time; going on by the same distance, the clock would go back by 46,400
        byte[] later = next(television(H264).clock(0).mark(Mark.RANDOM_ACCESS).unit(VIDEO, 60_000, filler(30)));
        assertThat(clocks(later)).containsExactly(1_000_090L);
        assertThat(times(later, VIDEO)).as("no gap").containsExactly(1_013_600L);
        // two seconds before its time; now the clock would go back by 166,310
        byte[] far = next(television(H264).clock(0).mark(Mark.RANDOM_ACCESS).unit(VIDEO, 180_000, filler(30)));
        assertThat(clocks(far)).containsExactly(1_000_180L);
        assertThat(times(far, VIDEO))
                .as("a second of the distance is given up, and the rest is a gap")
                .containsExactly(1_000_180L + 180_000 - 90_000);
    }

    @Test
    void soundThatWasHeardIsLeftOutAndSoIsWhatBeginsInTheMiddle() {
        first(playing(H264).unit(AUDIO, 900_000, filler(20)).unit(AUDIO, 901_920, filler(20)));
        byte[] later = next(playing(H264)
                .packets(AUDIO, 2)
                .unit(AUDIO, 896_000, filler(20))
                .unit(AUDIO, 898_000, filler(20))
                .unit(AUDIO, 900_600, filler(20)));
        // pictures go on at 903,600, so times are moved by 3,600
        assertThat(times(later, AUDIO)).containsExactly(904_200L);
    }

    @Test
    void picturesShownBeforeTheEntryAreLeftOutButTheirClockIsNot() {
        first(playing(H264));
        byte[] later = next(television(H264)
                .mark(Mark.RANDOM_ACCESS)
                .unit(VIDEO, 500_000, filler(30))
                .clock(480_000)
                .unit(VIDEO, 492_800, filler(300))
                .unit(VIDEO, 496_400, filler(300))
                .unit(VIDEO, 507_200, filler(30))
                .unit(VIDEO, 503_600, filler(30)));
        assertThat(times(later, VIDEO)).containsExactly(903_600L, 910_800L, 907_200L);
        assertThat(clocks(later)).hasSize(1);
        assertThat(losses()).isZero();
    }

    @Test
    void preambleIsOfTheRewrittenTablesAndItsCountersLeadIntoWhatFollows() {
        first(playing(H264));
        var raw = new TsBuilder()
                .pat(3, 0x900)
                .pmt(3, 0x900, 0x301, es(H264, 0x301))
                .mark(Mark.RANDOM_ACCESS)
                .unit(0x301, 90_000, filler(30))
                .bytes();
        var analyzer = new StreamAnalyzer();
        int entry = entry(raw, analyzer);
        var source = splice.begin(analyzer, raw, entry);
        byte[] before = source.preamble();
        var out = new ByteArrayOutputStream();
        out.writeBytes(before);
        source.rewrite(raw, entry, raw.length, out::write);
        assertThat(map(before).streams()).extracting(ElementaryStream::pid).containsExactly(VIDEO);
        sent.reset();
        sent.writeBytes(out.toByteArray());
        assertThat(losses()).isZero();
    }

    @Test
    void otherProgrammesAndStrangersOnOutgoingPidsAreLeftOut() {
        first(playing(H264));
        byte[] later = next(new TsBuilder()
                .pat(1, 0x900, 2, 0x901)
                .pmt(1, 0x900, 0x301, es(H264, 0x301))
                .pmt(2, 0x901, 0x401, es(H264, 0x401))
                .mark(Mark.RANDOM_ACCESS)
                .unit(0x301, 90_000, filler(30))
                .unit(0x401, 90_000, filler(30))
                .unit(VIDEO, 90_000, filler(30))
                .packets(0x12, 1)
                .nulls(1));
        assertThat(pids(later)).containsOnly(0, PMT, VIDEO, 0x12, TsPacket.NULL_PID);
        assertThat(times(later, VIDEO)).hasSize(1);
    }

    @Test
    void tablesThatChangeWithinALaterSourceAreFollowed() {
        first(playing(H264));
        byte[] later = next(playing(H264)
                .version(5)
                .pmt(1, PMT, VIDEO, es(H264, VIDEO), es(AAC, 0x222), es(AAC, 0x223))
                .unit(0x222, 1_000_000, filler(20))
                .unit(0x223, 1_000_000, filler(20)));
        assertThat(map(later).streams()).extracting(ElementaryStream::pid).containsExactly(VIDEO, AUDIO, 0x223);
        assertThat(pids(later)).contains(AUDIO, 0x223).doesNotContain(0x222);
    }

    private static TsBuilder playing(int codec) {
        return television(codec).clock(890_000).mark(Mark.RANDOM_ACCESS).unit(VIDEO, 900_000, filler(30));
    }

    /** The first source, of which all from the entry on is sent as it is. */
    private void first(TsBuilder stream) {
        byte[] raw = stream.bytes();
        var analyzer = new StreamAnalyzer();
        int entry = entry(raw, analyzer);
        analyzer.followed().ifPresent(splice::follow);
        splice.observe(raw, entry, raw.length);
        for (int at = entry + TsPacket.SIZE; at < raw.length; at += TsPacket.SIZE) {
            analyzer.inspect(raw, at);
        }
        splice.conclude(analyzer);
        sent.write(raw, 0, raw.length);
        assertThat(splice.hasPast()).isTrue();
    }

    /** A later source; answers what is sent of it. */
    private byte[] next(TsBuilder stream) {
        byte[] raw = stream.bytes();
        var analyzer = new StreamAnalyzer();
        int entry = entry(raw, analyzer);
        var source = splice.begin(analyzer, raw, entry);
        var out = new ByteArrayOutputStream();
        for (int at = entry; at < raw.length; at += TsPacket.SIZE) {
            if (at > entry) {
                analyzer.inspect(raw, at);
            }
            source.rewrite(raw, at, at + TsPacket.SIZE, out::write);
        }
        sent.writeBytes(out.toByteArray());
        return out.toByteArray();
    }

    private static int entry(byte[] raw, StreamAnalyzer analyzer) {
        for (int at = 0; at < raw.length; at += TsPacket.SIZE) {
            if (analyzer.inspect(raw, at) == Verdict.ENTRY) {
                return (int) analyzer.unitStart() * TsPacket.SIZE;
            }
        }
        throw new AssertionError("no entry");
    }

    private long losses() {
        return Inspection.of(sent.toByteArray(), new StreamAnalyzer())
                .analyzer()
                .losses();
    }

    private static List<Integer> pids(byte[] packets) {
        var pids = new ArrayList<Integer>();
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            pids.add(TsPacket.pid(packets, at));
        }
        return pids;
    }

    /** The newest map told. */
    private static ProgramMap map(byte[] packets) {
        return Inspection.of(packets, new StreamAnalyzer())
                .analyzer()
                .followed()
                .orElseThrow();
    }

    private static List<Long> times(byte[] packets, int pid) {
        var times = new ArrayList<Long>();
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            int payload = TsPacket.payloadOffset(packets, at);
            if (TsPacket.pid(packets, at) == pid && TsPacket.payloadUnitStart(packets, at)) {
                times.add(PesHeader.pts(packets, payload, at + TsPacket.SIZE));
            }
        }
        return times;
    }

    private static List<Long> clocks(byte[] packets) {
        var clocks = new ArrayList<Long>();
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            if (TsPacket.hasPcr(packets, at)) {
                clocks.add(TsPacket.pcr(packets, at));
            }
        }
        return clocks;
    }
}
