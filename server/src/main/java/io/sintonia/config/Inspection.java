package io.sintonia.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at several fields before it complains, so that all that is wrong is told at once. For a record's constructor; one
 * thread.
 */
public final class Inspection {
    private final List<InvalidInput> found = new ArrayList<>();

    /**
     * Notes that a field cannot be used, unless it can.
     *
     * @param usable whether the field is as it should be
     * @param field the setting's key
     * @param value what was given, possibly an {@link Optional}; of a {@link Secret} only {@code ***} is kept
     * @param expectation what would do, to follow the word "expected"
     */
    public Inspection expect(boolean usable, String field, Object value, String expectation) {
        if (!usable) {
            found.add(new InvalidInput(field, text(value), expectation));
        }
        return this;
    }

    private static String text(Object value) {
        return value instanceof Optional<?> maybe ? maybe.map(Object::toString).orElse("") : value.toString();
    }

    /** Throws the first complaint, the others suppressed in it; does nothing if there is none. */
    public void conclude() {
        if (found.isEmpty()) {
            return;
        }
        var first = found.getFirst();
        found.stream().skip(1).forEach(first::addSuppressed);
        throw first;
    }
}
