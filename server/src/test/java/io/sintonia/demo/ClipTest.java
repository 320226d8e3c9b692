package io.sintonia.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sintonia.formats.mpegts.ClipLoop;
import io.sintonia.formats.mpegts.TsPacket;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A clip that cannot be looped is refused when it is loaded, with the reason, and never while somebody watches. */
class ClipTest {
    @ParameterizedTest
    @EnumSource(DemoChannel.class)
    void everyOpeningBeginsWithTablesAndThenAnEntry(DemoChannel channel) throws IOException {
        var bytes = bytes(channel);
        var clip = ClipLoop.of(channel.key(), bytes, DemoUpstreams.LAP);
        for (long step = 0; step < clip.lapSteps(); step++) {
            var at = clip.opening(step - DemoUpstream.HEAD_START).packet();
            assertThat(TsPacket.pid(bytes, at * TsPacket.SIZE)).isZero();
            assertThat(TsPacket.pid(bytes, (at + 1) * TsPacket.SIZE)).isEqualTo(0x1000);
            int entry = at == 0 ? 3 : at + 2;
            assertThat(TsPacket.pid(bytes, entry * TsPacket.SIZE)).isEqualTo(0x100);
            assertThat(TsPacket.randomAccess(bytes, entry * TsPacket.SIZE)).isTrue();
            assertThat(step - clip.dueStep(clip.opening(step - DemoUpstream.HEAD_START)))
                    .isBetween(50L, 100L);
        }
    }

    @ParameterizedTest
    @EnumSource(DemoChannel.class)
    void packetsAreDueInTheirOrderFromTheFirstStepToTheLast(DemoChannel channel) throws IOException {
        var clip = ClipLoop.of(channel.key(), bytes(channel), DemoUpstreams.LAP);
        long before = 0;
        for (int packet = 0; packet < clip.packets(); packet++) {
            long due = clip.dueStep(new ClipLoop.Position(0, packet));
            assertThat(due - before).isBetween(0L, 3L);
            before = due;
        }
        assertThat(before).isEqualTo(clip.lapSteps() - 1);
        assertThat(clip.dueStep(new ClipLoop.Position(1, 0))).isEqualTo(clip.lapSteps());
    }

    @Test
    void clipCutWithinAPacketIsRefused() {
        assertRefused(b -> Arrays.copyOf(b, b.length - 1), "the clip 'card' has 518127 bytes: expected whole packets");
        assertRefused(b -> new byte[0], "the clip 'card' has 0 bytes");
    }

    @Test
    void clipWithAByteTooManyInTheMiddleIsRefused() {
        assertRefused(
                b -> {
                    System.arraycopy(b, 1_000, b, 1_001, b.length - 1_001);
                    return b;
                },
                "no packet at byte 1128: expected 0x47");
    }

    @Test
    void clipThatBeginsInTheMiddleIsRefused() {
        assertRefused(b -> Arrays.copyOfRange(b, 188 * 400, b.length), "clocks that rise from 0");
    }

    @Test
    void clipWithoutClockIsRefused() {
        assertRefused(b -> Arrays.copyOf(b, 3 * 188), "no clock");
    }

    @Test
    void clipWithoutTablesIsRefused() {
        assertRefused(b -> Arrays.copyOfRange(b, 3 * 188, 188 * 40), "no entry point at its beginning");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noiseIsRefusedOrPlayedButNeverAFault(long seed) throws IOException {
        var random = new Random(seed);
        var bytes = bytes(DemoChannel.CARD);
        for (int i = 0; i < 2_000; i++) {
            int at = random.nextInt(bytes.length);
            if (at % 188 != 0) {
                bytes[at] = (byte) random.nextInt();
            }
        }
        try {
            assertThat(ClipLoop.of("noise", bytes, DemoUpstreams.LAP).opening(0))
                    .isNotNull();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }

    private interface Damage {
        byte[] to(byte[] bytes);
    }

    private static void assertRefused(Damage damage, String message) {
        assertThatThrownBy(() -> ClipLoop.of("card", damage.to(bytes(DemoChannel.CARD)), DemoUpstreams.LAP))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    private static byte[] bytes(DemoChannel channel) throws IOException {
        try (var in = ClipTest.class.getResourceAsStream(channel.resource())) {
            assertThat(in).isNotNull();
            return in.readAllBytes();
        }
    }
}
