package io.sintonia.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sintonia.formats.mpegts.AudioMuxer.Kind;
import io.sintonia.formats.mpegts.StreamAnalyzer;
import io.sintonia.formats.mpegts.TsPacket;
import io.sintonia.formats.mpegts.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A radio station as an upstream: told by its bytes, wrapped, and ended as it ends. */
class RadioUpstreamTest {
    private static final byte[] STATION = mp3(200);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 700, 4_096})
    void stationComesOutAsATransportStreamWithEntries(int headLength) throws IOException {
        var station = new Bytes(STATION, headLength, 333);
        byte[] out = all(RadioUpstream.of(station, Kind.MPEG, STATION, headLength, OptionalInt.empty()));

        assertThat(out.length % TsPacket.SIZE).isZero();
        assertThat(out)
                .isEqualTo(all(
                        RadioUpstream.of(new Bytes(STATION, 0, 65_536), Kind.MPEG, STATION, 0, OptionalInt.empty())));
        var analyzer = new StreamAnalyzer();
        int entries = 0;
        for (int at = 0; at < out.length; at += TsPacket.SIZE) {
            entries += analyzer.inspect(out, at) == Verdict.ENTRY ? 1 : 0;
        }
        // 200 frames of 26 ms, an entry at most every half second
        assertThat(entries).isBetween(9, 11);
        assertThat(analyzer.losses()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 16_000})
    void titlesThatAreMixedInUnaskedAreTakenOut(int every) throws IOException {
        var mixed = new ByteArrayOutputStream();
        for (int at = 0; at < STATION.length; at += every) {
            mixed.write(STATION, at, Math.min(every, STATION.length - at));
            if (at + every <= STATION.length) {
                byte[] title = "StreamTitle='Now';".getBytes(StandardCharsets.US_ASCII);
                mixed.write(at % 3 == 0 ? 2 : 0);
                mixed.writeBytes(at % 3 == 0 ? Arrays.copyOf(title, 32) : new byte[0]);
            }
        }
        byte[] bytes = mixed.toByteArray();
        byte[] plain = all(RadioUpstream.of(new Bytes(STATION, 0, 999), Kind.MPEG, STATION, 0, OptionalInt.empty()));

        assertThat(all(RadioUpstream.of(new Bytes(bytes, 500, 777), Kind.MPEG, bytes, 500, OptionalInt.of(every))))
                .isEqualTo(plain);
    }

    @Test
    void sourceWithoutASingleFrameIsGivenUp() {
        var noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);
        var station = new Bytes(noise, 0, 4_096);
        assertThatThrownBy(() -> all(RadioUpstream.of(station, Kind.AAC, noise, 0, OptionalInt.empty())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no frame of sound");
        assertThat(station.at).isLessThan(400 << 10);
    }

    @Test
    void closingClosesTheStation() {
        var station = new Bytes(STATION, 0, 100);
        RadioUpstream.of(station, Kind.MPEG, STATION, 0, OptionalInt.empty()).close();
        assertThat(station.closed).isTrue();
    }

    @Test
    void bytesDecideAndTheNameOnlyWhereTheyTellNothing() {
        byte[] middle = Arrays.copyOfRange(STATION, 90, 4_000);
        assertThat(RadioUpstream.kindOf(middle, middle.length, Optional.of("audio/aacp")))
                .contains(Kind.MPEG);
        assertThat(RadioUpstream.kindOf(middle, middle.length, Optional.empty()))
                .contains(Kind.MPEG);
        assertThat(RadioUpstream.kindOf(middle, 200, Optional.empty())).isEmpty();
        assertThat(RadioUpstream.kindOf(middle, 200, Optional.of("audio/mpeg"))).contains(Kind.MPEG);
        assertThat(RadioUpstream.kindOf(middle, 200, Optional.of("Audio/AACP; charset=x")))
                .contains(Kind.AAC);
        assertThat(RadioUpstream.kindOf(middle, 200, Optional.of("video/mp2t"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'#EXTM3U\n#EXT-X-VERSION:3\n', audio/mpegurl",
        "'<html><body>No</body></html>', audio/mpeg",
        "'{\"error\": \"limit reached\"}', audio/mpeg"
    })
    void pageIsNoStationWhateverItIsCalled(String text, String type) {
        byte[] head = text.getBytes(StandardCharsets.UTF_8);
        assertThat(RadioUpstream.kindOf(head, head.length, Optional.of(type))).isEmpty();
    }

    @Test
    void transportStreamIsNoStationEvenIfItIsCalledOne() {
        byte[] packets = RtpDatagram.packets(1);
        assertThat(RadioUpstream.kindOf(packets, packets.length, Optional.of("audio/mpeg")))
                .isEmpty();
        assertThat(RadioUpstream.kindOf(packets, 100, Optional.of("audio/mpeg")))
                .isEmpty();
        byte[] late = Arrays.copyOfRange(packets, 50, packets.length);
        assertThat(RadioUpstream.kindOf(late, late.length, Optional.of("audio/mpeg")))
                .isEmpty();
    }

    private static byte[] all(RadioUpstream radio) throws IOException {
        var out = new ByteArrayOutputStream();
        byte[] buffer = new byte[5_000];
        for (int count = radio.read(buffer); count >= 0; count = radio.read(buffer)) {
            out.write(buffer, 0, count);
        }
        return out.toByteArray();
    }

    /** MPEG-1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes a frame. */
    private static byte[] mp3(int frames) {
        var bytes = new byte[frames * 417];
        for (int at = 0; at < bytes.length; at += 417) {
            bytes[at] = (byte) 0xFF;
            bytes[at + 1] = (byte) 0xFB;
            bytes[at + 2] = (byte) 0x90;
            bytes[at + 3] = 0x40;
            bytes[at + 5] = (byte) (at / 417);
        }
        return bytes;
    }

    /** A source of known bytes that gives them in small pieces. */
    private static final class Bytes implements Upstream {
        private final byte[] all;
        private final int piece;
        private int at;
        private boolean closed;

        Bytes(byte[] all, int from, int piece) {
            this.all = all;
            this.at = from;
            this.piece = piece;
        }

        @Override
        public int read(byte[] buffer) {
            int count = Math.min(Math.min(piece, buffer.length), all.length - at);
            System.arraycopy(all, at, buffer, 0, count);
            at += count;
            return count == 0 ? -1 : count;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
