package io.sintonia.formats.m3u;

import io.sintonia.formats.Redacted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the {@code #EXTM3U} line says about the whole list.
 *
 * @param attributes all of them in their order, unknown ones too; keys in lower case
 * @param guideUrls the guides the list offers, in order, each once, at most {@value #MOST_GUIDES}; to be offered, never
 *     fetched unasked
 */
public record M3uHeader(Map<String, String> attributes, List<String> guideUrls) {
    /** The most guide URLs kept of one list. */
    public static final int MOST_GUIDES = 200;

    /** Guide URLs are told apart where a comma or semicolon is followed by another URL: they hold such signs themselves. */
    private static final Pattern BETWEEN_URLS = Pattern.compile("[,;\\s]+(?=[A-Za-z][A-Za-z0-9+.-]*://)");

    /** A header that says nothing, as of a list without one. */
    static final M3uHeader NONE = new M3uHeader(Attributes.NONE, List.of());

    public M3uHeader {
        attributes = Attributes.of(attributes);
        guideUrls = List.copyOf(guideUrls);
    }

    static M3uHeader of(Map<String, String> attributes) {
        var urls = new LinkedHashSet<String>();
        for (var key : List.of("url-tvg", "x-tvg-url", "tvg-url")) {
            for (var url :
                    BETWEEN_URLS.splitAsStream(Text.first(attributes, key)).toList()) {
                var clean = trimmed(url);
                if (!clean.isEmpty() && urls.size() < MOST_GUIDES) {
                    urls.add(clean);
                }
            }
        }
        return new M3uHeader(attributes, List.copyOf(urls));
    }

    private static String trimmed(String url) {
        var text = url.strip();
        int end = text.length();
        while (end > 0 && ",; ".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end);
    }

    /** This header and another line of the same list; where both speak this one wins, guides are joined. */
    M3uHeader and(M3uHeader next) {
        if (next.attributes.isEmpty()) {
            return this;
        }
        var joined = new LinkedHashMap<>(attributes);
        next.attributes.forEach(joined::putIfAbsent);
        var urls = new LinkedHashSet<>(guideUrls);
        urls.addAll(next.guideUrls);
        return new M3uHeader(joined, new ArrayList<>(urls).subList(0, Math.min(urls.size(), MOST_GUIDES)));
    }

    /** The catch-up that holds for entries which do not say. */
    public Optional<Catchup> catchup() {
        return Catchup.of(new Extinf("", -1, attributes, Attributes.NONE), false);
    }

    /** How much later than the guide's times the list's programmes are; negative for earlier. */
    public Optional<Duration> guideShift() {
        return Hours.of(Text.first(attributes, "tvg-shift"));
    }

    /** Without values, which may carry credentials. */
    @Override
    public String toString() {
        return "M3uHeader[" + attributes.keySet() + ", guides="
                + guideUrls.stream().map(Redacted::of).toList() + "]";
    }
}
