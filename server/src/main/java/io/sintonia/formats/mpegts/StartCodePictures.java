package io.sintonia.formats.mpegts;

import java.util.Optional;

/** Codecs that tell a picture's kind by one start code: MPEG-4 part 2, VC-1 (SMPTE 421M, annex E), AVS. */
final class StartCodePictures implements PictureReader {
    private final String codec;

    StartCodePictures(String codec) {
        this.codec = codec;
    }

    @Override
    public Picture read(byte[] bytes, int from, int end) {
        int code = PictureReader.nextStartCode(bytes, from, end);
        while (code >= 0 && code < end) {
            int value = bytes[code] & 0xFF;
            var picture = switch (codec) {
                case "mpeg4" -> mpeg4(value, bytes, code + 1, end);
                case "vc1" -> vc1(value);
                default -> avs(value);
            };
            if (picture != Picture.NOT_YET) {
                return picture;
            }
            code = PictureReader.nextStartCode(bytes, code, end);
        }
        return Picture.NOT_YET;
    }

    @Override
    public Optional<PictureSize> size() {
        return Optional.empty();
    }

    /** B6 is a picture, whose first two bits are 0 for an intra one. */
    private static Picture mpeg4(int code, byte[] bytes, int next, int end) {
        if (code != 0xB6 || next >= end) {
            return Picture.NOT_YET;
        }
        return (bytes[next] & 0xC0) == 0 ? Picture.KEY : Picture.DEPENDENT;
    }

    /** 0F sequence header, 0E entry point header, 0D frame. */
    private static Picture vc1(int code) {
        if (code == 0x0F || code == 0x0E) {
            return Picture.KEY;
        }
        return code == 0x0D ? Picture.DEPENDENT : Picture.NOT_YET;
    }

    /** B0 sequence header, B3 intra picture, B6 others. */
    private static Picture avs(int code) {
        if (code == 0xB0 || code == 0xB3) {
            return Picture.KEY;
        }
        return code == 0xB6 ? Picture.DEPENDENT : Picture.NOT_YET;
    }
}
