package io.sintonia.formats.m3u;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists made to harm: nothing is executed, nothing smuggled into a request, nothing kept without a bound. */
class M3uHostileInputTest {

    /** Begins a list, then gives one line without end, then an entry. */
    private static final class OneLongLine extends InputStream {
        private static final byte[] START =
                "#EXTM3U\n#EXTINF:-1,Before\nhttp://s.example.org/1\n#EXTINF:-1,".getBytes(StandardCharsets.UTF_8);
        private static final byte[] END =
                "\nhttp://s.example.org/2\n#EXTINF:-1,After\nhttp://s.example.org/3\n".getBytes(StandardCharsets.UTF_8);
        private final long total;
        private long at;

        OneLongLine(long lineBytes) {
            total = START.length + lineBytes + END.length;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (at >= total) {
                return -1;
            }
            int count = 1;
            if (at < START.length) {
                into[offset] = START[(int) at];
            } else if (at >= total - END.length) {
                into[offset] = END[(int) (at - total + END.length)];
            } else {
                count = (int) Math.min(length, total - END.length - at);
                Arrays.fill(into, offset, offset + count, (byte) 'x');
            }
            at += count;
            return count;
        }
    }

    @Test
    void lineOfAGigabyteIsCutWithoutBeingKept() throws IOException {
        var runtime = Runtime.getRuntime();
        var remarks = new ArrayList<String>();
        var names = new ArrayList<String>();
        long most = 0;
        System.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();
        try (var reader =
                M3uReader.open(new OneLongLine(1L << 30), M3uOptions.defaults(), said -> remarks.add(said.reason()))) {
            while (reader.readNext()) {
                names.add(reader.entry().name().substring(0, 5));
                most = Math.max(most, runtime.totalMemory() - runtime.freeMemory() - before);
            }
        }
        assertThat(names).containsExactly("Befor", "xxxxx", "After");
        assertThat(remarks).containsExactly("longer than 65536 bytes: cut there");
        assertThat(most).isLessThan(64L << 20);
    }

    @Test
    void tenThousandAttributesAreCutToTheLimit() {
        var list = new StringBuilder("#EXTINF:-1");
        for (int at = 0; at < 4000; at++) {
            list.append(" a").append(at).append("=\"").append(at).append('"');
        }
        var entry = Reading.of(list + ",Name\nhttp://s.example.org/1");
        assertThat(entry.entries().getFirst().attributes()).hasSize(200);
        assertThat(entry.entries().getFirst().name()).isEqualTo("Name");
        assertThat(entry.remarks())
                .singleElement()
                .satisfies(remark ->
                        assertThat(remark.reason()).isEqualTo("3800 attributes beyond the limit of 200: left out"));
        var wide = M3uOptions.defaults().withLimits(new M3uOptions.Limits(1 << 20, 200));
        for (int at = 4000; at < 10_000; at++) {
            list.append(" a").append(at).append("=\"").append(at).append('"');
        }
        assertThat(Reading.of(list + ",Name\nhttp://s.example.org/1", wide)
                        .entries()
                        .getFirst()
                        .attributes())
                .hasSize(200);
    }

    @Test
    void urlLongerThanALineIsSkippedRatherThanTruncated() {
        var reading = Reading.of("#EXTINF:-1,Name\nhttp://s.example.org/" + "a".repeat(70_000));
        assertThat(reading.entries()).isEmpty();
        assertThat(reading.skipped()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pipe://ffmpeg -i http://x.example.org/ -f mpegts -",
                "PIPE:cat /etc/passwd",
                "file:///etc/passwd",
                "file:/etc/passwd",
                "-i /etc/passwd",
                "-filter_complex movie=/etc/passwd",
                "|cat /etc/passwd",
                "concat:/etc/passwd|/etc/shadow",
                "concatf:///etc/passwd",
                "subfile,,start,0,end,0,,:///etc/passwd",
                "crypto+file:///etc/passwd",
                "data:application/x-mpegurl,#EXTM3U",
                "plugin://script.evil/?x=1",
                "C:\\Windows\\win.ini",
                "/etc/passwd",
                "../../etc/passwd",
                "gopher://s.example.org/1",
                "magnet:?xt=urn:btih:0123456789abcdef0123456789abcdef01234567",
                "http://:80/nohost",
                "http://?x",
                "tee:http://s.example.org/|file:/tmp/x"
            })
    void whatIsNoStreamIsNeverPlayable(String url) {
        var reading = Reading.of("#EXTM3U\n#EXTINF:-1,Name\n" + url + "\n");
        assertThat(reading.entries())
                .allSatisfy(entry -> assertThat(entry.link().playable()).isInstanceOf(Playable.Unsupported.class));
        assertThat(reading.entries().size() + reading.skipped()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://s.example.org/1|User-Agent=a%0d%0aX-Evil: 1",
                "http://s.example.org/1|User-Agent=a%0A",
                "http://s.example.org/1|Referer=\"x%0dy\"",
                "http://s.example.org/1|X%0d%0aEvil=1&User-Agent=%0a",
                "http://s.example.org/1|Transfer-Encoding=chunked&Content-Length=5&Connection=x",
                "http://s.example.org/1|User-Agent=a%00b"
            })
    void noLineEndReachesARequest(String url) {
        assertThat(Reading.link(url).url()).isEqualTo("http://s.example.org/1");
        assertThat(Reading.link(url).headers()).isEmpty();
        assertThat(Reading.of("#EXTINF:-1,N\n" + url).remarks()).isNotEmpty();
    }

    @Test
    void noLineEndReachesARequestByJsonOrKodi() {
        var reading = Reading.of("""
                #EXTINF:-1,Name
                #EXTHTTP:{"X-A":"a\\r\\nEvil: 1","X-B":"b"}
                #KODIPROP:inputstream.adaptive.stream_headers=X-C=c%0d%0aEvil:1&X-D=d
                http://s.example.org/1%0d%0aEvil
                """);
        assertThat(reading.entries().getFirst().link().headers()).containsOnlyKeys("X-B", "X-D");
        assertThat(reading.entries().getFirst().link().url()).isEqualTo("http://s.example.org/1%0d%0aEvil");
        assertThat(reading.remarks()).hasSize(2);
    }

    @Test
    void nothingShownHoldsCredentials() {
        var entry = Reading.entry(
                "-1 catchup=\"default\" catchup-source=\"http://p.example.org/t/?username=bob&password=hunter2\",Name",
                "http://bob:hunter2@p.example.org/live/bob/hunter2/1.ts?token=hunter2|Authorization=hunter2");
        assertThat(entry.toString() + entry.link() + entry.extinf() + entry.catchup())
                .doesNotContain("hunter2")
                .contains("Name", "p.example.org");
    }

    @Test
    void binaryNoiseIsReadToItsEnd() {
        byte[] noise = new byte[300_000];
        new Random(7).nextBytes(noise);
        var reading = Reading.of(noise, M3uOptions.defaults());
        assertThat((long) reading.entries().size())
                .isEqualTo(reading.extinfLines() + reading.bareUrls() - reading.skipped());
    }
}
