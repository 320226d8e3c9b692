package io.sintonia.curation;

import static io.sintonia.schema.Tables.BOUQUET;
import static io.sintonia.schema.Tables.BOUQUET_CHANNEL;
import static io.sintonia.schema.Tables.BOUQUET_GROUP;
import static io.sintonia.schema.Tables.BOUQUET_RULE;
import static io.sintonia.schema.Tables.CHANNEL;

import io.sintonia.catalogue.Catalogue;
import io.sintonia.changes.Change;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.curation.EditOutcome.Problem;
import io.sintonia.curation.rules.Condition;
import io.sintonia.schema.tables.records.BouquetRecord;
import io.sintonia.storage.Database;
import io.sintonia.storage.IdSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;

/** Selections of channels that accounts are given, those of the configuration file shown beside the owner's. Blocks. */
public final class Bouquets {
    private static final int MOST_ENTRIES = 10_000;
    private static final int MOST_CONDITIONS = 100;
    private static final int LONGEST_GROUP = 500;

    private final Database database;
    private final ChangeFeed changes;

    public Bouquets(Database database, ChangeFeed changes) {
        this.database = database;
        this.changes = changes;
    }

    /** A single channel that is in it, or, where {@code member} is false, kept out of it. */
    public record Single(long channelId, boolean member) {}

    /**
     * What is in a bouquet.
     *
     * @param groups by name
     * @param conditions in the language of the rules; each brings in the channels for which it holds
     */
    public record Content(String name, List<String> groups, List<Single> channels, List<String> conditions) {
        public Content {
            groups = List.copyOf(groups);
            channels = List.copyOf(channels);
            conditions = List.copyOf(conditions);
        }
    }

    /** A bouquet; {@code fromFile} if the configuration file declares it. */
    public record Owned(long id, boolean fromFile, Content content) {}

    /** What became of a change. */
    public sealed interface Outcome {
        /** It is done. */
        record Done(long id) implements Outcome {}

        /** There is no such bouquet. */
        record Unknown() implements Outcome {}

        /** It cannot be; {@code why} is a sentence for people. */
        record Refused(String why) implements Outcome {}

        /** Something is wrong with what is wished. */
        record Wrong(List<Problem> problems) implements Outcome {
            public Wrong {
                problems = List.copyOf(problems);
            }
        }
    }

    /** All of them, by their ids. */
    public List<Owned> all() {
        return database.read(sql -> sql.selectFrom(BOUQUET).orderBy(BOUQUET.ID).fetch(row -> owned(sql, row)));
    }

    /** One of them. */
    public Optional<Owned> find(long id) {
        return database.read(sql ->
                sql.selectFrom(BOUQUET).where(BOUQUET.ID.eq(id)).fetchOptional().map(row -> owned(sql, row)));
    }

    /** Makes one. */
    public Outcome create(Content content) {
        return write(sql -> {
            List<Problem> problems = problems(sql, content);
            if (!problems.isEmpty()) {
                return new Outcome.Wrong(problems);
            }
            if (isTaken(sql, content.name(), 0)) {
                return taken(content.name());
            }
            long id = IdSpace.BOUQUET.take(sql);
            sql.insertInto(BOUQUET)
                    .set(BOUQUET.ID, id)
                    .set(BOUQUET.NAME, content.name())
                    .set(BOUQUET.FROM_FILE, false)
                    .execute();
            fill(sql, id, content);
            return new Outcome.Done(id);
        });
    }

    /** Makes it exactly this. */
    public Outcome change(long id, Content content) {
        return write(sql -> {
            Optional<Outcome> objection = objection(sql, id);
            if (objection.isPresent()) {
                return objection.get();
            }
            List<Problem> problems = problems(sql, content);
            if (!problems.isEmpty()) {
                return new Outcome.Wrong(problems);
            }
            if (isTaken(sql, content.name(), id)) {
                return taken(content.name());
            }
            sql.update(BOUQUET)
                    .set(BOUQUET.NAME, content.name())
                    .where(BOUQUET.ID.eq(id))
                    .execute();
            fill(sql, id, content);
            return new Outcome.Done(id);
        });
    }

    /** Removes it; an account that had nothing else sees nothing. */
    public Outcome delete(long id) {
        return write(sql -> {
            Optional<Outcome> objection = objection(sql, id);
            if (objection.isPresent()) {
                return objection.get();
            }
            sql.deleteFrom(BOUQUET).where(BOUQUET.ID.eq(id)).execute();
            return new Outcome.Done(id);
        });
    }

    private Outcome write(Function<DSLContext, Outcome> work) {
        Outcome outcome = database.write(work);
        if (outcome instanceof Outcome.Done) {
            changes.tell(new Change(Catalogue.ROOM, "bouquet", 0));
        }
        return outcome;
    }

    private static Optional<Outcome> objection(DSLContext sql, long id) {
        Optional<BouquetRecord> found =
                sql.selectFrom(BOUQUET).where(BOUQUET.ID.eq(id)).fetchOptional();
        if (found.isEmpty()) {
            return Optional.of(new Outcome.Unknown());
        }
        return found.get().getFromFile()
                ? Optional.of(new Outcome.Refused("bouquet '" + found.get().getName()
                        + "' is declared in the configuration file and is changed there"))
                : Optional.empty();
    }

    private static boolean isTaken(DSLContext sql, String name, long but) {
        return sql.fetchExists(BOUQUET, BOUQUET.NAME.eq(name).and(BOUQUET.ID.ne(but)));
    }

    private static Outcome taken(String name) {
        return new Outcome.Refused("there is a bouquet '" + name + "' already");
    }

    private static List<Problem> problems(DSLContext sql, Content content) {
        List<Problem> problems = new ArrayList<>();
        if (content.name().isBlank() || content.name().length() > 200) {
            problems.add(new Problem("name", "expected a name of at most 200 characters"));
        }
        if (content.groups().size() > MOST_ENTRIES
                || content.groups().stream().anyMatch(group -> group.isBlank() || group.length() > LONGEST_GROUP)) {
            problems.add(new Problem("groups", "expected names of groups, at most " + MOST_ENTRIES));
        }
        if (content.channels().size() > MOST_ENTRIES) {
            problems.add(new Problem("channels", "expected at most " + MOST_ENTRIES));
        } else {
            for (Single single : content.channels()) {
                if (!sql.fetchExists(CHANNEL, CHANNEL.ID.eq(single.channelId()))) {
                    problems.add(new Problem("channels", "there is no channel " + single.channelId()));
                }
            }
        }
        if (content.conditions().size() > MOST_CONDITIONS) {
            problems.add(new Problem("conditions", "expected at most " + MOST_CONDITIONS));
        }
        for (int i = 0; i < content.conditions().size(); i++) {
            if (Condition.read(content.conditions().get(i)) instanceof Condition.Reading.Wrong(var problem)) {
                problems.add(new Problem("conditions[" + i + "]", problem.text()));
            }
        }
        return problems.subList(0, Math.min(problems.size(), MOST_CONDITIONS));
    }

    private static Owned owned(DSLContext sql, BouquetRecord row) {
        long id = row.getId();
        return new Owned(
                id,
                row.getFromFile(),
                new Content(
                        row.getName(),
                        sql.selectFrom(BOUQUET_GROUP)
                                .where(BOUQUET_GROUP.BOUQUET_ID.eq(id))
                                .orderBy(BOUQUET_GROUP.POSITION)
                                .fetch(BOUQUET_GROUP.GROUP_NAME),
                        sql.selectFrom(BOUQUET_CHANNEL)
                                .where(BOUQUET_CHANNEL.BOUQUET_ID.eq(id))
                                .orderBy(BOUQUET_CHANNEL.CHANNEL_ID)
                                .fetch(single -> new Single(single.getChannelId(), single.getMember())),
                        sql.selectFrom(BOUQUET_RULE)
                                .where(BOUQUET_RULE.BOUQUET_ID.eq(id))
                                .orderBy(BOUQUET_RULE.POSITION)
                                .fetch(BOUQUET_RULE.CONDITION)));
    }

    private static void fill(DSLContext sql, long id, Content content) {
        sql.deleteFrom(BOUQUET_GROUP).where(BOUQUET_GROUP.BOUQUET_ID.eq(id)).execute();
        sql.deleteFrom(BOUQUET_CHANNEL).where(BOUQUET_CHANNEL.BOUQUET_ID.eq(id)).execute();
        sql.deleteFrom(BOUQUET_RULE).where(BOUQUET_RULE.BOUQUET_ID.eq(id)).execute();
        long position = 0;
        for (String group : content.groups().stream().distinct().toList()) {
            sql.insertInto(BOUQUET_GROUP)
                    .set(BOUQUET_GROUP.BOUQUET_ID, id)
                    .set(BOUQUET_GROUP.POSITION, position++)
                    .set(BOUQUET_GROUP.GROUP_NAME, group)
                    .execute();
        }
        for (Single single : content.channels()) {
            sql.deleteFrom(BOUQUET_CHANNEL) // the last word on a channel holds
                    .where(BOUQUET_CHANNEL.BOUQUET_ID.eq(id))
                    .and(BOUQUET_CHANNEL.CHANNEL_ID.eq(single.channelId()))
                    .execute();
            sql.insertInto(BOUQUET_CHANNEL)
                    .set(BOUQUET_CHANNEL.BOUQUET_ID, id)
                    .set(BOUQUET_CHANNEL.CHANNEL_ID, single.channelId())
                    .set(BOUQUET_CHANNEL.MEMBER, single.member())
                    .execute();
        }
        position = 0;
        for (String condition : content.conditions()) {
            sql.insertInto(BOUQUET_RULE)
                    .set(BOUQUET_RULE.BOUQUET_ID, id)
                    .set(BOUQUET_RULE.POSITION, position++)
                    .set(BOUQUET_RULE.CONDITION, condition)
                    .execute();
        }
    }
}
