package io.sintonia.formats.m3u;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.slf4j.LoggerFactory;

/** Times the reading of a generated list of a million entries; run by hand, with {@code -Xmx256m}. */
final class M3uBenchmark {
    private static final int ENTRIES = 1_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private M3uBenchmark() {}

    /** Five rounds of reading only, then five with key and fingerprint. */
    public static void main(String[] arguments) throws IOException {
        for (int round = 0; round < 10; round++) {
            boolean keys = round >= 5;
            var generated = new Generated();
            long started = THREADS.getCurrentThreadCpuTime();
            long digest = 0;
            try (var reader = M3uReader.open(generated, M3uOptions.defaults(), _ -> {})) {
                while (reader.readNext()) {
                    if (keys) {
                        digest += EntryKey.of(reader.entry()).hashCode() + EntryKey.fingerprint(reader.entry());
                    }
                }
                LoggerFactory.getLogger(M3uBenchmark.class)
                        .info(
                                "{} entries, {} MB in {} ms of this thread's processor time{} {}",
                                reader.entries(),
                                generated.bytes >> 20,
                                (THREADS.getCurrentThreadCpuTime() - started) / 1_000_000,
                                keys ? " with key and fingerprint" : "",
                                digest);
            }
        }
    }

    /** A panel's list: a third each of channels, films and episodes. */
    private static final class Generated extends InputStream {
        private byte[] block = new byte[0];
        private int at;
        private int entry;
        private long bytes;

        @Override
        public int read() {
            return ready() ? block[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (!ready()) {
                return -1;
            }
            int count = Math.min(length, block.length - at);
            System.arraycopy(block, at, into, offset, count);
            at += count;
            return count;
        }

        private boolean ready() {
            if (at < block.length) {
                return true;
            }
            if (entry >= ENTRIES) {
                return false;
            }
            var text = new StringBuilder(entry == 0 ? "#EXTM3U\n" : "");
            for (int end = Math.min(ENTRIES, entry + 1000); entry < end; entry++) {
                append(text);
            }
            block = text.toString().getBytes(StandardCharsets.UTF_8);
            bytes += block.length;
            at = 0;
            return true;
        }

        private void append(StringBuilder text) {
            var form = Arrays.asList("live", "movie", "series").get(entry % 3);
            text.append("#EXTINF:-1 tvg-id=\"c")
                    .append(entry)
                    .append(".it\" tvg-name=\"Canale ")
                    .append(entry)
                    .append("\" tvg-logo=\"http://logos.example.org/")
                    .append(entry)
                    .append(".png\" group-title=\"Gruppo è ")
                    .append(entry / 500)
                    .append("\",");
            switch (entry % 3) {
                case 0 -> text.append("Canale ").append(entry).append(" HD");
                case 1 -> text.append("Il film numero ").append(entry).append(" (1990)");
                default -> text.append("La serie S01E").append(10 + entry % 80).append(" Titolo");
            }
            text.append("\nhttp://provider.example.org:8080/")
                    .append(form)
                    .append("/someuser/somepassword/")
                    .append(entry)
                    .append(entry % 3 == 0 ? ".ts\n" : ".mkv\n");
        }
    }
}
