package io.sintonia.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UsualTimesTest {
    private final UsualTimes times = new UsualTimes();

    @Test
    void unknownAddressIsWaitedForThreeSeconds() {
        assertThat(times.patience(1)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void addressIsWaitedForTwiceItsUsualTime() {
        times.took(1, Duration.ofSeconds(2));
        assertThat(times.patience(1)).isEqualTo(Duration.ofSeconds(4));
        times.took(1, Duration.ofSeconds(10));
        assertThat(times.patience(1)).as("the newest counts three eighths").isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void quickAddressIsGivenASecondAndASlowOneFifteen() {
        times.took(1, Duration.ofMillis(50));
        times.took(2, Duration.ofSeconds(25));
        assertThat(times.patience(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(times.patience(2)).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void addressesAskedLongAgoAreForgotten() {
        for (long id = 0; id <= 4096; id++) {
            times.took(id, Duration.ofSeconds(5));
        }
        assertThat(times.patience(0)).isEqualTo(Duration.ofSeconds(3));
        assertThat(times.patience(1)).isEqualTo(Duration.ofSeconds(10));
    }
}
