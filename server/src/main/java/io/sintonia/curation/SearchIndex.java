package io.sintonia.curation;

import static io.sintonia.schema.Tables.MOVIE;
import static io.sintonia.schema.Tables.SERIES;

import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.Channel;
import io.sintonia.storage.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds names by parts of them: a full text index of SQLite over all trigrams, of the channels that are shown, of films and of
 * series. It is brought up to date on a thread of its own after each new snapshot, in batches that hold the writer for some
 * hundredths of a second; what has not changed is not written again. Until it is, and on other databases, and for words of fewer
 * than three letters, it answers nothing and the names themselves are searched.
 */
final class SearchIndex implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);
    private static final int SHORTEST = 3;

    private final Database database;
    private final Catalogue catalogue;
    private final AtomicLong wanted = new AtomicLong(1);
    private final Afterwards afterwards = new Afterwards("search-index", this::pass);
    private volatile long done;

    /** What is searched. */
    enum Names {
        CHANNELS,
        MOVIES,
        SERIES;

        String table() {
            return "search_" + name().toLowerCase(Locale.ROOT);
        }
    }

    private SearchIndex(Database database, Catalogue catalogue) {
        this.database = database;
        this.catalogue = catalogue;
    }

    /** Begins, with a first pass. */
    static SearchIndex begin(Database database, Catalogue catalogue) {
        SearchIndex index = new SearchIndex(database, catalogue);
        if (database.read(sql -> sql.dialect() == SQLDialect.SQLITE)) {
            catalogue.afterSwap(index::changed);
            index.afterwards.start();
        }
        return index;
    }

    private void changed() {
        wanted.incrementAndGet();
        afterwards.changed();
    }

    /** Whether it holds what the current snapshot does. */
    boolean isFresh() {
        return done == wanted.get();
    }

    /**
     * Which ids have all words in their names; empty if the index cannot say.
     *
     * @param id the column of the ids
     */
    Optional<Condition> matching(Names names, Field<Long> id, SearchWords words) {
        boolean known = words.words().stream().allMatch(word -> word.length() >= SHORTEST);
        if (words.words().isEmpty() || !known || !isFresh()) {
            return Optional.empty();
        }
        String match = words.words().stream()
                .map(word -> '"' + word.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(" "));
        return Optional.of(DSL.condition(
                "{0} in (select rowid from " + names.table() + " where " + names.table() + " match {1})",
                id,
                DSL.val(match)));
    }

    private void pass() {
        long upTo = wanted.get();
        try {
            SearchRows rows = new SearchRows(database);
            rows.create();
            channels(rows);
            titles(rows, Names.MOVIES, MOVIE, MOVIE.NAME);
            titles(rows, Names.SERIES, SERIES, SERIES.NAME);
            if (!afterwards.isClosed()) {
                done = upTo;
            }
        } catch (RuntimeException e) {
            if (!afterwards.isClosed()) {
                LOG.error("the search index could not be brought up to date; names are searched without it", e);
            }
        }
    }

    private void channels(SearchRows rows) {
        SearchRows.Marks known = rows.marks(Names.CHANNELS);
        List<SearchRows.Name> batch = new ArrayList<>();
        for (Channel channel : catalogue.current().channels()) {
            String folded = SearchWords.folded(channel.name());
            long mark = SearchRows.mark(folded);
            if (known.isOther(channel.id(), mark)) {
                batch.add(new SearchRows.Name(channel.id(), folded, mark));
            }
            if (batch.size() >= SearchRows.BATCH && !afterwards.isClosed()) {
                rows.put(Names.CHANNELS, batch);
                batch.clear();
            }
        }
        if (!afterwards.isClosed()) {
            rows.put(Names.CHANNELS, batch);
            rows.remove(Names.CHANNELS, known.unseen());
        }
    }

    private void titles(SearchRows rows, Names names, Table<?> table, Field<String> name) {
        SearchRows.Marks known = rows.marks(names);
        long after = 0;
        while (!afterwards.isClosed()) {
            List<SearchRows.Name> some = rows.titles(table, name, after);
            if (some.isEmpty()) {
                rows.remove(names, known.unseen());
                return;
            }
            rows.put(
                    names,
                    some.stream()
                            .filter(title -> known.isOther(title.id(), title.mark()))
                            .toList());
            after = some.getLast().id();
        }
    }

    /** Waits, a few seconds at the most, for the batch that is being written. */
    @Override
    public void close() {
        afterwards.close();
    }
}
