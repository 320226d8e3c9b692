package io.sintonia.config;

/** A text that is never shown by accident: it prints as {@code ***}, and only {@link #reveal()} gives it away. */
public final class Secret {
    /** What is shown in a secret's place. */
    static final String MASK = "***";

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** Wraps a text. */
    public static Secret of(String text) {
        return new Secret(text);
    }

    /** The text itself; for the one place that needs it, never for a message. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && text.equals(secret.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Always {@code ***}, whatever the length. */
    @Override
    public String toString() {
        return MASK;
    }
}
