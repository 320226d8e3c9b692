package io.sintonia.formats.mpegts;

/** A small television channel as a source sends it: tables, then groups of pictures of two seconds, each with a key picture. */
public final class TelevisionStream {
    /** Packets of one group: PAT, PMT, 19 of video and a null packet. */
    public static final int GROUP_PACKETS = 22;

    private static final int H264 = 0x1B;
    private static final long GROUP_TICKS = 180_000;

    private final TsBuilder stream = new TsBuilder();
    private long time;

    /** A channel whose first picture is shown at {@code firstSecond}. */
    public TelevisionStream(int firstSecond) {
        time = firstSecond * 90_000L;
    }

    /** The next group of pictures, {@link #GROUP_PACKETS} packets. */
    public TelevisionStream group() {
        stream.pat(1, TsBuilder.PMT)
                .pmt(1, TsBuilder.PMT, TsBuilder.VIDEO, TsBuilder.es(H264, TsBuilder.VIDEO))
                .mark(TsBuilder.Mark.RANDOM_ACCESS)
                .clock(time - 9000)
                .unit(TsBuilder.VIDEO, time, TsBuilder.filler(100))
                .packets(TsBuilder.VIDEO, 17)
                // filled up, so that the picture is known to be complete
                .packet(TsBuilder.VIDEO, false, TsBuilder.filler(100))
                .nulls(1);
        time += GROUP_TICKS;
        return this;
    }

    /** Several groups. */
    public TelevisionStream groups(int count) {
        for (int i = 0; i < count; i++) {
            group();
        }
        return this;
    }

    /** Packets of a stream in which no decoder could ever start. */
    public static byte[] pictureless(int packets) {
        return new TsBuilder().packets(TsBuilder.VIDEO, packets).bytes();
    }

    /** All of it so far. */
    public byte[] bytes() {
        return stream.bytes();
    }
}
