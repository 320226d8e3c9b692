package io.sintonia.outputs.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.sintonia.accounts.Account;
import io.sintonia.accounts.Admission;
import io.sintonia.accounts.UserSettings;
import io.sintonia.config.Secret;
import io.sintonia.formats.mpegts.StreamAnalyzer;
import io.sintonia.formats.mpegts.TsPacket;
import io.sintonia.relay.Slate;
import io.sintonia.relay.SlateSettings;
import io.sintonia.relay.Slates;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Refused players who are shown why: which, how many, and for how long. */
class SlateHallTest {
    private final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);
    private final SlateHall hall = hall(true, true);

    @ParameterizedTest
    @EnumSource(Admission.Reason.class)
    void nobodyIsShownASlateByDefault(Admission.Reason reason) {
        SlateHall usual = new SlateHall(SlateSettings.defaults(), new Slates(nanos::get), nanos::get);
        assertThat(usual.insteadOf(reason)).isEmpty();
        assertThat(usual.seat(refused(1, reason))).isEmpty();
        assertThat(usual.shown()).isEmpty();
    }

    @Test
    void eachReasonHasItsOwnSetting() {
        assertThat(hall(true, false).shown()).containsExactly(Slate.LIMIT);
        assertThat(hall(false, true).shown()).containsExactly(Slate.EXPIRED);
        assertThat(hall(true, false).insteadOf(Admission.Reason.EXPIRED)).isEmpty();
        assertThat(hall(false, true).insteadOf(Admission.Reason.LIMIT)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"DISABLED", "NETWORK", "FORMAT"})
    void otherReasonsHaveNone(Admission.Reason reason) {
        assertThat(hall.seat(refused(1, reason))).isEmpty();
    }

    @Test
    void anAccountHasThreeSeatsAndGetsThemBack() {
        List<SlateViewer> seated = seats(1, 3);
        assertThat(hall.seat(refused(1, Admission.Reason.LIMIT))).isEmpty();
        assertThat(hall.seat(refused(2, Admission.Reason.LIMIT))).isPresent();
        seated.getFirst().abandon();
        assertThat(hall.seat(refused(1, Admission.Reason.EXPIRED))).isPresent();
        assertThat(hall.seated()).isEqualTo(4);
    }

    @Test
    void allAccountsTogetherHaveAHundredSeats() {
        List<SlateViewer> seated = new ArrayList<>();
        for (int account = 1; account <= SlateHall.SEATS; account++) {
            seated.addAll(seats(account, 1));
        }
        assertThat(hall.seat(refused(1_000, Admission.Reason.LIMIT))).isEmpty();
        seated.forEach(SlateViewer::abandon);
        assertThat(hall.seated()).isZero();
        assertThat(hall.seat(refused(1_000, Admission.Reason.LIMIT))).isPresent();
    }

    @Test
    void viewerIsSentTheSlateForFiveMinutesAndThenItIsOver() {
        EmbeddedChannel channel = take(seats(1, 1).getFirst());
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        drain(channel, sent);
        int head = TsViewer.HEAD.length;
        assertThat(sent.toString(StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 200 OK");
        assertThat(sent.size() - head).as("two seconds at once").isGreaterThan(20_000);

        Duration passed = Duration.ZERO;
        for (; channel.isOpen() && passed.compareTo(Duration.ofMinutes(6)) < 0; passed = passed.plusMillis(200)) {
            pass(channel, Duration.ofMillis(200));
            drain(channel, sent);
        }
        assertThat(passed)
                .isBetween(
                        Duration.ofMinutes(5).minusMillis(200),
                        Duration.ofMinutes(5).plusMillis(200));
        assertThat(hall.seated()).isZero();

        byte[] packets = Arrays.copyOfRange(sent.toByteArray(), head, sent.size());
        assertThat(packets.length % TsPacket.SIZE).isZero();
        StreamAnalyzer analyzer = new StreamAnalyzer();
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            analyzer.inspect(packets, at);
        }
        assertThat(analyzer.losses()).isZero();
        assertThat(analyzer.clockJumps()).isZero();
        assertThat(analyzer.lastPcr() / 90_000).as("seconds in real time").isBetween(300L, 302L);
    }

    @Test
    void viewerThatReadsNothingIsClosedAfterFifteenSecondsAndHoldsLittle() {
        EmbeddedChannel channel = take(seats(1, 1).getFirst());
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        drain(channel, new ByteArrayOutputStream());
        pass(channel, Duration.ofSeconds(14));
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        drain(channel, sent);
        assertThat(sent.size()).as("nothing is made for who does not read").isZero();
        assertThat(channel.isOpen()).isTrue();
        pass(channel, Duration.ofSeconds(2));
        assertThat(channel.isOpen()).isFalse();
        assertThat(hall.seated()).isZero();
    }

    @Test
    void viewerThatLeavesGivesItsSeatBackOnce() {
        EmbeddedChannel channel = take(seats(1, 1).getFirst());
        channel.writeInbound(channel.alloc().buffer().writeBytes(new byte[] {1, 2, 3}));
        var _ = channel.close();
        pass(channel, Duration.ofMinutes(6));
        assertThat(hall.seated()).isZero();
        assertThat(seats(1, 3)).hasSize(3);
    }

    private SlateHall hall(boolean limit, boolean expired) {
        SlateSettings settings = new SlateSettings(false, false, Duration.ofSeconds(2), limit, expired);
        return new SlateHall(settings, new Slates(nanos::get), nanos::get);
    }

    private List<SlateViewer> seats(long account, int count) {
        List<SlateViewer> seated = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            hall.seat(refused(account, Admission.Reason.LIMIT)).ifPresent(seated::add);
        }
        assertThat(seated).hasSize(count);
        return seated;
    }

    private static EmbeddedChannel take(SlateViewer viewer) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        viewer.take(channel);
        return channel;
    }

    /** Both clocks go on, in steps of a tick. */
    private void pass(EmbeddedChannel channel, Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minus(SlateViewer.TICK)) {
            nanos.addAndGet(SlateViewer.TICK.toNanos());
            channel.advanceTimeBy(SlateViewer.TICK.toNanos(), TimeUnit.NANOSECONDS);
            channel.runPendingTasks();
            channel.runScheduledPendingTasks();
        }
    }

    private static void drain(EmbeddedChannel channel, ByteArrayOutputStream sent) {
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            byte[] bytes = new byte[piece.readableBytes()];
            piece.readBytes(bytes);
            piece.release();
            sent.writeBytes(bytes);
        }
    }

    private static Entrance.Outcome.Refused refused(long account, Admission.Reason reason) {
        return new Entrance.Outcome.Refused(
                new Account(
                        account,
                        "anna",
                        Secret.of("s3cret"),
                        1,
                        Optional.empty(),
                        false,
                        true,
                        List.of(UserSettings.Format.TS),
                        UserSettings.AtLimit.REFUSE,
                        Set.of(),
                        List.of(),
                        Instant.EPOCH),
                reason);
    }
}
