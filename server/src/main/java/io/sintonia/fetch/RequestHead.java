package io.sintonia.fetch;

import io.sintonia.fetch.FetchFailure.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A GET as it goes over the wire: headers in order, one of each name, nothing in them that could end a line. */
final class RequestHead {
    /** Framing is ours: an own value would make the origin wait for a body or keep the connection. */
    private static final Set<String> OURS =
            Set.of("connection", "content-length", "transfer-encoding", "te", "upgrade", "keep-alive", "expect");

    private static final Set<String> FOR_THE_FIRST_HOST_ONLY = Set.of("authorization", "cookie");
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+"); // RFC 9110, 5.6.2
    private static final Pattern UNSAFE_VALUE = Pattern.compile("[\\p{Cntrl}&&[^\\t]]");

    private final List<Map.Entry<String, String>> fields = new ArrayList<>();

    /** Sets a header; one of the same name is replaced where it stands. */
    RequestHead with(String name, String value) throws FetchException {
        if (!NAME.matcher(name).matches()) {
            throw new FetchException(
                    Kind.BAD_ADDRESS, "a header's name cannot be sent: expected letters, digits and hyphens");
        }
        if (UNSAFE_VALUE.matcher(value).find() || value.length() > 16_000) {
            throw new FetchException(
                    Kind.BAD_ADDRESS,
                    "the header " + name + " cannot be sent: expected at most 16,000 characters without line breaks");
        }
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).getKey().equalsIgnoreCase(name)) {
                fields.set(i, Map.entry(name, value));
                return this;
            }
        }
        fields.add(Map.entry(name, value));
        return this;
    }

    /** Sets what the source wants sent, except framing, and except credentials when this is not the host they are for. */
    RequestHead withAll(Map<String, String> wanted, Audience audience) throws FetchException {
        for (var field : wanted.entrySet()) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            boolean withheld = audience == Audience.ANOTHER_HOST && FOR_THE_FIRST_HOST_ONLY.contains(name);
            if (!OURS.contains(name) && !withheld) {
                with(field.getKey(), field.getValue());
            }
        }
        return this;
    }

    byte[] get(String requestTarget) {
        var text = new StringBuilder("GET ").append(requestTarget).append(" HTTP/1.1\r\n");
        fields.forEach(field -> text.append(field.getKey())
                .append(": ")
                .append(field.getValue())
                .append("\r\n"));
        return text.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whom a hop reaches. */
    enum Audience {
        THE_FIRST_HOST,
        ANOTHER_HOST
    }
}
