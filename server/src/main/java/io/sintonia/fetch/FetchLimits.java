package io.sintonia.fetch;

/**
 * What a download may cost.
 *
 * @param times how long
 * @param receivedBytes as they travel, compressed or not
 * @param inflatedBytes after all unpacking
 * @param ratio inflated to received, once more than 10 MiB were inflated
 * @param redirects hops after the first
 */
public record FetchLimits(FetchTimes times, long receivedBytes, long inflatedBytes, int ratio, int redirects) {
    /** {@link FetchTimes#DEFAULT}, 1 GiB received, 4 GiB inflated, 200 to 1, 8 redirects. */
    public static final FetchLimits DEFAULT = new FetchLimits(FetchTimes.DEFAULT, 1L << 30, 4L << 30, 200, 8);

    public FetchLimits {
        if (receivedBytes < 1 || inflatedBytes < 1 || ratio < 1 || redirects < 0) {
            throw new IllegalArgumentException("limits are " + receivedBytes + " and " + inflatedBytes
                    + " bytes, ratio " + ratio + ", " + redirects + " redirects: expected positive numbers");
        }
    }
}
