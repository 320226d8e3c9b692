package io.sintonia.relay;

import java.time.Duration;

/**
 * When a better address is tried again while another one plays. Pure; times are nanoseconds of any clock.
 *
 * <p>A cool-down after it failed, and the same again after each try in vain, so that one that is back is noticed soon; twice as long
 * after each return that did not last, an hour at the most, since each costs viewers a splice.
 */
final class ReturnPlan {
    private static final Duration LONGEST = Duration.ofHours(1);
    /** How soon it is looked again for a free connection. */
    private static final Duration NO_SLOT = Duration.ofSeconds(10);

    private final Duration after;
    private Duration patience;
    private long dueAt;
    private boolean away;
    private boolean returned;
    private long returnedAt;

    /** Zero is never. */
    ReturnPlan(Duration after) {
        this.after = after;
        this.patience = after;
    }

    /** Notes which address plays now, 0 being the best. */
    void playing(int index, long now) {
        if (index == 0) {
            if (away) {
                returned = true;
                returnedAt = now;
            }
            away = false;
            return;
        }
        if (!away) {
            away = true;
            boolean lasted = !returned || now - returnedAt >= after.toNanos();
            patience = lasted ? after : longer();
            dueAt = now + patience.toNanos();
        }
    }

    /** Whether a better address is to be tried now. */
    boolean isDue(long now) {
        return away && !after.isZero() && now - dueAt >= 0;
    }

    /** The try was in vain. */
    void failed(long now) {
        dueAt = now + patience.toNanos();
    }

    /** No connection was free for a try. */
    void postponed(long now) {
        dueAt = now + NO_SLOT.toNanos();
    }

    /** How long it is until the next try after one in vain. */
    Duration patience() {
        return patience;
    }

    private Duration longer() {
        Duration twice = patience.multipliedBy(2);
        return twice.compareTo(LONGEST) > 0 ? (after.compareTo(LONGEST) > 0 ? after : LONGEST) : twice;
    }
}
