package io.sintonia.relay;

/**
 * Puts the datagrams of an RTP stream back into their order.
 *
 * <p>A datagram that comes before its turn waits for those it overtook: as long as it is less than {@link #WINDOW} ahead,
 * and {@link #PATIENCE_NANOS} at the most; then they count as lost. One that comes after its turn is dropped (a
 * duplicate, or too late). Another sender, or {@link #WINDOW} datagrams in a row that are far off, is a new
 * beginning. Memory: {@link #WINDOW} datagrams. Belongs to the thread that reads.
 */
final class RtpOrder {
    /** Datagrams; 64 of 7 packets each are 85 ms of 8 Mbit/s. */
    static final int WINDOW = 64;

    static final long PATIENCE_NANOS = 100_000_000;
    private static final int SEQUENCES = 0x1_0000;
    private static final byte[] NOTHING = {};

    /** Takes payloads in their order; the bytes are lent for the call. */
    @FunctionalInterface
    interface Sink {
        void payload(byte[] bytes, int offset, int length);
    }

    private final Sink sink;
    /** By number; empty where nothing waits. */
    private final byte[][] waiting = new byte[WINDOW][0];

    private int held;
    private long heldSince;
    private boolean begun;
    private int sender;
    private int expected;
    private int strangers;
    private long lost;
    private long late;
    private long restarts;

    RtpOrder(Sink sink) {
        this.sink = sink;
    }

    /** Takes a datagram that arrived at {@code now}. */
    void take(RtpHeader header, byte[] bytes, long now) {
        if (!begun || header.sender() != sender) {
            beginAnew(header);
        }
        int ahead = ahead(header.sequence());
        if (ahead < 0 || ahead >= SEQUENCES / 16) {
            late++;
            strangers++;
            if (strangers < WINDOW) {
                return;
            }
            late -= strangers;
            beginAnew(header);
            ahead = 0;
        }
        strangers = 0;
        while (ahead >= WINDOW && held > 0) {
            skipGap();
            ahead = ahead(header.sequence());
        }
        if (ahead >= WINDOW) {
            lost += ahead;
            expected = header.sequence();
            ahead = 0;
        }
        if (ahead == 0) {
            sink.payload(bytes, header.payload(), header.end() - header.payload());
            expected = (expected + 1) % SEQUENCES;
            passOn(now);
        } else {
            hold(header, bytes, now);
        }
        giveUp(now);
    }

    /** Passes on what has waited too long for what it overtook. */
    void giveUp(long now) {
        while (held > 0 && now - heldSince >= PATIENCE_NANOS) {
            skipGap();
            heldSince = now;
        }
    }

    /** Datagrams that never came. */
    long lost() {
        return lost;
    }

    /** Datagrams that came twice, or after they had been given up. */
    long late() {
        return late;
    }

    /** How often the sender began anew. */
    long restarts() {
        return restarts;
    }

    /** Whether something waits for what it overtook. */
    boolean isWaiting() {
        return held > 0;
    }

    private void beginAnew(RtpHeader header) {
        while (held > 0) {
            skipGap();
        }
        restarts += begun ? 1 : 0;
        begun = true;
        sender = header.sender();
        expected = header.sequence();
        strangers = 0;
    }

    /** How far a number lies before the expected one, the short way round: -32768 to 32767. */
    private int ahead(int sequence) {
        return (short) (sequence - expected);
    }

    private void hold(RtpHeader header, byte[] bytes, long now) {
        int slot = header.sequence() % WINDOW;
        if (waiting[slot].length > 0) {
            late++;
            return;
        }
        byte[] copy = new byte[header.end() - header.payload()];
        System.arraycopy(bytes, header.payload(), copy, 0, copy.length);
        waiting[slot] = copy;
        if (held == 0) {
            heldSince = now;
        }
        held++;
    }

    /** Gives up the datagrams before the next one held. */
    private void skipGap() {
        while (waiting[expected % WINDOW].length == 0) {
            lost++;
            expected = (expected + 1) % SEQUENCES;
        }
        passOn(heldSince);
    }

    private void passOn(long now) {
        byte[] next = waiting[expected % WINDOW];
        while (held > 0 && next.length > 0) {
            waiting[expected % WINDOW] = NOTHING;
            held--;
            heldSince = now;
            sink.payload(next, 0, next.length);
            expected = (expected + 1) % SEQUENCES;
            next = waiting[expected % WINDOW];
        }
    }
}
