package io.sintonia.outputs.live;

import io.sintonia.accounts.Admission;
import io.sintonia.relay.Slate;
import io.sintonia.relay.SlateSettings;
import io.sintonia.relay.Slates;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Where refused players are shown why, if the operator wants that. They hold no session and no place in a channel; here
 * they take one of a hundred seats, three of them for an account at the most, and who finds none is refused as usual.
 * Any thread.
 */
public final class SlateHall {
    static final int SEATS = 100;
    static final int SEATS_OF_AN_ACCOUNT = 3;

    private final SlateSettings settings;
    private final Slates slates;
    private final LongSupplier nanos;
    private final Semaphore seats = new Semaphore(SEATS);
    private final Map<Long, Integer> taken = new ConcurrentHashMap<>();

    /** {@code nanos} is a clock that nobody sets. */
    public SlateHall(SlateSettings settings, Slates slates, LongSupplier nanos) {
        this.settings = settings;
        this.slates = slates;
        this.nanos = nanos;
    }

    /** What is shown instead of a refusal; empty if the refusal stands. */
    public Optional<Slate> insteadOf(Admission.Reason reason) {
        return switch (reason) {
            case LIMIT -> settings.limitReached() ? Optional.of(Slate.LIMIT) : Optional.empty();
            case EXPIRED -> settings.expired() ? Optional.of(Slate.EXPIRED) : Optional.empty();
            case DISABLED, NETWORK, FORMAT -> Optional.empty();
        };
    }

    /** All slates that are shown instead of refusals. */
    public Stream<Slate> shown() {
        return Stream.of(Admission.Reason.values()).map(this::insteadOf).flatMap(Optional::stream);
    }

    /** A viewer for a connection; empty if the refusal stands, or no seat is free. */
    Optional<SlateViewer> seat(Entrance.Outcome.Refused refused) {
        return insteadOf(refused.reason())
                .filter(slate -> take(refused.account().id()))
                .map(slate -> new SlateViewer(
                        slates.clip(slate),
                        nanos,
                        () -> giveBack(refused.account().id())));
    }

    /** How many seats are taken. */
    int seated() {
        return SEATS - seats.availablePermits();
    }

    private boolean take(long accountId) {
        if (!seats.tryAcquire()) {
            return false;
        }
        boolean[] found = new boolean[1];
        taken.compute(accountId, (id, count) -> {
            int before = count == null ? 0 : count;
            found[0] = before < SEATS_OF_AN_ACCOUNT;
            return found[0] ? before + 1 : before;
        });
        if (!found[0]) {
            seats.release();
        }
        return found[0];
    }

    private void giveBack(long accountId) {
        taken.computeIfPresent(accountId, (id, count) -> count > 1 ? count - 1 : null);
        seats.release();
    }
}
