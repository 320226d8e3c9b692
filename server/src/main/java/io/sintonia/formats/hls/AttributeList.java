package io.sintonia.formats.hls;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The {@code NAME=value,NAME="value"} part of a tag (RFC 8216, 4.2), read leniently: values may be quoted or not whatever the
 * name, blanks may stand anywhere, and a quote that is not closed reaches to the line's end. Of a repeated name the first counts.
 */
final class AttributeList {
    private final Map<String, String> values = new HashMap<>();

    private AttributeList() {}

    static AttributeList of(String text) {
        AttributeList list = new AttributeList();
        int at = 0;
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            int comma = text.indexOf(',', at);
            if (equals < 0) {
                break;
            }
            if (comma >= 0 && comma < equals) { // a word without a value
                at = comma + 1;
                continue;
            }
            String name = text.substring(at, equals).strip().toUpperCase(Locale.ROOT);
            int begin = equals + 1;
            while (begin < text.length() && text.charAt(begin) == ' ') {
                begin++;
            }
            char first = begin < text.length() ? text.charAt(begin) : ',';
            int end;
            if (first == '"' || first == '\'') {
                begin++;
                int closing = text.indexOf(first, begin);
                end = closing < 0 ? text.length() : closing;
                int next = text.indexOf(',', end);
                at = next < 0 ? text.length() : next + 1;
            } else {
                int next = text.indexOf(',', begin);
                end = next < 0 ? text.length() : next;
                at = end + 1;
            }
            list.values.putIfAbsent(name, text.substring(begin, end).strip());
        }
        return list;
    }

    /** A value that is there and not empty. */
    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /** A whole number that is not negative; a fraction is cut off. */
    OptionalLong number(String name) {
        return text(name).map(Numeral::whole).orElse(OptionalLong.empty());
    }
}
