package io.sintonia.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Datagrams that the network has shuffled, lost or doubled. */
class RtpOrderTest {
    private static final int SENDER = 77;

    private final List<Integer> out = new ArrayList<>();
    private final RtpOrder order = new RtpOrder((bytes, offset, _) -> out.add(bytes[offset + 4] & 0xFF));
    private long now;

    private void take(int... sequences) {
        for (int sequence : sequences) {
            from(SENDER, sequence);
        }
    }

    /** The payload carries the lowest byte of the number. */
    private void from(int sender, int sequence) {
        byte[] datagram = RtpDatagram.adorned(sequence, sender, RtpDatagram.packets(sequence & 0xFF));
        order.take(RtpHeader.read(datagram, datagram.length).orElseThrow(), datagram, now);
    }

    @Test
    void overtakenDatagramsAreWaitedFor() {
        take(10, 12, 13, 11, 15, 14);
        assertThat(out).containsExactly(10, 11, 12, 13, 14, 15);
        assertThat(order.lost() + order.late()).isZero();
    }

    @Test
    void numbersGoOnOverTheirEnd() {
        take(65_534, 0, 65_535, 2, 1);
        assertThat(out).containsExactly(254, 255, 0, 1, 2);
    }

    @Test
    void lostOneIsGivenUpAfterATenthOfASecond() {
        take(1, 3, 4);
        assertThat(out).containsExactly(1);
        now += RtpOrder.PATIENCE_NANOS;
        order.giveUp(now);
        assertThat(out).containsExactly(1, 3, 4);
        take(2, 5);
        assertThat(out).containsExactly(1, 3, 4, 5);
        assertThat(order.lost()).isEqualTo(1);
        assertThat(order.late()).isEqualTo(1);
    }

    @Test
    void lostOneIsGivenUpWhenTheWindowIsFull() {
        take(1);
        IntStream.range(3, 3 + RtpOrder.WINDOW).forEach(this::take);
        assertThat(out).hasSize(RtpOrder.WINDOW + 1).isSorted();
        assertThat(order.lost()).isEqualTo(1);
        assertThat(order.isWaiting()).isFalse();
    }

    @Test
    void longGapIsCountedAndPassed() {
        take(1, 1_000, 1_001);
        assertThat(out).containsExactly(1, 1_000 & 0xFF, 1_001 & 0xFF);
        assertThat(order.lost()).isEqualTo(998);
    }

    @Test
    void everythingTwiceComesOutOnce() {
        IntStream.range(0, 200).forEach(sequence -> take(sequence, sequence));
        assertThat(out).isEqualTo(IntStream.range(0, 200).boxed().toList());
        assertThat(order.late()).isEqualTo(200);
        assertThat(order.restarts()).isZero();
    }

    @Test
    void otherSenderIsANewBeginningAtOnce() {
        take(100, 102);
        from(SENDER + 1, 7);
        from(SENDER + 1, 8);
        assertThat(out).containsExactly(100, 102, 7, 8);
        assertThat(order.restarts()).isEqualTo(1);
    }

    @Test
    void senderThatStartsItsNumbersAnewIsFollowedAfterAWindow() {
        take(200);
        IntStream.range(0, RtpOrder.WINDOW + 3).map(i -> 40_000 + i).forEach(this::take);
        assertThat(out).hasSize(1 + 4);
        assertThat(order.restarts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shuffledWithinTheWindowNothingIsLost(long seed) {
        var random = new Random(seed);
        List<Integer> sequences =
                new ArrayList<>(IntStream.range(0, 128).boxed().toList());
        for (int at = 1; at < sequences.size(); at += 16) {
            Collections.shuffle(sequences.subList(at, Math.min(at + 16, sequences.size())), random);
        }
        sequences.forEach(this::take);
        assertThat(out).isEqualTo(IntStream.range(0, 128).boxed().toList());
        assertThat(order.lost() + order.late()).isZero();
    }

    @Test
    void anyNumbersNeverFail() {
        var random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(20_000_000);
            take(random.nextInt(4) == 0 ? random.nextInt(65_536) : (i + random.nextInt(200)) & 0xFFFF);
        }
        assertThat(out).isNotEmpty();
    }

    @Test
    void headersThatLeaveTheirDatagramAreNone() {
        byte[] whole = RtpDatagram.adorned(1, SENDER, RtpDatagram.packets(1));
        for (int length = 0; length < 12 + 8 + 16; length++) {
            assertThat(RtpHeader.read(whole, length)).isEmpty();
        }
        byte[] padded = RtpDatagram.adorned(1, SENDER, new byte[0]);
        padded[padded.length - 1] = (byte) 200;
        assertThat(RtpHeader.read(padded, padded.length)).isEmpty();
        assertThat(RtpHeader.read(RtpDatagram.packets(1), 188)).isEmpty();
    }
}
