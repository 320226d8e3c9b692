package io.sintonia.curation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.FoundChannel;
import io.sintonia.curation.Edits.RuleText;
import io.sintonia.schema.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditsTest {
    private static final String ME = "owner";

    @TempDir
    Path directory;

    private CurationHouse house;
    private Edits edits;
    private Channel one;
    private Channel two;

    @BeforeEach
    void open() {
        house = CurationHouse.with(
                directory, CurationHouse.found("a", "Rai 1", "Italia"), CurationHouse.found("b", "Rai 1 HD", "HD"));
        edits = house.edits();
        one = house.shown().get(0);
        two = house.shown().get(1);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void whatIsSaidByHandIsShownAndTakenBackByUndo() {
        List<Channel> before = shown();
        long edit = CurationHouse.done(edits.channels(
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
    void thousandsOfChannelsAreOneEditAndItsUndoRestoresEachOne() {
        house.add(IntStream.range(0, 1_200)
                .mapToObj(i -> CurationHouse.found("many" + i, "Many " + i, "Many"))
                .toArray(FoundChannel[]::new));
        long first = house.shown().getLast().id();
        var _ = house.say(first, ChannelEdit.Field.NAME, "Mine");
        List<Channel> before = shown();
        List<ChannelEdit> all = before.stream()
                .flatMap(channel -> Stream.of(
                        new ChannelEdit(channel.id(), ChannelEdit.Field.GROUP, Optional.of("Everything")),
                        new ChannelEdit(channel.id(), ChannelEdit.Field.NAME, Optional.of("Same")),
                        new ChannelEdit(channel.id(), ChannelEdit.Field.LOGO, Optional.empty())))
                .toList();
        EditOutcome outcome = edits.channels(ME, all);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        EditOutcome.Done.class, done -> assertThat(done.rows()).isEqualTo(2L * before.size()));
        assertThat(shown())
                .allSatisfy(channel -> assertThat(channel.name()).isEqualTo("Same"))
                .allSatisfy(channel -> assertThat(channel.category().name()).isEqualTo("Everything"));
        assertThat(edits.channels(ME, all)).isInstanceOf(EditOutcome.Nothing.class);
        var _ = undone(edits.undo(ME, CurationHouse.done(outcome)));
        assertThat(shown()).isEqualTo(before);
    }

    @Test
    void undoingAnUndoDoesItAgain() {
        long edit = CurationHouse.done(edits.channels(ME, List.of(named("Uno"))));
        long undo = undone(edits.undo(ME, edit));
        assertThat(shown().getFirst().name()).isEqualTo("Rai 1");
        assertThat(edits.undo(ME, undo)).isInstanceOf(UndoOutcome.Undone.class);
        assertThat(shown().getFirst().name()).isEqualTo("Uno");
    }

    @Test
    void editThatALaterOneChangedTooIsNotUndoneAlone() {
        long first = CurationHouse.done(edits.channels(ME, List.of(named("Uno"))));
        long second = CurationHouse.done(edits.channels(ME, List.of(named("Eins"))));
        assertThat(edits.undo(ME, first))
                .isEqualTo(new UndoOutcome.Refused(
                        "edit " + second + " (1 channel: name) came later and changed the same: undo that one first"));
        var _ = undone(edits.undo(ME, second));
        assertThat(shown().getFirst().name()).isEqualTo("Uno");
    }

    @Test
    void editIsUndoneOnce() {
        long edit = CurationHouse.done(edits.channels(ME, List.of(named("Uno"))));
        var _ = undone(edits.undo(ME, edit));
        assertThat(edits.undo(ME, edit)).isEqualTo(new UndoOutcome.Refused("it has been undone already"));
        assertThat(edits.undo(ME, 4711)).isEqualTo(new UndoOutcome.Unknown());
    }

    @Test
    void wordTakenBackLetsTheSourceSayItAgain() {
        var _ = CurationHouse.done(edits.channels(ME, List.of(named("Uno"))));
        var _ = CurationHouse.done(
                edits.channels(ME, List.of(new ChannelEdit(one.id(), ChannelEdit.Field.NAME, Optional.empty()))));
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
        long edit = CurationHouse.done(
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
        var _ = CurationHouse.done(edits.merge(ME, one.id(), List.of(two.id())));
        assertThat(merged(two.id())).contains(one.id());
        assertThat(edits.merge(ME, one.id(), List.of(two.id()))).isEqualTo(new EditOutcome.Nothing());
        long split = CurationHouse.done(edits.split(ME, two.id()));
        assertThat(merged(two.id())).isEmpty();
        List<String> states = house.database()
                .read(sql -> sql.select(Tables.MATCH_PROPOSAL.STATE)
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
        long edit = CurationHouse.done(edits.categories(
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
        long edit = CurationHouse.done(edits.rules(ME, List.of(new RuleText("r", "", "hide", true))));
        var _ = undone(edits.undo(ME, edit));
        int left = house.database().read(sql -> sql.fetchCount(Tables.RULE));
        assertThat(left).isZero();
    }

    private ChannelEdit named(String name) {
        return new ChannelEdit(one.id(), ChannelEdit.Field.NAME, Optional.of(name));
    }

    private List<Channel> shown() {
        return house.shown();
    }

    private Optional<Long> merged(long id) {
        return house.database()
                .read(sql -> sql.select(Tables.CHANNEL.MERGED_INTO)
                        .from(Tables.CHANNEL)
                        .where(Tables.CHANNEL.ID.eq(id))
                        .fetchOptional(Tables.CHANNEL.MERGED_INTO));
    }

    private static long undone(UndoOutcome outcome) {
        return switch (outcome) {
            case UndoOutcome.Undone(long id) -> id;
            case UndoOutcome.Unknown _, UndoOutcome.Refused _ -> throw new AssertionError(outcome.toString());
        };
    }
}
