package io.sintonia.formats.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Picture sizes out of parameter sets that are written bit by bit as the standards order them. */
class SequenceHeaderTest {
    @Test
    void cropsFullHighDefinition() {
        var bits = h264Start(100).unsigned(1).unsigned(0).unsigned(0).bit(0).bit(0);
        assertThat(h264(h264End(bits, 120, 68, 1, 0, 0, 0, 4))).isEqualTo("1920x1080");
    }

    @Test
    void interlacedPicturesHaveTwoFields() {
        var bits = h264Start(77);
        assertThat(h264(h264End(bits, 120, 34, 0, 0, 0, 0, 2))).isEqualTo("1920x1080");
    }

    @Test
    void scalingListsAreSkipped() {
        var bits = h264Start(100).unsigned(1).unsigned(0).unsigned(0).bit(0).bit(1);
        bits.bit(1);
        for (int i = 0; i < 16; i++) {
            bits.signed(1);
        }
        // The second list: next scale 0 at once, so the default is used.
        bits.bit(1).signed(-8);
        for (int i = 2; i < 8; i++) {
            bits.bit(0);
        }
        assertThat(h264(h264End(bits, 40, 23, 1, 0, 0, 0, 4))).isEqualTo("640x360");
    }

    @Test
    void chroma444CropsByPixels() {
        var bits =
                h264Start(244).unsigned(3).bit(0).unsigned(0).unsigned(0).bit(0).bit(0);
        assertThat(h264(h264End(bits, 2, 2, 1, 1, 2, 3, 4))).isEqualTo("29x25");
    }

    @Test
    void pictureOrderOfTypeOneIsSkipped() {
        var bits = h264Start(66)
                .unsigned(0)
                .unsigned(1)
                .bit(0)
                .signed(-3)
                .signed(4)
                .unsigned(2)
                .signed(5)
                .signed(-5);
        bits.unsigned(1).bit(0).unsigned(21).unsigned(17).bit(1).bit(1).bit(0);
        assertThat(h264(bits.bytes())).isEqualTo("352x288");
    }

    @Test
    void hevcWithSubLayersAndCropping() {
        var bits = new Bits()
                .bits(0, 4)
                .bits(2, 3)
                .bit(1)
                .zeros(96)
                .bit(1)
                .bit(1)
                .bit(0)
                .bit(1);
        bits.zeros(2 * 6).zeros(88 + 8 + 8);
        bits.unsigned(0)
                .unsigned(1)
                .unsigned(1920)
                .unsigned(1088)
                .bit(1)
                .unsigned(0)
                .unsigned(0)
                .unsigned(0);
        bits.unsigned(4);
        var bytes = bits.bytes();
        assertThat(SequenceHeader.hevc(new RbspReader(), bytes, 0, bytes.length))
                .contains(new PictureSize(1920, 1080));
    }

    @Test
    void cutSetTellsNothing() {
        var bytes = h264End(h264Start(77), 120, 34, 0, 0, 0, 0, 2);
        for (int length = 0; length < bytes.length - 1; length++) {
            assertThat(SequenceHeader.h264(new RbspReader(), bytes, 0, length))
                    .as("%d bytes", length)
                    .isEmpty();
        }
    }

    @Test
    void noiseIsSurvived() {
        var random = new Random(3);
        var bytes = new byte[80];
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(bytes);
            SequenceHeader.h264(new RbspReader(), bytes, 0, bytes.length)
                    .ifPresent(size -> assertThat(size.width()).isPositive());
            SequenceHeader.hevc(new RbspReader(), bytes, 0, bytes.length)
                    .ifPresent(size -> assertThat(size.height()).isPositive());
        }
    }

    @Test
    void mpeg2SizeLiesBehindTheStartCode() {
        var bytes = TsBuilder.hex("2D0240 23");
        assertThat(SequenceHeader.mpeg2(bytes, 0, bytes.length)).contains(new PictureSize(720, 576));
    }

    private static Bits h264Start(int profile) {
        return new Bits().bits(profile, 8).zeros(8).bits(31, 8).unsigned(0);
    }

    /** From log2_max_frame_num on, with picture order of type 0; the crop is left, right, top, bottom. */
    private static byte[] h264End(Bits bits, int columns, int rows, int frameMbsOnly, int... crop) {
        bits.unsigned(0).unsigned(0).unsigned(2).unsigned(4).bit(0);
        bits.unsigned(columns - 1).unsigned(rows - 1).bit(frameMbsOnly);
        if (frameMbsOnly == 0) {
            bits.bit(1);
        }
        bits.bit(1).bit(1);
        for (int side : crop) {
            bits.unsigned(side);
        }
        return bits.bytes();
    }

    private static String h264(byte[] bytes) {
        return SequenceHeader.h264(new RbspReader(), bytes, 0, bytes.length)
                .map(size -> size.width() + "x" + size.height())
                .orElse("nothing");
    }

    /** Writes bits, Exp-Golomb codes and emulation prevention bytes. */
    private static final class Bits {
        private final StringBuilder written = new StringBuilder();

        Bits bit(int value) {
            written.append(value);
            return this;
        }

        Bits bits(int value, int count) {
            for (int i = count - 1; i >= 0; i--) {
                bit((value >> i) & 1);
            }
            return this;
        }

        Bits zeros(int count) {
            written.repeat('0', count);
            return this;
        }

        Bits unsigned(int value) {
            int bits = 32 - Integer.numberOfLeadingZeros(value + 1);
            return zeros(bits - 1).bits(value + 1, bits);
        }

        Bits signed(int value) {
            return unsigned(value > 0 ? 2 * value - 1 : -2 * value);
        }

        byte[] bytes() {
            var padded = written + "1" + "0".repeat(7 - written.length() % 8);
            var out = new ByteArrayOutputStream();
            int zeros = 0;
            for (int at = 0; at < padded.length(); at += 8) {
                int value = Integer.parseInt(padded.substring(at, at + 8), 2);
                if (zeros >= 2 && value <= 3) {
                    out.write(3);
                    zeros = 0;
                }
                out.write(value);
                zeros = value == 0 ? zeros + 1 : 0;
            }
            return out.toByteArray();
        }
    }
}
