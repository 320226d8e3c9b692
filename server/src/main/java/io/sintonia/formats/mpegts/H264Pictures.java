package io.sintonia.formats.mpegts;

import java.util.Arrays;
import java.util.Optional;

/** Access units of H.264 (ITU-T H.264, 7.4.1.2). */
final class H264Pictures implements PictureReader {
    private final RbspReader bits = new RbspReader();
    private byte[] parameters = {};
    private Optional<PictureSize> size = Optional.empty();

    @Override
    public Picture read(byte[] bytes, int from, int end) {
        boolean parametersSeen = false;
        int nal = PictureReader.nextStartCode(bytes, from, end);
        while (nal >= 0 && nal < end) {
            int next = PictureReader.nextStartCode(bytes, nal, end);
            int nalEnd = next < 0 ? end : next - 3;
            int type = bytes[nal] & 0x1F;
            if (type == 5) {
                return Picture.KEY;
            }
            if (type == 7) {
                parametersSeen = true;
                if (next >= 0) {
                    readSize(bytes, nal + 1, nalEnd);
                }
            }
            if (type == 6 && PictureReader.hasRecoveryPoint(bits.over(bytes, nal + 1, nalEnd))) {
                return Picture.RECOVERY;
            }
            if (type == 1 || type == 2) {
                return slice(bytes, nal + 1, nalEnd, parametersSeen);
            }
            nal = next;
        }
        return parametersSeen ? Picture.HEADED : Picture.NOT_YET;
    }

    @Override
    public Optional<PictureSize> size() {
        return size;
    }

    private Picture slice(byte[] bytes, int from, int end, boolean parametersSeen) {
        if (!parametersSeen) {
            return Picture.DEPENDENT;
        }
        bits.over(bytes, from, end);
        bits.unsigned();
        int type = bits.unsigned();
        if (bits.exhausted()) {
            return Picture.HEADED;
        }
        return type == 2 || type == 7 ? Picture.KEY : Picture.DEPENDENT;
    }

    private void readSize(byte[] bytes, int from, int end) {
        if (!Arrays.equals(parameters, 0, parameters.length, bytes, from, end)) {
            parameters = Arrays.copyOfRange(bytes, from, end);
            size = SequenceHeader.h264(bits, bytes, from, end).or(() -> size);
        }
    }
}
