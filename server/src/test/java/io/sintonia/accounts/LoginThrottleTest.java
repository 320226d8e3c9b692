package io.sintonia.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Guessing is slow, for the one who guesses. */
class LoginThrottleTest {
    private static final InetAddress GUESSER = InetAddress.ofLiteral("203.0.113.7");

    private long nanos;
    private final LoginThrottle throttle = new LoginThrottle(() -> nanos);

    private void guess(InetAddress address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.wrong(address, "anna");
        }
    }

    @Test
    void sixtyWrongGuessesInAMinuteAreTooMany() {
        guess(GUESSER, 59);
        assertThat(throttle.isTooMany(GUESSER, "anna")).isFalse();
        guess(GUESSER, 1);
        assertThat(throttle.isTooMany(GUESSER, "anna")).isTrue();
    }

    @Test
    void othersMayGoOn() {
        guess(GUESSER, 60);

        assertThat(throttle.isTooMany(InetAddress.ofLiteral("203.0.113.8"), "anna"))
                .isFalse();
    }

    @Test
    void minuteForgivesAlsoWhileAForgottenPlayerKeepsAsking() {
        guess(GUESSER, 40);
        nanos += Duration.ofSeconds(50).toNanos();
        guess(GUESSER, 19);
        assertThat(throttle.isTooMany(GUESSER, "anna")).isFalse();
        nanos += Duration.ofSeconds(11).toNanos();
        guess(GUESSER, 59);

        assertThat(throttle.isTooMany(GUESSER, "anna")).isFalse();
        guess(GUESSER, 1);
        assertThat(throttle.isTooMany(GUESSER, "anna")).isTrue();
        nanos += Duration.ofSeconds(61).toNanos();
        assertThat(throttle.isTooMany(GUESSER, "anna")).isFalse();
    }

    @Test
    void addressesOfOneIpv6NetworkCountTogether() {
        for (int i = 0; i < 60; i++) {
            throttle.wrong(InetAddress.ofLiteral("2001:db8:0:1::" + Integer.toHexString(i)), "anna");
        }

        assertThat(throttle.isTooMany(InetAddress.ofLiteral("2001:db8:0:1:ffff::1"), "anna"))
                .isTrue();
        assertThat(throttle.isTooMany(InetAddress.ofLiteral("2001:db8:0:2::1"), "anna"))
                .isFalse();
    }

    @Test
    void forgottenPlayerDoesNotKeepTheHouseholdOut() {
        guess(GUESSER, 60);

        assertThat(throttle.isTooMany(GUESSER, "bruno")).isFalse();
    }

    @Test
    void guessingUnderEverNewNamesIsTooManyToo() {
        for (int i = 0; i < 600; i++) {
            throttle.wrong(GUESSER, "name" + i);
        }

        assertThat(throttle.isTooMany(GUESSER, "bruno")).isTrue();
    }
}
