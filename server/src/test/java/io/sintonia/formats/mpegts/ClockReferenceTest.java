package io.sintonia.formats.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Clocks of 33 bits wrap every 26.5 hours; distances and unwrapped times do not notice. */
class ClockReferenceTest {
    private static final long WRAP = 1L << 33;

    @Test
    void differenceGoesTheShortWayRound() {
        assertThat(ClockReference.difference(5, 3)).isEqualTo(2);
        assertThat(ClockReference.difference(3, 5)).isEqualTo(-2);
        assertThat(ClockReference.difference(10, WRAP - 10)).isEqualTo(20);
        assertThat(ClockReference.difference(WRAP - 10, 10)).isEqualTo(-20);
    }

    @Test
    void unwrappedTimeGoesOnThroughTheWrap() {
        assertThat(ClockReference.unwrap(ClockReference.NONE, 7)).isEqualTo(7);
        assertThat(ClockReference.unwrap(WRAP - 5, 4)).isEqualTo(WRAP + 4);
        assertThat(ClockReference.unwrap(3 * WRAP + 4, WRAP - 1)).isEqualTo(3 * WRAP - 1);
        assertThat(ClockReference.unwrap(2, WRAP - 3)).isEqualTo(-3);
    }

    @Test
    void stampKeepsAll33Bits() {
        for (long time : new long[] {0, 1, WRAP - 1, 0x1_5555_5555L, 0x0_AAAA_AAAAL}) {
            assertThat(PesHeader.stamp(TsBuilder.stamp(2, time), 0)).isEqualTo(time);
            assertThat(TsBuilder.stamp(3, time)[0] & 0xF1).isEqualTo(0x31);
        }
    }

    @Test
    void checksumIsThatOfMpeg() {
        var nine = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertThat(Crc32Mpeg.of(nine, 0, 9)).isEqualTo(0x0376E6E7);
    }
}
