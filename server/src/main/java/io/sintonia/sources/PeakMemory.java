package io.sintonia.sources;

/**
 * The most heap in use while an import ran, garbage included: asked for every few thousand entries, so what rises and falls
 * in between goes unseen. Of the whole process, since a heap has no parts.
 */
final class PeakMemory {
    private static final int ENTRIES = 8192;

    private long peak;
    private int entries;

    void sample() {
        Runtime runtime = Runtime.getRuntime();
        peak = Math.max(peak, runtime.totalMemory() - runtime.freeMemory());
    }

    void sampleNowAndThen() {
        if (++entries % ENTRIES == 0) {
            sample();
        }
    }

    /** In MiB, rounded up. */
    long megabytes() {
        sample();
        return (peak + (1 << 20) - 1) >> 20;
    }
}
