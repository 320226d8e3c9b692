package io.sintonia.formats.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fields of a packet, read at an offset; nonsense reads as absence. */
class TsPacketTest {
    @Test
    void nullPacketIsPayloadOfStuffing() {
        var packet = TsPacket.nullPacket();
        assertThat(packet).hasSize(188).startsWith(0x47, 0x1F, 0xFF, 0x10, 0xFF).endsWith(0xFF);
        assertThat(TsPacket.pid(packet, 0)).isEqualTo(TsPacket.NULL_PID);
    }

    @Test
    void fieldsAreReadWhereThePacketLies() {
        var stream = new TsBuilder()
                .nulls(1)
                .mark(TsBuilder.Mark.RANDOM_ACCESS)
                .clock(0x1_2345_6789L)
                .packet(TsBuilder.VIDEO, true, new byte[100])
                .bytes();
        assertThat(TsPacket.pid(stream, 188)).isEqualTo(TsBuilder.VIDEO);
        assertThat(TsPacket.payloadUnitStart(stream, 188)).isTrue();
        assertThat(TsPacket.randomAccess(stream, 188)).isTrue();
        assertThat(TsPacket.discontinuity(stream, 188)).isFalse();
        assertThat(TsPacket.pcr(stream, 188)).isEqualTo(0x1_2345_6789L);
        assertThat(TsPacket.payloadOffset(stream, 188)).isEqualTo(188 + 88);
        assertThat(TsPacket.scrambled(stream, 188)).isFalse();
        assertThat(TsPacket.transportError(stream, 188)).isFalse();
    }

    @Test
    void adaptationFieldBeyondThePacketIsNone() {
        var packet = TsPacket.nullPacket();
        packet[3] = 0x30;
        packet[4] = (byte) 200;
        assertThat(TsPacket.payloadOffset(packet, 0)).isEqualTo(-1);
        assertThat(TsPacket.pcr(packet, 0)).isEqualTo(ClockReference.NONE);
        assertThat(TsPacket.randomAccess(packet, 0)).isFalse();
    }

    @Test
    void clockThatDoesNotFitItsFieldIsNone() {
        var packet = TsPacket.nullPacket();
        packet[3] = 0x30;
        packet[4] = 3;
        packet[5] = 0x10;
        assertThat(TsPacket.hasPcr(packet, 0)).isFalse();
    }

    @Test
    void noiseNeverThrows() {
        var random = new Random(42);
        var packet = new byte[TsPacket.SIZE];
        var analyzer = new StreamAnalyzer();
        var restamper = new Restamper();
        restamper.begin(1);
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(packet);
            packet[0] = TsPacket.SYNC;
            packet[1] &= 0x7F;
            analyzer.inspect(packet, 0);
            restamper.restamp(packet, 0);
        }
        assertThat(analyzer.facts().health().packets()).isEqualTo(20_000);
    }
}
