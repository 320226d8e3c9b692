package io.sintonia.formats.m3u;

import io.sintonia.formats.Remark;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * Reads a list entry by entry: {@code while (reader.readNext()) use(reader.entry())}. Memory is one buffer of a megabyte
 * and the current entry, whatever the list's size; nothing in a list makes it throw. Odd lines become remarks.
 *
 * <p>Always {@code entries() == extinfLines() + bareUrls() - skipped()} where all are wanted, and each skipped one has left a remark.
 *
 * <p>{@code readNext} with {@code entry} rather than an {@code Optional} per entry: one object less for each of a million.
 * One thread at a time.
 */
public final class M3uReader implements AutoCloseable {
    private static final StreamLink NO_LINK =
            new StreamLink("", Map.of(), new Playable.Unsupported("nothing read yet"), OptionalInt.empty(), "");

    private final M3uOptions options;
    private final Lines lines;
    private final Remarks remarks;
    private final Directives directives;
    private final LinkReader links;
    private final AttributeLine attributeLine;
    private final Groups groups = new Groups();
    private final Queue<M3uEntry> ready = new ArrayDeque<>(); // several URLs of one line of a TXT list

    private M3uHeader header = M3uHeader.NONE;
    private M3uHeader section = M3uHeader.NONE;
    private boolean sectionUsed;
    private boolean held;
    private Pending pending = Pending.NONE;
    private String extgrp = "";
    private String genre = "";
    private LongPredicate wanted = _ -> true;
    private long met;
    private long entries;
    private long extinfLines;
    private long bareUrls;
    private long skipped;
    private M3uEntry current = new M3uEntry(
            0, new Extinf("", -1, Attributes.NONE, Attributes.NONE), List.of(), NO_LINK, EntryKind.Live.LIVE);

    /** An {@code #EXTINF} that waits for its URL; {@code words} is text that stood in the URL's place. */
    private record Pending(long line, String text, Attributes attributes, Named named, String words) {
        static final Pending NONE = new Pending(0, "", Attributes.NONE, new Named("", "", -1), "");

        boolean isWaiting() {
            return line > 0;
        }

        Pending with(String wordsInPlace) {
            return new Pending(line, text, attributes, named, wordsInPlace);
        }
    }

    private record Named(String name, String loose, long durationSeconds) {}

    /**
     * Begins to read; the header is known when this returns.
     *
     * @param decompressed the list's bytes, closed with this reader
     * @param options how to read them
     * @param listener told of every remark, on the reading thread; it bounds what it keeps
     * @throws IOException if the stream fails
     */
    public static M3uReader open(InputStream decompressed, M3uOptions options, Consumer<Remark> listener)
            throws IOException {
        var reader = new M3uReader(Lines.open(decompressed, options), options, listener);
        reader.readPreamble();
        return reader;
    }

    private M3uReader(Lines lines, M3uOptions options, Consumer<Remark> listener) {
        this.lines = lines;
        this.options = options;
        remarks = new Remarks(listener);
        var headers = new RequestHeaders(remarks);
        directives = new Directives(remarks, headers);
        links = new LinkReader(options.baseUrl(), directives, headers);
        attributeLine = new AttributeLine(options.limits().attributesPerEntry());
    }

    private void readPreamble() throws IOException {
        while (lines.next()) {
            var line = begun();
            boolean comment =
                    line.isEmpty() || (line.charAt(0) == '#' && !starts(line, "#EXT") && !starts(line, "#KODI"));
            if (!comment && !starts(line, "#EXTM3U")) {
                held = true;
                return;
            }
            read(line);
        }
    }

    /**
     * From here on makes only entries that are wanted and passes over the others, which costs a fraction; for a list that is read
     * once more. A list that is read with the same options has the same entries at the same places.
     *
     * @param wanted told how many entries the list has before one, passed over or not; asked more than once
     */
    public void makeOnly(LongPredicate wanted) {
        this.wanted = wanted;
    }

    /**
     * Reads on to the next entry; false at the end of the list.
     *
     * @throws IOException if the stream fails; what was read so far stands
     */
    public boolean readNext() throws IOException {
        while (ready.isEmpty()) {
            if (!held && !lines.next()) {
                drop("the list ends before its URL");
                return false;
            }
            var line = held ? Text.clean(lines.text(), 0, lines.text().length()) : begun();
            held = false;
            read(line);
        }
        current = ready.remove();
        entries++;
        return true;
    }

    /** The current line, ready to be read. */
    private String begun() {
        remarks.at(lines.number());
        var text = lines.text();
        if (lines.cut()) {
            remarks.say(text, "longer than " + options.limits().lineBytes() + " bytes: cut there");
        }
        return Text.clean(text, 0, text.length());
    }

    private void read(String line) {
        if (line.isEmpty()) {
            return;
        }
        if (line.charAt(0) == '#') {
            directive(line);
        } else if (starts(line, "EXTINF:")) {
            extinf(line, 7); // the # was lost
        } else {
            address(line);
        }
    }

    private void directive(String line) {
        if (starts(line, "#EXTINF")) {
            extinf(line, line.startsWith(":", 7) ? 8 : 7);
        } else if (starts(line, "#EXTVLCOPT")) {
            if (extinfLines == 0) {
                remarks.say(line, "stands before the first #EXTINF: belongs to no entry");
            } else {
                directives.vlcOption(line.substring(line.startsWith(":", 10) ? 11 : 10));
            }
        } else if (starts(line, "#EXTGRP:")) {
            extgrp = line.substring(8);
        } else if (starts(line, "#KODIPROP:")) {
            directives.kodiProperty(line.substring(10));
        } else if (starts(line, "#EXTHTTP:")) {
            directives.httpHeaders(line.substring(9));
        } else if (starts(line, "#EXT-X-PLAYLIST-TYPE:")) {
            directives.playlistType(line.substring(21));
        } else if (starts(line, "#EXTM3U")) {
            header(line);
        }
    }

    /** A header inside the list begins another list that was appended; its defaults hold from there. */
    private void header(String line) {
        attributeLine.read(line, 7, AttributeLine.Form.HEADER);
        sayRefused(line);
        var found = M3uHeader.of(attributeLine.attributes());
        section = sectionUsed ? found : section.and(found);
        sectionUsed = false;
        header = header.and(found);
        genre = "";
    }

    private void extinf(String line, int from) {
        drop("no URL before the next #EXTINF");
        extinfLines++;
        if (!wanted.test(met)) {
            pending = new Pending(lines.number(), line, Attributes.NONE, Pending.NONE.named, "");
            return;
        }
        attributeLine.read(line, from, AttributeLine.Form.EXTINF);
        sayRefused(line);
        var named = new Named(attributeLine.name(), attributeLine.looseWords(line), attributeLine.durationSeconds());
        pending = new Pending(lines.number(), line, attributeLine.attributes(), named, "");
    }

    private void sayRefused(String line) {
        if (attributeLine.refused() > 0) {
            remarks.say(
                    line,
                    attributeLine.refused() + " attributes beyond the limit of "
                            + options.limits().attributesPerEntry() + ": left out");
        }
    }

    private void address(String line) {
        boolean announced = pending.isWaiting();
        if (lines.cut()) {
            bareUrls += announced ? 0 : 1;
            skip(lines.number(), line, "a URL longer than a line may be: entry skipped");
            return;
        }
        var txt = announced ? TxtLine.NONE : TxtLine.of(line);
        if (!txt.name().isEmpty()) {
            txtEntries(txt);
        } else if (LinkReader.isAddress(line, announced)) {
            addressed(line, announced);
        } else if (announced) {
            pending = pending.words.isEmpty() ? pending.with(line) : pending;
        } else if (Character.isLetterOrDigit(line.codePointAt(0))) {
            remarks.say(line, "neither a URL nor a directive: ignored");
        }
    }

    private void addressed(String line, boolean announced) {
        if (!announced) {
            bareUrls++;
            if (options.bareUrls() == M3uOptions.BareUrl.SKIP) {
                skip(lines.number(), line, "a URL without #EXTINF: skipped");
                return;
            }
        }
        makeIfWanted(
                line, announced ? pending : new Pending(lines.number(), line, Attributes.NONE, Pending.NONE.named, ""));
        forget();
    }

    private void txtEntries(TxtLine line) {
        if (line.urls().isEmpty()) {
            genre = line.name();
            return;
        }
        for (var url : line.urls()) {
            bareUrls++;
            if (options.bareUrls() == M3uOptions.BareUrl.SKIP) {
                skip(lines.number(), url, "a URL without #EXTINF: skipped");
            } else {
                makeIfWanted(
                        url, new Pending(lines.number(), url, Attributes.NONE, new Named(line.name(), "", -1), ""));
            }
        }
        forget();
    }

    private void makeIfWanted(String line, Pending said) {
        if (wanted.test(met++)) {
            ready.add(entry(line, said));
        }
        sectionUsed = true;
    }

    private M3uEntry entry(String line, Pending said) {
        var attributes = said.attributes;
        var link = links.read(line, attributes);
        var groupTitle = Text.first(attributes, "group-title");
        var names = groups.of(!groupTitle.isEmpty() ? groupTitle : extgrp.isBlank() ? genre : extgrp);
        var extinf = new Extinf(name(said, link), said.named.durationSeconds, attributes, section.attributes());
        return new M3uEntry(said.line, extinf, names, link, EntryKinds.of(extinf, names, link, directives.vod()));
    }

    private static String name(Pending said, StreamLink link) {
        if (!said.named.name.isEmpty()) {
            return said.named.name;
        }
        var named = Text.first(said.attributes, "tvg-name", "tvg-id");
        if (!named.isEmpty()) {
            return named;
        }
        return said.named.loose.isEmpty() ? UrlText.lastPart(link.url()) : said.named.loose;
    }

    /** Gives up the entry that waits for its URL, if there is one. */
    private void drop(String reason) {
        if (pending.isWaiting()) {
            if (pending.words.isEmpty()) {
                skip(pending.line, pending.text, reason + ": entry skipped");
            } else {
                skip(pending.line, pending.text, "\"" + pending.words + "\" stands in place of the URL: entry skipped");
            }
        }
    }

    private void skip(long line, String text, String reason) {
        skipped++;
        remarks.sayAt(line, text, reason);
        forget();
    }

    private void forget() {
        pending = Pending.NONE;
        directives.clear();
        if (options.extgrp() == M3uOptions.Extgrp.THIS_ENTRY) {
            extgrp = "";
        }
    }

    private static boolean starts(String line, String word) {
        return line.regionMatches(true, 0, word, 0, word.length());
    }

    /**
     * The entry that {@link #readNext} found.
     *
     * @throws NoSuchElementException before the first one
     */
    public M3uEntry entry() {
        if (entries == 0) {
            throw new NoSuchElementException("no entry has been read");
        }
        return current;
    }

    /** What the list's header lines say so far; those at its beginning are known from the start. */
    public M3uHeader header() {
        return header;
    }

    /** How many entries have been read, without those that were passed over. */
    public long entries() {
        return entries;
    }

    /** How many {@code #EXTINF} lines have been met. */
    public long extinfLines() {
        return extinfLines;
    }

    /** How many URLs without {@code #EXTINF} have been met. */
    public long bareUrls() {
        return bareUrls;
    }

    /** How many entries were given up, each with a remark. */
    public long skipped() {
        return skipped;
    }

    /** What the bytes are taken for so far; US-ASCII while there is nothing else in them. */
    public Charset charset() {
        return lines.charset();
    }

    /** Closes the stream. */
    @Override
    public void close() throws IOException {
        lines.close();
    }
}
