package io.sintonia.curation;

import static io.sintonia.schema.Tables.CATEGORY;
import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.STREAM_SOURCE;

import io.sintonia.curation.rules.Listed;
import io.sintonia.curation.rules.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;

/**
 * What must be in the tables before rules can show it: the groups that they move channels to, whose ids players remember, and
 * the numbers that they give, which stay. Run after each change of rules or channels, within one transaction.
 */
final class Aftermath {
    private static final int ROWS_AT_ONCE = 1000;
    private static final int MOST_NEW_GROUPS = 10_000;

    private final DSLContext sql;

    Aftermath(DSLContext sql) {
        this.sql = sql;
    }

    /** A channel that wants a number. */
    private record Wish(long channelId, int least) {}

    /** Does what is due; answers how many rows it wrote. */
    int settle() {
        List<Rule> rules = RuleBook.enabled(sql);
        if (rules.isEmpty()) {
            return 0;
        }
        Set<String> groups = new HashSet<>();
        List<Wish> wishes = new ArrayList<>();
        look(rules, groups, wishes);
        int written = 0;
        groups.removeAll(sql.select(CATEGORY.NAME)
                .from(CATEGORY)
                .where(CATEGORY.KIND.eq("live"))
                .fetchSet(CATEGORY.NAME));
        for (String group : groups) {
            var _ = CategoryRules.ensure(sql, group);
            written++;
        }
        return written + number(wishes);
    }

    private void look(List<Rule> rules, Set<String> groups, List<Wish> wishes) {
        Map<Long, String> categories = new HashMap<>();
        sql.select(CATEGORY.ID, CATEGORY.NAME)
                .from(CATEGORY)
                .forEach(row -> categories.put(row.value1(), row.value2()));
        Map<Long, String> names = RuleBook.sourceNames(sql);
        var firstSource = sql.select(STREAM_SOURCE.SOURCE_ID)
                .from(STREAM_SOURCE)
                .where(STREAM_SOURCE.CHANNEL_ID.eq(CHANNEL.ID))
                .orderBy(STREAM_SOURCE.POSITION, STREAM_SOURCE.ID)
                .limit(1)
                .asField("first_source");
        try (var rows = sql.select(
                        CHANNEL.ID,
                        CHANNEL.NAME,
                        CHANNEL.NUMBER,
                        CHANNEL.GIVEN_NUMBER,
                        CHANNEL.LOGO,
                        CHANNEL.GUIDE_ID,
                        CHANNEL.CATEGORY_ID,
                        CHANNEL.RADIO,
                        CHANNEL.ADULT,
                        firstSource)
                .from(CHANNEL)
                .where(CHANNEL.MERGED_INTO.isNull().and(CHANNEL.MISSING_SINCE.isNull()))
                .orderBy(CHANNEL.POSITION, CHANNEL.ID)
                .fetchSize(ROWS_AT_ONCE)
                .fetchLazy()) {
            for (var row : rows) {
                String number = row.get(CHANNEL.NUMBER);
                Object source = row.get("first_source");
                Listed before = new Listed(
                        "channel",
                        row.get(CHANNEL.NAME),
                        number == null ? "" : number,
                        row.get(CHANNEL.LOGO),
                        row.get(CHANNEL.GUIDE_ID),
                        categories.getOrDefault(row.get(CHANNEL.CATEGORY_ID), ""),
                        List.of(source instanceof Number id ? names.getOrDefault(id.longValue(), "") : ""),
                        row.get(CHANNEL.RADIO),
                        row.get(CHANNEL.ADULT),
                        false,
                        0);
                Listed after = RuleBook.applied(rules, before);
                if (!after.hidden() && !after.group().equals(before.group()) && groups.size() < MOST_NEW_GROUPS) {
                    groups.add(after.group());
                }
                if (after.numberedFrom() > 0 && row.get(CHANNEL.GIVEN_NUMBER) == null) {
                    wishes.add(new Wish(row.get(CHANNEL.ID), after.numberedFrom()));
                }
            }
        }
    }

    private int number(List<Wish> wishes) {
        if (wishes.isEmpty()) {
            return 0;
        }
        Set<String> taken = new HashSet<>(sql.select(CHANNEL.GIVEN_NUMBER)
                .from(CHANNEL)
                .where(CHANNEL.GIVEN_NUMBER.isNotNull())
                .fetchSet(CHANNEL.GIVEN_NUMBER));
        // the next free one from each beginning, so that a thousand wishes do not look at the same taken ones again
        Map<Integer, Integer> next = new HashMap<>();
        for (Wish wish : wishes) {
            int number = next.getOrDefault(wish.least(), wish.least());
            while (!taken.add(Integer.toString(number))) {
                number++;
            }
            next.put(wish.least(), number + 1);
            sql.update(CHANNEL)
                    .set(CHANNEL.GIVEN_NUMBER, Integer.toString(number))
                    .where(CHANNEL.ID.eq(wish.channelId()))
                    .execute();
        }
        return wishes.size();
    }
}
