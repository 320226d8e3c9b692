package io.sintonia.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.StreamSource;
import io.sintonia.formats.mpegts.ClipLoop;
import io.sintonia.formats.mpegts.ClockReference;
import io.sintonia.formats.mpegts.TsPacket;
import io.sintonia.relay.Upstream;
import io.sintonia.relay.UpstreamOpener.Opening;
import io.sintonia.relay.UpstreamOpener.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an opening gave, and the clock that told when. */
record Recording(byte[] bytes, List<Arrival> clocks) {
    static final Duration LAP = Duration.ofSeconds(24);
    /** A lap that began in 2026. */
    static final long TODAY = 74_000_000 * LAP.toNanos();

    /** A programme clock reference that came after the clock had first moved. */
    record Arrival(long pcr, long nanos) {
        /** How many ticks before (positive) or after its time it came. */
        long early() {
            return ClockReference.difference(pcr, ticks(nanos));
        }
    }

    /** What the demo's clocks say at a moment. */
    static long ticks(long nanos) {
        return ClockReference.wrap(Math.floorDiv(nanos, 100_000) * 9);
    }

    static Request request(String url) {
        var nobody = new Provider(1, "demo", Optional.empty(), Map.of(), Optional.empty(), 0, false);
        var source = new StreamSource(1, 1, url, Map.of(), "");
        return new Request(source, nobody, Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    static Upstream open(DemoUpstreams demo, String url) {
        var opening = demo.open(request(url));
        assertThat(opening).isInstanceOf(Opening.Opened.class);
        return ((Opening.Opened) opening).upstream();
    }

    /** Reads what comes before {@code end}, in pieces of up to {@code piece} bytes; a small piece may leave some of the last step. */
    static Recording until(long end, Upstream upstream, FakeClock clock, int piece) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var clocks = new ArrayList<Arrival>();
        var buffer = new byte[piece];
        long opened = clock.nanos();
        int length;
        do {
            length = upstream.read(buffer);
            assertThat(length % TsPacket.SIZE).as("whole packets").isZero();
            assertThat(length).as("something").isPositive();
            for (int at = 0; at < length; at += TsPacket.SIZE) {
                assertThat(buffer[at]).isEqualTo(TsPacket.SYNC);
                if (clock.nanos() > opened && TsPacket.hasPcr(buffer, at)) {
                    clocks.add(new Arrival(TsPacket.pcr(buffer, at), clock.nanos()));
                }
            }
            bytes.write(buffer, 0, length);
        } while (clock.nanos() + ClipLoop.STEP_NANOS < end);
        return new Recording(bytes.toByteArray(), clocks);
    }

    /** The first clock in it. */
    long firstPcr() {
        for (int at = 0; at < bytes.length; at += TsPacket.SIZE) {
            if (TsPacket.hasPcr(bytes, at)) {
                return TsPacket.pcr(bytes, at);
            }
        }
        return ClockReference.NONE;
    }

    /** The last clock in it. */
    long lastPcr() {
        for (int at = bytes.length - TsPacket.SIZE; at >= 0; at -= TsPacket.SIZE) {
            if (TsPacket.hasPcr(bytes, at)) {
                return TsPacket.pcr(bytes, at);
            }
        }
        return ClockReference.NONE;
    }
}
