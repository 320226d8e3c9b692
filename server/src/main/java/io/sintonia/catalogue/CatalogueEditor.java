package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.BOUQUET;
import static io.sintonia.schema.Tables.BOUQUET_GROUP;

import io.sintonia.changes.Change;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.storage.Database;
import io.sintonia.storage.IdSpace;
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

    public CatalogueEditor(Database database, ChangeFeed changes, InstantSource clock) {
        this.database = database;
        this.changes = changes;
        this.clock = clock;
    }

    /** What is known of a source's entries; about 33 bytes each. */
    public KnownEntries known(long sourceId) {
        return database.read(sql -> ChannelImport.known(sql, sourceId));
    }

    /** Applies one source's changes; when {@code work} fails nothing has changed. */
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
