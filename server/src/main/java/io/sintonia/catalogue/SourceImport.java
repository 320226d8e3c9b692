package io.sintonia.catalogue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/**
 * One refresh of one source, within one transaction: all of it is kept, or none. What is written goes out in batches, so
 * that memory does not grow with the list; what was before goes to the journal. Overrides are never touched.
 */
public final class SourceImport {
    private final ImportScope scope;
    private final ChannelRows channels;
    private final FilmRows films;
    private final MissingRows missing;
    private final Map<Kind, List<Long>> vanished = new EnumMap<>(Kind.class);

    SourceImport(ImportScope scope, KnownSource known, CatalogueSettings settings) {
        this.scope = scope;
        this.channels = new ChannelRows(scope);
        this.films = new FilmRows(scope, known.of(Kind.SERIES));
        this.missing = new MissingRows(scope.sql(), scope.sourceId(), scope.now(), settings);
    }

    /** For what else belongs to the same commit. */
    public DSLContext transaction() {
        return scope.sql();
    }

    /** Adds an entry that is not known. A series comes before its episodes. */
    public void add(FoundEntry found) {
        switch (found) {
            case FoundChannel channel -> channels.insert(channel);
            case FoundMovie movie -> films.insert(movie);
            case FoundSeries series -> films.insert(series);
            case FoundEpisode episode -> films.insert(episode);
        }
    }

    /** Changes what an entry says, its key included, or brings it back; it keeps its id. */
    public void change(long id, FoundEntry found) {
        switch (found) {
            case FoundChannel channel -> channels.change(id, channel);
            case FoundMovie movie -> films.change(id, movie);
            case FoundSeries series -> films.change(id, series);
            case FoundEpisode episode -> films.change(id, episode);
        }
    }

    /** The last step: counts on what was missing before, and marks what has not been seen this time. */
    public void vanishUnseen(KnownSource known) {
        channels.flush();
        films.flush();
        missing.fade(scope.journal());
        for (Kind kind : Kind.values()) {
            known.of(kind).forEachUnseen(id -> vanish(kind, id));
            flushVanished(kind);
        }
    }

    private void vanish(Kind kind, long id) {
        List<Long> ids = vanished.computeIfAbsent(kind, _ -> new ArrayList<>());
        ids.add(id);
        if (ids.size() >= RowBatch.ROWS) {
            flushVanished(kind);
        }
    }

    private void flushVanished(Kind kind) {
        List<Long> ids = vanished.getOrDefault(kind, List.of());
        if (ids.isEmpty()) {
            return;
        }
        missing.vanish(EntryTable.of(kind), ids, scope.journal());
        if (kind == Kind.CHANNEL) {
            channels.missing(ids);
        }
        vanished.put(kind, new ArrayList<>());
    }

    /** Removes what has been missing for too long, which no journal brings back, and ends the import's edit. */
    public void finish(long reportId, String summary) {
        channels.finish();
        films.finish();
        missing.remove();
        scope.playableIds().giveBack();
        scope.journal().finish(scope.sourceId(), reportId, summary);
    }
}
