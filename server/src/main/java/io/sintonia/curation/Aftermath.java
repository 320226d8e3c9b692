package io.sintonia.curation;

import static io.sintonia.schema.Tables.CATEGORY;
import static io.sintonia.schema.Tables.CHANNEL;

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
        new SaidChannels(sql, LiveGroups.read(sql))
                .each(CHANNEL.MERGED_INTO.isNull().and(CHANNEL.MISSING_SINCE.isNull()), channel -> {
                    Listed before = channel.listed();
                    Listed after = RuleBook.applied(rules, before);
                    if (!after.hidden() && !after.group().equals(before.group()) && groups.size() < MOST_NEW_GROUPS) {
                        groups.add(after.group());
                    }
                    if (after.numberedFrom() > 0 && !channel.numbered()) {
                        wishes.add(new Wish(channel.id(), after.numberedFrom()));
                    }
                });
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
