package io.sintonia.config;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An amount of bytes, written as {@code 8MB} (a million bytes each), {@code 64KiB} (1,024 bytes each) or plainly in bytes.
 *
 * @param bytes never negative
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,19}) ?([A-Za-z]{0,3})");

    // IEC 80000-13: kB is 1,000 bytes, KiB is 1,024.
    private static final List<Unit> UNITS = List.of(
            new Unit("B", 1L),
            new Unit("kB", 1_000L),
            new Unit("MB", 1_000_000L),
            new Unit("GB", 1_000_000_000L),
            new Unit("TB", 1_000_000_000_000L),
            new Unit("KiB", 1L << 10),
            new Unit("MiB", 1L << 20),
            new Unit("GiB", 1L << 30),
            new Unit("TiB", 1L << 40));

    private record Unit(String name, long bytes) {}

    /** An amount of bytes; a negative one is a bug of the caller. */
    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size cannot be negative: " + bytes);
        }
    }

    /** Reads {@code 8MB}, {@code 64KiB} or {@code 1000}; units in any case; empty if the text is none, or beyond 2^63 bytes. */
    public static Optional<ByteSize> parse(String text) {
        var form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        var name = form.group(2).isEmpty() ? "b" : form.group(2).toLowerCase(Locale.ROOT);
        return UNITS.stream()
                .filter(unit -> unit.name().toLowerCase(Locale.ROOT).equals(name))
                .map(unit -> new BigInteger(form.group(1)).multiply(BigInteger.valueOf(unit.bytes())))
                .filter(bytes -> bytes.bitLength() < Long.SIZE)
                .map(bytes -> new ByteSize(bytes.longValueExact()))
                .findFirst();
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The shortest exact form that {@link #parse} reads back: {@code 512MB}, {@code 64KiB}, {@code 1001B}. */
    @Override
    public String toString() {
        return exactForms()
                .min(Comparator.comparingLong(form -> bytes / form.bytes()))
                .map(unit -> bytes / unit.bytes() + unit.name())
                .orElse("0B");
    }

    private Stream<Unit> exactForms() {
        return UNITS.stream().filter(unit -> bytes >= unit.bytes() && bytes % unit.bytes() == 0);
    }
}
