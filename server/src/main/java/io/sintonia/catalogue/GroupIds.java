package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.CATEGORY;

import io.sintonia.storage.IdSpace;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jooq.DSLContext;

/** Groups by name, made where there are none yet, within one transaction. */
final class GroupIds {
    private final DSLContext sql;
    private final Map<Kind, Map<String, Long>> byKind = new EnumMap<>(Kind.class);

    GroupIds(DSLContext sql) {
        this.sql = sql;
    }

    long of(Kind kind, String group) {
        return byKind.computeIfAbsent(kind, this::read).computeIfAbsent(group, name -> make(kind, name));
    }

    private Map<String, Long> read(Kind kind) {
        Map<String, Long> ids = new HashMap<>();
        sql.selectFrom(CATEGORY)
                .where(CATEGORY.KIND.eq(kind.category()))
                .forEach(row -> ids.put(row.getName(), row.getId()));
        return ids;
    }

    private long make(Kind kind, String name) {
        long id = IdSpace.CATEGORY.take(sql);
        sql.insertInto(CATEGORY)
                .set(CATEGORY.ID, id)
                .set(CATEGORY.KIND, kind.category())
                .set(CATEGORY.NAME, name)
                .set(CATEGORY.POSITION, id)
                .set(CATEGORY.HIDDEN, false)
                .execute();
        return id;
    }
}
