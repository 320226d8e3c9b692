package io.sintonia.formats.mpegts;

import java.util.Optional;

/**
 * Wraps a bare stream of sound, as radio stations send it, into a transport stream.
 *
 * <p>Frames are packed into PES packets of at most 100 ms. Their times are the sum of the durations of the frames before,
 * kept as a whole number of 28,224,000ths of a second, of which every sample rate in use is a divisor: they never drift,
 * whatever the rate changes to. PAT and PMT come at least every 100 ms, and each PES packet carries the clock. Bytes that
 * are no frames, and frames that were damaged, are left out; tags are stepped over.
 *
 * <p>Belongs to the thread that feeds it; reads no clock, so the pace is the source's. Memory: about 60 KiB.
 */
public final class AudioMuxer {
    /** How the sound is coded. */
    public enum Kind {
        /** MPEG-1, MPEG-2 and "2.5", layers II and III (ISO/IEC 11172-3, 13818-3). */
        MPEG,
        /** AAC in ADTS frames (ISO/IEC 13818-7), HE-AAC included. */
        AAC
    }

    /** The least common multiple of the sample rates from 7,350 to 96,000. */
    private static final long UNITS_PER_SECOND = 28_224_000;

    private static final long FIRST_PTS = ClockReference.TICKS_PER_SECOND;
    private static final long LONGEST_PES = UNITS_PER_SECOND / 10;
    /** Beyond this the next frame begins a new PES packet: 16 packets. */
    private static final int PES_BYTES = 2_900;

    private static final int LONGEST_FRAME = 8_191;

    private final AudioFramer framer;
    private final AudioPackets packets;
    private final byte[] pes = new byte[LONGEST_FRAME + PES_BYTES];
    private int pesLength;
    private long pesUnits;
    /** The time of the PES packet under way. */
    private long units;

    private boolean described;

    /** Begins at the time of one second. */
    public AudioMuxer(Kind kind) {
        this(kind, FIRST_PTS);
    }

    /** Begins at this time, in ticks of 90 kHz, as HLS tells it of packed audio. */
    public AudioMuxer(Kind kind, long firstPts) {
        framer = new AudioFramer(kind, this::frame);
        packets = new AudioPackets(kind, firstPts);
    }

    /** Takes the next bytes of the station, cut anywhere, and passes on the packets they complete. */
    public void feed(byte[] in, int offset, int length, PacketSink sink) {
        packets.to(sink);
        framer.feed(in, offset, length);
        packets.flush();
    }

    /** The station has ended: passes on what is left. */
    public void finish(PacketSink sink) {
        packets.to(sink);
        framer.finish();
        writePes();
        packets.flush();
    }

    /** How many frames have been taken. */
    public long frames() {
        return framer.frames();
    }

    /** Bytes thrown away because they belonged to no whole frame. */
    public long junkBytes() {
        return framer.junkBytes();
    }

    /**
     * Which kind of sound the bytes hold, if they hold at least three frames in a row; they may begin in the middle of
     * one. 4 KiB tell in most cases; fewer bytes than three frames take tell nothing.
     */
    public static Optional<Kind> find(byte[] head, int length) {
        for (Kind kind : Kind.values()) {
            if (AudioFramer.isIn(kind, head, length)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private void frame(byte[] bytes, int offset, AudioHeader header) {
        if (!described) {
            packets.describe(header.rate());
            described = true;
        }
        long duration = UNITS_PER_SECOND / header.rate() * header.samples();
        if (pesUnits + duration > LONGEST_PES || pesLength + header.length() > PES_BYTES) {
            writePes();
        }
        System.arraycopy(bytes, offset, pes, pesLength, header.length());
        pesLength += header.length();
        pesUnits += duration;
    }

    private void writePes() {
        if (pesLength > 0) {
            packets.pes(pes, pesLength, ticks(units), ticks(units + pesUnits));
            units += pesUnits;
            pesUnits = 0;
            pesLength = 0;
        }
    }

    /** 90,000 / 28,224,000 is 5 / 1,568; the product overflows after two thousand years. */
    private static long ticks(long units) {
        return units * 5 / 1_568;
    }
}
