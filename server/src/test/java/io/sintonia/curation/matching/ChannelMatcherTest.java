package io.sintonia.curation.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Channels of different lists that are one are brought together, and no others. */
class ChannelMatcherTest {
    private static Offered offered(long id, long source, String name) {
        return new Offered(id, source, name, "", "");
    }

    private static MatchPlan plan(Offered... channels) {
        return ChannelMatcher.plan(List.of(channels), Decided.NOTHING);
    }

    private static List<Couple> couples(List<Pairing> pairings) {
        return pairings.stream()
                .map(pairing -> new Couple(pairing.older(), pairing.newer()))
                .toList();
    }

    @Test
    void newerChannelGoesToTheOlderOfAnotherList() {
        var plan = plan(offered(5, 2, "IT: RAI 1 FHD"), offered(1, 1, "Rai 1 HD"), offered(9, 3, "Rai Uno"));
        assertThat(couples(plan.merges())).containsExactly(new Couple(1, 5), new Couple(1, 9));
        assertThat(plan.proposals()).isEmpty();
    }

    @Test
    void channelsOfOneListStayApart() {
        assertThat(plan(offered(1, 1, "Rai 1"), offered(2, 1, "Rai 1 HD")).merges())
                .isEmpty();
    }

    @Test
    void statedQualitiesThatDifferAreTheOwnersToDecide() {
        var plan = plan(offered(1, 1, "Rai 1 HD"), offered(2, 2, "Rai 1 SD"), offered(3, 3, "Rai 1"));
        assertThat(couples(plan.merges())).containsExactly(new Couple(1, 3));
        assertThat(couples(plan.proposals())).containsExactly(new Couple(1, 2));
    }

    @Test
    void numbersShiftsAndFeedsKeepChannelsApart() {
        var plan = plan(
                offered(1, 1, "Sky Sport 1"),
                offered(2, 2, "Sky Sport 2"),
                offered(3, 2, "Sky Sport 1 +1"),
                offered(4, 1, "HBO East"),
                offered(5, 2, "HBO West"));
        assertThat(plan.merges()).isEmpty();
        assertThat(plan.proposals()).isEmpty();
    }

    @Test
    void rejectedPairsAreNeverGivenAgainNorThroughAThird() {
        var channels = List.of(offered(1, 1, "Nova Sport"), offered(2, 2, "Nova Sport"), offered(3, 3, "Nova Sport"));
        var decided = new Decided(Map.of(), Set.of(new Couple(3, 2)));
        var plan = ChannelMatcher.plan(channels, decided);
        assertThat(couples(plan.merges())).containsExactly(new Couple(1, 2));
        assertThat(plan.proposals()).isEmpty();
    }

    @Test
    void mergedChannelsAreNotGivenAgainButCountForTheirGroup() {
        var channels =
                List.of(offered(1, 1, "Film italiani"), offered(2, 2, "IT: Nova"), offered(3, 3, "BG: Film italiani"));
        var plan = ChannelMatcher.plan(channels, new Decided(Map.of(2L, 1L), Set.of()));
        assertThat(plan.merges()).isEmpty(); // Italian by its second address, so the Bulgarian one is a question
        assertThat(couples(plan.proposals())).containsExactly(new Couple(1, 3));
    }

    @Test
    void nameOfSeveralCountriesIsNotMergedBlindly() {
        var plan = plan(offered(1, 1, "BG: Fox Life"), offered(2, 2, "TR: Fox Life"), offered(3, 3, "Fox Life"));
        assertThat(plan.merges()).isEmpty();
        assertThat(couples(plan.proposals())).containsExactly(new Couple(1, 3));
    }

    @Test
    void shortNamesNeedTheCountryOfBoth() {
        var plan = ChannelMatcher.plan(
                List.of(
                        new Offered(1, 1, "NTV", "", "ru"),
                        new Offered(2, 2, "NTV", "", ""),
                        new Offered(3, 3, "NTV", "", "ru")),
                Decided.NOTHING);
        assertThat(couples(plan.merges())).containsExactly(new Couple(1, 3));
        assertThat(couples(plan.proposals())).containsExactly(new Couple(1, 2));
    }

    @Test
    void sameIdWithUnlikeNamesIsAQuestion() {
        var plan = ChannelMatcher.plan(
                List.of(
                        new Offered(1, 1, "Das Erste", "DasErste.de", ""),
                        new Offered(2, 2, "ARD", "daserste.de", ""),
                        new Offered(3, 1, "Sport", "none", ""),
                        new Offered(4, 2, "News", "none", "")),
                Decided.NOTHING);
        assertThat(plan.merges()).isEmpty();
        assertThat(couples(plan.proposals())).containsExactly(new Couple(1, 2));
    }

    @Test
    void orderOfTheInputDoesNotMatter() {
        var channels = new ArrayList<Offered>();
        for (int i = 0; i < 300; i++) {
            channels.add(offered(
                    i,
                    i % 3,
                    List.of("Rai ", "Sky Sport ", "Nova ").get(i % 7 % 3) + i % 40 + (i % 5 == 0 ? " HD" : "")));
        }
        var plan = ChannelMatcher.plan(channels, Decided.NOTHING);
        Collections.shuffle(channels, new Random(3));
        assertThat(ChannelMatcher.plan(channels, Decided.NOTHING)).isEqualTo(plan);
        assertThat(plan.merges()).isNotEmpty();
    }

    @Test
    void thousandsOfEqualNamesInTwoListsTakeNoQuadraticTime() {
        var channels = new ArrayList<Offered>();
        for (int i = 0; i < 20_000; i++) {
            channels.add(offered(i, i % 2, "No event"));
        }
        assertThat(ChannelMatcher.plan(channels, Decided.NOTHING).merges()).isNotEmpty();
    }

    @Test
    void hundredThousandChannelsOfFiveListsTakeSeconds() {
        var channels = new ArrayList<Offered>();
        var random = new Random(1);
        var countries = List.of("it", "gb", "de", "fr", "es", "us", "pl");
        for (int i = 0; i < 100_000; i++) {
            int which = random.nextInt(33_000); // about three lists have each
            var name = new StringBuilder();
            for (int rest = which * 31 + 17; rest > 0; rest /= 65) {
                name.append("bcdfglmnprstv".charAt(rest % 13)).append("aeiou".charAt(rest % 5));
            }
            name.append(which % 3 == 0 ? " Sport" : " News").append(which % 2 == 0 ? " " + which % 40 : "");
            channels.add(new Offered(
                    i, i / 20_000, name + (i % 5 == 0 ? " HD" : ""), "", i % 2 == 0 ? countries.get(which % 7) : ""));
        }
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        var plan = ChannelMatcher.plan(channels, Decided.NOTHING);
        var taken = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
        LoggerFactory.getLogger("figures")
                .info(
                        "100,000 channels of five lists: {} ms of CPU, {} merges",
                        taken.toMillis(),
                        plan.merges().size());
        assertThat(taken).isLessThan(Duration.ofSeconds(10));
        assertThat(plan.merges()).hasSizeGreaterThan(10_000);
    }
}
