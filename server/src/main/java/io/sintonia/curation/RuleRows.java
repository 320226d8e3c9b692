package io.sintonia.curation;

import static io.sintonia.schema.Tables.RULE;

import io.sintonia.curation.Edits.RuleText;
import io.sintonia.storage.IdSpace;
import java.util.List;
import org.jooq.DSLContext;

/** The rules as they lie in the table. Within the caller's transaction. */
final class RuleRows {
    private RuleRows() {}

    /** Who made a rule. */
    enum Origin {
        FILE,
        OWNER
    }

    /** A rule with its id. */
    record Numbered(long id, RuleText text, Origin origin) {}

    /** All of them, in the order in which they are applied: the file's first. */
    static List<Numbered> all(DSLContext sql) {
        return sql.selectFrom(RULE)
                .orderBy(RULE.FROM_FILE.desc(), RULE.POSITION, RULE.ID)
                .fetch(row -> new Numbered(
                        row.getId(),
                        new RuleText(row.getName(), row.getCondition(), row.getAction(), row.getEnabled()),
                        row.getFromFile() ? Origin.FILE : Origin.OWNER));
    }

    /** Those of the configuration file. */
    static List<RuleText> declared(DSLContext sql) {
        return all(sql).stream()
                .filter(rule -> rule.origin() == Origin.FILE)
                .map(Numbered::text)
                .toList();
    }

    static void replace(DSLContext sql, List<RuleText> rules, Origin origin) {
        boolean fromFile = origin == Origin.FILE;
        sql.deleteFrom(RULE).where(RULE.FROM_FILE.eq(fromFile)).execute();
        long position = 0;
        for (RuleText rule : rules) {
            sql.insertInto(RULE)
                    .set(RULE.ID, IdSpace.RULE.take(sql))
                    .set(RULE.POSITION, position++)
                    .set(RULE.NAME, rule.name())
                    .set(RULE.CONDITION, rule.when())
                    .set(RULE.ACTION, rule.then())
                    .set(RULE.ENABLED, rule.enabled())
                    .set(RULE.FROM_FILE, fromFile)
                    .execute();
        }
    }
}
