package io.sintonia.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.formats.xmltv.Particulars;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How one channel's programmes are put in order, and how one guide fills another's gaps. Times are seconds. */
class TimelineTest {
    private static Airing airing(long start, long stop, String title) {
        return new Airing(start, stop, 0, new Airing.Words(title, "", "", Particulars.NONE));
    }

    private static List<String> told(List<Airing> airings) {
        return airings.stream()
                .map(each ->
                        each.start() + "-" + each.stop() + " " + each.words().title())
                .toList();
    }

    @Test
    void programmesInAnyOrderComeInTheOrderOfTheirStart() {
        assertThat(told(Timeline.ordered(List.of(airing(7200, 9000, "B"), airing(3600, 7200, "A")))))
                .containsExactly("3600-7200 A", "7200-9000 B");
    }

    @Test
    void programmeWithoutAnEndEndsWhereTheNextBegins() {
        assertThat(told(Timeline.ordered(List.of(airing(3600, 0, "A"), airing(5400, 0, "B")))))
                .containsExactly("3600-5400 A", "5400-9000 B");
    }

    @Test
    void lastProgrammeWithoutAnEndIsAsLongAsItsWork() {
        var film = new Airing(3600, 0, 5400, airing(0, 0, "Film").words());
        assertThat(told(Timeline.ordered(List.of(film)))).containsExactly("3600-9000 Film");
    }

    @Test
    void endBeforeTheStartByADayIsTheNextMorning() {
        long start = 1_000_000;
        assertThat(told(Timeline.ordered(List.of(airing(start, start + 3600 - 86_400, "Late")))))
                .containsExactly(start + "-" + (start + 3600) + " Late");
    }

    @Test
    void overlapIsCutAtTheNextStart() {
        assertThat(told(Timeline.ordered(List.of(airing(0, 3600, "A"), airing(3000, 7200, "B")))))
                .containsExactly("0-3000 A", "3000-7200 B");
    }

    @Test
    void theSameProgrammeWithinFiveMinutesIsThereOnce() {
        assertThat(told(Timeline.ordered(List.of(airing(0, 3600, "News"), airing(120, 3600, "news ")))))
                .containsExactly("0-3600 News");
    }

    @Test
    void shortProgrammesOfOneTitleInARowStay() {
        assertThat(told(Timeline.ordered(List.of(airing(0, 180, "Clip"), airing(180, 360, "Clip")))))
                .hasSize(2);
    }

    @Test
    void ofTwoThatBeginTogetherTheFirstInTheGuideStays() {
        assertThat(told(Timeline.ordered(List.of(airing(0, 3600, "A"), airing(0, 1800, "B")))))
                .containsExactly("0-3600 A");
    }

    @Test
    void gapsAreFilledFromTheNextGuideAndNothingElse() {
        List<Airing> first = List.of(airing(3600, 7200, "A"), airing(10_800, 14_400, "B"));
        List<Airing> second = List.of(
                airing(0, 3700, "before"),
                airing(3700, 7200, "not A"),
                airing(7200, 14_400, "between"),
                airing(14_400, 18_000, "after"));
        assertThat(told(Timeline.filled(first, second)))
                .containsExactly(
                        "0-3600 before", "3600-7200 A", "7200-10800 between", "10800-14400 B", "14400-18000 after");
    }

    @Test
    void remnantOfTheSameProgrammeWithOtherTimesFillsNothing() {
        List<Airing> first = List.of(airing(3600, 7200, "News"));
        List<Airing> second = List.of(airing(3480, 7200, "NEWS"), airing(7220, 7240, "Spot"));
        assertThat(told(Timeline.filled(first, second))).containsExactly("3600-7200 News");
    }

    @Test
    void mergedProgrammesNeverOverlapWhateverTheGuidesSay() {
        var random = new Random(7);
        for (int round = 0; round < 500; round++) {
            List<Airing> merged = Timeline.filled(
                    Timeline.ordered(some(random)),
                    Timeline.filled(Timeline.ordered(some(random)), Timeline.ordered(some(random))));
            for (int at = 0; at < merged.size(); at++) {
                assertThat(merged.get(at).stop()).isGreaterThan(merged.get(at).start());
                if (at > 0) {
                    assertThat(merged.get(at).start())
                            .isGreaterThanOrEqualTo(merged.get(at - 1).stop());
                }
            }
        }
    }

    private static List<Airing> some(Random random) {
        return random.ints(random.nextInt(12), 0, 200)
                .mapToObj(start -> airing(
                        100_000 + start * 100L,
                        random.nextInt(4) == 0 ? 0 : 100_000 + start * 100L + random.nextInt(-2000, 4000),
                        "T" + random.nextInt(3)))
                .toList();
    }
}
