package io.sintonia.config;

import java.lang.invoke.MethodType;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A kind of single value: how it is read from text, and how people are told what to write.
 *
 * @param noun what it is: {@code a duration}
 * @param samples what it may look like, empty where the noun says it all: {@code 30s or 15m}
 * @param reader the value, or empty when the text is none
 */
record ScalarType(Class<?> type, String noun, String samples, Function<String, Optional<Object>> reader) {
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,20}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,18})?");

    private static final List<ScalarType> KNOWN = List.of(
            known(String.class, "some text", "", ScalarType::text),
            known(Secret.class, "some text", "", text -> text(text).map(Secret::of)),
            known(
                    Integer.class,
                    "a whole number",
                    "",
                    text -> whole(text, Integer.SIZE).map(BigInteger::intValueExact)),
            known(
                    Long.class,
                    "a whole number",
                    "",
                    text -> whole(text, Long.SIZE).map(BigInteger::longValueExact)),
            known(Double.class, "a number", "0.5 or 3", ScalarType::decimal),
            known(Boolean.class, "true or false", "", ScalarType::truth),
            known(Duration.class, "a duration", "30s or 15m", Durations::parse),
            known(ByteSize.class, "a size", "512MB or 64KiB", ByteSize::parse),
            known(NetworkRange.class, "a network or an address", "192.168.0.0/16 or 127.0.0.1", NetworkRange::parse),
            known(Instant.class, "an instant", "2027-01-01T00:00:00Z", ScalarType::instant),
            known(ZoneId.class, "a time zone", "Europe/Rome", ScalarType::zone),
            known(Path.class, "a path", "", ScalarType::path));

    private static <T> ScalarType known(
            Class<T> type, String noun, String samples, Function<String, Optional<T>> reader) {
        return new ScalarType(type, noun, samples, text -> reader.apply(text).map(Object.class::cast));
    }

    /** The kind for a Java type; empty if settings know no such kind. */
    static Optional<ScalarType> of(Class<?> type) {
        if (type.isEnum()) {
            return Optional.of(choice(type));
        }
        var boxed = boxed(type);
        return KNOWN.stream().filter(known -> known.type().equals(boxed)).findFirst();
    }

    /** What to write, without its bounds: {@code a duration such as 30s or 15m}. */
    String expectation() {
        return samples.isEmpty() ? noun : noun + " such as " + samples;
    }

    /** {@code REPLACE_OLDEST} as it is written in settings: {@code replace-oldest}. */
    static String nameOf(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ScalarType choice(Class<?> type) {
        List<Object> constants = List.of(type.getEnumConstants());
        var names = constants.stream().map(ScalarType::nameOf).toList();
        var noun = names.size() == 1
                ? names.getFirst()
                : String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
        return new ScalarType(
                type,
                noun,
                "",
                text -> constants.stream()
                        .filter(constant -> nameOf(constant).equals(text))
                        .findFirst());
    }

    private static Class<?> boxed(Class<?> type) {
        return Arrays.stream(new Class<?>[] {Integer.class, Long.class, Double.class, Boolean.class})
                .filter(box -> MethodType.methodType(box).unwrap().returnType().equals(type))
                .findFirst()
                .orElse(type);
    }

    private static Optional<String> text(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    private static Optional<BigInteger> whole(String text, int bits) {
        return WHOLE.matcher(text).matches()
                ? Optional.of(new BigInteger(text)).filter(number -> number.bitLength() < bits)
                : Optional.empty();
    }

    private static Optional<Double> decimal(String text) {
        return DECIMAL.matcher(text).matches() ? Optional.of(Double.valueOf(text)) : Optional.empty();
    }

    private static Optional<Boolean> truth(String text) {
        // YAML 1.1 knows more words for these; "yes" and "no" are what people write.
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> Optional.of(true);
            case "false", "no", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Optional<Path> path(String text) {
        try {
            return text(text).map(Path::of);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
