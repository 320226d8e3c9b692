package io.sintonia.sources;

import io.sintonia.catalogue.FoundEntry;
import io.sintonia.catalogue.FoundEpisode;
import io.sintonia.catalogue.FoundMovie;
import io.sintonia.catalogue.FoundSeries;
import io.sintonia.fetch.Validators;
import io.sintonia.formats.Remark;
import io.sintonia.formats.m3u.EntryKey;
import io.sintonia.formats.m3u.EntryKind;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads folders of films and episodes on this machine; only where the operator declared them, since only a declaration names a folder. */
final class FolderReader implements SourceReader {
    @Override
    public boolean reads(Source source) {
        return source.kind().equals("folder");
    }

    @Override
    public Outcome fetch(Source source) throws IOException {
        return switch (MediaFolder.read(source.location())) {
            case MediaFolder.Reading.Read(MediaFolder folder) ->
                new Outcome.Fetched(new FolderContent(folder, source.include()));
            case MediaFolder.Reading.Unreadable(String reason) -> new Outcome.Failed(reason);
        };
    }

    private record FolderContent(MediaFolder folder, Set<SourceSettings.Content> include) implements SourceContent {
        @Override
        public Optional<String> whyNoList() {
            return folder.files().isEmpty() ? Optional.of("there is no film in the folder") : Optional.empty();
        }

        @Override
        public EntryReading reading() {
            return new FolderReading(folder, include);
        }

        @Override
        public String hash() {
            return EntryKey.of(
                    'f',
                    folder.files().stream()
                            .map(file -> file.path() + "\n" + file.bytes())
                            .toArray(String[]::new));
        }

        @Override
        public Validators validators() {
            return Validators.NONE;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    private static final class FolderReading implements EntryReading {
        private final MediaFolder folder;
        private final Set<SourceSettings.Content> include;
        private final Skips skips = new Skips();

        FolderReading(MediaFolder folder, Set<SourceSettings.Content> include) {
            this.folder = folder;
            this.include = include;
        }

        @Override
        public void read(Visitor visitor) throws IOException {
            folder.refused().forEach(refused -> skips.skip(0, refused.path(), refused.reason()));
            Set<String> series = new HashSet<>();
            for (MediaFolder.MediaFile file : folder.files()) {
                switch (EntryKind.ofTitle(file.title(), file.folders())) {
                    case EntryKind.Episode episode
                    when include.contains(SourceSettings.Content.SERIES) -> {
                        FoundSeries show = series(episode, file);
                        if (series.add(show.key())) {
                            visitor.visit(show);
                        }
                        visitor.visit(episode(episode, show.key(), file));
                    }
                    case EntryKind.Movie movie
                    when include.contains(SourceSettings.Content.MOVIES) ->
                        visitor.visit(movie(movie.title(), movie.year(), file));
                    case EntryKind.Live _ -> visitor.visit(movie(file.title(), OptionalInt.empty(), file));
                    case EntryKind.Episode _, EntryKind.Movie _ ->
                        skips.skip(0, file.path(), "its kind is not among what is taken over");
                }
            }
        }

        private static FoundSeries series(EntryKind.Episode episode, MediaFolder.MediaFile file) {
            String group = Fitting.group(file.topFolder());
            String name = Fitting.name(episode.series());
            return new FoundSeries(
                    EntryKey.of(
                            's', name.toLowerCase(Locale.ROOT), episode.year().toString()),
                    EntryKey.fingerprint(name, group),
                    name,
                    episode.year(),
                    "",
                    group,
                    false,
                    "");
        }

        private static FoundEntry episode(EntryKind.Episode episode, String seriesKey, MediaFolder.MediaFile file) {
            String name = Fitting.name(episode.title().isEmpty() ? file.title() : episode.title());
            return new FoundEpisode(
                    EntryKey.of('f', file.path()),
                    EntryKey.fingerprint(name, file.url(), Long.toString(file.bytes()), seriesKey),
                    seriesKey,
                    episode.season(),
                    episode.episode(),
                    name,
                    "",
                    file.url(),
                    file.extension(),
                    Map.of(),
                    "",
                    "");
        }

        private static FoundEntry movie(String title, OptionalInt year, MediaFolder.MediaFile file) {
            String group = Fitting.group(file.topFolder());
            return new FoundMovie(
                    EntryKey.of('f', file.path()),
                    EntryKey.fingerprint(title, year.toString(), group, file.url(), Long.toString(file.bytes())),
                    Fitting.name(title),
                    year,
                    "",
                    group,
                    false,
                    file.url(),
                    file.extension(),
                    Map.of(),
                    "",
                    "");
        }

        @Override
        public long found() {
            return folder.files().size() + (long) folder.refused().size();
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
            return folder.isWhole() ? "" : "; there are more files than are taken from one folder";
        }
    }
}
