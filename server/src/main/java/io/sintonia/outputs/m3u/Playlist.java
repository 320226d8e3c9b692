package io.sintonia.outputs.m3u;

import io.sintonia.catalogue.Library;
import io.sintonia.catalogue.Lineup;
import io.sintonia.guide.Guide;
import io.sintonia.outputs.Listing;
import io.sintonia.outputs.ShownChannel;
import io.sintonia.outputs.ShownFilm;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * One playlist as it is rendered.
 *
 * @param extension of live addresses, with its dot
 */
record Playlist(Guide guide, Library library, ListForm form, String extension, Selection selection) implements Listing {
    @Override
    public Form keptAs() {
        return Form.SPLICED;
    }

    @Override
    public String key(Lineup lineup) {
        return String.join(
                "/",
                "m3u",
                form.name(),
                extension,
                selection.key(),
                guide.version(),
                lineup.key(),
                films(Selection.Kind.MOVIES) ? lineup.movies().digest() : "",
                films(Selection.Kind.SERIES) ? lineup.series().digest() : "");
    }

    private boolean films(Selection.Kind kind) {
        return form.holdsFilms() && selection.kinds().contains(kind);
    }

    @Override
    public Library.Reading write(Lineup lineup, OutputStream out) throws IOException {
        ListText text = new ListText(out, form, extension);
        try {
            ShownChannel.each(lineup, guide, shown -> add(text, shown));
            boolean known = !films(Selection.Kind.MOVIES) || movies(text, lineup) == Library.Reading.AS_KNOWN;
            known &= !films(Selection.Kind.SERIES) || episodes(text, lineup) == Library.Reading.AS_KNOWN;
            return known ? Library.Reading.AS_KNOWN : Library.Reading.NEWER;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void add(ListText text, ShownChannel shown) {
        if (selection.holds(shown)) {
            unchecked(() -> text.add(shown));
        }
    }

    private Library.Reading movies(ListText text, Lineup lineup) {
        return library.movies(lineup.movies(), Lineup.EVERY_CATEGORY, movie -> {
            ShownFilm film = ShownFilm.of(movie);
            if (selection.holds(film.group(), movie.category().id(), film.name())) {
                unchecked(() -> text.addMovie(movie.id(), film));
            }
        });
    }

    private Library.Reading episodes(ListText text, Lineup lineup) {
        return library.episodes(lineup.series(), (series, episode) -> {
            ShownFilm film = ShownFilm.of(series, episode);
            if (selection.holds(film.group(), series.category().id(), film.name())) {
                unchecked(() -> text.addEpisode(episode.id(), film));
            }
        });
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void unchecked(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
