package io.sintonia.relay;

import io.sintonia.relay.UpstreamFailure.Refusal;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What the refusals of providers' servers teach: how many connections one really allows, and when one wants to be left alone.
 * Pure but for its clock; not for several threads.
 *
 * <p>A refusal while other connections to the server are open means that it allows no more than those. It is believed for ten
 * minutes, then tried again; each time in vain it is believed twice as long, an hour at the most, and once more connections than
 * it said are open it is forgotten. A refusal while none is open means that the account is busy elsewhere: the server is left
 * alone for as long as it says, or for a few seconds.
 *
 * <p>429, 458 and 509 say nothing else. 401 and 403 may also mean that this one channel is not for us. While others are open they
 * count only for an address that has opened before, or when a second address is refused like the first; while none is open,
 * only with a Retry-After (docs/decisions/0016).
 */
final class ProviderLimits {
    private static final Duration FIRST_BELIEF = Duration.ofMinutes(10);
    private static final Duration LONGEST_BELIEF = Duration.ofHours(1);
    private static final Duration FIRST_COOL_DOWN = Duration.ofSeconds(5);
    private static final Duration LONGEST_COOL_DOWN = Duration.ofMinutes(1);
    /** A server that asks for more is asked again all the same. */
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);

    private static final Set<Integer> CLEAR = Set.of(429, 458, 509);
    private static final Set<Integer> AMBIGUOUS = Set.of(401, 403);
    private static final int MOST_SERVERS = 1_000;
    private static final int MOST_ADDRESSES = 20_000;

    private final LongSupplier nanos;
    private final Map<Server, Learnt> learnt = bounded(MOST_SERVERS);
    /** By stream source: which have opened. */
    private final Map<Long, Boolean> opened = bounded(MOST_ADDRESSES);

    ProviderLimits(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A list may name many servers; a refusal says something of the one that refused. */
    record Server(long providerId, String host) {}

    /** What a refusal says. */
    sealed interface Lesson {
        /** Nothing about limits. */
        record Nothing() implements Lesson {}

        /** The server allows no more than {@code most} connections; believed for so long. */
        record Limit(int most, Duration lasting) implements Lesson {}

        /** The server is to be left alone for so long. */
        record CoolDown(Duration lasting) implements Lesson {}
    }

    /** Whether a refusal may be about the number of connections. */
    static boolean mayMeanLimit(Refusal refusal) {
        return CLEAR.contains(refusal.status()) || AMBIGUOUS.contains(refusal.status());
    }

    /** Whether it can be about nothing else. */
    static boolean meansLimit(Refusal refusal) {
        return CLEAR.contains(refusal.status());
    }

    /**
     * Notes a refusal.
     *
     * @param addressId the stream source that was refused
     * @param open how many other connections to this server we have open
     */
    Lesson refused(Server server, long addressId, Refusal refusal, int open) {
        if (!mayMeanLimit(refusal)) {
            return new Lesson.Nothing();
        }
        Learnt known = learnt.computeIfAbsent(server, any -> new Learnt());
        boolean another = known.refusedAddresses.stream().anyMatch(id -> id != addressId);
        if (known.refusedAddresses.size() < 2) {
            known.refusedAddresses.add(addressId);
        }
        boolean believable = open > 0
                ? another || opened.containsKey(addressId)
                : refusal.retryAfter().isPresent();
        if (AMBIGUOUS.contains(refusal.status()) && !believable) {
            return new Lesson.Nothing();
        }
        Optional<Duration> asked = refusal.retryAfter().map(wait -> least(wait, LONGEST_RETRY_AFTER));
        return open > 0 ? limit(known, open, asked) : coolDown(known, asked);
    }

    private Lesson limit(Learnt known, int open, Optional<Duration> asked) {
        long now = nanos.getAsLong();
        if (known.most == 0 || isOver(known.believedUntil + LONGEST_BELIEF.toNanos(), now)) {
            known.belief = FIRST_BELIEF;
            known.most = open;
        } else if (isOver(known.believedUntil, now)) {
            known.belief = least(known.belief.multipliedBy(2), LONGEST_BELIEF);
            known.most = open;
        } else {
            known.most = Math.min(known.most, open);
        }
        Duration lasting =
                asked.filter(wait -> wait.compareTo(known.belief) > 0).orElse(known.belief);
        known.believedUntil = now + lasting.toNanos();
        return new Lesson.Limit(known.most, lasting);
    }

    private Lesson coolDown(Learnt known, Optional<Duration> asked) {
        Duration lasting = asked.filter(Duration::isPositive).orElse(known.coolDown);
        known.coolDown = least(known.coolDown.multipliedBy(2), LONGEST_COOL_DOWN);
        known.coolUntil = nanos.getAsLong() + lasting.toNanos();
        known.cools = true;
        return new Lesson.CoolDown(lasting);
    }

    /**
     * Notes that an address has opened.
     *
     * @param open how many connections to the server are open now, this one among them
     * @return whether it disproves what was believed
     */
    boolean opened(Server server, long addressId, int open) {
        opened.put(addressId, Boolean.TRUE);
        Learnt known = learnt.get(server);
        if (known == null) {
            return false;
        }
        known.refusedAddresses.clear();
        known.cools = false;
        known.coolDown = FIRST_COOL_DOWN;
        boolean disproved = known.most > 0 && open > known.most;
        if (known.most == 0 || disproved) {
            learnt.remove(server);
        }
        return disproved;
    }

    /** How many connections a server allows, as far as is believed now. */
    OptionalInt limit(Server server) {
        Learnt known = learnt.get(server);
        return known != null && isBelieved(known) ? OptionalInt.of(known.most) : OptionalInt.empty();
    }

    /** The least of what is believed of a provider's servers. */
    OptionalInt limit(long providerId) {
        return learnt.entrySet().stream()
                .filter(entry -> entry.getKey().providerId() == providerId && isBelieved(entry.getValue()))
                .mapToInt(entry -> entry.getValue().most)
                .min();
    }

    /** For how much longer a server is to be left alone. */
    Optional<Duration> coolDown(Server server) {
        Learnt known = learnt.get(server);
        return known == null || !known.cools
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(known.coolUntil - nanos.getAsLong()))
                        .filter(Duration::isPositive);
    }

    private boolean isBelieved(Learnt known) {
        return known.most > 0 && !isOver(known.believedUntil, nanos.getAsLong());
    }

    private static boolean isOver(long until, long now) {
        return now - until >= 0;
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Forgets what was not asked about for longest. */
    private static <K, V> Map<K, V> bounded(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** Of one server. */
    private static final class Learnt {
        /** Connections that it allows; 0 if it has never refused one too many. */
        private int most;

        private Duration belief = FIRST_BELIEF;
        private long believedUntil;
        private Duration coolDown = FIRST_COOL_DOWN;
        private long coolUntil;
        private boolean cools;
        /** Since something opened: the first two addresses it refused. */
        private final Set<Long> refusedAddresses = new HashSet<>();
    }
}
