package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.BOUQUET;
import static io.sintonia.schema.Tables.BOUQUET_GROUP;

import io.sintonia.changes.Change;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.storage.Database;
import io.sintonia.storage.IdSpace;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/** Every change to the catalogue: checked, written in one transaction, told after the commit. Blocks. */
public final class CatalogueEditor {
    private final Database database;
    private final ChangeFeed changes;
    private final InstantSource clock;
    private final CatalogueSettings settings;

    public CatalogueEditor(Database database, ChangeFeed changes, InstantSource clock) {
        this(database, changes, clock, CatalogueSettings.defaults());
    }

    /** {@code settings} say what becomes of entries that their source no longer has. */
    public CatalogueEditor(Database database, ChangeFeed changes, InstantSource clock, CatalogueSettings settings) {
        this.database = database;
        this.changes = changes;
        this.clock = clock;
        this.settings = settings;
    }

    /** What becomes of entries that their source no longer has. */
    public CatalogueSettings settings() {
        return settings;
    }

    /** What is known of all a source's entries, those that are missing included; about 45 bytes each. */
    public KnownSource knownSource(long sourceId) {
        return database.read(sql -> KnownSource.read(sql, sourceId));
    }

    /** Shows what the catalogue has of the source and nobody marked as seen. */
    public void forEachUnseen(KnownSource known, KnownSource.UnseenVisitor visitor) {
        database.read(sql -> {
            known.forEachUnseen(sql, visitor);
            return known;
        });
    }

    /**
     * Applies one refresh of a source; when {@code work} fails nothing has changed. Holds the writer for as long as it takes.
     *
     * @param known as {@link #knownSource} gave it, with what was seen marked
     * @param changed how many rows are to be changed or marked: up to 100,000 the import can be undone
     * @param missing what becomes of entries that the source no longer has
     */
    public void importSource(
            long sourceId, KnownSource known, long changed, CatalogueSettings missing, Consumer<SourceImport> work) {
        database.write(sql -> {
            Instant now = clock.instant();
            ImportJournal journal = ImportJournal.begin(
                    sql,
                    sourceId,
                    now,
                    changed <= ImportJournal.MOST_ROWS ? ImportJournal.Images.KEPT : ImportJournal.Images.LEFT_OUT);
            work.accept(new SourceImport(ImportScope.of(sql, sourceId, now, journal), known, missing));
            return sourceId;
        });
        tell();
    }

    /** Whether an import that changes so many rows can be undone. */
    public static boolean isUndoable(long changed) {
        return changed <= ImportJournal.MOST_ROWS;
    }

    /**
     * A refresh brought nothing new: counts it for what is missing and still shown, and removes what has been missing for too
     * long. Writes, and tells, only where there is something of the kind.
     */
    public void refreshedUnchanged(long sourceId) {
        Instant now = clock.instant();
        if (database.read(sql -> new MissingRows(sql, sourceId, now, settings).isAnythingToDo())) {
            database.write(sql -> {
                MissingRows missing = new MissingRows(sql, sourceId, now, settings);
                missing.fade(ImportJournal.none(sql));
                missing.remove();
                return sourceId;
            });
            tell();
        }
    }

    /** What is known of a source's channels, without those that are missing. */
    public KnownEntries known(long sourceId) {
        return database.read(sql -> ChannelImport.known(sql, sourceId));
    }

    /** Puts channels in and takes them out directly; when {@code work} fails nothing has changed. */
    public void importChannels(long sourceId, Consumer<ChannelImport> work) {
        database.write(sql -> {
            ChannelImport changing = new ChannelImport(sql, sourceId, clock.instant());
            work.accept(changing);
            changing.finish();
            return sourceId;
        });
        tell();
    }

    /** Makes the bouquets of the configuration file exactly these; a bouquet that keeps its name keeps its id. */
    public void declare(List<BouquetSettings> declared) {
        database.write(sql -> {
            List<String> names = declared.stream().map(BouquetSettings::name).toList();
            sql.deleteFrom(BOUQUET)
                    .where(BOUQUET.FROM_FILE.isTrue().and(BOUQUET.NAME.notIn(names)))
                    .execute();
            var known = sql.selectFrom(BOUQUET).fetch().stream()
                    .collect(Collectors.toMap(row -> row.getName(), row -> row.getId()));
            for (BouquetSettings bouquet : declared) {
                Long id = known.get(bouquet.name());
                write(sql, id == null ? insert(sql, bouquet.name()) : id, bouquet);
            }
            return names.size();
        });
        tell();
    }

    /** Tells everyone that the catalogue is to be read again, for instance after a source was declared. */
    public void tell() {
        changes.tell(new Change(Catalogue.ROOM, "channel", 0));
    }

    private static long insert(DSLContext sql, String name) {
        long id = IdSpace.BOUQUET.take(sql);
        sql.insertInto(BOUQUET)
                .set(BOUQUET.ID, id)
                .set(BOUQUET.NAME, name)
                .set(BOUQUET.FROM_FILE, true)
                .execute();
        return id;
    }

    private static void write(DSLContext sql, long id, BouquetSettings bouquet) {
        sql.update(BOUQUET)
                .set(BOUQUET.FROM_FILE, true)
                .where(BOUQUET.ID.eq(id))
                .execute();
        sql.deleteFrom(BOUQUET_GROUP).where(BOUQUET_GROUP.BOUQUET_ID.eq(id)).execute();
        long position = 0;
        for (String group : bouquet.groups().stream().distinct().toList()) {
            sql.insertInto(BOUQUET_GROUP)
                    .set(BOUQUET_GROUP.BOUQUET_ID, id)
                    .set(BOUQUET_GROUP.POSITION, position++)
                    .set(BOUQUET_GROUP.GROUP_NAME, group)
                    .execute();
        }
    }
}
