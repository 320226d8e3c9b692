package io.sintonia.fetch;

import io.sintonia.fetch.FetchFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The status line and headers of an answer: HTTP/1.1, HTTP/1.0, or the {@code ICY 200 OK} of radio servers. */
record ResponseHead(int status, String reason, List<Field> fields) {
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_INTERIM_ANSWERS = 8;
    private static final Pattern STATUS_LINE =
            Pattern.compile("(?:HTTP/\\d(?:\\.\\d)?|ICY) +(\\d{3})(?: (.*))?", Pattern.CASE_INSENSITIVE);

    record Field(String name, String value) {}

    ResponseHead {
        fields = List.copyOf(fields);
    }

    /** Reads up to and including the empty line; interim answers (1xx, RFC 9110, 15.2) are passed over. */
    static ResponseHead read(InputStream in) throws IOException {
        for (int i = 0; i < MOST_INTERIM_ANSWERS; i++) {
            ResponseHead head = readOne(in);
            if (head.status / 100 != 1) {
                return head;
            }
        }
        throw new FetchException(Kind.NOT_READABLE, "the answer never comes to its end: only interim answers");
    }

    /** The first header of this name, if it says anything. */
    Optional<String> first(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** All comma-separated words of all headers of this name, in order. */
    List<String> words(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .flatMap(field -> Pattern.compile(",").splitAsStream(field.value()))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Status and reason, for people. */
    String statusLine() {
        return reason.isEmpty() ? "" + status : status + " " + reason;
    }

    private static ResponseHead readOne(InputStream in) throws IOException {
        int[] budget = {MOST_BYTES};
        String line = line(in, budget);
        while (line.isEmpty()) { // RFC 9112, 2.2, asks it of servers; some origins need it of clients
            line = line(in, budget);
        }
        var status = STATUS_LINE.matcher(line);
        if (!status.matches()) {
            throw new FetchException(Kind.NOT_READABLE, "the answer is not HTTP");
        }
        String said = status.group(2);
        String reason = said == null ? "" : said.strip().replaceAll("\\p{Cntrl}", " ");
        var fields = new ArrayList<Field>();
        for (line = line(in, budget); !line.isEmpty(); line = line(in, budget)) {
            int colon = line.indexOf(':');
            if ((line.charAt(0) == ' ' || line.charAt(0) == '\t') && !fields.isEmpty()) { // obs-fold, RFC 9112, 5.2
                Field last = fields.removeLast();
                fields.add(new Field(last.name(), (last.value() + " " + line.strip()).strip()));
            } else if (colon > 0) {
                fields.add(new Field(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip()));
            } // a line without a colon says nothing we could use
        }
        return new ResponseHead(
                Integer.parseInt(status.group(1)), reason.length() > 80 ? reason.substring(0, 80) : reason, fields);
    }

    private static String line(InputStream in, int[] budget) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new FetchException(Kind.UNREACHABLE, "it hung up before it had answered");
            }
            if (--budget[0] < 0) {
                throw new FetchException(Kind.NOT_READABLE, "the answer's head is larger than 64 KiB");
            }
            bytes.write(b);
        }
        budget[0]--;
        byte[] read = bytes.toByteArray();
        int length = read.length > 0 && read[read.length - 1] == '\r' ? read.length - 1 : read.length;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(read, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(read, 0, length, StandardCharsets.ISO_8859_1);
        }
    }
}
