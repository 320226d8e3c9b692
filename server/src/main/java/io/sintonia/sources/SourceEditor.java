package io.sintonia.sources;

import static io.sintonia.schema.Tables.SOURCE;

import io.sintonia.catalogue.CatalogueEditor;
import io.sintonia.catalogue.ProviderText;
import io.sintonia.schema.tables.records.SourceRecord;
import io.sintonia.storage.Database;
import io.sintonia.storage.IdSpace;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * Makes, changes and removes the sources that live in the database. What the configuration file declares is not touched: it would
 * come back with the next start. Blocks.
 */
public final class SourceEditor {
    private static final int MOST_SOURCES = 1000;

    private final Database database;
    private final CatalogueEditor catalogue;
    private final InstantSource clock;

    public SourceEditor(Database database, CatalogueEditor catalogue, InstantSource clock) {
        this.database = database;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** What became of a wish. */
    public sealed interface Outcome {
        /** It is so. */
        record Done(long id) implements Outcome {}

        /** There is no such source. */
        record Unknown() implements Outcome {}

        /**
         * It cannot be so.
         *
         * @param sentence for people
         */
        record Refused(String sentence) implements Outcome {}
    }

    /** Makes a source. */
    public Outcome create(SourceSettings settings) {
        SourceRows.Declared wanted = declared(settings);
        return told(database.write(sql -> {
            if (sql.fetchExists(SOURCE, SOURCE.NAME.eq(wanted.name()))) {
                return taken(wanted.name());
            }
            if (sql.fetchCount(SOURCE) >= MOST_SOURCES) {
                return new Outcome.Refused("there are " + MOST_SOURCES + " sources already");
            }
            SourceRecord row = row(sql, wanted);
            row.setId(IdSpace.SOURCE.take(sql));
            row.setCreatedAt(clock.millis());
            row.setFromFile(false);
            sql.insertInto(SOURCE).set(row).execute();
            return new Outcome.Done(row.getId());
        }));
    }

    /** Makes a source what the settings say; it keeps its id and its channels. */
    public Outcome change(long id, SourceSettings settings) {
        SourceRows.Declared wanted = declared(settings);
        return told(database.write(sql -> {
            Optional<SourceRecord> known =
                    sql.selectFrom(SOURCE).where(SOURCE.ID.eq(id)).fetchOptional();
            Optional<Outcome> objection = objection(known);
            if (objection.isPresent()) {
                return objection.get();
            }
            if (sql.fetchExists(SOURCE, SOURCE.NAME.eq(wanted.name()).and(SOURCE.ID.ne(id)))) {
                return taken(wanted.name());
            }
            SourceRecord row = row(sql, wanted);
            boolean same = known.filter(before -> before.getLocation().equals(row.getLocation())
                            && before.getSettings().equals(row.getSettings()))
                    .isPresent();
            if (!same) {
                // another list, or read in another way: what the old one said of itself means nothing for it
                row.setEtag(null);
                row.setLastModified(null);
                row.setContentHash(null);
                row.setRefreshedAt(null);
            }
            sql.update(SOURCE).set(row).where(SOURCE.ID.eq(id)).execute();
            return new Outcome.Done(id);
        }));
    }

    /** Removes a source with what it brought. */
    public Outcome delete(long id) {
        return told(database.write(sql -> {
            Optional<Outcome> objection =
                    objection(sql.selectFrom(SOURCE).where(SOURCE.ID.eq(id)).fetchOptional());
            if (objection.isEmpty()) {
                sql.deleteFrom(SOURCE).where(SOURCE.ID.eq(id)).execute();
            }
            return objection.orElse(new Outcome.Done(id));
        }));
    }

    /** Whether a source stands in the configuration file. */
    public boolean isFromFile(long id) {
        return database.read(sql -> sql.fetchExists(SOURCE, SOURCE.ID.eq(id).and(SOURCE.FROM_FILE.isTrue())));
    }

    private Outcome told(Outcome outcome) {
        if (outcome instanceof Outcome.Done) {
            catalogue.tell();
        }
        return outcome;
    }

    private static Optional<Outcome> objection(Optional<SourceRecord> known) {
        if (known.isEmpty()) {
            return Optional.of(new Outcome.Unknown());
        }
        return known.filter(SourceRecord::getFromFile)
                .map(row -> new Outcome.Refused("'" + row.getName()
                        + "' is declared in the configuration file: change it there; the server follows the file"));
    }

    private static Outcome taken(String name) {
        return new Outcome.Refused("there is a source '" + name + "' already");
    }

    private static SourceRows.Declared declared(SourceSettings settings) {
        return DeclaredSources.of(List.of(settings), Path.of("/")).getFirst();
    }

    private static SourceRecord row(DSLContext sql, SourceRows.Declared wanted) {
        SourceRecord row = sql.newRecord(SOURCE);
        row.setName(wanted.name());
        row.setKind(wanted.kind());
        row.setLocation(wanted.location());
        row.setSettings(wanted.options().textWith(ProviderText.of(wanted.provider())));
        row.setRefreshSeconds(wanted.refresh().toSeconds());
        row.setEnabled(wanted.enabled());
        return row;
    }
}
