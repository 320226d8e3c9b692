package io.sintonia.sources;

import io.sintonia.formats.m3u.StreamLink;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What was found on a page so far; bounded. Of one thread. */
final class PageFindings {
    static final int MOST_LINKS = 20_000;
    private static final int MOST_FOLLOWED = 50;
    private static final int MOST_LISTS_OF_TEXT = 20;

    private final Map<String, FoundLink> links = new LinkedHashMap<>();
    private final Set<String> pages = new LinkedHashSet<>();
    private final Set<String> lists = new LinkedHashSet<>();
    private final Set<String> texts = new LinkedHashSet<>();
    private boolean whole = true;

    /** Notes a link, if it is one to a stream; true if it is. */
    boolean add(String written, Words words, String how) {
        String text = written.strip();
        if (text.isEmpty() || text.length() > Fitting.URL) {
            return false;
        }
        StreamLink link = StreamLink.of(text);
        if (!FoundLink.isStream(link)) {
            return false;
        }
        FoundLink found =
                new FoundLink(link, words.name().strip(), words.group().strip(), words.logo(), how);
        if (links.size() >= MOST_LINKS && !links.containsKey(found.identity())) {
            whole = false;
            return true;
        }
        links.merge(found.identity(), found, FoundLink::orNamed);
        return true;
    }

    /** What a page says of a link. */
    record Words(String name, String group, String logo) {}

    boolean has(String identity) {
        return links.containsKey(identity);
    }

    /** Notes a frame. */
    void followPage(String address) {
        note(pages, address, MOST_FOLLOWED);
    }

    /** Notes a file that may be a list. */
    void followList(String address) {
        note(lists, address, MOST_FOLLOWED);
    }

    /** Notes a whole list that stands in the page. */
    void addListText(String text) {
        note(texts, text, MOST_LISTS_OF_TEXT);
    }

    private void note(Set<String> where, String what, int most) {
        if (where.size() < most || where.contains(what)) {
            where.add(what);
        } else {
            whole = false;
        }
    }

    Collection<FoundLink> links() {
        return links.values();
    }

    Set<String> pages() {
        return pages;
    }

    Set<String> lists() {
        return lists;
    }

    Set<String> listTexts() {
        return texts;
    }

    /** Whether nothing was left out for its number. */
    boolean isWhole() {
        return whole;
    }
}
