package io.sintonia.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;

/** What came of calling a record's own constructor, which may refuse what its types allow. */
sealed interface RecordMaking {
    /** The record. */
    record Made(Record made) implements RecordMaking {}

    /** The constructor's complaints; never empty. */
    record Refused(List<InvalidInput> complaints) implements RecordMaking {
        public Refused {
            complaints = List.copyOf(complaints);
        }
    }

    /** Makes a record of its components' values, in their order. */
    static RecordMaking of(Class<? extends Record> type, List<Object> values) {
        var types = Stream.of(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return new Made(constructor.newInstance(values.toArray()));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidInput first) {
                var others = Stream.of(first.getSuppressed())
                        .filter(InvalidInput.class::isInstance)
                        .map(InvalidInput.class::cast);
                return new Refused(Stream.concat(Stream.of(first), others).toList());
            }
            throw new IllegalStateException(type + " fails on settings instead of refusing them", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }
}
