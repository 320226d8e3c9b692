package io.sintonia.formats.m3u;

import io.sintonia.formats.Remark;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One list read to its end: what the tests of this room look at. */
record Reading(
        List<M3uEntry> entries, List<Remark> remarks, M3uHeader header, long extinfLines, long bareUrls, long skipped) {

    static Reading of(String list) {
        return of(list, M3uOptions.defaults());
    }

    static Reading of(String list, M3uOptions options) {
        return of(list.getBytes(StandardCharsets.UTF_8), options);
    }

    static Reading of(byte[] list, M3uOptions options) {
        return of(new ByteArrayInputStream(list), options);
    }

    static Reading of(InputStream list, M3uOptions options) {
        var remarks = new ArrayList<Remark>();
        var entries = new ArrayList<M3uEntry>();
        try (var reader = M3uReader.open(list, options, remarks::add)) {
            while (reader.readNext()) {
                entries.add(reader.entry());
            }
            return new Reading(
                    entries, remarks, reader.header(), reader.extinfLines(), reader.bareUrls(), reader.skipped());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only entry of a list made of this EXTINF text and this URL. */
    static M3uEntry entry(String extinf, String url) {
        var entries = of("#EXTM3U\n#EXTINF:" + extinf + "\n" + url + "\n").entries();
        if (entries.size() != 1) {
            throw new AssertionError("expected one entry, found " + entries);
        }
        return entries.getFirst();
    }

    static StreamLink link(String url) {
        return entry("-1,Name", url).link();
    }

    /** An input that hands out one byte at a time. */
    static InputStream byteByByte(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(1, length));
            }
        };
    }

    /** All of it as text that people can compare. */
    String told() {
        var told = new StringBuilder();
        header.attributes()
                .forEach((key, value) -> told.append("header ")
                        .append(key)
                        .append(" = ")
                        .append(value)
                        .append('\n'));
        header.guideUrls().forEach(url -> told.append("guide ").append(url).append('\n'));
        for (var entry : entries) {
            told.append('\n')
                    .append(entry.line())
                    .append(": ")
                    .append(entry.name())
                    .append('\n');
            field(told, "duration", entry.durationSeconds() < 0 ? "" : entry.durationSeconds() + " s");
            field(told, "groups", String.join(" + ", entry.groups()));
            entry.attributes().forEach((key, value) -> field(told, key, value.isEmpty() ? "\"\"" : value));
            field(told, "number", entry.number().map(ChannelNumber::toString).orElse(""));
            field(
                    told,
                    "kind",
                    entry.kind() == EntryKind.Live.LIVE ? "" : entry.kind().toString());
            field(told, "catch-up", entry.catchup().map(Catchup::toString).orElse(""));
            field(told, "guide shift", entry.guideShift().map(Object::toString).orElse(""));
            field(told, "flags", (entry.radio() ? "radio " : "") + (entry.adult() ? "adult" : ""));
            field(told, "provider id", entry.providerId().orElse(""));
            field(told, "url", entry.link().url());
            field(told, "options", entry.link().options());
            entry.link().headers().forEach((name, value) -> field(told, "header " + name, value));
            field(told, "playable", entry.link().playable().toString());
            field(
                    told,
                    "program",
                    entry.link().program().isPresent()
                            ? "" + entry.link().program().getAsInt()
                            : "");
        }
        told.append('\n');
        for (var remark : remarks) {
            told.append("remark ")
                    .append(remark.line())
                    .append(": ")
                    .append(remark.reason())
                    .append(" <- ")
                    .append(remark.text())
                    .append('\n');
        }
        return told.append(entries.size())
                .append(" entries = ")
                .append(extinfLines)
                .append(" EXTINF + ")
                .append(bareUrls)
                .append(" bare - ")
                .append(skipped)
                .append(" skipped\n")
                .toString();
    }

    private static void field(StringBuilder told, String name, String value) {
        if (!value.isBlank()) {
            told.append("    ").append(name).append(": ").append(value.strip()).append('\n');
        }
    }
}
