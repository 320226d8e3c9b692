package io.sintonia.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Optional;

/**
 * One setting of a record, as its component declares it.
 *
 * @param key its name in the file: {@code max-connections} for {@code maxConnections}
 * @param optional whether the component is an {@link Optional}
 */
record Setting(RecordComponent component, String key, Shape shape, boolean optional) {
    /** What follows a secret's key when a file holds it. */
    static final String FILE = "-file";

    private static final int MOST_SHOWN = 80;

    static Setting of(RecordComponent component) {
        var key = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        var type = component.getGenericType();
        var optional = component.getType().equals(Optional.class);
        if (optional && type instanceof ParameterizedType generic) {
            type = generic.getActualTypeArguments()[0];
        }
        return new Setting(component, key, Shape.of(type), optional);
    }

    /** Whether it is secret, and so may also come from the file that the {@link #fileKey()} names. */
    boolean secret() {
        return shape instanceof Shape.Scalar(var type) && type.type().equals(Secret.class);
    }

    String fileKey() {
        return key + FILE;
    }

    Optional<String> about() {
        return Optional.ofNullable(component.getAnnotation(About.class)).map(About::value);
    }

    Optional<String> defaultText() {
        return Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value);
    }

    Optional<String> example() {
        return Optional.ofNullable(component.getAnnotation(Example.class)).map(Example::value);
    }

    /** The key in which the elements of this list must differ. */
    Optional<String> distinct() {
        return Optional.ofNullable(component.getAnnotation(Distinct.class)).map(Distinct::value);
    }

    /** Where the names are declared that this setting may hold. */
    Optional<String> nameOf() {
        return Optional.ofNullable(component.getAnnotation(NameOf.class)).map(NameOf::value);
    }

    /** {@code  from 1 to 65535}, with the leading blank; empty when there are no bounds. */
    String bounds() {
        var range = component.getAnnotation(Range.class);
        if (range == null) {
            return "";
        }
        if (range.max().isEmpty()) {
            return " of at least " + range.min();
        }
        return range.min().isEmpty() ? " of at most " + range.max() : " from " + range.min() + " to " + range.max();
    }

    /** Whether a value of the given type lies within the bounds; bounds that cannot be read are a bug of the record. */
    boolean allows(ScalarType type, Object value) {
        var range = component.getAnnotation(Range.class);
        return range == null
                || ((range.min().isEmpty() || compare(value, type, range.min()) >= 0)
                        && (range.max().isEmpty() || compare(value, type, range.max()) <= 0));
    }

    @SuppressWarnings("unchecked") // both were read as the same type, whose values compare with each other
    private int compare(Object value, ScalarType type, String bound) {
        var limit = type.reader().apply(bound).orElseThrow(() -> new IllegalStateException("no bound: " + bound));
        if (value instanceof Comparable<?> comparable) {
            return ((Comparable<Object>) comparable).compareTo(limit);
        }
        throw new IllegalStateException(component + " has bounds, but cannot be compared");
    }

    /** The value as it may be shown in a message: never a secret, and never long. */
    String shown(String value) {
        var confidential = component.isAnnotationPresent(Confidential.class);
        if (secret() || (confidential && shape instanceof Shape.Entries)) {
            return Secret.MASK;
        }
        if (confidential) {
            return Redacted.address(value);
        }
        var line = value.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line;
    }
}
