package io.sintonia.curation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.CatalogueEditor;
import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.FoundChannel;
import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.ProviderText;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.curation.Edits.RuleText;
import io.sintonia.schema.Tables;
import io.sintonia.storage.Database;
import io.sintonia.storage.IdSpace;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditsTest {
    private static final String ME = "owner";

    @TempDir
    Path directory;

    private Database database;
    private Edits edits;
    private CatalogueEditor editor;
    private Catalogue catalogue;
    private Channel one;
    private Channel two;

    @BeforeEach
    void open() {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-25T00:00:00Z"));
        database = Database.sqlite(directory.resolve("house.db"));
        ChangeFeed changes = new ChangeFeed();
        editor = new CatalogueEditor(database, changes, clock);
        catalogue = new Catalogue(database, changes, clock);
        edits = new Edits(database, changes, clock);
        long source = source();
        editor.importChannels(source, importing -> {
            importing.add(found("a", "Rai 1", "Italia"));
            importing.add(found("b", "Rai 1 HD", "HD"));
        });
        one = catalogue.current().channels().get(0);
        two = catalogue.current().channels().get(1);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatIsSaidByHandIsShownAndTakenBackByUndo() {
        List<Channel> before = shown();
        long edit = done(edits.channels(
                ME,
                List.of(
                        new ChannelEdit(one.id(), ChannelEdit.Field.NAME, Optional.of("Uno")),
                        new ChannelEdit(one.id(), ChannelEdit.Field.NUMBER, Optional.of("1")),
                        new ChannelEdit(two.id(), ChannelEdit.Field.HIDDEN, Optional.of("true")))));
        assertThat(shown()).extracting(Channel::name).containsExactly("Uno");
        assertThat(shown().getFirst().number()).isEqualTo("1");
        assertThat(edits.undo(ME, edit)).isInstanceOf(UndoOutcome.Undone.class);
        assertThat(shown()).isEqualTo(before);
    }

    @Test
    void undoingAnUndoDoesItAgain() {
        long edit = done(edits.channels(ME, List.of(named("Uno"))));
        long undo = undone(edits.undo(ME, edit));
        assertThat(shown().getFirst().name()).isEqualTo("Rai 1");
        assertThat(edits.undo(ME, undo)).isInstanceOf(UndoOutcome.Undone.class);
        assertThat(shown().getFirst().name()).isEqualTo("Uno");
    }

    @Test
    void editThatALaterOneChangedTooIsNotUndoneAlone() {
        long first = done(edits.channels(ME, List.of(named("Uno"))));
        long second = done(edits.channels(ME, List.of(named("Eins"))));
        assertThat(edits.undo(ME, first))
                .isEqualTo(new UndoOutcome.Refused(
                        "edit " + second + " (1 channel: name) came later and changed the same: undo that one first"));
        var _ = undone(edits.undo(ME, second));
        assertThat(shown().getFirst().name()).isEqualTo("Uno");
    }

    @Test
    void editIsUndoneOnce() {
        long edit = done(edits.channels(ME, List.of(named("Uno"))));
        var _ = undone(edits.undo(ME, edit));
        assertThat(edits.undo(ME, edit)).isEqualTo(new UndoOutcome.Refused("it has been undone already"));
        assertThat(edits.undo(ME, 4711)).isEqualTo(new UndoOutcome.Unknown());
    }

    @Test
    void wordTakenBackLetsTheSourceSayItAgain() {
        done(edits.channels(ME, List.of(named("Uno"))));
        done(edits.channels(ME, List.of(new ChannelEdit(one.id(), ChannelEdit.Field.NAME, Optional.empty()))));
        assertThat(shown().getFirst().name()).isEqualTo("Rai 1");
        assertThat(edits.channels(ME, List.of(new ChannelEdit(one.id(), ChannelEdit.Field.NAME, Optional.empty()))))
                .isEqualTo(new EditOutcome.Nothing());
    }

    @Test
    void oneWrongWordRefusesThemAll() {
        EditOutcome outcome = edits.channels(
                ME,
                List.of(
                        named("Uno"),
                        new ChannelEdit(two.id(), ChannelEdit.Field.NUMBER, Optional.of("seven")),
                        new ChannelEdit(two.id(), ChannelEdit.Field.LOGO, Optional.of("file:/etc/passwd"))));
        assertThat(outcome)
                .isEqualTo(new EditOutcome.Refused(List.of(
                        new EditOutcome.Problem("number", "expected a number such as 7 or 7.1, or nothing"),
                        new EditOutcome.Problem(
                                "logo", "expected an address that begins with http:// or https://, or nothing"))));
        assertThat(edits.channels(ME, List.of(new ChannelEdit(999, ChannelEdit.Field.NAME, Optional.of("x")))))
                .isEqualTo(new EditOutcome.Refused(List.of(new EditOutcome.Problem("id", "there is no channel 999"))));
        assertThat(shown().getFirst().name()).isEqualTo("Rai 1");
        assertThat(edits.journalled()).isZero();
    }

    @Test
    void groupOfAChannelIsChangedAndUndone() {
        long edit = done(
                edits.channels(ME, List.of(new ChannelEdit(one.id(), ChannelEdit.Field.GROUP, Optional.of("Mine")))));
        long again = edits.journalled();
        assertThat(edits.channels(ME, List.of(new ChannelEdit(one.id(), ChannelEdit.Field.GROUP, Optional.of("Mine")))))
                .isEqualTo(new EditOutcome.Nothing());
        assertThat(edits.journalled()).isEqualTo(again);
        var _ = undone(edits.undo(ME, edit));
        assertThat(shown().getFirst().category().name()).isEqualTo("Italia");
    }

    @Test
    void mergedChannelIsSplitAgainAndNeverProposedAnew() {
        var _ = done(edits.merge(ME, one.id(), List.of(two.id())));
        assertThat(merged(two.id())).contains(one.id());
        assertThat(edits.merge(ME, one.id(), List.of(two.id()))).isEqualTo(new EditOutcome.Nothing());
        long split = done(edits.split(ME, two.id()));
        assertThat(merged(two.id())).isEmpty();
        List<String> states = database.read(sql -> sql.select(Tables.MATCH_PROPOSAL.STATE)
                .from(Tables.MATCH_PROPOSAL)
                .fetch(Tables.MATCH_PROPOSAL.STATE));
        assertThat(states).containsExactly("rejected");
        var _ = undone(edits.undo(ME, split));
        assertThat(merged(two.id())).contains(one.id());
    }

    @Test
    void groupsAreRenamedHiddenAndMerged() {
        long hd = two.category().id();
        assertThat(edits.categories(
                        ME,
                        List.of(new CategoryEdit(
                                hd, Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalLong.of(hd)))))
                .isEqualTo(new EditOutcome.Refused(
                        List.of(new EditOutcome.Problem("merged_into", "expected another group of the same kind"))));
        long edit = done(edits.categories(
                ME,
                List.of(new CategoryEdit(
                        hd, Optional.of("High"), Optional.of(true), OptionalLong.of(7), OptionalLong.empty()))));
        assertThat(shown()).extracting(Channel::name).containsExactly("Rai 1");
        var _ = undone(edits.undo(ME, edit));
        assertThat(shown()).extracting(Channel::name).containsExactly("Rai 1", "Rai 1 HD");
    }

    @Test
    void rulesThatCannotBeReadAreRefusedWithTheirPlace() {
        assertThat(edits.rules(ME, List.of(new RuleText("r", "groop is x", "hide", true))))
                .isInstanceOfSatisfying(
                        EditOutcome.Refused.class,
                        refused -> assertThat(refused.problems().getFirst().field())
                                .isEqualTo("rules[0].when"));
        long edit = done(edits.rules(ME, List.of(new RuleText("r", "", "hide", true))));
        var _ = undone(edits.undo(ME, edit));
        int left = database.read(sql -> sql.fetchCount(Tables.RULE));
        assertThat(left).isZero();
    }

    private ChannelEdit named(String name) {
        return new ChannelEdit(one.id(), ChannelEdit.Field.NAME, Optional.of(name));
    }

    private List<Channel> shown() {
        return List.copyOf(catalogue.current().channels());
    }

    private Optional<Long> merged(long id) {
        return database.read(sql -> sql.select(Tables.CHANNEL.MERGED_INTO)
                .from(Tables.CHANNEL)
                .where(Tables.CHANNEL.ID.eq(id))
                .fetchOptional(Tables.CHANNEL.MERGED_INTO));
    }

    private static long done(EditOutcome outcome) {
        return switch (outcome) {
            case EditOutcome.Done(long id, long _) -> id;
            case EditOutcome.Nothing _, EditOutcome.Refused _ -> throw new AssertionError(outcome.toString());
        };
    }

    private static long undone(UndoOutcome outcome) {
        return switch (outcome) {
            case UndoOutcome.Undone(long id) -> id;
            case UndoOutcome.Unknown _, UndoOutcome.Refused _ -> throw new AssertionError(outcome.toString());
        };
    }

    private long source() {
        return database.write(sql -> {
            long id = IdSpace.SOURCE.take(sql);
            var row = sql.newRecord(Tables.SOURCE);
            row.setId(id);
            row.setName("List");
            row.setKind("m3u");
            row.setLocation("file:/list");
            row.setSettings(
                    ProviderText.of(new Provider(id, "List", Optional.empty(), Map.of(), Optional.empty(), 0, false)));
            row.setRefreshSeconds(3600L);
            row.setEnabled(true);
            row.setFromFile(true);
            row.setCreatedAt(0L);
            sql.insertInto(Tables.SOURCE).set(row).execute();
            return id;
        });
    }

    private static FoundChannel found(String key, String name, String group) {
        return new FoundChannel(
                key, 1, name, "", "", "", group, false, false, "http://tv.example/" + key, Map.of(), Map.of(), "");
    }
}
