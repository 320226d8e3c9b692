package io.sintonia.formats.mpegts;

import org.jspecify.annotations.Nullable;

/** The times that were sent last, unwrapped: of each stream, and of the programme's clock. */
final class SentTimes {
    private static final int MOST_STREAMS = 64;
    private static final long LONGEST_STEP = ClockReference.TICKS_PER_SECOND;
    private static final long LONGEST_REORDERING = 5 * ClockReference.TICKS_PER_SECOND;
    private static final long USUAL_STEP = 3600;
    /** Of AAC at 48 kHz. */
    private static final long HALF_A_FRAME = 960;

    private final byte[] places = new byte[TsPacket.PIDS];
    private final @Nullable Times[] streams = new @Nullable Times[MOST_STREAMS];
    private int count;
    private long clock = ClockReference.NONE;
    private long newest = ClockReference.NONE;

    /** Of one stream. */
    static final class Times {
        private long decoding = ClockReference.NONE;
        private long presentation = ClockReference.NONE;
        private long step = USUAL_STEP;
        private long longest;
        private boolean unbounded;

        /** The newest decoding time. */
        long decoding() {
            return decoding;
        }

        /** The latest presentation time: pictures are not sent in the order in which they are shown. */
        long presentation() {
            return presentation;
        }

        /** From one unit to the next, about. */
        long step() {
            return step;
        }

        /** When the newest unit of sound ends, about, as far as half a frame: PES packets hold any number of frames. */
        long end() {
            long length = Math.max(step, longest);
            return presentation + length - Math.min(length / 2, HALF_A_FRAME);
        }

        /** Whether the newest unit announced no length, so that it may be gone on with. */
        boolean unbounded() {
            return unbounded;
        }

        private void take(long dts, long pts) {
            long since = dts - decoding;
            if (decoding != ClockReference.NONE && since > 0 && since < LONGEST_STEP) {
                step = since;
                longest = Math.max(since, longest - longest / 16);
            }
            decoding = dts;
            boolean jumped = presentation == ClockReference.NONE || presentation - pts > LONGEST_REORDERING;
            presentation = jumped ? pts : Math.max(presentation, pts);
        }
    }

    /** Takes a packet that is sent. */
    void sent(byte[] buffer, int offset, int clockPid) {
        if ((buffer[offset + 3] & 0x20) != 0
                && TsPacket.hasPcr(buffer, offset)
                && TsPacket.pid(buffer, offset) == clockPid) {
            clock = ClockReference.unwrap(newest, TsPacket.pcr(buffer, offset));
            newest = clock;
        }
        if (!TsPacket.payloadUnitStart(buffer, offset) || TsPacket.scrambled(buffer, offset)) {
            return;
        }
        int payload = TsPacket.payloadOffset(buffer, offset);
        int end = offset + TsPacket.SIZE;
        if (payload < 0 || !PesHeader.begins(buffer, payload, end)) {
            return;
        }
        long pts = PesHeader.pts(buffer, payload, end);
        Times times = pts == ClockReference.NONE ? null : make(TsPacket.pid(buffer, offset));
        if (times != null) {
            long shown = ClockReference.unwrap(newest, pts);
            int dts = PesHeader.dtsOffset(buffer, payload, end);
            long decoded = dts < 0 ? shown : ClockReference.unwrap(shown, PesHeader.stamp(buffer, dts));
            times.take(decoded, shown);
            times.unbounded = buffer[payload + 4] == 0 && buffer[payload + 5] == 0;
            newest = decoded;
        }
    }

    /** Of the stream on a PID; null if none was sent there. */
    @Nullable
    Times of(int pid) {
        return places[pid] == 0 ? null : streams[places[pid] - 1];
    }

    /** The clock sent last, or NONE. */
    long clock() {
        return clock;
    }

    /** The newest time of any stream, or NONE. */
    long newest() {
        return newest;
    }

    private @Nullable Times make(int pid) {
        if (places[pid] == 0 && count < MOST_STREAMS) {
            streams[count] = new Times();
            count++;
            places[pid] = (byte) count;
        }
        return of(pid);
    }
}
