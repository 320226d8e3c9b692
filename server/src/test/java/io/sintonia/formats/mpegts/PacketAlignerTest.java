package io.sintonia.formats.mpegts;

import static io.sintonia.formats.mpegts.TsBuilder.join;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole packets come out however the bytes arrive; what belongs to no packet is dropped and counted. */
class PacketAlignerTest {
    private static final byte[] PACKETS = numbered(40);

    @Test
    void wholePacketsPassUnchanged() {
        var aligned = align(PACKETS, PACKETS.length);
        assertThat(aligned.bytes).isEqualTo(PACKETS);
        assertThat(aligned.aligner.junkBytes()).isZero();
        assertThat(aligned.aligner.resyncs()).isZero();
        assertThat(aligned.aligner.looksLikeTransportStream()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 47, 187, 188, 189, 376, 1316, 4096, 100_000})
    void chunkingChangesNothing(int chunk) {
        var damaged = join(
                text("\0Gjunk"), PACKETS, text("Ggarbag"), PACKETS, Arrays.copyOf(PACKETS, 77), PACKETS, new byte[90]);
        var whole = align(damaged, damaged.length);
        var cut = align(damaged, chunk);
        assertThat(cut.bytes).isEqualTo(whole.bytes);
        assertThat(cut.aligner.junkBytes()).isEqualTo(whole.aligner.junkBytes());
        assertThat(cut.aligner.resyncs()).isEqualTo(whole.aligner.resyncs()).isEqualTo(2);
    }

    @Test
    void junkThatBeginsLikeAPacketNeverGetsThrough() {
        var aligned = align(join(PACKETS, text("Ggarbag"), PACKETS), 1000);
        // The packet before the junk is followed by the junk's own G and so is taken as proven.
        assertThat(aligned.bytes).isEqualTo(join(PACKETS, PACKETS));
        assertThat(aligned.aligner.junkBytes()).isEqualTo(7);
        assertThat(aligned.aligner.resyncs()).isEqualTo(1);
    }

    @Test
    void cutPacketIsDroppedAndTheRestGoesOn() {
        var aligned = align(join(Arrays.copyOf(PACKETS, 188 * 10 + 100), PACKETS), 500);
        assertThat(aligned.bytes).isEqualTo(join(Arrays.copyOf(PACKETS, 188 * 10), PACKETS));
        assertThat(aligned.aligner.junkBytes()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 191, 192, 1000, 1_000_000})
    void timesBeforePacketsAreStripped(int chunk) {
        var aligned = align(spaced(PACKETS, 4, 0), chunk);
        assertThat(aligned.bytes).isEqualTo(PACKETS);
        assertThat(aligned.aligner.packetDistance()).isEqualTo(192);
        assertThat(aligned.aligner.junkBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 203, 204, 1000, 1_000_000})
    void parityAfterPacketsIsStripped(int chunk) {
        var aligned = align(spaced(PACKETS, 0, 16), chunk);
        assertThat(aligned.bytes).isEqualTo(PACKETS);
        assertThat(aligned.aligner.packetDistance()).isEqualTo(204);
    }

    @Test
    void distanceMayChangeAfterALoss() {
        var aligned = align(join(PACKETS, text("x"), spaced(PACKETS, 0, 16), text("y"), spaced(PACKETS, 4, 0)), 999);
        assertThat(aligned.bytes.length)
                .as("a packet that no sync byte follows is not trusted")
                .isEqualTo(3 * PACKETS.length - 2 * TsPacket.SIZE);
        assertThat(aligned.aligner.resyncs()).isEqualTo(2);
    }

    @Test
    void loneSyncBytesProveNothing() {
        var noise = new byte[70_000];
        new Random(7).nextBytes(noise);
        var aligned = align(noise, 1500);
        assertThat(aligned.bytes).isEmpty();
        assertThat(aligned.aligner.junkBytes()).isEqualTo(70_000);
        assertThat(aligned.aligner.sniffFailed()).isTrue();
        assertThat(aligned.aligner.looksLikeTransportStream()).isFalse();
    }

    @Test
    void syncIsFoundBehindAPicture() {
        var picture = join(text("\u0089PNG\r\n\u001a\n"), new byte[3000]);
        var aligned = align(join(picture, PACKETS), 4096);
        assertThat(aligned.bytes).isEqualTo(PACKETS);
        assertThat(aligned.aligner.notTransportStream()).isEmpty();
    }

    @Test
    void pageIsNoticedAtItsFirstBytes() {
        var aligner = new PacketAligner();
        var page = text("<!DOCTYPE html><html><body>No credit</body></html>");
        aligner.feed(page, 0, 20, (_, _, _) -> {});
        assertThat(aligner.notTransportStream()).contains(NotTransportStream.HTML_PAGE);
        assertThat(aligner.sniffFailed()).isFalse();
    }

    @Test
    void packetCutInsideASoundIsNotTakenForMp3() {
        var aligner = new PacketAligner();
        var cut = join(new byte[] {(byte) 0xFF, (byte) 0xFB, (byte) 0x90, 0x64}, new byte[100], PACKETS);
        for (int i = 0; i < cut.length; i++) {
            aligner.feed(cut, i, 1, (_, _, _) -> {});
            assertThat(aligner.notTransportStream()).as("byte %d", i).isEmpty();
        }
        assertThat(aligner.looksLikeTransportStream()).isTrue();
    }

    @Test
    void verdictWaitsWhileABeginningCouldBeAnything() {
        var aligner = new PacketAligner();
        aligner.feed(new byte[60_000], 0, 60_000, (_, _, _) -> {});
        assertThat(aligner.notTransportStream()).isEmpty();
        aligner.feed(new byte[8_000], 0, 8_000, (_, _, _) -> {});
        assertThat(aligner.notTransportStream()).contains(NotTransportStream.UNKNOWN);
    }

    @Test
    void streamThatTurnsIntoSomethingElseFailsToo() {
        var aligner = new PacketAligner();
        aligner.feed(PACKETS, 0, PACKETS.length, (_, _, _) -> {});
        assertThat(aligner.looksLikeTransportStream()).isTrue();
        aligner.feed(new byte[70_000], 0, 70_000, (_, _, _) -> {});
        assertThat(aligner.sniffFailed()).isTrue();
        assertThat(aligner.notTransportStream()).isPresent();
    }

    @Test
    void emptySourceIsNoTransportStream() {
        var aligner = new PacketAligner();
        aligner.finish((_, _, _) -> {});
        assertThat(aligner.notTransportStream()).isPresent();
    }

    @Test
    void threePacketsAtTheEndAreProofEnough() {
        var short3 = Arrays.copyOf(PACKETS, 3 * TsPacket.SIZE);
        assertThat(align(short3, 100).bytes).isEqualTo(short3);
    }

    @Test
    void lastPacketComesWithTheEndOnly() {
        var aligner = new PacketAligner();
        var out = new ByteArrayOutputStream();
        aligner.feed(PACKETS, 0, PACKETS.length, (bytes, at, length) -> out.write(bytes, at, length));
        assertThat(out.size()).isEqualTo(PACKETS.length - TsPacket.SIZE);
        aligner.finish((bytes, at, length) -> out.write(bytes, at, length));
        assertThat(out.toByteArray()).isEqualTo(PACKETS);
    }

    @Test
    void inStepPacketsArePassedOnWhereTheyLie() {
        var aligner = new PacketAligner();
        aligner.feed(PACKETS, 0, PACKETS.length, (_, _, _) -> {});
        var buffers = new ArrayList<byte[]>();
        aligner.feed(PACKETS, 0, PACKETS.length, (bytes, _, _) -> buffers.add(bytes));
        assertThat(buffers)
                .as("the packet that was held, then all others at once")
                .hasSize(2);
        assertThat(buffers.getLast()).isSameAs(PACKETS);
    }

    private static final class Aligned {
        private final byte[] bytes;
        private final PacketAligner aligner;

        Aligned(byte[] bytes, PacketAligner aligner) {
            this.bytes = bytes;
            this.aligner = aligner;
        }
    }

    private static Aligned align(byte[] input, int chunk) {
        var aligner = new PacketAligner();
        var out = new ByteArrayOutputStream();
        PacketSink sink = (bytes, at, length) -> {
            assertThat(length % TsPacket.SIZE).isZero();
            out.write(bytes, at, length);
        };
        for (int at = 0; at < input.length; at += chunk) {
            aligner.feed(input, at, Math.min(chunk, input.length - at), sink);
        }
        aligner.finish(sink);
        return new Aligned(out.toByteArray(), aligner);
    }

    private static byte[] numbered(int count) {
        var stream = new TsBuilder();
        var random = new Random(1);
        for (int i = 0; i < count; i++) {
            var payload = new byte[184];
            random.nextBytes(payload);
            stream.packet(TsBuilder.VIDEO, false, payload);
        }
        return stream.bytes();
    }

    private static byte[] spaced(byte[] packets, int before, int after) {
        var out = new ByteArrayOutputStream();
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            out.writeBytes(new byte[before]);
            out.write(packets, at, TsPacket.SIZE);
            out.writeBytes(new byte[after]);
        }
        return out.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
