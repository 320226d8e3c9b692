package io.sintonia.formats.xmltv;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guides come from strangers. None of them may cost more than its own size, read a file, or ask the network. */
@Timeout(120)
class XmltvHostileInputTest {
    @Test
    void billionLaughsAreNotHeard() throws IOException {
        var dtd = new StringBuilder("<!DOCTYPE tv [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 10; i++) {
            dtd.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        Told.Reading reading = Told.of(dtd + "]><tv>" + Told.around("<title>&l9;</title>") + "</tv>");
        assertThat(reading.only().title(List.of())).isEqualTo("&l9;");
        Told.Reading attribute = Told.of(dtd + "]><tv>" + Told.around("<title lang=\"&l9;\">T</title>") + "</tv>");
        assertThat(attribute.only().title(List.of())).isEqualTo("T");
    }

    @Test
    void quadraticBlowUpDoesNotBlowUp() throws IOException {
        String big = "a".repeat(100_000);
        Told.Reading reading = Told.of("<!DOCTYPE tv [<!ENTITY a \"" + big + "\">]><tv>"
                + Told.around("<title>" + "&a;".repeat(50_000) + "</title>") + "</tv>");
        assertThat(reading.only().title(List.of())).hasSizeLessThan(16_400).startsWith("&a;&a;");
    }

    @Test
    void externalEntitiesAreNeitherReadNorFetched(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "the secret");
        var asked = new AtomicInteger();
        HttpServer canary = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        canary.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.close();
        });
        canary.start();
        try {
            String http = "http://127.0.0.1:" + canary.getAddress().getPort();
            String dtd = "<!DOCTYPE tv SYSTEM \"" + http + "/tv.dtd\" [<!ENTITY f SYSTEM \"" + secret.toUri()
                    + "\"><!ENTITY h SYSTEM \"" + http + "/e\"><!ENTITY % p SYSTEM \"" + http + "/p\">%p;]>";
            Told.Reading reading = Told.of(dtd + "<tv xmlns:xi=\"http://www.w3.org/2001/XInclude\">"
                    + Told.around("<title>&f;&h;</title><desc lang=\"&f;\"><xi:include href=\"" + secret.toUri()
                            + "\" parse=\"text\"/>x</desc>")
                    + "</tv>");
            assertThat(Told.shown(reading)).doesNotContain("the secret").contains("&f;&h;");
            assertThat(asked).hasValue(0);
        } finally {
            canary.stop(0);
        }
    }

    @Test
    void documentTypeIsPassedOverWhateverItHolds() throws IOException {
        String programme = Told.around("<title>Declared</title>");
        for (String dtd : List.of(
                "<!DOCTYPE tv SYSTEM \"a]>b\">",
                "<!DOCTYPE tv [<!ENTITY e '" + programme + "'>]>",
                "<!DOCTYPE tv [<!-- ' ]> " + programme + " --><!ELEMENT tv ANY>]>",
                "<!doctype tv [ <?pi ?> ]  >")) {
            Told.Reading reading = Told.of(dtd + "<tv>" + Told.around("<title>Real</title>") + "</tv>");
            assertThat(reading.only().title(List.of())).as(dtd).isEqualTo("Real");
        }
        Told.Reading endless = Told.of("<!DOCTYPE tv [" + " ".repeat(1 << 20) + "<tv>" + Told.around("") + "</tv>");
        assertThat(endless.told().programmes).hasSize(1);
        assertThat(endless.outcome().remarks().getFirst().reason()).contains("no end within 1 MiB");
    }

    @Test
    void nestingCostsNoStack() throws IOException {
        Told.Reading closed =
                Told.of("<tv>" + Told.around("<title>T</title>" + "<x>".repeat(60_000) + "</x>".repeat(60_000))
                        + Told.around("<title>U</title>") + "</tv>");
        assertThat(closed.told().programmes).hasSize(2);
        Told.Reading open = Told.of("<tv>" + Told.around("<title>" + "<b>".repeat(100_000) + "T</title>")
                + Told.around("<title>" + "</b>".repeat(100_000) + "U</title>") + "</tv>");
        assertThat(open.told().programmes).extracting(p -> p.title(List.of())).containsExactly("T", "U");
        Told.Reading roots = Told.of("<tv>".repeat(200_000) + Told.around("<title>T</title>"));
        assertThat(roots.told().programmes).hasSize(1);
    }

    @Test
    void hugeTextIsCut() throws IOException {
        Told.Reading reading = Told.of(
                "<tv>" + Told.around("<title>T</title><desc>" + "😀 ".repeat(4_000_000) + "</desc><date>2026</date>")
                        + Told.around("<title>U</title>") + "</tv>");
        assertThat(reading.told().programmes)
                .extracting(p -> p.title(List.of()))
                .containsExactly("T", "U");
        String description = reading.told().programmes.getFirst().description(List.of());
        assertThat(description)
                .hasSizeBetween(16_000, 16 << 10)
                .startsWith("😀 ")
                .endsWith("😀");
        assertThat(reading.outcome().remarks())
                .extracting(remark -> remark.reason())
                .anyMatch(reason -> reason.contains("longer than 16384 characters"))
                .anyMatch(reason -> reason.contains("longer than 524288 bytes"));
    }

    @Test
    void hugeAttributesAreLeftOut() throws IOException {
        String huge = "x".repeat(2_000_000);
        Told.Reading reading = Told.of("<tv>"
                + Told.around("<title>T</title><icon src=\"" + "x".repeat(20_000) + "\"/><icon src=\"a.png\"/>")
                + Told.around("<title lang=\"" + huge + "\">U</title>")
                + "<programme start=\"20260105200000\" channel=\"" + huge + "\"><title>V</title></programme>"
                + "<programme start=\"" + huge + "\" channel=\"a.tv\"><title>V</title></programme>"
                + "<channel id=\"" + huge + "\"><display-name>D</display-name></channel>"
                + Told.around("<title>W</title>") + "</tv>");
        assertThat(reading.told().programmes.getFirst().details().picture().icons())
                .containsExactly("a.png");
        assertThat(reading.told().programmes.getLast().title(List.of())).isEqualTo("W");
        assertThat(reading.outcome().counts().programmesFound()).isEqualTo(5);
        assertThat(reading.outcome().counts().leftOutProgrammes()).isEqualTo(2);
        assertThat(reading.outcome().counts().leftOutChannels()).isEqualTo(1);
        assertThat(Told.shown(reading)).hasSizeLessThan(10_000);
    }

    @Test
    void manyValuesAndManyAttributesAreBounded() throws IOException {
        var attributes = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            attributes.append(" a").append(i).append("=\"\"");
        }
        Told.Reading reading = Told.programme("<title>T</title>" + "<category>c</category>".repeat(20_000));
        assertThat(reading.only().wording().categories()).hasSize(250);
        assertThat(Told.programme("<title" + attributes + ">T</title>").only().title(List.of()))
                .isEqualTo("T");
    }

    @Test
    void remarksAreBoundedAndTheRestCounted() throws IOException {
        String bad = "<programme start=\"x\" channel=\"a\"/>\n";
        Told.Reading reading = Told.of("<tv>" + bad.repeat(5_000) + "</tv>");
        assertThat(reading.outcome().remarks()).hasSize(1_000);
        assertThat(reading.outcome().unsaidRemarks()).isEqualTo(4_000);
        assertThat(reading.outcome().remarks().getLast().line()).isEqualTo(1_000);
    }

    /** Openings without end, which a careless search would look through again and again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!--",
                "<![CDATA[",
                "<",
                "<<",
                "</",
                "&",
                "<programme",
                "<programme start='",
                "<channel ",
                "<?",
                "<!",
                "<!DOCTYPE",
                "<!DOCTYPE [",
                "\"",
                "<x y='",
                "</programme",
                "<tv ",
                "&a;",
                "]]>",
                "<title>",
                "<desc><!--",
                "<foo>"
            })
    void repeatedOpeningsCostTimeInProportion(String opening) throws IOException {
        for (String before : List.of(
                "<tv>",
                "<tv><programme start='2026' channel='a'>",
                "<tv><programme start='2026' channel='a'><title>")) {
            String guide = before + opening.repeat(1_500_000 / opening.length());
            long started = System.nanoTime();
            Told.Reading _ = Told.of(guide.getBytes(StandardCharsets.UTF_8));
            assertThat(Duration.ofNanos(System.nanoTime() - started)).as(before).isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void distinctNamesWithoutNumberAreForgotten() throws IOException {
        var inside = new StringBuilder();
        for (int i = 0; i < 40_000; i++) {
            inside.append("<n").append(i).append("/>");
        }
        assertThat(Told.programme("<title>T</title>" + inside.substring(0, inside.lastIndexOf("<")))
                        .told()
                        .programmes)
                .hasSize(1);
    }

    @Test
    void guideOfAnySizeIsReadInTheMemoryOfItsLongestRecord() throws IOException {
        byte[] programme = Told.around("<title>T</title><desc>" + "d".repeat(1000) + "</desc>")
                .getBytes(StandardCharsets.UTF_8);
        var in = new Repeated("<tv>".getBytes(StandardCharsets.UTF_8), programme, 100_000);
        var options = XmltvOptions.defaults().withLimits(new XmltvOptions.Limits(1 << 12, 100, 10, 10));
        var told = new AtomicInteger();
        XmltvOutcome outcome = XmltvReader.read(in, options, new XmltvHandler() {
            @Override
            public void channel(GuideChannel channel) {}

            @Override
            public boolean wants(String channelId) {
                return true;
            }

            @Override
            public void programme(Programme programme) {
                told.incrementAndGet();
            }
        });
        assertThat(told).hasValue(100_000);
        assertThat(outcome.remarks()).hasSize(10);
        assertThat(outcome.unsaidRemarks()).isEqualTo(99_990);
    }

    /** The same bytes many times over, without holding them. */
    static final class Repeated extends InputStream {
        private final byte[] block;
        private int left;
        private ByteArrayInputStream now;

        Repeated(byte[] head, byte[] block, int times) {
            this.block = block;
            left = times;
            now = new ByteArrayInputStream(head);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int count = now.read(into, offset, length);
            if (count < 0 && left > 0) {
                left--;
                now = new ByteArrayInputStream(block);
                return read(into, offset, length);
            }
            return count;
        }
    }
}
