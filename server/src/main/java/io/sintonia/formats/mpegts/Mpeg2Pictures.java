package io.sintonia.formats.mpegts;

import java.util.Optional;

/** Pictures of MPEG-1 and MPEG-2 video (ISO/IEC 13818-2, 6.2). */
final class Mpeg2Pictures implements PictureReader {
    private static final int PICTURE = 0x00;
    private static final int LAST_SLICE = 0xAF;
    private static final int SEQUENCE = 0xB3;
    private static final int GROUP = 0xB8;

    private Optional<PictureSize> size = Optional.empty();

    @Override
    public Picture read(byte[] bytes, int from, int end) {
        boolean headed = false;
        int code = PictureReader.nextStartCode(bytes, from, end);
        while (code >= 0 && code < end) {
            int value = bytes[code] & 0xFF;
            if (value == SEQUENCE) {
                headed = true;
                readSize(bytes, code + 1, end);
            } else if (value == GROUP) {
                headed = true;
            } else if (value == PICTURE) {
                if (code + 2 >= end) {
                    break;
                }
                boolean intra = ((bytes[code + 2] >> 3) & 7) == 1;
                return intra && headed ? Picture.KEY : Picture.DEPENDENT;
            } else if (value <= LAST_SLICE) {
                return Picture.DEPENDENT;
            }
            code = PictureReader.nextStartCode(bytes, code, end);
        }
        return headed ? Picture.HEADED : Picture.NOT_YET;
    }

    @Override
    public Optional<PictureSize> size() {
        return size;
    }

    private void readSize(byte[] bytes, int from, int end) {
        var read = SequenceHeader.mpeg2(bytes, from, end);
        if (read.isPresent() && !read.equals(size)) {
            size = read;
        }
    }
}
