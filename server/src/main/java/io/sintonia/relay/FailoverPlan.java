package io.sintonia.relay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * What to try next for one channel, and when. Pure: it is told what happened and keeps count, nothing more.
 *
 * <p>Before the channel has ever played, each address gets one try, at once: a viewer is waiting for an answer. Once it has
 * played, viewers' sockets are open: the same address first, since most breaks are passing ones, then the others in order,
 * with a pause that grows from round to round, until nothing has come for as long as the outage limit.
 *
 * <p>An address that plays for some seconds, breaks, and does so again and again is not as good as it looks: it may be a
 * clip that says "limit reached". After the third short play within two minutes the next address has its turn.
 */
final class FailoverPlan {
    /** An attempt that delivered for this long was a good one; a break after it starts counting anew. */
    static final Duration GOOD = Duration.ofSeconds(3);
    /** One that delivered for less than this is a short play. */
    static final Duration LASTING = Duration.ofSeconds(30);

    private static final int MOST_SHORT_PLAYS = 3;
    private static final Duration SHORT_PLAYS_WITHIN = Duration.ofMinutes(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    private final Duration outageLimit;
    private final Map<Integer, ArrayDeque<Long>> shortPlays = new HashMap<>();
    private boolean hasPlayed;
    private int failuresInARow;
    private int turns;

    FailoverPlan(Duration outageLimit) {
        this.outageLimit = outageLimit;
    }

    sealed interface Step {
        /** Try the address at {@code index} after a pause. */
        record Try(int index, Duration after) implements Step {}

        /** There is nothing left to try. */
        record GiveUp() implements Step {}
    }

    /** Notes that an address delivered an entry point. */
    void played() {
        hasPlayed = true;
    }

    /** Whether viewers have seen something, so that their sockets are open. */
    boolean hasPlayed() {
        return hasPlayed;
    }

    /**
     * The next step after an attempt failed.
     *
     * @param index the address that failed
     * @param addresses how many there are now
     * @param delivered how long the attempt delivered; zero if it never did
     * @param silence how long nothing has come from any address
     * @param now nanoseconds of any clock
     */
    Step afterFailure(int index, int addresses, Duration delivered, Duration silence, long now) {
        if (addresses == 0) {
            return new Step.GiveUp();
        }
        int failed = index % addresses;
        if (delivered.compareTo(LASTING) >= 0) {
            shortPlays.remove(failed);
            turns = 0;
        }
        if (delivered.compareTo(GOOD) >= 0) {
            failuresInARow = 0;
            if (delivered.compareTo(LASTING) < 0 && isOneTooMany(failed, now)) {
                turns++;
                return new Step.Try((failed + 1) % addresses, pause(turns / addresses));
            }
            return new Step.Try(failed, Duration.ZERO);
        }
        failuresInARow++;
        if (!hasPlayed) {
            return failuresInARow >= addresses
                    ? new Step.GiveUp()
                    : new Step.Try((index + 1) % addresses, Duration.ZERO);
        }
        if (silence.compareTo(outageLimit) >= 0) {
            return new Step.GiveUp();
        }
        int round = (failuresInARow - 1) / addresses;
        return new Step.Try((index + 1) % addresses, pause(round));
    }

    /** Notes a short play; answers whether there have been too many of them lately. */
    private boolean isOneTooMany(int index, long now) {
        ArrayDeque<Long> plays = shortPlays.computeIfAbsent(index, any -> new ArrayDeque<>());
        plays.addLast(now);
        if (plays.size() > MOST_SHORT_PLAYS) {
            plays.removeFirst();
        }
        return plays.size() == MOST_SHORT_PLAYS && now - plays.getFirst() <= SHORT_PLAYS_WITHIN.toNanos();
    }

    private static Duration pause(int round) {
        if (round == 0) {
            return Duration.ZERO;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(round - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
