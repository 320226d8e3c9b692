package io.sintonia.sources;

import io.sintonia.catalogue.FoundChannel;
import io.sintonia.fetch.Addresses;
import io.sintonia.formats.m3u.EntryKey;
import io.sintonia.formats.m3u.EntryKind;
import io.sintonia.formats.m3u.M3uEntry;
import io.sintonia.formats.m3u.Playable;
import io.sintonia.formats.m3u.StreamLink;
import java.util.List;

/**
 * A link to a stream that was found on a page.
 *
 * @param name what the page calls it; "" if it says nothing near it
 * @param group "" for none
 * @param logo "" for none
 * @param how by what it was found, for people
 */
record FoundLink(StreamLink link, String name, String group, String logo, String how) {
    /** Whether it is something that could be a channel, rather than any other link. */
    static boolean isStream(StreamLink link) {
        return switch (link.playable()) {
            case Playable.AceStream _ -> true;
            case Playable.Protocol protocol ->
                protocol != Playable.Protocol.HTTP
                        || link.url().matches("(?i)[^?#]+\\.(?:m3u8|ts|mpd|aac|mp3)(?:[?#].*)?|.*[?&]format=m3u8.*");
            case Playable.Unsupported _ -> false;
        };
    }

    /** By what it is told apart from others: two pages may name one stream. */
    String identity() {
        return link.url();
    }

    /** The name, or one made of its address. */
    String shownName() {
        if (!name.isBlank()) {
            return name;
        }
        String url = link.url().replaceFirst("[?#].*$", "");
        return link.playable() instanceof Playable.AceStream(Playable.IdKind _, String id)
                ? "AceStream " + id.substring(0, 8)
                : url.substring(url.lastIndexOf('/') + 1);
    }

    FoundLink orNamed(FoundLink other) {
        return name.isBlank() && !other.name.isBlank()
                ? new FoundLink(link, other.name, other.group, other.logo, how)
                : this;
    }

    FoundChannel channel() {
        M3uEntry entry = new M3uEntry(
                0,
                Fitting.words(Fitting.name(shownName()), logo, ""),
                group.isBlank() ? List.of() : List.of(group),
                link,
                EntryKind.Live.LIVE);
        return Fitting.channel(EntryKey.of(entry), entry, "");
    }

    /** Its address redacted. */
    @Override
    public String toString() {
        return "FoundLink[" + name + ", " + Addresses.redacted(link.url()) + ", " + how + "]";
    }
}
