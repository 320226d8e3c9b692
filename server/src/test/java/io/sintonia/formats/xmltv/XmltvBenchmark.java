package io.sintonia.formats.xmltv;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** Times the reading of a generated guide of two million programmes, 1 GB; run by hand, with {@code -Xmx256m}. */
final class XmltvBenchmark {
    private static final int PROGRAMMES = 2_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private XmltvBenchmark() {}

    /** Everything wanted, then one channel of a hundred, then everything with a fault in each programme; twice. */
    public static void main(String[] arguments) throws IOException {
        for (int round = 0; round < 6; round++) {
            String kind = round % 3 == 0 ? "all wanted" : round % 3 == 1 ? "1 % wanted" : "all faulty";
            var generated = new Generated(round % 3 == 2 ? " & " : " ");
            boolean some = round % 3 == 1;
            long started = THREADS.getCurrentThreadCpuTime();
            XmltvOutcome outcome = XmltvReader.read(generated, XmltvOptions.defaults(), new XmltvHandler() {
                @Override
                public void channel(GuideChannel channel) {}

                @Override
                public boolean wants(String channelId) {
                    return !some || channelId.hashCode() % 100 == 0;
                }

                @Override
                public void programme(Programme programme) {}
            });
            long millis = (THREADS.getCurrentThreadCpuTime() - started) / 1_000_000;
            LoggerFactory.getLogger(XmltvBenchmark.class)
                    .info(
                            "{}: {} MB in {} ms of processor time with its making, {} MB/s, {}",
                            kind,
                            generated.bytes / 1_000_000,
                            millis,
                            generated.bytes / 1000 / millis,
                            outcome.counts());
        }
    }

    private static final class Generated extends InputStream {
        private final byte[][] bodies = new byte[64][];
        private byte[] block = "<?xml version=\"1.0\"?><tv>".getBytes(StandardCharsets.UTF_8);
        private int at;
        private int programme;
        private long bytes;

        Generated(String between) {
            for (int i = 0; i < bodies.length; i++) {
                bodies[i] = String.format(
                                Locale.ROOT,
                                "<title lang=\"it\">Il programma%snumero %d</title>"
                                        + "<sub-title lang=\"it\">Una puntata</sub-title><desc lang=\"it\">%s</desc>"
                                        + "<category lang=\"it\">Intrattenimento</category><category>Show</category>"
                                        + "<icon src=\"https://pictures.example.org/%d.jpg\"/>"
                                        + "<episode-num system=\"xmltv_ns\">1.%d.</episode-num>"
                                        + "</programme>\n",
                                between,
                                i,
                                "Perché sì, è così che va. ".repeat(3),
                                i,
                                i)
                        .getBytes(StandardCharsets.UTF_8);
            }
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (at == block.length && !generate()) {
                return -1;
            }
            int count = Math.min(length, block.length - at);
            System.arraycopy(block, at, into, offset, count);
            at += count;
            bytes += count;
            return count;
        }

        private boolean generate() {
            if (programme > PROGRAMMES) {
                return false;
            }
            byte[] head = programme == PROGRAMMES
                    ? "</tv>".getBytes(StandardCharsets.UTF_8)
                    : ("<programme start=\"202601" + (10 + programme % 20) + (10 + programme % 14)
                                    + "0000 +0100\" stop=\"202601" + (10 + programme % 20) + (10 + programme % 14)
                                    + "3000 +0100\" channel=\"channel" + programme / 200 + ".it\">")
                            .getBytes(StandardCharsets.UTF_8);
            byte[] body = programme == PROGRAMMES ? new byte[0] : bodies[programme % bodies.length];
            block = new byte[head.length + body.length];
            System.arraycopy(head, 0, block, 0, head.length);
            System.arraycopy(body, 0, block, head.length, body.length);
            at = 0;
            programme++;
            return true;
        }
    }
}
