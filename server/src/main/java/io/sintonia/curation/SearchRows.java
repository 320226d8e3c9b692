package io.sintonia.curation;

import io.sintonia.curation.SearchIndex.Names;
import io.sintonia.storage.Database;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * The tables of the search index. Of SQLite alone, so they are made here and not by the migrations; all in them is made of other
 * tables and may be thrown away.
 */
final class SearchRows {
    static final int BATCH = 2_000;

    private final Database database;

    SearchRows(Database database) {
        this.database = database;
    }

    /** A name to be found. */
    record Name(long id, String folded, long mark) {}

    /** What is in the index: ids in their order, each with a mark of the name it has there. */
    static final class Marks {
        private final long[] ids;
        private final long[] marks;
        private final BitSet seen = new BitSet();

        Marks(long[] ids, long[] marks) {
            this.ids = ids;
            this.marks = marks;
        }

        /** Whether the index has no such id, or under another name. */
        boolean isOther(long id, long mark) {
            int place = Arrays.binarySearch(ids, id);
            if (place < 0) {
                return true;
            }
            seen.set(place);
            return marks[place] != mark;
        }

        /** What nobody asked about. */
        long[] unseen() {
            return LongStream.range(0, ids.length)
                    .filter(place -> !seen.get((int) place))
                    .map(place -> ids[(int) place])
                    .toArray();
        }
    }

    /** FNV-1a over 64 bits: two names of one id that have the same mark are not to be expected. */
    static long mark(String text) {
        long mark = 0xcbf29ce484222325L;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            mark = (mark ^ (each & 0xff)) * 0x100000001b3L;
        }
        return mark;
    }

    void create() {
        int tables = database.write(sql -> {
            sql.execute("create table if not exists search_mark (names varchar(20) not null, id integer not null,"
                    + " mark bigint not null, primary key (names, id)) without rowid");
            for (Names names : Names.values()) {
                sql.execute("create virtual table if not exists " + names.table()
                        + " using fts5(name, content='', contentless_delete=1, tokenize='trigram')");
            }
            return Names.values().length;
        });
        if (tables == 0) {
            throw new IllegalStateException("nothing to search");
        }
    }

    Marks marks(Names names) {
        return database.read(sql -> {
            LongStream.Builder ids = LongStream.builder();
            LongStream.Builder marks = LongStream.builder();
            Field<Long> id = DSL.field("id", Long.class);
            Field<Long> mark = DSL.field("mark", Long.class);
            try (var rows = sql.select(id, mark)
                    .from("search_mark")
                    .where(DSL.field("names", String.class).eq(names.table()))
                    .orderBy(id)
                    .fetchSize(BATCH)
                    .fetchLazy()) {
                for (Record2<Long, Long> row : rows) {
                    ids.add(Objects.requireNonNull(row.value1()));
                    marks.add(Objects.requireNonNull(row.value2()));
                }
            }
            return new Marks(ids.build().toArray(), marks.build().toArray());
        });
    }

    /** The next titles of a table, by their ids. */
    List<Name> titles(Table<?> table, Field<String> name, long after) {
        Field<Long> id = Objects.requireNonNull(table.field("id", Long.class), "every table has an id");
        return database.read(sql -> sql.select(id, name)
                .from(table)
                .where(id.gt(after))
                .orderBy(id)
                .limit(BATCH)
                .fetch(row -> {
                    String folded = SearchWords.folded(Objects.requireNonNull(row.value2()));
                    return new Name(Objects.requireNonNull(row.value1()), folded, mark(folded));
                }));
    }

    void put(Names names, List<Name> batch) {
        if (batch.isEmpty()) {
            return;
        }
        var _ = database.write(sql -> {
            BatchBindStep deletes = sql.batch("delete from " + names.table() + " where rowid = ?");
            BatchBindStep inserts = sql.batch("insert into " + names.table() + " (rowid, name) values (?, ?)");
            BatchBindStep marks = sql.batch("insert into search_mark (names, id, mark) values (?, ?, ?)"
                    + " on conflict (names, id) do update set mark = excluded.mark");
            for (Name name : batch) {
                deletes = deletes.bind(name.id());
                inserts = inserts.bind(name.id(), name.folded());
                marks = marks.bind(names.table(), name.id(), name.mark());
            }
            deletes.execute();
            inserts.execute();
            return marks.execute();
        });
    }

    void remove(Names names, long[] ids) {
        for (int from = 0; from < ids.length; from += BATCH) {
            long[] some = Arrays.copyOfRange(ids, from, Math.min(from + BATCH, ids.length));
            var _ = database.write(sql -> removed(sql, names, some));
        }
    }

    private static int[] removed(DSLContext sql, Names names, long[] ids) {
        BatchBindStep deletes = sql.batch("delete from " + names.table() + " where rowid = ?");
        BatchBindStep marks = sql.batch("delete from search_mark where names = ? and id = ?");
        for (long id : ids) {
            deletes = deletes.bind(id);
            marks = marks.bind(names.table(), id);
        }
        deletes.execute();
        return marks.execute();
    }
}
