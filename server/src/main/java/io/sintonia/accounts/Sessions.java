package io.sintonia.accounts;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who plays now, and whether one more may.
 *
 * <p>An account's limit counts <em>seats</em>: all connections of one device (address and user agent) for one item share
 * one, since players open two to four while they start. At the limit the account's choice decides: the newcomer takes the
 * oldest seat (of the same device if there is one, else of the same address), or waits a moment for one and is refused.
 */
public final class Sessions {
    private record Seat(long item, Client client, List<Session> sessions) {
        Instant since() {
            return sessions.getFirst().since();
        }
    }

    private final InstantSource clock;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition seatFreed = lock.newCondition();

    @GuardedBy("lock")
    private final Map<Long, List<Seat>> seats = new HashMap<>();

    /**
     * Nobody plays yet.
     *
     * @param patience how long a newcomer waits for a seat where the oldest is not to be replaced: players that zap open
     *     the next stream a moment before they close the last
     */
    public Sessions(InstantSource clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /** Admits one connection, or says why not. May wait for {@code patience}. */
    public Admission admit(Account account, long item, Client client) {
        Instant now = clock.instant();
        switch (account.standingAt(now)) {
            case EXPIRED -> {
                return new Admission.Refused(Admission.Reason.EXPIRED);
            }
            case DISABLED -> {
                return new Admission.Refused(Admission.Reason.DISABLED);
            }
            case ACTIVE -> {}
        }
        if (!account.allows(client.address())) {
            return new Admission.Refused(Admission.Reason.NETWORK);
        }
        Session session = new Session(this, account, item, client, now);
        List<Session> replaced = new ArrayList<>();
        boolean seated;
        lock.lock();
        try {
            seated = seat(session, replaced);
        } finally {
            lock.unlock();
        }
        replaced.forEach(Session::evict);
        return seated ? new Admission.Admitted(session) : new Admission.Refused(Admission.Reason.LIMIT);
    }

    /** How many seats an account has taken. */
    public int seatsOf(long accountId) {
        lock.lock();
        try {
            return seats.getOrDefault(accountId, List.of()).size();
        } finally {
            lock.unlock();
        }
    }

    /** All sessions that are open now. */
    public List<Session> open() {
        lock.lock();
        try {
            return seats.values().stream()
                    .flatMap(List::stream)
                    .flatMap(seat -> seat.sessions().stream())
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the seats of accounts that may no longer play: expired, disabled or gone since they were admitted. */
    public void review(Accounts accounts) {
        Instant now = clock.instant();
        Map<Long, Account> byId = new HashMap<>();
        accounts.all().forEach(account -> byId.put(account.id(), account));
        for (Session session : open()) {
            Account account = byId.get(session.account().id());
            if (account == null
                    || account.standingAt(now) != Account.Standing.ACTIVE
                    || !account.allows(session.client().address())) {
                session.evict();
            }
        }
    }

    void leave(Session session) {
        lock.lock();
        try {
            long accountId = session.account().id();
            List<Seat> taken = seats.getOrDefault(accountId, new ArrayList<>());
            for (Seat seat : taken) {
                seat.sessions().remove(session);
            }
            taken.removeIf(seat -> seat.sessions().isEmpty());
            if (taken.isEmpty()) {
                seats.remove(accountId);
            }
            seatFreed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private boolean seat(Session session, List<Session> replaced) {
        long left = patience.toNanos();
        while (true) {
            List<Seat> taken = seats.computeIfAbsent(session.account().id(), id -> new ArrayList<>());
            for (Seat seat : taken) {
                if (seat.item() == session.item() && seat.client().equals(session.client())) {
                    return seat.sessions().add(session);
                }
            }
            int most = session.account().maxConnections();
            boolean free = most == 0 || taken.size() < most;
            // more than one, if the limit was lowered while they played
            while (!free && session.account().atLimit() == UserSettings.AtLimit.REPLACE_OLDEST) {
                Seat victim = victim(taken, session.client());
                taken.remove(victim);
                replaced.addAll(victim.sessions());
                free = taken.size() < most;
            }
            if (free) {
                List<Session> alone = new ArrayList<>(1);
                alone.add(session);
                return taken.add(new Seat(session.item(), session.client(), alone));
            }
            // looked at only here, so that a seat freed in the last moment is taken
            if (left <= 0) {
                return false;
            }
            try {
                left = seatFreed.awaitNanos(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private static Seat victim(List<Seat> taken, Client newcomer) {
        Comparator<Seat> sameDeviceFirst =
                Comparator.comparing(seat -> !seat.client().equals(newcomer));
        Comparator<Seat> sameAddressFirst =
                Comparator.comparing(seat -> !seat.client().address().equals(newcomer.address()));
        return taken.stream()
                .min(sameDeviceFirst.thenComparing(sameAddressFirst).thenComparing(Seat::since))
                .orElseThrow();
    }
}
