package io.sintonia.formats.m3u;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By what an entry is recognised when its list is read again, and whether it still says the same.
 *
 * <p>The key holds while tokens, credentials and (where the provider numbers its items) the provider's address change. In
 * order: the provider's id in an attribute; an AceStream id; the number in an Xtream panel's path; the URL without what is
 * volatile in it; and where that leaves too little, name, group and guide id with it. Two entries of one list may have
 * equal keys: the caller numbers them. A long random-looking part of a path may be a token or the channel's id: there the
 * key takes both what is left of the URL and the name, which is stable either way unless the channel is renamed.
 *
 * <p>Stateless; any thread.
 */
public final class EntryKey {
    private static final char END = '\u001F'; // between fields, so that no two neighbours can be mistaken for one

    private EntryKey() {}

    /** The key: a letter for its kind, {@code -}, and 32 hexadecimal digits; always 34 characters. */
    public static String of(M3uEntry entry) {
        for (var key : new String[] {"cuid", "xui-id", "stream-id", "channel-id"}) {
            var id = Text.first(entry.attributes(), key);
            if (!id.isEmpty()) {
                return key('p', shelf(entry) + END + key + END + id);
            }
        }
        var link = entry.link();
        if (link.playable() instanceof Playable.AceStream stream) {
            return key('a', stream.idKind().name() + END + stream.id());
        }
        var panel = XtreamPath.of(link.url());
        if (panel.isPresent()) {
            return key('x', panel.get().section().name() + END + panel.get().id());
        }
        var url = StableUrl.of(link.url());
        var program =
                link.program().isPresent() ? Integer.toString(link.program().getAsInt()) : "";
        var place = url.text() + END + link.options() + END + program;
        return url.distinct() ? key('u', place) : key('n', place + END + words(entry));
    }

    /**
     * The key of something that is no entry of a list, from what identifies it; what a panel's list and its own API both name
     * gets the same one: {@code of('x', "LIVE", id)}, {@code of('x', "MOVIE", id)}.
     */
    public static String of(char kind, String... identity) {
        return key(kind, String.join(String.valueOf(END), identity));
    }

    /** A digest of everything that something says which is no entry of a list. */
    public static long fingerprint(String... words) {
        return ByteBuffer.wrap(digest(String.join(String.valueOf(END), words))).getLong();
    }

    /**
     * What of an address stays when its provider moves to another host and mints its tokens anew: path and query without
     * what is volatile. Empty where that tells too little to know an entry by.
     */
    public static String withoutHost(String url) {
        var stable = StableUrl.of(url);
        int host = stable.text().contains("://") ? -1 : stable.text().indexOf('/');
        return host < 0 || !stable.distinct() || stable.text().length() - host < 2
                ? ""
                : stable.text().substring(host);
    }

    private static String shelf(M3uEntry entry) {
        return entry.kind() == EntryKind.Live.LIVE ? "live" : "vod";
    }

    private static String words(M3uEntry entry) {
        return entry.name() + END + String.join(";", entry.groups()) + END + Text.first(entry.attributes(), "tvg-id");
    }

    /**
     * A digest of everything the entry says, its URL with all tokens included: equal if nothing changed, different (but
     * for one chance in 2^64) if anything did. The line number is no part of it.
     */
    public static long fingerprint(M3uEntry entry) {
        var all = new StringBuilder(512);
        all.append(entry.name()).append(END).append(entry.durationSeconds());
        entry.attributes()
                .forEach((key, value) -> all.append(END).append(key).append('=').append(value));
        all.append(END).append(END);
        entry.extinf()
                .defaults()
                .forEach((key, value) -> all.append(END).append(key).append('=').append(value));
        all.append(END).append(END);
        entry.groups().forEach(group -> all.append(END).append(group));
        var link = entry.link();
        all.append(END).append(END).append(link.url());
        link.headers()
                .forEach((name, value) ->
                        all.append(END).append(name).append('=').append(value));
        all.append(END).append(END).append(link.playable());
        all.append(END)
                .append(link.program())
                .append(END)
                .append(link.options())
                .append(END)
                .append(entry.kind());
        return ByteBuffer.wrap(digest(all.toString())).getLong();
    }

    private static String key(char kind, String text) {
        return kind + "-" + HexFormat.of().formatHex(digest(text), 0, 16);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
