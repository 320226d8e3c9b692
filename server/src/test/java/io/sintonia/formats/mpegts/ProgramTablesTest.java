package io.sintonia.formats.mpegts;

import static io.sintonia.formats.mpegts.TsBuilder.AUDIO;
import static io.sintonia.formats.mpegts.TsBuilder.PMT;
import static io.sintonia.formats.mpegts.TsBuilder.VIDEO;
import static io.sintonia.formats.mpegts.TsBuilder.es;
import static io.sintonia.formats.mpegts.TsBuilder.hex;
import static io.sintonia.formats.mpegts.TsBuilder.television;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.formats.mpegts.ElementaryStream.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** PAT and PMT: read whatever way they are cut, kept as they came, followed when they change. */
class ProgramTablesTest {
    private static final byte[] IDR = hex("00000001 65 88");

    @Test
    void preambleIsThePacketsAsTheyCame() {
        var stream = television(0x1B).bytes();
        var analyzer = Inspection.of(stream, new StreamAnalyzer()).analyzer();
        assertThat(analyzer.preamble()).isEqualTo(stream);
        assertThat(analyzer.preamble()).isSameAs(analyzer.preamble());
    }

    @Test
    void preambleIsTheNewestCopy() {
        var stream = television(0x1B)
                .pat(1, PMT)
                .pmt(1, PMT, VIDEO, es(0x1B, VIDEO), es(0x0F, AUDIO))
                .bytes();
        var analyzer = Inspection.of(stream, new StreamAnalyzer()).analyzer();
        assertThat(analyzer.preamble()).isEqualTo(Arrays.copyOfRange(stream, 2 * 188, 4 * 188));
        assertThat(TsPacket.continuity(analyzer.preamble(), 0)).isEqualTo(1);
    }

    @Test
    void preambleIsEmptyWhileAMapIsMissing() {
        var analyzer = Inspection.of(new TsBuilder().pat(1, PMT)).analyzer();
        assertThat(analyzer.preamble()).isEmpty();
    }

    @Test
    void nothingIsAnEntryBeforeThePreambleIsThere() {
        var inspection = Inspection.of(new TsBuilder()
                .unit(VIDEO, 0, IDR)
                .pat(1, PMT)
                .unit(VIDEO, 1, IDR)
                .pmt(1, PMT, VIDEO, es(0x1B, VIDEO))
                .unit(VIDEO, 2, IDR));
        assertThat(inspection.entryTimes()).containsExactly(2L);
    }

    @Test
    void mapMaySpanPackets() {
        var many = new ArrayList<byte[]>();
        for (int i = 0; i < 40; i++) {
            many.add(es(0x0F, 0x200 + i, "0A04656E6700"));
        }
        many.add(es(0x1B, VIDEO));
        var stream = new TsBuilder()
                .pat(1, PMT)
                .pmt(1, PMT, VIDEO, many.toArray(byte[][]::new))
                .unit(VIDEO, 9, IDR);
        var inspection = Inspection.of(stream);
        assertThat(inspection.entryTimes()).containsExactly(9L);
        assertThat(inspection.analyzer().preamble()).hasSize(4 * 188).isEqualTo(Arrays.copyOf(stream.bytes(), 4 * 188));
        assertThat(inspection.analyzer().facts().programs().getFirst().streams())
                .hasSize(41);
    }

    @Test
    void brokenMapIsIgnoredAndCounted() {
        var builder = new TsBuilder().pat(1, PMT);
        var section = builder.pmtSection(1, VIDEO, es(0x1B, VIDEO));
        section[section.length - 1] ^= 1;
        var facts = Inspection.of(builder.sections(PMT, section)).analyzer().facts();
        assertThat(facts.programs()).isEmpty();
        assertThat(facts.health().brokenSections()).isEqualTo(1);
    }

    @Test
    void mapWithALostPacketIsIgnored() {
        var many = new ArrayList<byte[]>();
        for (int i = 0; i < 40; i++) {
            many.add(es(0x0F, 0x200 + i));
        }
        var whole = new TsBuilder()
                .pat(1, PMT)
                .pmt(1, PMT, VIDEO, many.toArray(byte[][]::new))
                .bytes();
        var cut = TsBuilder.join(Arrays.copyOf(whole, 2 * 188), Arrays.copyOfRange(whole, 3 * 188, whole.length));
        assertThat(Inspection.of(cut, new StreamAnalyzer()).analyzer().facts().programs())
                .isEmpty();
    }

    @Test
    void tableNotYetInForceIsIgnored() {
        var builder = new TsBuilder();
        var section = builder.patSection(1, PMT);
        section[5] &= (byte) 0xFE;
        int crc = Crc32Mpeg.of(section, 0, section.length - 4);
        for (int i = 0; i < 4; i++) {
            section[section.length - 4 + i] = (byte) (crc >> (24 - 8 * i));
        }
        builder.sections(TsPacket.PAT_PID, section).pmt(1, PMT, VIDEO, es(0x1B, VIDEO));
        assertThat(Inspection.of(builder).analyzer().preamble()).isEmpty();
    }

    @Test
    void twoSectionsMayShareAPacket() {
        var builder = new TsBuilder().pat(1, PMT, 2, PMT);
        builder.sections(
                PMT, builder.pmtSection(1, 0x100, es(0x1B, 0x100)), builder.pmtSection(2, 0x200, es(0x1B, 0x200)));
        var analyzer = Inspection.of(builder).analyzer();
        assertThat(analyzer.facts().programs()).extracting(ProgramMap::program).containsExactly(1, 2);
        assertThat(analyzer.preamble()).as("the shared packet once").isEqualTo(builder.bytes());
    }

    @Test
    void newVersionMovesTheVideo() {
        var inspection = Inspection.of(television(0x1B)
                .unit(VIDEO, 1, IDR)
                .version(1)
                .pmt(1, PMT, 0x300, es(0x24, 0x300))
                .unit(VIDEO, 2, IDR)
                .unit(0x300, 3, hex("00000001 2601")));
        assertThat(inspection.entryTimes()).containsExactly(1L, 3L);
        var facts = inspection.analyzer().facts();
        assertThat(facts.followed().orElseThrow().version()).isEqualTo(1);
        assertThat(facts.followed().orElseThrow().video().orElseThrow().codec()).isEqualTo("hevc");
    }

    @Test
    void mapMayMoveToAnotherPidWithoutANewVersion() {
        var inspection = Inspection.of(television(0x1B)
                .unit(VIDEO, 1, IDR)
                .pat(1, 0x1200)
                .unit(VIDEO, 2, IDR)
                .pmt(1, 0x1200, 0x200, es(0x1B, 0x200))
                .unit(0x200, 3, IDR));
        assertThat(inspection.entryTimes()).as("none between the two tables").containsExactly(1L, 3L);
        assertThat(TsPacket.pid(inspection.analyzer().preamble(), 188)).isEqualTo(0x1200);
    }

    @Test
    void firstProgramWithVideoIsFollowed() {
        var builder = new TsBuilder()
                .pat(0, 0x10, 7, 0x1007, 8, 0x1008, 9, 0x1009)
                .pmt(9, 0x1009, 0x900, es(0x1B, 0x900))
                .pmt(7, 0x1007, 0x700, es(0x0F, 0x700))
                .pmt(8, 0x1008, 0x800, es(0x1B, 0x800));
        var analyzer = Inspection.of(builder).analyzer();
        assertThat(analyzer.facts().followed().orElseThrow().program()).isEqualTo(8);
        assertThat(analyzer.preamble()).hasSize(4 * 188);
    }

    @Test
    void wantedProgramIsFollowed() {
        var bytes = new TsBuilder()
                .pat(7, 0x1007, 8, 0x1008)
                .pmt(7, 0x1007, 0x700, es(0x1B, 0x700))
                .pmt(8, 0x1008, 0x800, es(0x1B, 0x800))
                .unit(0x700, 1, IDR)
                .unit(0x800, 2, IDR)
                .bytes();
        assertThat(Inspection.of(bytes, new StreamAnalyzer(8)).entryTimes()).containsExactly(2L);
        assertThat(Inspection.of(bytes, new StreamAnalyzer(99)).entryTimes())
                .as("a number that is not there")
                .containsExactly(1L);
    }

    @Test
    void mapsThatNeverComeAreNotAwaitedForEver() {
        var builder = new TsBuilder();
        for (int i = 0; i < 4; i++) {
            builder.pat(1, PMT, 2, 0x1001).pmt(1, PMT, VIDEO, es(0x1B, VIDEO)).unit(VIDEO, i, IDR);
        }
        assertThat(Inspection.of(builder).entryTimes()).containsExactly(3L);
    }

    @Test
    void countersThatStandStillAreForgivenToTables() {
        var once = television(0x1B).bytes();
        var twice = new TsBuilder()
                .raw(once)
                .raw(once)
                .raw(once)
                .raw(new TsBuilder()
                        .version(3)
                        .pmt(1, PMT, VIDEO, es(0x24, VIDEO))
                        .bytes());
        var facts = Inspection.of(twice).analyzer().facts();
        assertThat(facts.followed().orElseThrow().version()).isEqualTo(3);
    }

    @Test
    void codecsAndLanguagesAreNamed() {
        var builder = new TsBuilder()
                .pat(1, PMT)
                .pmt(
                        1,
                        PMT,
                        VIDEO,
                        es(0x02, 0x100),
                        es(0x04, 0x101, "0A04497461 01".replace(" ", "")),
                        es(0x11, 0x102),
                        es(0x81, 0x103),
                        es(0x06, 0x104, "0A0464657500", "6A0100"),
                        es(0x06, 0x105, "7A0100"),
                        es(0x06, 0x106, "5605656E67 0001".replace(" ", "")),
                        es(0x06, 0x107, "590865 6E67 1000010001".replace(" ", "")),
                        es(0x06, 0x108, "05044F707573", "7F0280 02".replace(" ", "")),
                        es(0x86, 0x109),
                        es(0x06, 0x10A),
                        es(0x06, 0x10B, "050441563031"));
        var streams =
                Inspection.of(builder).analyzer().facts().programs().getFirst().streams();
        assertThat(streams)
                .extracting(ElementaryStream::codec)
                .containsExactly(
                        "mpeg2video",
                        "mp2",
                        "aac_latm",
                        "ac3",
                        "ac3",
                        "eac3",
                        "teletext",
                        "dvbsub",
                        "opus",
                        "scte_35",
                        "unknown",
                        "av1");
        assertThat(streams.get(1).language()).contains("ita");
        assertThat(streams.get(4).language()).contains("deu");
        assertThat(streams.get(6).language()).contains("eng");
        assertThat(streams.get(7).language()).contains("eng");
        assertThat(streams.get(7).kind()).isEqualTo(Kind.SUBTITLE);
        assertThat(streams.get(11).kind()).isEqualTo(Kind.VIDEO);
    }

    @Test
    void patOfTwoSectionsIsKeptWhole() {
        var builder = new TsBuilder();
        var first = numbered(builder.patSection(1, PMT), 0, 1);
        var second = numbered(builder.patSection(2, 0x1001), 1, 1);
        builder.sections(TsPacket.PAT_PID, first)
                .pmt(1, PMT, VIDEO, es(0x1B, VIDEO))
                .sections(TsPacket.PAT_PID, second)
                .pmt(1, PMT, VIDEO, es(0x1B, VIDEO))
                .pmt(2, 0x1001, 0x200, es(0x1B, 0x200));
        var analyzer = Inspection.of(builder).analyzer();
        assertThat(analyzer.facts().programs()).hasSize(2);
        assertThat(analyzer.preamble()).hasSize(4 * 188);
    }

    private static byte[] numbered(byte[] section, int number, int last) {
        section[6] = (byte) number;
        section[7] = (byte) last;
        int crc = Crc32Mpeg.of(section, 0, section.length - 4);
        for (int i = 0; i < 4; i++) {
            section[section.length - 4 + i] = (byte) (crc >> (24 - 8 * i));
        }
        return section;
    }
}
