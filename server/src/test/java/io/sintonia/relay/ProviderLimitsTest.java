package io.sintonia.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.relay.ProviderLimits.Lesson;
import io.sintonia.relay.ProviderLimits.Server;
import io.sintonia.relay.UpstreamFailure.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a refusal teaches, how long it is believed, and what makes it forgotten. */
class ProviderLimitsTest {
    private static final Server SERVER = new Server(1, "tv.example");
    private static final long KNOWN = 100;
    private static final long NEW = 200;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // it may overflow at any time
    private final ProviderLimits limits = new ProviderLimits(nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private Lesson refused(int status, long address, int open) {
        return limits.refused(SERVER, address, new Refusal(status, Optional.empty()), open);
    }

    private static String told(Lesson lesson) {
        return switch (lesson) {
            case Lesson.Nothing() -> "nothing";
            case Lesson.Limit(int most, Duration lasting) -> "limit " + most + " for " + lasting.toSeconds() + " s";
            case Lesson.CoolDown(Duration lasting) -> "alone for " + lasting.toSeconds() + " s";
        };
    }

    /** {@code known} is an address that has opened before, {@code second} one that was refused after another one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            429 | new    | 2 |      | limit 2 for 600 s
            458 | new    | 1 |      | limit 1 for 600 s
            509 | new    | 3 |      | limit 3 for 600 s
            429 | new    | 2 | 30   | limit 2 for 600 s
            429 | new    | 2 | 900  | limit 2 for 600 s
            403 | known  | 2 |      | limit 2 for 600 s
            401 | known  | 2 |      | limit 2 for 600 s
            403 | new    | 2 |      | nothing
            401 | new    | 2 |      | nothing
            403 | second | 2 |      | limit 2 for 600 s
            404 | known  | 2 |      | nothing
            500 | known  | 2 |      | nothing
            503 | known  | 2 | 5    | nothing
            302 | known  | 2 |      | nothing
            429 | new    | 0 |      | alone for 5 s
            458 | known  | 0 |      | alone for 5 s
            509 | new    | 0 | 42   | alone for 42 s
            429 | new    | 0 | 0    | alone for 5 s
            429 | new    | 0 | 7200 | alone for 600 s
            403 | known  | 0 |      | nothing
            403 | second | 0 |      | nothing
            403 | new    | 0 | 20   | alone for 20 s
            """)
    void refusalTeaches(int status, String address, int open, Integer retryAfter, String lesson) {
        limits.opened(SERVER, KNOWN, open + 1);
        if (address.equals("second")) {
            var _ = refused(403, 300, open);
        }
        Optional<Duration> wait = Optional.ofNullable(retryAfter).map(Duration::ofSeconds);
        long id = address.equals("known") ? KNOWN : NEW;
        assertThat(told(limits.refused(SERVER, id, new Refusal(status, wait), open)))
                .isEqualTo(lesson);
    }

    @Test
    void limitIsBelievedForTenMinutesAndThenTwiceAsLongEachTime() {
        for (int minutes : new int[] {10, 20, 40, 60, 60}) {
            assertThat(told(refused(458, NEW, 1))).isEqualTo("limit 1 for " + minutes * 60 + " s");
            pass(Duration.ofMinutes(minutes).minusSeconds(1));
            assertThat(limits.limit(SERVER)).hasValue(1);
            pass(Duration.ofSeconds(1));
            assertThat(limits.limit(SERVER)).isEmpty();
        }
    }

    @Test
    void refusalLongAfterTheLastOneCountsAsTheFirst() {
        var _ = refused(458, NEW, 1);
        pass(Duration.ofMinutes(71));
        assertThat(told(refused(458, NEW, 2))).isEqualTo("limit 2 for 600 s");
    }

    @Test
    void refusalWithinTheLimitLowersItAndNeverRaisesIt() {
        var _ = refused(458, NEW, 3);
        assertThat(told(refused(458, NEW, 2))).isEqualTo("limit 2 for 600 s");
        assertThat(told(refused(458, NEW, 3))).isEqualTo("limit 2 for 600 s");
    }

    @Test
    void moreOpenConnectionsThanTheLimitDisproveIt() {
        var _ = refused(458, NEW, 1);
        assertThat(limits.opened(SERVER, KNOWN, 1)).as("as many as it said").isFalse();
        assertThat(limits.limit(SERVER)).hasValue(1);
        pass(Duration.ofMinutes(10));
        assertThat(limits.opened(SERVER, KNOWN, 2)).isTrue();
        assertThat(told(refused(458, NEW, 2))).isEqualTo("limit 2 for 600 s");
    }

    @Test
    void eachCoolDownIsLongerUntilSomethingOpens() {
        for (int seconds : new int[] {5, 10, 20, 40, 60, 60}) {
            assertThat(told(refused(429, NEW, 0))).isEqualTo("alone for " + seconds + " s");
            assertThat(limits.coolDown(SERVER)).contains(Duration.ofSeconds(seconds));
            pass(Duration.ofSeconds(seconds));
            assertThat(limits.coolDown(SERVER)).isEmpty();
        }
        limits.opened(SERVER, NEW, 1);
        assertThat(told(refused(429, NEW, 0))).isEqualTo("alone for 5 s");
    }

    @Test
    void openingEndsTheCoolDown() {
        var _ = refused(429, NEW, 0);
        limits.opened(SERVER, NEW, 1);
        assertThat(limits.coolDown(SERVER)).isEmpty();
    }

    @Test
    void serversOfOneListAreJudgedOneByOne() {
        var _ = refused(458, NEW, 2);
        assertThat(limits.limit(new Server(1, "other.example"))).isEmpty();
        assertThat(limits.limit(new Server(2, "tv.example")))
                .as("another account")
                .isEmpty();
        var _ = limits.refused(new Server(1, "other.example"), NEW, new Refusal(458, Optional.empty()), 1);
        assertThat(limits.limit(1)).as("the provider's least").isEqualTo(OptionalInt.of(1));
    }

    @Test
    void whatIsKnownStaysSmall() {
        for (int i = 0; i < 5_000; i++) {
            var _ = limits.refused(new Server(1, "host-" + i), i, new Refusal(458, Optional.empty()), 1);
        }
        assertThat(limits.limit(new Server(1, "host-0"))).isEmpty();
        assertThat(limits.limit(new Server(1, "host-4999"))).hasValue(1);
    }
}
