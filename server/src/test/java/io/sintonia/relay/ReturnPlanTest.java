package io.sintonia.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a better address is tried again. */
class ReturnPlanTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final ReturnPlan plan = new ReturnPlan(Duration.ofMinutes(5));

    @Test
    void bestAddressIsNeverLeft() {
        plan.playing(0, 0);
        assertThat(plan.isDue(1000 * MINUTE)).isFalse();
    }

    @Test
    void fallbackIsLeftAfterTheCoolDown() {
        plan.playing(1, 0);
        plan.playing(1, 3 * MINUTE);
        assertThat(plan.isDue(5 * MINUTE - 1)).isFalse();
        assertThat(plan.isDue(5 * MINUTE)).isTrue();
    }

    @Test
    void eachTryInVainIsFollowedByTheNextAfterTheSameTime() {
        plan.playing(1, 0);
        for (long now = 5 * MINUTE; now < 60 * MINUTE; now += 5 * MINUTE) {
            plan.failed(now);
            assertThat(plan.isDue(now + 5 * MINUTE - 1)).isFalse();
            assertThat(plan.isDue(now + 5 * MINUTE)).isTrue();
        }
    }

    @Test
    void returnThatDoesNotLastDoublesTheWaitUpToAnHour() {
        plan.playing(1, 0);
        plan.playing(0, 5 * MINUTE);
        plan.playing(1, 6 * MINUTE);
        assertThat(plan.isDue(15 * MINUTE)).isFalse();
        assertThat(plan.isDue(16 * MINUTE)).isTrue();
        plan.playing(0, 16 * MINUTE);
        plan.playing(1, 60 * MINUTE);
        assertThat(plan.isDue(65 * MINUTE)).as("that one lasted").isTrue();
        long now = 65 * MINUTE;
        for (int wait : new int[] {10, 20, 40, 60, 60}) {
            plan.playing(0, now);
            plan.playing(1, now + MINUTE);
            assertThat(plan.patience()).isEqualTo(Duration.ofMinutes(wait));
            now += (wait + 1) * MINUTE;
        }
    }

    @Test
    void withoutAFreeConnectionItIsLookedAgainSoon() {
        plan.playing(2, 0);
        plan.postponed(5 * MINUTE);
        assertThat(plan.isDue(5 * MINUTE + MINUTE / 6 - 1)).isFalse();
        assertThat(plan.isDue(5 * MINUTE + MINUTE / 6)).isTrue();
    }

    @Test
    void zeroIsNever() {
        ReturnPlan never = new ReturnPlan(Duration.ZERO);
        never.playing(1, 0);
        assertThat(never.isDue(100_000 * MINUTE)).isFalse();
    }
}
