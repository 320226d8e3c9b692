package io.sintonia.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a setting may hold, as its record component's type tells. */
sealed interface Shape {
    /** One value. */
    record Scalar(ScalarType type) implements Shape {}

    /** A list of values or of sections. */
    record Listing(Shape element) implements Shape {}

    /** Names that the operator chooses, with a text each. */
    record Entries() implements Shape {}

    /** A section: the settings of one record. */
    record Group(Class<? extends Record> type, List<Setting> settings) implements Shape {
        public Group {
            settings = List.copyOf(settings);
        }

        static Group of(Class<? extends Record> type) {
            return new Group(
                    type, Stream.of(type.getRecordComponents()).map(Setting::of).toList());
        }
    }

    /** The shape of a type; one that settings cannot hold is a bug of the record. */
    static Shape of(Type type) {
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType().equals(List.class)) {
                return new Listing(of(generic.getActualTypeArguments()[0]));
            }
            if (generic.getRawType().equals(Map.class)
                    && List.of(generic.getActualTypeArguments()).equals(List.of(String.class, String.class))) {
                return new Entries();
            }
        }
        if (type instanceof Class<?> plain) {
            if (plain.isRecord() && ScalarType.of(plain).isEmpty()) {
                return Group.of(plain.asSubclass(Record.class));
            }
            return ScalarType.of(plain)
                    .map(Scalar::new)
                    .orElseThrow(() -> new IllegalArgumentException("settings cannot hold a " + type));
        }
        throw new IllegalArgumentException("settings cannot hold a " + type);
    }
}
