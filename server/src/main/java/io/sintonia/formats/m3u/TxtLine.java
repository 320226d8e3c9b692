package io.sintonia.formats.m3u;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a TXT list: {@code group,#genre#}, or {@code name,url} with more URLs behind {@code #} and a label behind
 * {@code $}.
 *
 * @param name the group or the channel
 * @param urls where the channel is; empty for a group
 */
record TxtLine(String name, List<String> urls) {
    static final TxtLine NONE = new TxtLine("", List.of());

    /** The line's meaning, or {@link #NONE} if it is none of a TXT list. */
    static TxtLine of(String line) {
        int comma = line.indexOf(',');
        if (comma <= 0) {
            return NONE;
        }
        var name = Text.clean(line, 0, comma);
        var rest = Text.clean(line, comma + 1, line.length());
        if (rest.equalsIgnoreCase("#genre#")) {
            return name.isEmpty() ? NONE : new TxtLine(name, List.of());
        }
        if (name.isEmpty() || name.contains("://") || !isUrl(rest)) {
            return NONE;
        }
        var urls = new ArrayList<String>();
        int from = 0;
        while (from < rest.length()) {
            int to = nextUrl(rest, from);
            var url = rest.substring(from, to);
            int label = url.lastIndexOf('$');
            // "${now}" is a placeholder, not a label.
            urls.add(
                    label > 0 && !url.startsWith("${", label)
                            ? url.substring(0, label).strip()
                            : url.strip());
            from = to + 1;
        }
        return new TxtLine(name, urls);
    }

    private static int nextUrl(String text, int from) {
        int hash = text.indexOf('#', from);
        while (hash >= 0 && !isUrl(text.substring(hash + 1, Math.min(text.length(), hash + 24)))) {
            hash = text.indexOf('#', hash + 1);
        }
        return hash < 0 ? text.length() : hash;
    }

    private static boolean isUrl(String text) {
        int scheme = UrlText.schemeLength(text);
        return scheme > 1 && text.startsWith("://", scheme) && text.length() > scheme + 3;
    }
}
