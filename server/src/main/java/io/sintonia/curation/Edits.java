package io.sintonia.curation;

import static io.sintonia.schema.Tables.CATEGORY;
import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.CHANNEL_OVERRIDE;
import static io.sintonia.schema.Tables.EDIT;

import io.sintonia.catalogue.Catalogue;
import io.sintonia.changes.Change;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.curation.EditOutcome.Problem;
import io.sintonia.curation.rules.Rule;
import io.sintonia.storage.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;

/** Every edit by hand: checked, written in one transaction with its journal, told after the commit. Blocks. */
public final class Edits {
    /** The kind of change that it tells. */
    static final String CHANGE = "edit";

    private static final int MOST_AT_ONCE = 100_000;
    private static final int MOST_RULES = 1_000;
    private static final int MOST_PROBLEMS = 100;
    private static final int IDS_AT_ONCE = 500;

    private final Database database;
    private final ChangeFeed changes;
    private final InstantSource clock;

    public Edits(Database database, ChangeFeed changes, InstantSource clock) {
        this.database = database;
        this.changes = changes;
        this.clock = clock;
    }

    /** The journal, newest first. */
    public List<Edit> journal(int offset, int most) {
        return database.read(sql -> sql.selectFrom(EDIT)
                .orderBy(EDIT.ID.desc())
                .limit(most)
                .offset(offset)
                .fetch(row -> new Edit(
                        row.getId(),
                        Instant.ofEpochMilli(row.getAt()),
                        row.getActor(),
                        row.getKind(),
                        row.getSummary(),
                        row.getUndoable(),
                        Optional.ofNullable(row.getUndoneAt()).map(Instant::ofEpochMilli))));
    }

    /** How many edits the journal holds. */
    public long journalled() {
        return database.read(sql -> (long) sql.fetchCount(EDIT));
    }

    /** Says things by hand of channels, all of them or, where one is wrong, none. */
    public EditOutcome channels(String actor, List<ChannelEdit> edits) {
        List<Problem> problems = new ArrayList<>();
        if (edits.size() > MOST_AT_ONCE) {
            problems.add(new Problem("channels", "expected at most " + MOST_AT_ONCE + " changes at once"));
        }
        for (ChannelEdit edit : edits) {
            edit.value()
                    .flatMap(edit.field()::objection)
                    .ifPresent(
                            objection -> problems.add(new Problem(edit.field().key(), objection)));
        }
        if (!problems.isEmpty()) {
            return refused(problems);
        }
        return write(sql -> {
            Set<Long> ids = new HashSet<>();
            edits.forEach(edit -> ids.add(edit.channelId()));
            ids.removeAll(existing(sql, ids));
            if (!ids.isEmpty()) {
                return refused(ids.stream()
                        .map(id -> new Problem("id", "there is no channel " + id))
                        .toList());
            }
            Map<Said, Optional<String>> due = due(sql, edits);
            if (due.isEmpty()) {
                return new EditOutcome.Nothing();
            }
            List<ChannelEdit> told = edits.stream()
                    .filter(edit -> due.containsKey(new Said(edit.channelId(), column(edit))))
                    .toList();
            Journal journal = Journal.begin(sql, clock.instant(), actor, "channels", summary(told));
            inParts(
                    due.keySet().stream().map(Said::channelId).distinct().toList(),
                    some -> journal.keepSets(Kept.CHANNEL_OVERRIDE, some));
            say(sql, due);
            return new EditOutcome.Done(journal.editId(), due.size());
        });
    }

    /** Changes groups. */
    public EditOutcome categories(String actor, List<CategoryEdit> edits) {
        return write(sql -> {
            List<Problem> problems = new ArrayList<>();
            for (CategoryEdit edit : edits) {
                CategoryRules.objection(sql, edit).ifPresent(problems::add);
            }
            if (!problems.isEmpty()) {
                return refused(problems);
            }
            Journal journal =
                    Journal.begin(sql, clock.instant(), actor, "categories", edits.size() + " groups changed");
            for (CategoryEdit edit : edits) {
                journal.keep(
                        Kept.CATEGORY,
                        edit.categoryId(),
                        CATEGORY.TITLE,
                        CATEGORY.HIDDEN,
                        CATEGORY.POSITION,
                        CATEGORY.MERGED_INTO);
                Map<Field<?>, Object> values = new LinkedHashMap<>();
                edit.title().ifPresent(title -> values.put(CATEGORY.TITLE, title.isEmpty() ? null : title));
                edit.hidden().ifPresent(hidden -> values.put(CATEGORY.HIDDEN, hidden));
                edit.position().ifPresent(position -> values.put(CATEGORY.POSITION, position));
                edit.mergedInto().ifPresent(into -> values.put(CATEGORY.MERGED_INTO, into == 0 ? null : into));
                if (!values.isEmpty()) {
                    sql.update(CATEGORY)
                            .set(values)
                            .where(CATEGORY.ID.eq(edit.categoryId()))
                            .execute();
                }
            }
            return new EditOutcome.Done(journal.editId(), edits.size());
        });
    }

    /** Makes channels one: the streams of {@code others} are those of {@code into}, in the order of the sources, and of one source after its own. */
    public EditOutcome merge(String actor, long into, List<Long> others) {
        return write(sql -> Merging.byHand(sql, clock.instant(), actor, into, others));
    }

    /** Makes a channel that was merged into another one its own again; no matcher merges the two any more. */
    public EditOutcome split(String actor, long channelId) {
        return write(sql -> Merging.split(sql, clock.instant(), actor, channelId));
    }

    /** Decides on a proposal of the matcher. */
    public EditOutcome decide(String actor, long proposalId, Merging.Decision decision) {
        return write(sql -> Merging.decide(sql, clock.instant(), actor, proposalId, decision));
    }

    /**
     * A rule as it is written.
     *
     * @param when a condition; empty for always
     * @param then what follows
     */
    public record RuleText(String name, String when, String then, boolean enabled) {}

    /** A rule that is in force, or could be; {@code fromFile} if the configuration file declares it. */
    public record OwnedRule(RuleText text, boolean fromFile) {}

    /** All rules in the order in which they are applied, those of the configuration file first. */
    public List<OwnedRule> rules() {
        return database.read(sql -> RuleRows.all(sql).stream()
                .map(rule -> new OwnedRule(rule.text(), rule.origin() == RuleRows.Origin.FILE))
                .toList());
    }

    /** Makes the owner's rules exactly these, in this order; those of the configuration file stay before them. */
    public EditOutcome rules(String actor, List<RuleText> rules) {
        List<Problem> problems = problems(rules);
        if (!problems.isEmpty()) {
            return refused(problems);
        }
        return write(sql -> {
            Journal journal = Journal.begin(
                    sql, clock.instant(), actor, "rules", rules.size() == 1 ? "1 rule" : rules.size() + " rules");
            journal.keep(Kept.RULE, 0);
            RuleRows.replace(sql, rules, RuleRows.Origin.OWNER);
            return new EditOutcome.Done(journal.editId(), rules.size());
        });
    }

    /** Makes the rules of the configuration file exactly these; they are not journalled. */
    public EditOutcome declareRules(List<RuleText> rules) {
        List<Problem> problems = problems(rules);
        if (!problems.isEmpty()) {
            return refused(problems);
        }
        return write(sql -> {
            if (RuleRows.declared(sql).equals(rules)) {
                return new EditOutcome.Nothing();
            }
            RuleRows.replace(sql, rules, RuleRows.Origin.FILE);
            return new EditOutcome.Done(0, rules.size());
        });
    }

    /** Takes an edit back; that is an edit, too. */
    public UndoOutcome undo(String actor, long editId) {
        UndoOutcome outcome = database.write(sql -> new Undoing(sql, clock.instant(), actor).undo(editId));
        if (outcome instanceof UndoOutcome.Undone) {
            tell();
        }
        return outcome;
    }

    static List<Problem> problems(List<RuleText> rules) {
        List<Problem> problems = new ArrayList<>();
        if (rules.size() > MOST_RULES) {
            problems.add(new Problem("rules", "expected at most " + MOST_RULES));
        }
        for (int i = 0; i < rules.size(); i++) {
            RuleText rule = rules.get(i);
            if (rule.name().isBlank() || rule.name().length() > 200) {
                problems.add(new Problem("rules[" + i + "].name", "expected a name of at most 200 characters"));
            }
            if (Rule.read(0, rule.name(), rule.when(), rule.then()) instanceof Rule.Reading.Wrong wrong) {
                problems.add(new Problem(
                        "rules[" + i + "]." + wrong.field(), wrong.problem().text()));
            }
        }
        return problems;
    }

    private EditOutcome write(Function<DSLContext, EditOutcome> work) {
        EditOutcome outcome = database.write(work);
        if (outcome instanceof EditOutcome.Done) {
            tell();
        }
        return outcome;
    }

    private void tell() {
        changes.tell(new Change(Catalogue.ROOM, CHANGE, 0));
    }

    private static EditOutcome refused(List<Problem> problems) {
        return new EditOutcome.Refused(problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS)));
    }

    private static Set<Long> existing(DSLContext sql, Set<Long> ids) {
        Set<Long> found = new HashSet<>();
        inParts(
                List.copyOf(ids),
                some -> found.addAll(sql.select(CHANNEL.ID)
                        .from(CHANNEL)
                        .where(CHANNEL.ID.in(some))
                        .fetchSet(CHANNEL.ID)));
        return found;
    }

    /** Which field of which channel. */
    private record Said(long channelId, String column) {}

    /** What is to be said, without what is said already; the last word on a field holds. */
    private static Map<Said, Optional<String>> due(DSLContext sql, List<ChannelEdit> edits) {
        Map<String, String> groups = new HashMap<>();
        Map<Said, Optional<String>> due = new LinkedHashMap<>();
        for (ChannelEdit edit : edits) {
            due.put(
                    new Said(edit.channelId(), column(edit)),
                    edit.value()
                            .map(value -> edit.field() == ChannelEdit.Field.GROUP
                                    ? groups.computeIfAbsent(value, name -> groupId(sql, name))
                                    : value));
        }
        Map<Long, Map<String, String>> known = new HashMap<>();
        inParts(
                edits.stream().map(ChannelEdit::channelId).distinct().toList(),
                ids -> known.putAll(ChannelDirectory.overrides(sql, CHANNEL_OVERRIDE.CHANNEL_ID.in(ids))));
        due.entrySet()
                .removeIf(wish -> Optional.ofNullable(
                                known.getOrDefault(wish.getKey().channelId(), Map.of())
                                        .get(wish.getKey().column()))
                        .equals(wish.getValue()));
        return due;
    }

    /** In batches: thousands of channels are one edit, and nobody else writes meanwhile. */
    private static void say(DSLContext sql, Map<Said, Optional<String>> due) {
        BatchBindStep deletes = sql.batch("delete from channel_override where channel_id = ? and field = ?");
        BatchBindStep inserts =
                sql.batch("insert into channel_override (channel_id, field, value_text) values (?, ?, ?)");
        for (Map.Entry<Said, Optional<String>> wish : due.entrySet()) {
            Said said = wish.getKey();
            deletes = deletes.bind(said.channelId(), said.column());
            if (wish.getValue().isPresent()) {
                inserts = inserts.bind(
                        said.channelId(), said.column(), wish.getValue().get());
            }
        }
        deletes.execute();
        if (inserts.size() > 0) {
            inserts.execute();
        }
    }

    private static void inParts(List<Long> ids, Consumer<List<Long>> work) {
        for (int at = 0; at < ids.size(); at += IDS_AT_ONCE) {
            work.accept(ids.subList(at, Math.min(ids.size(), at + IDS_AT_ONCE)));
        }
    }

    private static String column(ChannelEdit edit) {
        return edit.field() == ChannelEdit.Field.GROUP
                ? "category_id"
                : edit.field().key();
    }

    /** A group is kept by its id, so that it may be renamed. */
    private static String groupId(DSLContext sql, String name) {
        return Long.toString(CategoryRules.ensure(sql, name));
    }

    private static String summary(List<ChannelEdit> edits) {
        long channels = edits.stream().map(ChannelEdit::channelId).distinct().count();
        String fields = String.join(
                ", ", edits.stream().map(edit -> edit.field().key()).distinct().toList());
        return (channels == 1 ? "1 channel: " : channels + " channels: ") + fields;
    }
}
