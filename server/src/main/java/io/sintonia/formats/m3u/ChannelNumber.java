package io.sintonia.formats.m3u;

import java.util.Optional;

/**
 * A number on the remote control: {@code 5}, or {@code 5.1} as broadcasters in America count.
 *
 * @param major 1 to 999,999
 * @param minor 1 to 9,999, or 0 where there is none
 */
public record ChannelNumber(int major, int minor) implements Comparable<ChannelNumber> {
    private static final int MOST_MAJOR = 999_999;
    private static final int MOST_MINOR = 9_999;

    public ChannelNumber {
        if (major < 1 || major > MOST_MAJOR || minor < 0 || minor > MOST_MINOR) {
            throw new IllegalArgumentException(
                    "channel number is " + major + "." + minor + ": expected 1 to 999999, minor 0 to 9999");
        }
    }

    /** The number written as {@code 5}, {@code 5.1} or {@code 5-1}; empty for 0, words and anything else. */
    public static Optional<ChannelNumber> of(String text) {
        var written = text.strip();
        int point = Math.max(written.indexOf('.'), written.indexOf('-'));
        var before = point < 0 ? written : written.substring(0, point);
        var after = point < 0 ? "0" : written.substring(point + 1);
        if (!Text.isNumber(before) || !Text.isNumber(after) || before.length() > 9 || after.length() > 4) {
            return Optional.empty();
        }
        int major = Integer.parseInt(before);
        return major < 1 || major > MOST_MAJOR
                ? Optional.empty()
                : Optional.of(new ChannelNumber(major, Integer.parseInt(after)));
    }

    @Override
    public int compareTo(ChannelNumber other) {
        int byMajor = Integer.compare(major, other.major);
        return byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
    }

    /** As people write it. */
    @Override
    public String toString() {
        return minor == 0 ? Integer.toString(major) : major + "." + minor;
    }
}
