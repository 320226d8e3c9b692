package io.sintonia.sources;

import io.sintonia.fetch.Addresses;
import io.sintonia.formats.m3u.Playable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a page would bring, before it becomes a source. Pure: of its content alone, without following anything.
 *
 * @param entries what was found, in the page's order
 * @param followed addresses that an import would ask too, redacted: frames and linked lists
 * @param isWhole whether nothing was left out for its number
 */
public record SourcePreview(List<Entry> entries, List<String> followed, boolean isWhole) {
    public SourcePreview {
        entries = List.copyOf(entries);
        followed = List.copyOf(followed);
    }

    /**
     * Something that would become a channel.
     *
     * @param address redacted
     * @param how by what it was found
     * @param unsupported why it cannot be played, "" if it can
     */
    public record Entry(String name, String group, String address, String how, String unsupported) {}

    /**
     * Looks at a page's content.
     *
     * @param content unpacked; HTML, JSON or text
     * @param address where it is from, which relative addresses in it start from
     */
    public static SourcePreview of(byte[] content, String address) {
        PageFindings findings = PageLinks.of(content, address, PageRecipes.builtIn());
        List<Entry> entries = findings.links().stream()
                .map(link -> new Entry(
                        link.shownName(),
                        link.group(),
                        Addresses.redacted(link.link().url()),
                        link.how(),
                        link.link().playable() instanceof Playable.Unsupported(String why) ? why : ""))
                .toList();
        List<String> followed = Stream.concat(findings.pages().stream(), findings.lists().stream())
                .map(Addresses::redacted)
                .toList();
        return new SourcePreview(entries, followed, findings.isWhole());
    }
}
