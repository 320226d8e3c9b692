package io.sintonia.sources;

import io.sintonia.catalogue.FoundChannel;
import io.sintonia.catalogue.FoundEntry;
import io.sintonia.catalogue.FoundMovie;
import io.sintonia.catalogue.FoundSeries;
import io.sintonia.fetch.Download;
import io.sintonia.formats.Remark;
import io.sintonia.formats.m3u.EntryKey;
import io.sintonia.formats.xtream.PanelAnswer;
import io.sintonia.formats.xtream.PanelCategories;
import io.sintonia.formats.xtream.PanelRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** One way through an Xtream account's lists, row after row. Keys are made of the panel's own ids, as {@link EntryKey} makes them of a list. */
final class XtreamReading implements EntryReading {
    private final XtreamContent content;
    private final Skips skips = new Skips();
    private long found;

    XtreamReading(XtreamContent content) {
        this.content = content;
    }

    @Override
    public void read(Visitor visitor) throws IOException {
        content.odd().forEach(sentence -> skips.odd(0, "", sentence));
        for (Map.Entry<XtreamShelf, Download> shelf : content.rows().entrySet()) {
            PanelCategories names = categories(shelf.getKey());
            RepeatedKeys seen = new RepeatedKeys();
            PanelAnswer answer;
            try (InputStream in = shelf.getValue().open()) {
                answer = PanelAnswer.read(in, row -> {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new InterruptedIOException("the server is stopping");
                    }
                    found++;
                    Optional<? extends FoundEntry> entry = entry(shelf.getKey(), row, names);
                    if (entry.isPresent() && seen.ordinal(entry.get().key()) > 1) {
                        skips.skip(row.number(), row.text("name"), "the same stream again");
                    } else if (entry.isPresent()) {
                        visitor.visit(entry.get());
                    }
                });
            }
            Optional<String> objection = XtreamContent.objection(answer);
            if (objection.isPresent()) {
                throw new IOException("the answer for " + shelf.getKey().word() + ": " + objection.get());
            }
            if (answer instanceof PanelAnswer.Rows rows && rows.odd() > 0) {
                skips.odd(0, "", "of " + shelf.getKey().word() + " " + rows.odd() + " elements are no rows");
            }
        }
    }

    private PanelCategories categories(XtreamShelf shelf) throws IOException {
        PanelCategories names = new PanelCategories();
        Optional<Download> download = content.categories(shelf);
        if (download.isPresent()) {
            try (InputStream in = download.get().open()) {
                XtreamContent.objection(PanelAnswer.read(in, names::add))
                        .ifPresent(why -> skips.odd(0, "", "the categories of " + shelf.word() + ": " + why));
            }
        }
        return names;
    }

    private Optional<? extends FoundEntry> entry(XtreamShelf shelf, PanelRow row, PanelCategories names) {
        String group = Fitting.group(names.of(row));
        String name = Fitting.name(row.text("name", "title"));
        Optional<String> id = shelf == XtreamShelf.SERIES ? row.id("series_id", "id") : row.id("stream_id", "id");
        if (id.isEmpty() || (name.isEmpty() && shelf != XtreamShelf.LIVE)) {
            skips.skip(
                    row.number(),
                    name,
                    id.isEmpty() ? "it has no id that could stand in an address" : "it has no name");
            return Optional.empty();
        }
        Optional<? extends FoundEntry> entry = switch (shelf) {
            case LIVE -> Optional.of(channel(id.get(), name.isEmpty() ? "Channel " + id.get() : name, group, row));
            case MOVIES -> Optional.of(movie(id.get(), name, group, row));
            case SERIES -> Optional.of(series(id.get(), name, group, row));
        };
        return entry;
    }

    private FoundChannel channel(String id, String name, String group, PanelRow row) {
        String number = row.whole("num").stream()
                .filter(num -> num > 0 && num < 1_000_000)
                .mapToObj(Long::toString)
                .findFirst()
                .orElse("");
        String logo = Fitting.logo(row.picture("stream_icon", "logo"));
        String guideId = Fitting.guideId(row.text("epg_channel_id"));
        boolean radio = row.text("stream_type").startsWith("radio");
        boolean adult = row.isSet("is_adult");
        String url = content.panel().stream("live", id, content.liveExtension());
        Map<String, String> attributes = new LinkedHashMap<>();
        if (row.isSet("tv_archive")) {
            attributes.put("catchup", "xc");
            row.whole("tv_archive_duration").ifPresent(days -> attributes.put("catchup-days", Long.toString(days)));
        }
        return new FoundChannel(
                EntryKey.of('x', "LIVE", id),
                EntryKey.fingerprint(
                        name, number, logo, guideId, group, radio + "" + adult, url, attributes.toString()),
                name,
                number,
                logo,
                guideId,
                group,
                radio,
                adult,
                url,
                Map.of(),
                attributes,
                url.length() > Fitting.URL ? "its address is longer than 8,000 characters" : "");
    }

    private FoundMovie movie(String id, String name, String group, PanelRow row) {
        String container = Fitting.container(row.text("container_extension"));
        String logo = Fitting.logo(row.picture("stream_icon", "cover", "movie_image"));
        String url = content.panel().stream("movie", id, container.isEmpty() ? "mp4" : container);
        OptionalInt year = row.year();
        boolean adult = row.isSet("is_adult");
        return new FoundMovie(
                EntryKey.of('x', "MOVIE", id),
                EntryKey.fingerprint(name, year.toString(), logo, group, adult + "", url),
                name,
                year,
                logo,
                group,
                adult,
                url,
                container.isEmpty() ? "mp4" : container,
                Map.of(),
                "",
                id);
    }

    private static FoundSeries series(String id, String name, String group, PanelRow row) {
        String logo = Fitting.logo(row.picture("cover", "stream_icon"));
        OptionalInt year = row.year();
        boolean adult = row.isSet("is_adult");
        return new FoundSeries(
                EntryKey.of('x', "SHOW", id),
                EntryKey.fingerprint(name, year.toString(), logo, group, adult + "", row.text("last_modified")),
                name,
                year,
                logo,
                group,
                adult,
                id);
    }

    @Override
    public long found() {
        return found;
    }

    @Override
    public long skipped() {
        return skips.count();
    }

    @Override
    public List<Remark> skips() {
        return skips.remarks();
    }

    @Override
    public String oddLines() {
        return skips.oddLines();
    }
}
