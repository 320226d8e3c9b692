package io.sintonia.formats.m3u;

import java.util.LinkedHashSet;
import java.util.List;

/** Splits group names. Neighbours in a list mostly share theirs, so the last answer is kept. */
final class Groups {
    private static final int MOST = 50;

    private String lastText = "";
    private List<String> last = List.of();

    /** The names between semicolons, each once, without blanks around them. */
    List<String> of(String text) {
        if (!text.equals(lastText)) {
            last = split(text);
            lastText = text;
        }
        return last;
    }

    private static List<String> split(String text) {
        if (text.indexOf(';') < 0) {
            var name = Text.clean(text, 0, text.length());
            return name.isEmpty() ? List.of() : List.of(name);
        }
        var names = new LinkedHashSet<String>();
        int from = 0;
        while (from <= text.length() && names.size() < MOST) {
            int next = text.indexOf(';', from);
            int to = next < 0 ? text.length() : next;
            var name = Text.clean(text, from, to);
            if (!name.isEmpty()) {
                names.add(name);
            }
            from = to + 1;
        }
        return List.copyOf(names);
    }
}
