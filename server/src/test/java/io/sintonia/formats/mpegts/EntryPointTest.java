package io.sintonia.formats.mpegts;

import static io.sintonia.formats.mpegts.TsBuilder.AUDIO;
import static io.sintonia.formats.mpegts.TsBuilder.NO_PTS;
import static io.sintonia.formats.mpegts.TsBuilder.VIDEO;
import static io.sintonia.formats.mpegts.TsBuilder.filler;
import static io.sintonia.formats.mpegts.TsBuilder.hex;
import static io.sintonia.formats.mpegts.TsBuilder.television;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.formats.mpegts.TsBuilder.Mark;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a player may start a stream with video: told by the encoder, or read in the pictures. */
class EntryPointTest {
    private static final byte[] IDR = hex("00000001 65 88");
    private static final byte[] INTER = hex("00000001 41 9A");
    private static final byte[] AUD = hex("00000001 09 F0");
    private static final int BEFORE = 2;

    /** Type of the stream, bytes of the unit, and what it is without the random access indicator. */
    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
                    1B | 00000001 09F0 00000001 65 88                               | KEY_PICTURE    | IDR after a delimiter
                    1B | 000001 09F0 000001 67 42C01E 000001 68CE 000001 65 88      | KEY_PICTURE    | IDR with short start codes
                    1B | 00000001 09F0 00000001 41 9A22                             |                | P slice
                    1B | 00000001 09F0 00000001 41 88                               |                | I slice without an SPS (slice_type 7)
                    1B | 00000001 67 42C01E 00000001 68CE 00000001 41 88            | KEY_PICTURE    | I slice with its SPS (slice_type 7)
                    1B | 00000001 67 42C01E 00000001 68CE 00000001 41 B0            | KEY_PICTURE    | I slice with its SPS (slice_type 2)
                    1B | 00000001 67 42C01E 00000001 68CE 00000001 41 9A            |                | P slice with an SPS
                    1B | 00000001 67 42C01E 00000001 68CE 00000001 01 9E            |                | B slice with an SPS
                    1B | 00000001 09F0 00000001 06 0601C480 00000001 41 9A          | RECOVERY_POINT | recovery point
                    1B | 00000001 06 01020304 0601C480 00000001 41 9A               | RECOVERY_POINT | recovery point after another message
                    1B | 00000001 06 0505AABBCCDDEE 80 00000001 41 9A               |                | other supplemental information
                    1B | 00000001 06 05060000030606 0601 80 00000001 41 9A          |                | a 6 that lies inside another message
                    1B | 00000001 09F0 00000001 06 0502000003 01 0601C480 00000001 41 9A |           | emulation bytes do not count
                    24 | 00000001 4601 50 00000001 2601 AF                          | KEY_PICTURE    | HEVC IDR_W_RADL (19)
                    24 | 00000001 4001 0C 00000001 4201 01 00000001 4401 C0 00000001 2801 AF | KEY_PICTURE | HEVC IDR_N_LP (20)
                    24 | 00000001 2A01 AF                                           | KEY_PICTURE    | HEVC CRA (21)
                    24 | 00000001 2001 AF                                           | KEY_PICTURE    | HEVC BLA (16)
                    24 | 00000001 4601 50 00000001 0201 D0                          |                | HEVC TRAIL_R
                    24 | 00000001 4E01 0601C480 00000001 0201 D0                    | RECOVERY_POINT | HEVC recovery point
                    33 | 00000001 0039 00                                           | KEY_PICTURE    | VVC IDR_W_RADL
                    33 | 00000001 0001 00                                           |                | VVC trailing picture
                    02 | 000001B3 2D024023 FFFFE018 000001B5 148200 000001B8 00080040 00000100 000FFFF8 | KEY_PICTURE | MPEG-2 sequence, group, I
                    02 | 000001B8 00080040 00000100 000FFFF8                        | KEY_PICTURE    | MPEG-2 group, I
                    02 | 000001B3 2D024023 FFFFE018 00000100 0057FFF8               |                | MPEG-2 sequence before a P picture
                    02 | 00000100 000FFFF8                                          |                | MPEG-2 I picture alone
                    02 | 00000100 0057FFF8 00000101 22                              |                | MPEG-2 P picture
                    10 | 000001B3 00107D 000001B6 10                                | KEY_PICTURE    | MPEG-4 I
                    10 | 000001B6 50                                                |                | MPEG-4 P
                    EA | 0000010F C8                                                | KEY_PICTURE    | VC-1 sequence header
                    EA | 0000010D 70                                                |                | VC-1 frame
                    42 | 000001B0 20 000001B3 FF                                    | KEY_PICTURE    | AVS sequence header
                    42 | 000001B6 FF                                                |                | AVS inter picture
                    D1 | 00000001 65                                                |                | a codec that is not read
                    """)
    void picturesTellEntries(String type, String unit, EntryKind kind, String name) {
        int streamType = Integer.parseInt(type, 16);
        var plain = Inspection.of(
                television(streamType).unit(VIDEO, 900, hex(unit), filler(100)).packets(VIDEO, 1));
        if (kind == null) {
            assertThat(plain.entries()).as(name).isEmpty();
        } else {
            assertThat(plain.entries()).as(name).containsExactly(new Inspection.Entry(BEFORE, 900, kind));
        }
        var flagged =
                Inspection.of(television(streamType).mark(Mark.RANDOM_ACCESS).unit(VIDEO, 900, hex(unit), filler(100)));
        assertThat(flagged.kinds()).as(name + ", flagged").containsExactly(EntryKind.RANDOM_ACCESS_FLAG);
    }

    /** The unit's bytes trickle in: whatever the cut, the same answer, and the first packet is where it begins. */
    @ParameterizedTest
    @CsvSource({
        "1B, 00000001 09F0 00000001 67 42C01E 00000001 68CE 00000001 65 88, true",
        "1B, 00000001 09F0 00000001 41 9A22, false",
        "24, 00000001 4601 50 00000001 2601 AF, true",
        "24, 00000001 4601 50 00000001 0201 D0, false",
        "02, 000001B3 2D024023 FFFFE018 00000100 000FFFF8, true"
    })
    void unitMayBeCutAnywhere(String type, String unit, boolean entry) {
        var bytes = hex(unit);
        int first = 14 + bytes.length;
        for (int cut = 4; cut < first; cut++) {
            var pes = TsBuilder.pes(VIDEO, 900, bytes, filler(120));
            var inspection = Inspection.of(television(Integer.parseInt(type, 16))
                    .packet(VIDEO, true, Arrays.copyOf(pes, cut))
                    .unit(AUDIO, 900, filler(50))
                    .packet(VIDEO, false, Arrays.copyOfRange(pes, cut, pes.length)));
            assertThat(inspection.entryPackets()).as("cut at " + cut).isEqualTo(entry ? List.of(2L) : List.of());
            if (entry) {
                assertThat(inspection.entryTimes()).as("cut at " + cut).containsExactly(900L);
            }
        }
    }

    @Test
    void undecidedUnitHoldsTheAudioBetween() {
        var inspection = Inspection.of(television(0x1B)
                .unitIn(20, VIDEO, 900, AUD)
                .unit(AUDIO, 900, filler(50))
                .packet(VIDEO, false, join(IDR)));
        assertThat(inspection.verdicts())
                .containsExactly(
                        Verdict.ORDINARY, Verdict.ORDINARY, Verdict.UNDECIDED, Verdict.UNDECIDED, Verdict.ENTRY);
    }

    @Test
    void ordinaryUnitInQuestionIsDenied() {
        var inspection = Inspection.of(
                television(0x1B).unitIn(20, VIDEO, 900, AUD).packet(VIDEO, false, join(INTER, filler(100))));
        assertThat(inspection.verdicts()).endsWith(Verdict.UNDECIDED, Verdict.NOT_ENTRY);
    }

    @Test
    void unitThatTellsNothingInEightPacketsIsNoEntry() {
        var inspection = Inspection.of(television(0x1B).unit(VIDEO, 900, filler(8 * 184 - 14), IDR));
        assertThat(inspection.entries()).isEmpty();
        assertThat(inspection.mostHeld()).isEqualTo(7);
    }

    @Test
    void unitWithParameterSetsBeforeALongRemarkIsAnEntry() {
        var h264 = hex("00000001 67 42C01E 00000001 68CE 00000001 06 05FFFFFFFFFFFFFFFFFF00");
        var hevc = hex("00000001 4001 0C 00000001 4201 01 00000001 4401 C0 00000001 4E01 05FFFFFFFFFFFFFFFFFF00");
        var first = Inspection.of(television(0x1B).unit(VIDEO, 900, h264, filler(2000), IDR));
        assertThat(first.entries()).containsExactly(new Inspection.Entry(BEFORE, 900, EntryKind.KEY_PICTURE));
        assertThat(first.mostHeld()).isEqualTo(7);
        var second = Inspection.of(television(0x24).unit(VIDEO, 900, hevc, filler(2000)));
        assertThat(second.entryPackets()).containsExactly(2L);
        var amongOthers = Inspection.of(
                television(0x1B).unitIn(90, VIDEO, 900, h264, filler(40)).packets(AUDIO, 70));
        assertThat(amongOthers.entryPackets()).containsExactly(2L);
        assertThat(amongOthers.mostHeld()).isEqualTo(63);
    }

    @Test
    void unitIsNotHeldForMoreThan64Packets() {
        var inspection = Inspection.of(
                television(0x1B).unitIn(20, VIDEO, 900, AUD).packets(AUDIO, 100).packet(VIDEO, false, IDR));
        assertThat(inspection.mostHeld()).isEqualTo(63);
        assertThat(inspection.verdicts().get(BEFORE + 63)).isEqualTo(Verdict.NOT_ENTRY);
        assertThat(inspection.entries()).isEmpty();
    }

    @Test
    void nextUnitTakesThePlaceOfOneInQuestion() {
        var inspection = Inspection.of(television(0x1B)
                .unitIn(20, VIDEO, 900, AUD)
                .unitIn(20, VIDEO, 901, AUD)
                .packet(VIDEO, false, IDR));
        assertThat(inspection.verdicts()).endsWith(Verdict.UNDECIDED, Verdict.UNDECIDED, Verdict.ENTRY);
        assertThat(inspection.entryPackets()).containsExactly(3L);
    }

    @Test
    void lossInsideTheUnitInQuestionDeniesIt() {
        var inspection = Inspection.of(
                television(0x1B).unitIn(20, VIDEO, 900, AUD).lose(VIDEO, 1).packet(VIDEO, false, IDR));
        assertThat(inspection.verdicts()).endsWith(Verdict.UNDECIDED, Verdict.NOT_ENTRY);
    }

    @Test
    void repeatedPacketIsNotReadTwice() {
        var inspection = Inspection.of(
                television(0x1B).unitIn(20, VIDEO, 900, AUD).repeat().packet(VIDEO, false, IDR));
        assertThat(inspection.entryPackets()).containsExactly(2L);
        assertThat(inspection.analyzer().losses()).isZero();
    }

    @Test
    void flagOnAudioStartsNobodyOnTelevision() {
        var stream = television(0x1B);
        for (int i = 0; i < 20; i++) {
            stream.mark(Mark.RANDOM_ACCESS).unit(AUDIO, 2000L * i, filler(100));
            stream.unit(VIDEO, 3600L * i, INTER, filler(50));
        }
        assertThat(Inspection.of(stream).entries()).isEmpty();
    }

    @Test
    void flagInAPacketWithoutPayloadSpeaksOfTheNextUnit() {
        var inspection = Inspection.of(television(0x1B)
                .mark(Mark.RANDOM_ACCESS)
                .packet(VIDEO, false, new byte[0])
                .unit(VIDEO, 900, INTER)
                .unit(VIDEO, 901, INTER));
        assertThat(inspection.entryTimes()).containsExactly(900L);
    }

    @Test
    void streamIdentifierIsNotTakenForASlice() {
        // 00 00 01 E0 and a stuffing byte: as a NAL unit it would be type 0, as 00 00 01 E5 an IDR.
        var inspection = Inspection.of(television(0x1B).packet(VIDEO, true, hex("000001E5 0000 800000 00000001 419A")));
        assertThat(inspection.entries()).isEmpty();
    }

    @Test
    void entryWithoutATimeHasThatOfTheClock() {
        var inspection = Inspection.of(television(0x1B).clock(4500).unit(VIDEO, NO_PTS, IDR));
        assertThat(inspection.entryTimes()).containsExactly(4500L);
    }

    @Test
    void damagedPacketTellsNothing() {
        var packet = new TsBuilder().unit(VIDEO, 1, IDR).bytes();
        packet[1] |= (byte) 0x80;
        var inspection = Inspection.of(television(0x1B).raw(packet));
        assertThat(inspection.entries()).isEmpty();
        assertThat(inspection.analyzer().facts().health().transportErrors()).isEqualTo(1);
    }

    private static byte[] join(byte[]... parts) {
        return TsBuilder.join(parts);
    }
}
