package io.sintonia.outputs.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request's parameters, from query and form. Names are compared as they are; of several values the first counts.
 *
 * <p>In a query {@code +} means a blank, but some clients do not encode at all, so the literal reading is kept beside.
 */
public final class Parameters {
    private static final int MOST = 200;

    private final Map<String, String> decoded;
    private final Map<String, String> literal;

    /** What {@code +} stands for. */
    enum Plus {
        BLANK,
        ITSELF
    }

    private Parameters(Map<String, String> decoded, Map<String, String> literal) {
        this.decoded = decoded;
        this.literal = literal;
    }

    /** Of a raw query and a form's fields; the query wins. */
    public static Parameters of(String rawQuery, Map<String, String> form) {
        Map<String, String> decoded = first(rawQuery, Plus.BLANK);
        form.forEach(decoded::putIfAbsent);
        return new Parameters(decoded, first(rawQuery, Plus.ITSELF));
    }

    /**
     * Reads {@code a=b&c=d}, 200 pairs at the most. Only {@code &} separates: a password may hold a semicolon. A name or
     * value that cannot be decoded is left as it is, and the others are not the worse for it.
     */
    static Map<String, String> first(String rawQuery, Plus plus) {
        Map<String, String> map = new LinkedHashMap<>();
        int begin = 0;
        for (int count = 0; count < MOST && begin < rawQuery.length(); count++) {
            int ampersand = rawQuery.indexOf('&', begin);
            int end = ampersand < 0 ? rawQuery.length() : ampersand;
            int equals = rawQuery.indexOf('=', begin);
            int nameEnd = equals < 0 || equals > end ? end : equals;
            if (nameEnd > begin) {
                String value = nameEnd < end ? rawQuery.substring(nameEnd + 1, end) : "";
                map.putIfAbsent(decoded(rawQuery.substring(begin, nameEnd), plus), decoded(value, plus));
            }
            begin = end + 1;
        }
        return map;
    }

    /** Percent-decoding as UTF-8; text with a broken percent stays as it stands. */
    static String decoded(String text, Plus plus) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(plus == Plus.BLANK ? text : text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** A parameter's value, if it was given and is not empty. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(decoded.get(name)).filter(value -> !value.isEmpty());
    }

    /** A parameter's value, or empty. */
    public String text(String name) {
        return decoded.getOrDefault(name, "");
    }

    /** A parameter's value with {@code +} left as it is. */
    public String literal(String name) {
        return literal.getOrDefault(name, text(name));
    }
}
