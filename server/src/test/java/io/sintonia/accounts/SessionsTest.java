package io.sintonia.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.config.NetworkRange;
import io.sintonia.config.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How many may play at once on one account, who makes room for whom, and when a seat is free again. */
class SessionsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Client SOFA = client("192.0.2.1", "vlc");
    private static final Client TABLET = client("192.0.2.1", "tivi");
    private static final Client AWAY = client("198.51.100.9", "tivi");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final Sessions sessions = patient(Duration.ofMillis(30));

    private Sessions patient(Duration patience) {
        return new Sessions(now::get, patience);
    }

    @Test
    void connectionsOfOneDeviceForOneItemShareASeat() {
        Account account = account(1, UserSettings.AtLimit.REFUSE);
        Session first = admitted(sessions.admit(account, 7, SOFA));
        Session second = admitted(sessions.admit(account, 7, SOFA));
        assertThat(sessions.seatsOf(1)).isOne();
        first.close();
        assertThat(sessions.seatsOf(1)).as("the other connection is still open").isOne();
        second.close();
        assertThat(sessions.seatsOf(1)).isZero();
    }

    @Test
    void otherItemOrOtherDeviceNeedsItsOwnSeat() {
        Account account = account(3, UserSettings.AtLimit.REFUSE);
        admitted(sessions.admit(account, 7, SOFA));
        admitted(sessions.admit(account, 8, SOFA));
        admitted(sessions.admit(account, 7, TABLET));
        assertThat(sessions.seatsOf(1)).isEqualTo(3);
        assertThat(refused(sessions.admit(account, 7, AWAY))).isEqualTo(Admission.Reason.LIMIT);
        assertThat(sessions.open()).hasSize(3);
    }

    @Test
    void accountWithoutALimitTakesAnyNumber() {
        Account account = account(0, UserSettings.AtLimit.REFUSE);
        for (int item = 0; item < 500; item++) {
            admitted(sessions.admit(account, item, SOFA));
        }
        assertThat(sessions.seatsOf(1)).isEqualTo(500);
    }

    @Test
    void newcomerTakesTheSeatOfItsOwnDeviceFirstThenOfItsAddressThenTheOldest() {
        Account account = account(3, UserSettings.AtLimit.REPLACE_OLDEST);
        Session away = admitted(sessions.admit(account, 1, AWAY));
        later();
        Session tablet = admitted(sessions.admit(account, 2, TABLET));
        later();
        Session sofa = admitted(sessions.admit(account, 3, SOFA));
        later();
        Session zapped = admitted(sessions.admit(account, 4, SOFA));
        assertThat(sofa.isEvicted()).as("the same device").isTrue();
        later();
        admitted(sessions.admit(account, 5, client("192.0.2.1", "third")));
        assertThat(tablet.isEvicted()).as("the oldest of the same address").isTrue();
        assertThat(away.isEvicted()).isFalse();
        later();
        admitted(sessions.admit(account, 6, client("203.0.113.5", "stranger")));
        assertThat(away.isEvicted()).as("the oldest").isTrue();
        assertThat(zapped.isEvicted()).isFalse();
        assertThat(sessions.seatsOf(1)).isEqualTo(3);
    }

    @Test
    void allConnectionsOfAReplacedSeatAreEnded() {
        Account account = account(1, UserSettings.AtLimit.REPLACE_OLDEST);
        Session one = admitted(sessions.admit(account, 1, SOFA));
        Session other = admitted(sessions.admit(account, 1, SOFA));
        Session newcomer = admitted(sessions.admit(account, 2, AWAY));
        assertThat(List.of(one.isEvicted(), other.isEvicted(), newcomer.isEvicted()))
                .containsExactly(true, true, false);
        one.close();
        other.close();
        assertThat(sessions.open())
                .as("who was replaced frees nobody else's seat")
                .containsExactly(newcomer);
    }

    @Test
    void loweredLimitHoldsFromTheNextNewcomerOn() {
        Account generous = account(4, UserSettings.AtLimit.REPLACE_OLDEST);
        for (int item = 0; item < 4; item++) {
            admitted(sessions.admit(generous, item, SOFA));
        }
        admitted(sessions.admit(account(2, UserSettings.AtLimit.REPLACE_OLDEST), 9, SOFA));
        assertThat(sessions.seatsOf(1)).isEqualTo(2);
    }

    @Test
    void newcomerWhoMayNotReplaceWaitsAndIsRefused() {
        Account account = account(1, UserSettings.AtLimit.REFUSE);
        Session first = admitted(sessions.admit(account, 1, SOFA));
        long began = System.nanoTime();
        assertThat(refused(sessions.admit(account, 2, AWAY))).isEqualTo(Admission.Reason.LIMIT);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
        assertThat(first.isEvicted()).isFalse();
        assertThat(sessions.seatsOf(1)).isOne();
    }

    @Test
    void seatThatIsFreedWhileANewcomerWaitsIsTaken() throws InterruptedException, ExecutionException, TimeoutException {
        Sessions patient = patient(Duration.ofSeconds(20));
        Account account = account(1, UserSettings.AtLimit.REFUSE);
        Session first = admitted(patient.admit(account, 1, SOFA));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch begun = new CountDownLatch(1);
            Future<Admission> waiting = threads.submit(() -> {
                begun.countDown();
                return patient.admit(account, 2, AWAY);
            });
            begun.await();
            first.close();
            admitted(waiting.get(20, TimeUnit.SECONDS));
        }
        assertThat(patient.seatsOf(1)).isOne();
    }

    @Test
    void interruptedWaitTakesNoSeat() throws InterruptedException {
        Sessions patient = patient(Duration.ofMinutes(1));
        Account account = account(1, UserSettings.AtLimit.REFUSE);
        admitted(patient.admit(account, 1, SOFA));
        AtomicReference<Optional<Admission>> answer = new AtomicReference<>(Optional.empty());
        Thread waiting = Thread.ofVirtual().start(() -> answer.set(Optional.of(patient.admit(account, 2, AWAY))));
        waiting.interrupt();
        assertThat(waiting.join(Duration.ofSeconds(20))).isTrue();
        assertThat(refused(answer.get().orElseThrow())).isEqualTo(Admission.Reason.LIMIT);
        assertThat(patient.seatsOf(1)).isOne();
    }

    @Test
    void evictionIsToldOnceAlsoToWhoListensLate() {
        Account account = account(1, UserSettings.AtLimit.REPLACE_OLDEST);
        AtomicInteger early = new AtomicInteger();
        AtomicInteger late = new AtomicInteger();
        Session listening = admitted(sessions.admit(account, 1, SOFA));
        listening.onEviction(early::incrementAndGet);
        Session deaf = admitted(sessions.admit(account, 2, SOFA));
        admitted(sessions.admit(account, 3, SOFA));
        deaf.onEviction(late::incrementAndGet);
        listening.evict();
        deaf.evict();
        assertThat(early).hasValue(1);
        assertThat(late).hasValue(1);
    }

    @Test
    void closingTwiceFreesOneSeat() {
        Account account = account(2, UserSettings.AtLimit.REFUSE);
        Session first = admitted(sessions.admit(account, 1, SOFA));
        admitted(sessions.admit(account, 2, SOFA));
        first.close();
        first.close();
        assertThat(sessions.seatsOf(1)).isOne();
    }

    @Test
    void accountThatMayNotPlayIsToldWhy() {
        Account account = account(1, UserSettings.AtLimit.REFUSE);
        assertThat(refused(sessions.admit(expiring(account, NOW), 1, SOFA))).isEqualTo(Admission.Reason.EXPIRED);
        admitted(sessions.admit(expiring(account, NOW.plusMillis(1)), 1, SOFA)).close();
        assertThat(refused(sessions.admit(disabled(account), 1, SOFA))).isEqualTo(Admission.Reason.DISABLED);
        NetworkRange home = NetworkRange.parse("192.0.2.0/24").orElseThrow();
        Account atHome = new Account(
                1,
                "u",
                Secret.of("p"),
                1,
                Optional.empty(),
                false,
                true,
                List.of(),
                account.atLimit(),
                Set.of(),
                List.of(home),
                NOW);
        assertThat(refused(sessions.admit(atHome, 1, AWAY))).isEqualTo(Admission.Reason.NETWORK);
        admitted(sessions.admit(atHome, 1, SOFA));
    }

    @Test
    void neverMoreSeatsThanTheLimitHoweverManyComeAtOnce()
            throws InterruptedException, ExecutionException, TimeoutException {
        for (UserSettings.AtLimit atLimit : UserSettings.AtLimit.values()) {
            Sessions busy = patient(Duration.ofMillis(5));
            Account account = account(3, atLimit);
            AtomicInteger most = new AtomicInteger();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < 300; i++) {
                    Random random = new Random(i);
                    all.add(threads.submit(() -> {
                        for (int round = 0; round < 20; round++) {
                            Client client = client("192.0.2." + random.nextInt(1, 9), "player");
                            if (busy.admit(account, random.nextInt(5), client)
                                    instanceof Admission.Admitted(Session session)) {
                                most.accumulateAndGet(busy.seatsOf(1), Math::max);
                                session.close();
                            }
                        }
                    }));
                }
                for (Future<?> one : all) {
                    one.get(60, TimeUnit.SECONDS);
                }
            }
            assertThat(most).as("%s", atLimit).hasValueBetween(1, 3);
            assertThat(busy.seatsOf(1)).as("all have left").isZero();
            assertThat(busy.open()).isEmpty();
        }
    }

    private void later() {
        now.updateAndGet(time -> time.plusSeconds(1));
    }

    private static Session admitted(Admission admission) {
        return switch (admission) {
            case Admission.Admitted(Session session) -> session;
            case Admission.Refused(Admission.Reason reason) -> throw new AssertionError(reason.text());
        };
    }

    private static Admission.Reason refused(Admission admission) {
        return switch (admission) {
            case Admission.Admitted _ -> throw new AssertionError("admitted");
            case Admission.Refused(Admission.Reason reason) -> reason;
        };
    }

    private static Client client(String address, String agent) {
        return new Client(InetAddress.ofLiteral(address), agent);
    }

    private static Account account(int limit, UserSettings.AtLimit atLimit) {
        return new Account(
                1,
                "u",
                Secret.of("p"),
                limit,
                Optional.empty(),
                false,
                true,
                List.of(),
                atLimit,
                Set.of(),
                List.of(),
                NOW);
    }

    private static Account expiring(Account account, Instant end) {
        return new Account(
                1,
                "u",
                Secret.of("p"),
                1,
                Optional.of(end),
                false,
                true,
                List.of(),
                account.atLimit(),
                Set.of(),
                List.of(),
                NOW);
    }

    private static Account disabled(Account account) {
        return new Account(
                1,
                "u",
                Secret.of("p"),
                1,
                Optional.empty(),
                false,
                false,
                List.of(),
                account.atLimit(),
                Set.of(),
                List.of(),
                NOW);
    }
}
