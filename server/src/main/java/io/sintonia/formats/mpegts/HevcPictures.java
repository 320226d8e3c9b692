package io.sintonia.formats.mpegts;

import java.util.Arrays;
import java.util.Optional;

/** Access units of HEVC (ITU-T H.265, table 7-1) and, as far as pictures go, VVC (H.266, table 5). */
final class HevcPictures implements PictureReader {
    private static final int SEQUENCE_PARAMETERS = 33;
    private static final int SUPPLEMENTAL = 39;

    private final RbspReader bits = new RbspReader();
    private final boolean vvc;
    private byte[] parameters = {};
    private Optional<PictureSize> size = Optional.empty();

    HevcPictures(boolean vvc) {
        this.vvc = vvc;
    }

    @Override
    public Picture read(byte[] bytes, int from, int end) {
        boolean parametersSeen = false;
        int nal = PictureReader.nextStartCode(bytes, from, end);
        while (nal >= 0 && nal + 1 < end) {
            int next = PictureReader.nextStartCode(bytes, nal, end);
            int nalEnd = next < 0 ? end : next - 3;
            var picture = vvc ? vvc(bytes[nal + 1]) : hevc(bytes, nal, nalEnd);
            if (picture != Picture.NOT_YET) {
                return picture;
            }
            if (!vvc && type(bytes[nal]) == SEQUENCE_PARAMETERS) {
                parametersSeen = true;
                if (next >= 0) {
                    readSize(bytes, nal + 2, nalEnd);
                }
            }
            nal = next;
        }
        return parametersSeen ? Picture.HEADED : Picture.NOT_YET;
    }

    @Override
    public Optional<PictureSize> size() {
        return size;
    }

    private Picture hevc(byte[] bytes, int nal, int nalEnd) {
        int type = type(bytes[nal]);
        // 22 and 23 are reserved for such pictures too.
        if (type >= 16 && type <= 23) {
            return Picture.KEY;
        }
        if (type < 16) {
            return Picture.DEPENDENT;
        }
        boolean recovers = type == SUPPLEMENTAL && PictureReader.hasRecoveryPoint(bits.over(bytes, nal + 2, nalEnd));
        return recovers ? Picture.RECOVERY : Picture.NOT_YET;
    }

    private static Picture vvc(byte secondByte) {
        int type = (secondByte & 0xFF) >> 3;
        if (type >= 7 && type <= 9) {
            return Picture.KEY;
        }
        if (type == 10) {
            return Picture.RECOVERY;
        }
        return type < 12 ? Picture.DEPENDENT : Picture.NOT_YET;
    }

    private static int type(byte firstByte) {
        return (firstByte >> 1) & 0x3F;
    }

    private void readSize(byte[] bytes, int from, int end) {
        if (from <= end && !Arrays.equals(parameters, 0, parameters.length, bytes, from, end)) {
            parameters = Arrays.copyOfRange(bytes, from, end);
            size = SequenceHeader.hevc(bits, bytes, from, end).or(() -> size);
        }
    }
}
