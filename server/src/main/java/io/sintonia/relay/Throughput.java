package io.sintonia.relay;

import java.util.function.LongSupplier;

/** How many bits a second come in, over the last five seconds. Written by one thread, read by any. */
final class Throughput {
    private static final long SPAN_NANOS = 5_000_000_000L;

    private final LongSupplier nanos;
    private long spanBegan;
    private long spanBytes;
    private volatile long bitsPerSecond;

    Throughput(LongSupplier nanos) {
        this.nanos = nanos;
        this.spanBegan = nanos.getAsLong();
    }

    void add(int bytes) {
        spanBytes += bytes;
        long passed = nanos.getAsLong() - spanBegan;
        if (passed >= SPAN_NANOS || (bitsPerSecond == 0 && passed >= SPAN_NANOS / 5)) {
            bitsPerSecond = (long) (spanBytes * 8e9 / passed);
            spanBytes = 0;
            spanBegan += passed;
        }
    }

    void reset() {
        spanBegan = nanos.getAsLong();
        spanBytes = 0;
        bitsPerSecond = 0;
    }

    /** Bits a second; 0 until known. */
    long bitsPerSecond() {
        return bitsPerSecond;
    }
}
