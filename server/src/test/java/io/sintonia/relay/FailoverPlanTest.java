package io.sintonia.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which address is tried next, after which pause, and when it is over. */
class FailoverPlanTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration NEVER = Duration.ZERO;
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final FailoverPlan plan = new FailoverPlan(LIMIT);

    @Test
    void beforeItHasPlayedEachAddressIsTriedOnceAndAtOnce() {
        assertThat(fail(0, 3)).isEqualTo(at(1, 0));
        assertThat(fail(1, 3)).isEqualTo(at(2, 0));
        assertThat(fail(2, 3)).isEqualTo(new FailoverPlan.Step.GiveUp());
    }

    @Test
    void onlyAddressThatFailsBeforeItHasPlayedIsTheEnd() {
        assertThat(fail(0, 1)).isEqualTo(new FailoverPlan.Step.GiveUp());
    }

    @Test
    void channelWithoutAddressesIsGivenUp() {
        plan.played();
        assertThat(fail(0, 0)).isEqualTo(new FailoverPlan.Step.GiveUp());
    }

    @Test
    void addressThatPlayedWellIsTriedAgainAtOnce() {
        plan.played();
        assertThat(plan.afterFailure(1, 3, Duration.ofSeconds(3), SHORT, 0)).isEqualTo(at(1, 0));
        assertThat(plan.afterFailure(1, 3, Duration.ofMillis(2999), SHORT, 0)).isEqualTo(at(2, 0));
    }

    @Test
    void pauseGrowsFromRoundToRound() {
        plan.played();
        List<FailoverPlan.Step> steps =
                IntStream.range(0, 16).mapToObj(i -> fail(i % 2, 2)).toList();
        assertThat(steps)
                .containsExactly(
                        at(1, 0),
                        at(0, 0),
                        at(1, 500),
                        at(0, 500),
                        at(1, 1000),
                        at(0, 1000),
                        at(1, 2000),
                        at(0, 2000),
                        at(1, 4000),
                        at(0, 4000),
                        at(1, 8000),
                        at(0, 8000),
                        at(1, 8000),
                        at(0, 8000),
                        at(1, 8000),
                        at(0, 8000));
    }

    @Test
    void goodPlayLetsThePausesBeginAnew() {
        plan.played();
        for (int i = 0; i < 6; i++) {
            fail(0, 1);
        }
        plan.afterFailure(0, 1, Duration.ofMinutes(5), SHORT, 0);
        assertThat(fail(0, 1)).isEqualTo(at(0, 0));
    }

    @ParameterizedTest
    @CsvSource({"59999, false", "60000, true", "90000, true"})
    void silenceOfTheOutageLimitIsTheEnd(long silence, boolean end) {
        plan.played();
        assertThat(plan.afterFailure(0, 2, NEVER, Duration.ofMillis(silence), 0) instanceof FailoverPlan.Step.GiveUp)
                .isEqualTo(end);
    }

    @Test
    void sourceThatGivesASecondNowAndThenIsNeverGivenUp() {
        plan.played();
        for (int i = 0; i < 10_000; i++) {
            assertThat(plan.afterFailure(0, 1, SHORT, SHORT, 0)).isInstanceOf(FailoverPlan.Step.Try.class);
        }
    }

    @Test
    void addressThatPlaysShortlyAgainAndAgainGivesWayToTheNext() {
        plan.played();
        assertThat(shortPlay(0, 2, 0)).isEqualTo(at(0, 0));
        assertThat(shortPlay(0, 2, 30)).isEqualTo(at(0, 0));
        assertThat(shortPlay(0, 2, 60)).as("the third").isEqualTo(at(1, 0));
        assertThat(shortPlay(1, 2, 70)).as("the other has its own three").isEqualTo(at(1, 0));
        assertThat(shortPlay(1, 2, 80)).isEqualTo(at(1, 0));
        assertThat(shortPlay(1, 2, 90)).isEqualTo(at(0, 500));
        assertThat(shortPlay(0, 2, 100)).isEqualTo(at(1, 500));
        assertThat(shortPlay(1, 2, 110)).isEqualTo(at(0, 1000));
    }

    @Test
    void shortPlaysFarApartAreNoPattern() {
        plan.played();
        for (int i = 0; i < 20; i++) {
            assertThat(shortPlay(0, 2, i * 61L)).isEqualTo(at(0, 0));
        }
    }

    @Test
    void onlyAddressIsTriedForEverWithGrowingPauses() {
        plan.played();
        List<FailoverPlan.Step> steps =
                IntStream.range(0, 9).mapToObj(i -> shortPlay(0, 1, i * 10L)).toList();
        assertThat(steps)
                .containsExactly(
                        at(0, 0),
                        at(0, 0),
                        at(0, 500),
                        at(0, 1000),
                        at(0, 2000),
                        at(0, 4000),
                        at(0, 8000),
                        at(0, 8000),
                        at(0, 8000));
    }

    @Test
    void playThatLastsWipesTheShortOnesOut() {
        plan.played();
        shortPlay(0, 2, 0);
        shortPlay(0, 2, 10);
        assertThat(plan.afterFailure(0, 2, Duration.ofSeconds(30), SHORT, 50_000_000_000L))
                .isEqualTo(at(0, 0));
        assertThat(shortPlay(0, 2, 60)).isEqualTo(at(0, 0));
        assertThat(shortPlay(0, 2, 70)).isEqualTo(at(0, 0));
        assertThat(shortPlay(0, 2, 80)).isEqualTo(at(1, 0));
    }

    private FailoverPlan.Step shortPlay(int index, int addresses, long atSecond) {
        return plan.afterFailure(index, addresses, Duration.ofSeconds(6), SHORT, atSecond * 1_000_000_000L);
    }

    @Test
    void addressesThatBecameFewerAreNoMistake() {
        plan.played();
        assertThat(plan.afterFailure(4, 2, Duration.ofMinutes(1), SHORT, 0)).isEqualTo(at(0, 0));
        assertThat(plan.afterFailure(4, 2, NEVER, SHORT, 0)).isEqualTo(at(1, 0));
    }

    private FailoverPlan.Step fail(int index, int addresses) {
        return plan.afterFailure(index, addresses, NEVER, SHORT, 0);
    }

    private static FailoverPlan.Step at(int index, long millis) {
        return new FailoverPlan.Step.Try(index, Duration.ofMillis(millis));
    }
}
