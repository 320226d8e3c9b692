package io.sintonia.config;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may be shown of something that can carry credentials. */
public final class Redacted {
    // RFC 3986, 3: scheme "://" [userinfo "@"] host[:port], then a path and a query, where players' credentials stand.
    private static final Pattern ADDRESS = Pattern.compile(
            "([A-Za-z][A-Za-z0-9+.-]{0,20})://(?:[^/?#]*@)?([A-Za-z0-9.-]{1,253}(?::\\d{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](?::\\d{1,5})?)([/?#][^@]*)?",
            Pattern.DOTALL);

    private static final Pattern FILE = Pattern.compile("file:[^?#@]*");

    private Redacted() {}

    /** Scheme and host of an address, {@code http://provider:8080/…}; a file's whole address; {@code ***} for anything else. */
    public static String address(String text) {
        if (FILE.matcher(text).matches()) {
            return text;
        }
        var address = ADDRESS.matcher(text);
        if (!address.matches()) {
            return Secret.MASK;
        }
        var rest = address.group(3) == null || address.group(3).equals("/") ? "" : "/…";
        return address.group(1) + "://" + address.group(2) + rest;
    }

    /** A record's text as records print it, but with what is {@link Confidential} redacted; for its {@code toString()}. */
    public static String text(Record settings) {
        return Stream.of(settings.getClass().getRecordComponents())
                .map(component -> component.getName() + "=" + shown(component, settings))
                .collect(Collectors.joining(", ", settings.getClass().getSimpleName() + "[", "]"));
    }

    private static String shown(RecordComponent component, Record settings) {
        Object value;
        try {
            component.getAccessor().setAccessible(true);
            value = component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
        return component.isAnnotationPresent(Confidential.class) ? redacted(value) : String.valueOf(value);
    }

    private static String redacted(Object value) {
        return switch (value) {
            case Optional<?> maybe -> maybe.map(Redacted::redacted).toString();
            case Collection<?> several ->
                several.stream().map(Redacted::redacted).toList().toString();
            case Map<?, ?> named ->
                named.keySet().stream()
                        .map(name -> name + "=" + Secret.MASK)
                        .collect(Collectors.joining(", ", "{", "}"));
            default -> address(value.toString());
        };
    }
}
