package io.sintonia.formats.mpegts;

import io.sintonia.formats.mpegts.PictureReader.Picture;
import java.util.Optional;

/** The beginning of one PES packet of video, put together of at most eight transport packets. */
final class VideoUnit {
    /** Packets of video after which a unit has told its nature or will not. */
    static final int MOST_PACKETS = 8;

    private final byte[] bytes = new byte[MOST_PACKETS * TsPacket.SIZE];
    private int length;
    private int packets;
    private boolean told = true;
    private boolean headed;
    private PictureReader reader = new UnreadPictures();

    /** Another stream begins. */
    void codec(String codec) {
        reader = PictureReader.of(codec);
        told = true;
    }

    void begin() {
        length = 0;
        packets = 0;
        told = false;
        headed = false;
    }

    void add(byte[] buffer, int from, int end) {
        System.arraycopy(buffer, from, bytes, length, end - from);
        length += end - from;
        packets++;
    }

    /** Reads what has been added so far; DEPENDENT also for what is no PES packet. */
    Picture read() {
        var picture = Picture.DEPENDENT;
        if (PesHeader.begins(bytes, 0, length) || length < 4) {
            int payload = PesHeader.payload(bytes, 0, length);
            picture = payload < length ? reader.read(bytes, payload, length) : Picture.NOT_YET;
        }
        headed = picture == Picture.HEADED;
        boolean open = headed || picture == Picture.NOT_YET;
        told = !open || packets == MOST_PACKETS;
        return open && told ? guess() : picture;
    }

    /** What an untold unit is taken for: encoders put kilobytes of remarks between parameter sets and key picture. */
    Picture guess() {
        return headed ? Picture.KEY : Picture.DEPENDENT;
    }

    /** Whether more packets would tell more. */
    boolean wantsMore() {
        return !told;
    }

    /** Whether enough bytes are there to know that this is a PES packet. */
    boolean isPes() {
        return PesHeader.begins(bytes, 0, length);
    }

    boolean scrambled() {
        return PesHeader.scrambled(bytes, 0, length);
    }

    /** The 33-bit time, or NONE. */
    long pts() {
        return PesHeader.pts(bytes, 0, length);
    }

    Optional<PictureSize> size() {
        return reader.size();
    }
}
