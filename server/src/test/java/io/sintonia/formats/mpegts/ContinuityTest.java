package io.sintonia.formats.mpegts;

import static io.sintonia.formats.mpegts.TsBuilder.AUDIO;
import static io.sintonia.formats.mpegts.TsBuilder.VIDEO;
import static io.sintonia.formats.mpegts.TsBuilder.television;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sintonia.formats.mpegts.TsBuilder.Mark;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What counts as loss (13818-1, 2.4.3.3), and how the clocks go on over the wrap of 33 bits. */
class ContinuityTest {
    private static final long WRAP = 1L << 33;

    @Test
    void countersThatRunOnLoseNothing() {
        assertThat(losses(television(0x1B).packets(VIDEO, 40).packets(AUDIO, 40)))
                .isEmpty();
    }

    @Test
    void gapIsOneLossOfItsPid() {
        var stream = television(0x1B)
                .packets(VIDEO, 3)
                .lose(VIDEO, 5)
                .packets(VIDEO, 3)
                .lose(VIDEO, 1)
                .packets(VIDEO, 1)
                .lose(AUDIO, 3)
                .packets(AUDIO, 2);
        assertThat(losses(stream))
                .as("what comes before a PID's first packet is unknown")
                .containsExactly(Map.entry(VIDEO, 2L));
    }

    @Test
    void oneDuplicateIsAllowed() {
        assertThat(losses(television(0x1B).packets(VIDEO, 3).repeat().packets(VIDEO, 3)))
                .isEmpty();
        assertThat(losses(television(0x1B).packets(VIDEO, 3).repeat().repeat().packets(VIDEO, 3)))
                .containsExactly(Map.entry(VIDEO, 1L));
    }

    @Test
    void breakOnPurposeIsNoLoss() {
        var stream = television(0x1B)
                .packets(VIDEO, 3)
                .lose(VIDEO, 5)
                .mark(Mark.DISCONTINUITY)
                .packet(VIDEO, false, new byte[100])
                .packets(VIDEO, 3);
        assertThat(losses(stream)).isEmpty();
    }

    @Test
    void breakMayBeAnnouncedWithoutPayload() {
        var stream = television(0x1B)
                .packets(VIDEO, 3)
                .mark(Mark.DISCONTINUITY)
                .packet(VIDEO, false, new byte[0])
                .lose(VIDEO, 5)
                .packets(VIDEO, 3);
        assertThat(losses(stream)).isEmpty();
    }

    @Test
    void packetsWithoutPayloadAndNullPacketsDoNotCount() {
        var stream = television(0x1B)
                .packets(VIDEO, 3)
                .packet(VIDEO, false, new byte[0])
                .packet(VIDEO, false, new byte[0])
                .nulls(5)
                .packets(VIDEO, 3);
        assertThat(losses(stream)).isEmpty();
    }

    @Test
    void clocksRunOnThroughTheWrap() {
        var stream = television(0x1B);
        long start = WRAP - 40 * 3600;
        for (int i = 0; i < 100; i++) {
            stream.clock(start + i * 3600L - 7200).unit(VIDEO, start + i * 3600L, TsBuilder.hex("00000001 419A"));
        }
        var analyzer = Inspection.of(stream).analyzer();
        assertThat(analyzer.lastVideoPts()).isEqualTo(start + 99 * 3600L).isGreaterThan(WRAP);
        assertThat(analyzer.lastPcr()).isEqualTo(start + 99 * 3600L - 7200);
        assertThat(analyzer.clockJumps()).isZero();
    }

    @Test
    void clockThatGoesBackOrFarAheadHasJumped() {
        var stream = television(0x1B);
        for (long seconds : new long[] {100, 101, 50, 51, 70, 71}) {
            stream.clock(seconds * 90_000).packet(VIDEO, false, new byte[100]);
        }
        assertThat(Inspection.of(stream).analyzer().clockJumps()).isEqualTo(2);
    }

    @Test
    void passingPacketsAllocateNothing() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var stream = television(0x1B);
        for (int i = 0; i < 50; i++) {
            stream.clock(i * 3600L).unit(VIDEO, i * 3600L, TsBuilder.hex("00000001 419A"), TsBuilder.filler(900));
            stream.unit(AUDIO, i * 3600L, TsBuilder.filler(300)).nulls(1);
        }
        var packets = stream.bytes();
        var analyzer = new StreamAnalyzer();
        var restamper = new Restamper();
        var aligner = new PacketAligner();
        PacketSink sink = (bytes, at, length) -> {
            for (int i = at; i < at + length; i += TsPacket.SIZE) {
                restamper.restamp(bytes, i);
                analyzer.inspect(bytes, i);
            }
        };
        aligner.feed(packets, 0, packets.length, sink);
        int tables = 2 * TsPacket.SIZE;
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int round = 0; round < 200; round++) {
            aligner.feed(packets, tables, packets.length - tables, sink);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated)
                .as("bytes for %d packets", 200 * packets.length / TsPacket.SIZE)
                .isLessThan(50_000);
    }

    private static Map<Integer, Long> losses(TsBuilder stream) {
        var facts = Inspection.of(stream).analyzer().facts();
        assertThat(facts.health().totalLosses())
                .isEqualTo(facts.health().losses().values().stream()
                        .mapToLong(count -> count)
                        .sum());
        return facts.health().losses();
    }
}
