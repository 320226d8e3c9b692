package io.sintonia.formats.m3u;

import io.sintonia.formats.Redacted;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where an entry's stream is and what must be said to get it.
 *
 * @param url the address without pipe headers; typing errors mended, illegal characters percent-encoded, otherwise exactly
 *     as written, since signed URLs break when touched; AceStream ids always as {@code acestream://id} or
 *     {@code acestream:?infohash=id}; what is unsupported as written
 * @param headers request headers by name, highest precedence first; no value holds a control character
 * @param playable how to open it, or why not
 * @param program the one programme to select of a multiplex ({@code #EXTVLCOPT:program})
 * @param options what follows an RTMP address after a blank ({@code live=1 playpath=…}), else empty
 */
public record StreamLink(
        String url, Map<String, String> headers, Playable playable, OptionalInt program, String options) {
    public StreamLink {
        headers = headers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** The link that a text written by hand, or found on a page, is: read and mended as in a list. */
    public static StreamLink of(String written) {
        Remarks remarks = new Remarks(_ -> {});
        RequestHeaders headers = new RequestHeaders(remarks);
        String line = Text.clean(written, 0, written.length());
        return new LinkReader(Optional.empty(), new Directives(remarks, headers), headers)
                .read(line.isEmpty() ? "?" : line, Map.of());
    }

    /** Tells where without telling credentials. */
    @Override
    public String toString() {
        return "StreamLink[" + Redacted.of(url) + ", headers=" + headers.keySet() + ", playable=" + playable + "]";
    }
}
