package io.sintonia.curation;

import static io.sintonia.schema.Tables.SOURCE;

import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.ChannelFilter;
import io.sintonia.catalogue.Curation;
import io.sintonia.catalogue.CurationRules;
import io.sintonia.catalogue.ListedChannel;
import io.sintonia.curation.rules.Condition;
import io.sintonia.curation.rules.Listed;
import io.sintonia.curation.rules.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The owner's rules as the catalogue applies them, read anew for every snapshot. Any thread. */
public final class RuleBook implements CurationRules {
    private static final Logger LOG = LoggerFactory.getLogger(RuleBook.class);

    @Override
    public Curation curation(DSLContext sql) {
        List<Rule> rules = enabled(sql);
        Map<Long, String> names = sourceNames(sql);
        return rules.isEmpty() ? Curation.NONE : listed -> outcome(rules, names, listed);
    }

    @Override
    public ChannelFilter bouquet(List<String> conditions) {
        List<Condition> read = new ArrayList<>();
        for (String text : conditions) {
            switch (Condition.read(text)) {
                case Condition.Reading.Read(Condition condition) -> read.add(condition);
                case Condition.Reading.Wrong(var problem) ->
                    LOG.warn("a bouquet's condition is left out: {}", problem.text());
            }
        }
        return channel -> {
            Listed listed = listed(channel);
            return read.stream().anyMatch(condition -> condition.holds(listed));
        };
    }

    /** The rules that are applied, in their order. */
    static List<Rule> enabled(DSLContext sql) {
        List<Rule> rules = new ArrayList<>();
        for (RuleRows.Numbered row : RuleRows.all(sql)) {
            if (row.text().enabled()) {
                switch (Rule.read(
                        row.id(),
                        row.text().name(),
                        row.text().when(),
                        row.text().then())) {
                    case Rule.Reading.Read(Rule rule) -> rules.add(rule);
                    case Rule.Reading.Wrong(String field, var problem) ->
                        LOG.warn("rule '{}' is left out: {} {}", row.text().name(), field, problem.text());
                }
            }
        }
        return rules;
    }

    static Map<Long, String> sourceNames(DSLContext sql) {
        Map<Long, String> names = new HashMap<>();
        sql.select(SOURCE.ID, SOURCE.NAME).from(SOURCE).forEach(row -> names.put(row.value1(), row.value2()));
        return names;
    }

    private static Curation.Outcome outcome(List<Rule> rules, Map<Long, String> names, ListedChannel channel) {
        Listed before = new Listed(
                "channel",
                channel.name(),
                channel.number(),
                channel.logo(),
                channel.guideId(),
                channel.group(),
                List.of(names.getOrDefault(channel.providerId(), "")),
                channel.radio(),
                channel.adult(),
                false,
                0);
        Listed after = applied(rules, before);
        if (after.hidden()) {
            return new Curation.Outcome.Hidden();
        }
        return new Curation.Outcome.Shown(
                after.equals(before)
                        ? channel
                        : new ListedChannel(
                                channel.id(),
                                after.name(),
                                after.number(),
                                after.logo(),
                                after.guide(),
                                after.group(),
                                channel.radio(),
                                channel.adult(),
                                channel.providerId()));
    }

    static Listed applied(List<Rule> rules, Listed channel) {
        Listed now = channel;
        for (Rule rule : rules) {
            now = rule.on(now);
        }
        return now;
    }

    private static Listed listed(Channel channel) {
        return new Listed(
                "channel",
                channel.name(),
                channel.number(),
                channel.logo(),
                channel.guideId(),
                channel.category().name(),
                List.of(),
                channel.radio(),
                channel.adult(),
                false,
                0);
    }
}
