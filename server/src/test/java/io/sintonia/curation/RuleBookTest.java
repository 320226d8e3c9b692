package io.sintonia.curation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.Await;
import io.sintonia.catalogue.Channel;
import io.sintonia.curation.Edits.RuleText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What viewers see once rules hold. */
class RuleBookTest {
    @TempDir
    Path directory;

    private CurationHouse house;

    @BeforeEach
    void open() {
        house = CurationHouse.with(
                directory,
                CurationHouse.found("a", "IT: Rai 1", "Italia"),
                CurationHouse.found("b", "IT: Rai 2", "Italia"),
                CurationHouse.found("c", "Shop", "Shopping"));
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void rulesHideRenameAndRegroup() {
        house.rules(
                new RuleText("no shops", "group is Shopping", "hide", true),
                new RuleText("plain", "source is List", "replace \"^IT: *\" by \"\", group \"{group} TV\"", true));
        Await.until(
                "the group is there",
                Duration.ofSeconds(10),
                () -> house.shown().getFirst().category().name().equals("Italia TV"));
        assertThat(house.shown()).extracting(Channel::name).containsExactly("Rai 1", "Rai 2");
    }

    @Test
    void ruleThatIsSwitchedOffDoesNothing() {
        house.rules(new RuleText("none", "", "hide", false));
        assertThat(house.shown()).hasSize(3);
    }

    @Test
    void ruleThatIsTakenAwayLeavesNoTrace() {
        List<Channel> before = house.shown();
        house.rules(new RuleText("all", "", "rename to \"x\"", true));
        assertThat(house.shown()).extracting(Channel::name).containsOnly("x");
        house.rules();
        assertThat(house.shown()).isEqualTo(before);
    }

    @Test
    void numbersAreGivenOnceAndStay() {
        house.rules(new RuleText("numbers", "group is Italia", "number from 100", true));
        Await.until(
                "numbers",
                Duration.ofSeconds(10),
                () -> house.shown().getFirst().number().equals("100"));
        assertThat(house.shown()).extracting(Channel::number).containsExactly("100", "101", "");
        house.add(CurationHouse.found("d", "IT: Rai 0", "Italia"));
        Await.until(
                "the next free one",
                Duration.ofSeconds(10),
                () -> house.shown().getLast().number().equals("102"));
        assertThat(house.shown()).extracting(Channel::number).containsExactly("100", "101", "", "102");
    }

    @Test
    void wordByHandGoesBeforeTheRules() {
        house.rules(new RuleText("all", "", "rename to \"x\", hide", true));
        assertThat(house.shown()).isEmpty();
        house.say(1, ChannelEdit.Field.HIDDEN, "false");
        assertThat(house.shown()).extracting(Channel::id).containsExactly(1L);
    }

    @Test
    void mergedChannelsStreamsAreTheOthersBehindItsOwn() {
        house.merge(2, 1);
        Channel second = house.shown().getFirst();
        assertThat(house.shown()).extracting(Channel::name).containsExactly("IT: Rai 2", "Shop");
        assertThat(second.sources())
                .extracting(source -> source.url())
                .containsExactly("http://tv.example/b", "http://tv.example/a");
        assertThat(house.channel(1))
                .as("the id that players remember leads to it")
                .contains(second);
    }

    @Test
    void channelsOfAnotherSourceThatAreTheSameBecomeOne() {
        house.addTo("Spare", CurationHouse.found("x", "Rai 1", "Italia"), CurationHouse.found("y", "Rai 3", "Italia"));
        Await.until("they are one", Duration.ofSeconds(10), () -> house.shown().size() == 4);
        assertThat(house.shown()).extracting(Channel::name).containsExactly("IT: Rai 1", "IT: Rai 2", "Shop", "Rai 3");
        assertThat(house.shown().getFirst().sources())
                .extracting(source -> source.url())
                .containsExactly("http://tv.example/a", "http://tv.example/x");
        Edit merge = house.edits().journal(0, 10).getFirst();
        assertThat(merge.actor()).isEqualTo("matcher");
        assertThat(house.edits().undo("owner", merge.id())).isInstanceOf(UndoOutcome.Undone.class);
        assertThat(house.shown()).hasSize(5);
    }
}
