package io.sintonia.formats.mpegts;

import java.io.IOException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how many megabytes one core aligns, inspects and restamps in a second. Run by hand, not by the tests. */
final class InspectionSpeed {
    private static final Logger LOG = LoggerFactory.getLogger(InspectionSpeed.class);
    private static final long ROUND_BYTES = 2_000_000_000L;

    private InspectionSpeed() {}

    /** Measures the shared media files three times over. */
    public static void main(String[] arguments) throws IOException {
        for (var name : new String[] {"h264_gop2s.ts", "mpeg2_mp2.ts", "h264_gop10s_cbr_null.ts", "radio_aac.ts"}) {
            var packets = SharedMedia.packets(name);
            var restamper = new Restamper();
            restamper.begin(1);
            for (int round = 0; round < 3; round++) {
                var analyzer = new StreamAnalyzer();
                var aligner = new PacketAligner();
                measure(name + " inspect", packets, () -> {
                    for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
                        analyzer.inspect(packets, at);
                    }
                });
                measure(name + " align", packets, () -> aligner.feed(packets, 0, packets.length, (_, _, _) -> {}));
                measure(name + " restamp", packets, () -> {
                    for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
                        restamper.restamp(packets, at);
                    }
                });
            }
        }
    }

    private static void measure(String what, byte[] packets, Runnable work) {
        long times = ROUND_BYTES / packets.length;
        long start = System.nanoTime();
        for (long i = 0; i < times; i++) {
            work.run();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        LOG.info("{}: {} MB/s", what, String.format(Locale.ROOT, "%,.0f", times * packets.length / seconds / 1e6));
    }
}
