package io.sintonia.formats.mpegts;

import static io.sintonia.formats.mpegts.TsBuilder.AUDIO;
import static io.sintonia.formats.mpegts.TsBuilder.NO_PTS;
import static io.sintonia.formats.mpegts.TsBuilder.VIDEO;
import static io.sintonia.formats.mpegts.TsBuilder.filler;
import static io.sintonia.formats.mpegts.TsBuilder.hex;
import static io.sintonia.formats.mpegts.TsBuilder.television;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.formats.mpegts.TsBuilder.Mark;
import org.junit.jupiter.api.Test;

/** Radio, channels whose video is silent, encrypted or never refreshed: players must be able to join all of them. */
class EntryWithoutPicturesTest {
    private static final byte[] IDR = hex("00000001 65 88");
    private static final byte[] INTER = hex("00000001 41 9A");
    private static final long SECOND = 90_000;
    private static final long FRAME = 1920;

    @Test
    void radioIsJoinedEveryHalfSecond() {
        var stream = TsBuilder.radio();
        for (int i = 0; i < 200; i++) {
            stream.unit(AUDIO, i * FRAME, filler(100));
        }
        var inspection = Inspection.of(stream);
        assertThat(inspection.entryPackets()).startsWith(2L);
        assertThat(inspection.kinds()).containsOnly(EntryKind.AUDIO);
        var times = inspection.entryTimes();
        assertThat(times).hasSize(9);
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isBetween(SECOND / 2, SECOND / 2 + FRAME);
        }
    }

    @Test
    void radioWithoutTimesIsJoinedToo() {
        var stream = TsBuilder.radio();
        for (int i = 0; i < 100; i++) {
            stream.unit(AUDIO, NO_PTS, filler(100));
        }
        assertThat(Inspection.of(stream).entries()).hasSizeBetween(3, 4);
    }

    @Test
    void silentVideoMakesRadioUntilItAppears() {
        var stream = television(0x1B);
        for (int i = 0; i < 150; i++) {
            stream.unit(AUDIO, i * FRAME, filler(100));
        }
        var silent = Inspection.of(stream);
        assertThat(silent.entryTimes().getFirst()).isBetween(2 * SECOND, 2 * SECOND + FRAME);
        stream.unit(VIDEO, 150 * FRAME, INTER);
        for (int i = 150; i < 200; i++) {
            stream.unit(AUDIO, i * FRAME, filler(100));
        }
        stream.unit(VIDEO, 200 * FRAME, IDR);
        var appears = Inspection.of(stream);
        assertThat(appears.kinds()).endsWith(EntryKind.AUDIO, EntryKind.KEY_PICTURE);
        assertThat(appears.entries()).hasSize(silent.entries().size() + 1);
    }

    @Test
    void silenceIsMeasuredByTheClockWhereThereIsOne() {
        var stream = new TsBuilder()
                .pat(1, TsBuilder.PMT)
                .pmt(1, TsBuilder.PMT, AUDIO, TsBuilder.es(0x1B, VIDEO), TsBuilder.es(0x0F, AUDIO))
                .clock(0)
                .unit(AUDIO, NO_PTS, filler(50))
                .clock(SECOND)
                .unit(AUDIO, NO_PTS, filler(50))
                .clock(2 * SECOND)
                .unit(AUDIO, NO_PTS, filler(50));
        assertThat(Inspection.of(stream).entryTimes()).containsExactly(2 * SECOND);
    }

    @Test
    void encryptedVideoIsJoinedAnywhereButNotTooOften() {
        var stream = television(0x1B).scrambled(2);
        for (int i = 0; i < 50; i++) {
            stream.clock(i * 3600L).packet(VIDEO, true, filler(150));
        }
        var inspection = Inspection.of(stream);
        assertThat(inspection.kinds()).containsOnly(EntryKind.SCRAMBLED);
        assertThat(inspection.entries()).hasSize(4);
        assertThat(inspection.analyzer().facts().health().scrambled()).isEqualTo(50);
        assertThat(EntryKind.SCRAMBLED.clean()).isFalse();
    }

    @Test
    void encryptedVideoWithTheFlagIsJoinedThere() {
        var stream = television(0x1B)
                .scrambled(3)
                .clock(0)
                .packet(VIDEO, true, filler(150))
                .clock(3600)
                .mark(Mark.RANDOM_ACCESS)
                .packet(VIDEO, true, filler(150));
        assertThat(Inspection.of(stream).entryTimes()).containsExactly(0L, 3600L);
    }

    @Test
    void encryptionInsideThePesIsSeen() {
        var pes = TsBuilder.pes(VIDEO, 77, IDR);
        pes[6] |= 0x20;
        var inspection = Inspection.of(television(0x1B).packet(VIDEO, true, pes));
        assertThat(inspection.kinds()).containsExactly(EntryKind.SCRAMBLED);
        assertThat(inspection.entryTimes()).containsExactly(77L);
    }

    @Test
    void videoThatIsNeverRefreshedIsJoinedAfterTenSeconds() {
        var stream = television(0x1B);
        for (int i = 0; i < 25 * 25; i++) {
            stream.unit(VIDEO, i * 3600L, INTER);
        }
        var inspection = Inspection.of(stream);
        assertThat(inspection.entryTimes()).containsExactly(10 * SECOND, 20 * SECOND);
        assertThat(inspection.kinds()).containsOnly(EntryKind.FALLBACK);
    }

    @Test
    void videoWithoutAnyClockIsJoinedAfter4096Packets() {
        var stream = television(0x1B);
        for (int i = 0; i < 5000; i++) {
            stream.unit(VIDEO, NO_PTS, INTER);
        }
        assertThat(Inspection.of(stream).entryPackets()).containsExactly(2L + 4095);
    }

    @Test
    void longGapsAreLearnt() {
        var stream = television(0x1B);
        for (int i = 0; i < 25 * 48; i++) {
            stream.unit(VIDEO, i * 3600L, i % (25 * 12) == 0 ? IDR : INTER);
        }
        assertThat(Inspection.of(stream).kinds())
                .containsExactly(
                        EntryKind.KEY_PICTURE,
                        EntryKind.FALLBACK,
                        EntryKind.KEY_PICTURE,
                        EntryKind.KEY_PICTURE,
                        EntryKind.KEY_PICTURE);
    }

    @Test
    void jumpOfTheClockIsNoWait() {
        var stream = television(0x1B)
                .clock(0)
                .unit(VIDEO, 0, IDR)
                .clock(5000 * SECOND)
                .unit(VIDEO, 5000 * SECOND, INTER)
                .clock(5000 * SECOND + 3600)
                .unit(VIDEO, 5000 * SECOND + 3600, INTER);
        var inspection = Inspection.of(stream);
        assertThat(inspection.entryTimes()).containsExactly(0L);
        assertThat(inspection.analyzer().clockJumps()).isEqualTo(1);
    }
}
