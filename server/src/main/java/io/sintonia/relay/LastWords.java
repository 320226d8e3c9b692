package io.sintonia.relay;

import io.sintonia.fetch.Addresses;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a program complained of last: 4 KiB of it. One thread adds, any reads. */
final class LastWords {
    private static final int KEPT = 4_096;
    private static final int MOST_CHARACTERS = 300;
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{1,11}://[^\\s'\"]+");
    private static final Pattern ORIGIN = Pattern.compile("^(?:\\[[^\\]]{1,60}\\]\\s*)+");

    private final byte[] ring = new byte[KEPT];
    private long written;

    synchronized void add(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            ring[(int) (written % KEPT)] = bytes[i];
            written++;
        }
    }

    /** The last two things it said, without credentials, on one line of at most 300 characters; empty if it said nothing. */
    String text() {
        List<String> said = all().lines()
                .map(line -> ORIGIN.matcher(line.strip()).replaceFirst(""))
                .filter(line -> !line.isEmpty() && !line.startsWith("Error opening input file"))
                .distinct()
                .toList();
        String last = String.join("; ", said.subList(Math.max(0, said.size() - 2), said.size()));
        String shown = ADDRESS.matcher(last.replaceAll("\\p{Cntrl}", "?"))
                .replaceAll(found -> Matcher.quoteReplacement(Addresses.redacted(found.group())));
        return shown.length() <= MOST_CHARACTERS ? shown : shown.substring(0, MOST_CHARACTERS - 1) + "…";
    }

    private synchronized String all() {
        int length = (int) Math.min(written, KEPT);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = ring[(int) ((written - length + i) % KEPT)];
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        // the first line of a full ring has lost its beginning, and with it what tells an address
        return written > KEPT ? text.substring(text.indexOf('\n') + 1) : text;
    }
}
