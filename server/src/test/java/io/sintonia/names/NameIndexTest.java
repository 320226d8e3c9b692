package io.sintonia.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is worth comparing is found, whatever else is filed. */
class NameIndexTest {
    private static NameIndex filed(String... names) {
        var index = new NameIndex();
        for (int i = 0; i < names.length; i++) {
            index.add(i, ChannelName.of(names[i]));
        }
        return index;
    }

    @Test
    void equalWordsAreFoundHoweverTheyAreWritten() {
        var index = filed("Rai News 24", "Rai 1", "RaiNews24 HD");
        assertThat(index.same(ChannelName.of("IT: RAI NEWS24"), 10)).containsExactly(0, 2);
    }

    @Test
    void callSignsLeadToTheirStation() {
        var index = filed("WCBS-DT", "ABC 7 New York (WABC)");
        assertThat(index.same(ChannelName.of("WABC-DT"), 10)).containsExactly(1);
    }

    @Test
    void rareWordsCountMoreThanCommonOnes() {
        var names = new String[2_000];
        for (int i = 0; i < names.length; i++) {
            names[i] = "Sport News " + i;
        }
        names[1_500] = "Telelombardia Sport";
        assertThat(filed(names).like(ChannelName.of("Telelombardia News"), 5)).startsWith(1_500);
    }

    @Test
    void misspeltWordsAreFoundByTheirLetters() {
        assertThat(filed("Rai Movie", "Telelombardia", "Antena 3").like(ChannelName.of("Telelombarida"), 3))
                .startsWith(1);
    }

    @Test
    void searchLeavesNothingForTheNext() {
        var index = filed("Alpha One", "Beta Two");
        index.like(ChannelName.of("Alpha"), 5);
        assertThat(index.like(ChannelName.of("Beta"), 5)).containsExactly(1);
        assertThat(index.like(ChannelName.of("Zzz"), 5)).isEmpty();
    }
}
