package io.sintonia.config;

/**
 * Something that came from outside and cannot be used: {@code source.refresh is '30': expected a duration such as 30m or 6h}.
 * Whoever throws it sees to it that the value holds no secret ({@link Secret} prints as {@code ***}, {@link Redacted} shortens an
 * address).
 */
public final class InvalidInput extends RuntimeException {
    private final String field;
    private final String value;
    private final String expectation;

    /**
     * Says what is wrong with one field.
     *
     * @param field its name as people write it; in a settings record the key, as in {@code max-connections} or {@code engines[1]}
     * @param value what was given
     * @param expectation what would do, to follow the word "expected"
     */
    public InvalidInput(String field, String value, String expectation) {
        super(field + " is '" + value + "': expected " + expectation);
        this.field = field;
        this.value = value;
        this.expectation = expectation;
    }

    /** The name of the field. */
    public String field() {
        return field;
    }

    /** What was given. */
    public String value() {
        return value;
    }

    /** What would do. */
    public String expectation() {
        return expectation;
    }
}
