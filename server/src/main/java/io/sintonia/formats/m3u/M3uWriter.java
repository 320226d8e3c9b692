package io.sintonia.formats.m3u;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a list that every known player reads: UTF-8 (by the caller), LF, no mark, values in double quotes. Nothing in a
 * name or value can end its line or its quotes: quotes become apostrophes, line ends and tabs blanks. One thread.
 *
 * <p>Either whole entries with {@link #entry}, or piece by piece: {@link #begin}, {@link #attribute}…, {@link #name},
 * {@link #option}…, {@link #url}.
 */
public final class M3uWriter {
    /** Written from what they mean, not as they stood, and so not repeated among the unknown ones. */
    private static final Set<String> WRITTEN_BY_MEANING = Set.of(
            "tvg-id",
            "tvg-name",
            "tvg-chno",
            "tvg-logo",
            "group-title",
            "radio",
            "tvg-shift",
            "catchup",
            "catchup-type",
            "catchup-days",
            "catchup-source",
            "catchup-correction");

    private final Appendable out;

    /** A writer to this; it is neither flushed nor closed here. */
    public M3uWriter(Appendable out) {
        this.out = out;
    }

    /** The header line with the guides to offer; none are fine. */
    public M3uWriter header(List<String> guideUrls) throws IOException {
        out.append("#EXTM3U");
        if (!guideUrls.isEmpty()) {
            var guides = String.join(",", guideUrls);
            attribute("url-tvg", guides).attribute("x-tvg-url", guides);
        }
        out.append('\n');
        return this;
    }

    /** Begins an entry; -1 for live. */
    public M3uWriter begin(long durationSeconds) throws IOException {
        out.append("#EXTINF:").append(Long.toString(durationSeconds));
        return this;
    }

    /** One attribute; the key is the caller's own word or one read from a list. */
    public M3uWriter attribute(String key, String value) throws IOException {
        out.append(' ').append(key).append("=\"");
        text(value);
        out.append('"');
        return this;
    }

    /** The display name, which ends the line. */
    public M3uWriter name(String name) throws IOException {
        out.append(',');
        text(name); // Kodi looks for the name behind the last quote of the line, so it may hold none
        out.append('\n');
        return this;
    }

    /** A {@code #EXTVLCOPT} line. */
    public M3uWriter option(String key, String value) throws IOException {
        out.append("#EXTVLCOPT:").append(key).append('=');
        withoutLineEnds(value);
        out.append('\n');
        return this;
    }

    /** The URL, which ends the entry. */
    public M3uWriter url(String url) throws IOException {
        withoutLineEnds(url);
        out.append('\n');
        return this;
    }

    /** A whole entry as it was read, the header's defaults written into it. */
    public M3uWriter entry(M3uEntry entry) throws IOException {
        begin(entry.durationSeconds());
        attribute("tvg-id", entry.tvgId().orElse(""));
        // Written even if empty: a line without any quote makes players cut the name at its last comma.
        attribute("tvg-name", entry.tvgName().orElse(""));
        var number = entry.number();
        if (number.isPresent()) {
            attribute("tvg-chno", number.get().toString());
        }
        var logo = entry.logo();
        if (logo.isPresent()) {
            attribute("tvg-logo", logo.get());
        }
        if (!entry.groups().isEmpty()) {
            attribute("group-title", String.join(";", entry.groups()));
        }
        if (entry.radio()) {
            attribute("radio", "true");
        }
        var shift = entry.guideShift();
        if (shift.isPresent()) {
            attribute("tvg-shift", hours(shift.get().toSeconds()));
        }
        var catchup = entry.catchup();
        if (catchup.isPresent()) {
            catchup(catchup.get());
        }
        for (var attribute : entry.attributes().entrySet()) {
            if (!WRITTEN_BY_MEANING.contains(attribute.getKey())) {
                attribute(attribute.getKey(), attribute.getValue());
            }
        }
        name(entry.name());
        link(entry);
        return this;
    }

    private void catchup(Catchup catchup) throws IOException {
        attribute("catchup", catchup.type().word());
        if (catchup.days().isPresent()) {
            attribute("catchup-days", Integer.toString(catchup.days().getAsInt()));
        }
        if (!catchup.source().isEmpty()) {
            attribute("catchup-source", catchup.source());
        }
        if (catchup.correction().isPresent()) {
            attribute("catchup-correction", hours(catchup.correction().get().toSeconds()));
        }
    }

    private static String hours(long seconds) {
        return seconds % 3600 == 0 ? Long.toString(seconds / 3600) : Double.toString(seconds / 3600.0);
    }

    private void link(M3uEntry entry) throws IOException {
        var link = entry.link();
        if (entry.kind() != EntryKind.Live.LIVE && !EntryKinds.isTold(link)) {
            out.append("#EXT-X-PLAYLIST-TYPE:VOD\n");
        }
        for (var header : link.headers().entrySet()) {
            header(header);
        }
        if (link.program().isPresent()) {
            option("program", Integer.toString(link.program().getAsInt()));
        }
        url(link.options().isEmpty() ? link.url() : link.url() + " " + link.options());
    }

    private void header(Map.Entry<String, String> header) throws IOException {
        switch (header.getKey()) {
            case "User-Agent" -> option("http-user-agent", header.getValue());
            case "Referer" -> option("http-referrer", header.getValue());
            case "Origin" -> option("http-origin", header.getValue());
            case "Cookie" -> option("http-cookie", header.getValue());
            default -> {
                out.append("#EXTHTTP:{");
                json(header.getKey());
                out.append(':');
                json(header.getValue());
                out.append("}\n");
            }
        }
    }

    /** RFC 8259, 7; header values hold no control characters but tabs. */
    private void json(String value) throws IOException {
        out.append('"');
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else {
                out.append(c < ' ' ? ' ' : c);
            }
        }
        out.append('"');
    }

    private void text(String value) throws IOException {
        int from = 0;
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '"' || c < ' ' || c == '\u2028' || c == '\u2029') {
                out.append(value, from, at).append(c == '"' ? '\'' : ' ');
                from = at + 1;
            }
        }
        out.append(value, from, value.length());
    }

    private void withoutLineEnds(String value) throws IOException {
        int from = 0;
        for (int at = 0; at < value.length(); at++) {
            if (value.charAt(at) == '\r' || value.charAt(at) == '\n') {
                out.append(value, from, at);
                from = at + 1;
            }
        }
        out.append(value, from, value.length());
    }
}
