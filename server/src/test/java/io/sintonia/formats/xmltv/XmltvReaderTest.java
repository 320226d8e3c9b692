package io.sintonia.formats.xmltv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sintonia.formats.Remark;
import io.sintonia.formats.xmltv.XmltvOutcome.Cause;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A guide gives all that it holds. The samples lie in {@code src/test/resources/xmltv}, each beside what is read from it; run
 * with {@code -Dsintonia.write-samples=true} to write that anew, and look at the difference.
 */
class XmltvReaderTest {
    private static final Path FOLDER = Path.of("src/test/resources/xmltv");

    @ParameterizedTest
    @ValueSource(strings = {"features", "broken"})
    void sampleIsReadAsExpected(String name) throws IOException {
        byte[] guide = sample(name);
        String shown = Told.shown(Told.of(guide));
        Path expected = FOLDER.resolve(name + ".expected");
        if (Boolean.getBoolean("sintonia.write-samples")) {
            Files.writeString(expected, shown);
        }
        assertThat(shown).isEqualTo(Files.readString(expected));
        assertThat(Told.shown(Told.of(Told.slowly(guide), XmltvOptions.defaults())))
                .as("one byte at a time")
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"features", "broken"})
    void whateverIsCutOffWhatWasCompleteBeforeIsTheSame(String name) throws IOException {
        byte[] guide = sample(name);
        Told.Reading whole = Told.of(guide);
        int before = 0;
        int comments = new String(guide, StandardCharsets.ISO_8859_1).indexOf("-->") + 3;
        for (int length = Math.max(comments, 0); length < guide.length; length++) {
            Told.Reading cut = small(Arrays.copyOf(guide, length));
            List<Programme> told = cut.told().programmes;
            assertThat(told)
                    .as("%d bytes", length)
                    .isEqualTo(whole.told().programmes.subList(0, told.size()));
            assertThat(told.size()).isGreaterThanOrEqualTo(before);
            before = told.size();
            if (length < new String(guide, StandardCharsets.ISO_8859_1).indexOf("</tv>")) {
                assertThat(cut.outcome().brokeOff()).as("%d bytes", length).isPresent();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"features", "broken"})
    void noiseLosesNoMoreThanItHits(String name) throws IOException {
        byte[] guide = sample(name);
        int most = Told.of(guide).told().programmes.size();
        var random = new Random(11);
        for (int i = 0; i < 3_000; i++) {
            byte[] noisy = guide.clone();
            int hits = 1 + random.nextInt(3);
            for (int hit = 0; hit < hits; hit++) {
                byte[] signs = "<>&\"'/!-[] \0".getBytes(StandardCharsets.ISO_8859_1);
                noisy[random.nextInt(noisy.length)] =
                        random.nextBoolean() ? signs[random.nextInt(signs.length)] : (byte) random.nextInt();
            }
            XmltvOutcome outcome = small(noisy).outcome();
            assertThat(outcome.counts().programmesFound()).isBetween(most - 2L * hits - 2, most + 3L);
        }
    }

    @Test
    void programmesNobodyWantsAreCountedAndNeitherReadNorRemarkedOn() throws IOException {
        String guide = "<tv>" + Told.around("<title>A</title>") + Told.around("<title>B</title>")
                + Told.around("<title>unread & broken").replace("a.tv", "b&amp;b.tv")
                + Told.around("<title>C</title>").replace("\"a.tv\"", "' b.tv '") + "</tv>";
        var told = new Told(Set.of("a.tv")::contains);
        XmltvOutcome outcome = XmltvReader.read(
                new ByteArrayInputStream(guide.getBytes(StandardCharsets.UTF_8)), XmltvOptions.defaults(), told);
        assertThat(told.programmes)
                .extracting(programme -> programme.title(List.of()))
                .containsExactly("A", "B");
        assertThat(told.asked).containsExactly("a.tv", "b&b.tv", "b.tv");
        assertThat(outcome.counts().unwanted()).isEqualTo(2);
        assertThat(outcome.counts().programmesFound()).isEqualTo(4);
        assertThat(outcome.remarks()).isEmpty();
        assertThat(outcome.brokeOff()).isEmpty();
    }

    @Test
    void timesWithoutZoneAreInTheSourcesZone() throws IOException {
        byte[] guide = "<tv><programme start=\"20260705200000\" channel=\"a\"><title>T</title></programme></tv>"
                .getBytes(StandardCharsets.UTF_8);
        var options = XmltvOptions.defaults().withZone(ZoneId.of("Europe/Rome"));
        assertThat(Told.of(new ByteArrayInputStream(guide), options)
                        .only()
                        .airing()
                        .start())
                .isEqualTo(Instant.parse("2026-07-05T18:00:00Z"));
        assertThat(Told.of(guide).only().airing().start()).isEqualTo(Instant.parse("2026-07-05T20:00:00Z"));
    }

    @Test
    void whatIsNoGuideIsRefusedWithTheReason() throws IOException {
        assertThat(Told.of("").outcome().brokeOff().orElseThrow().cause()).isEqualTo(Cause.EMPTY);
        var page = Told.of("<!DOCTYPE html><html><body>404 &nbsp;</body></html>")
                .outcome()
                .brokeOff()
                .orElseThrow();
        assertThat(page.cause()).isEqualTo(Cause.NOT_A_GUIDE);
        assertThat(page.reason()).isEqualTo("it begins with <html>: expected <tv>");
        assertThat(Told.of("#EXTM3U\n").outcome().brokeOff().orElseThrow().cause())
                .isEqualTo(Cause.NOT_A_GUIDE);
        assertThat(Told.of("<tv></tv>").outcome().brokeOff()).isEmpty();
        assertThat(Told.of("<tv/>").outcome().brokeOff()).isEmpty();
    }

    @Test
    void inputThatFailsGivesWhatWasCompleteBefore() throws IOException {
        byte[] head = ("<tv>\n" + Told.around("<title>A</title>")
                        + "<programme start=\"2026\" channel=\"a.tv\"><title>B")
                .getBytes(StandardCharsets.UTF_8);
        Told.Reading reading = Told.of(failingAfter(head, new IOException("ended early")), XmltvOptions.defaults());
        assertThat(reading.only().title(List.of())).isEqualTo("A");
        var brokeOff = reading.outcome().brokeOff().orElseThrow();
        assertThat(brokeOff.cause()).isEqualTo(Cause.INPUT_FAILED);
        assertThat(brokeOff.reason()).isEqualTo("ended early");
        assertThat(brokeOff.line()).isEqualTo(2);
        assertThat(Told.of(failingAfter(new byte[0], new IOException("x")), XmltvOptions.defaults())
                        .outcome()
                        .brokeOff())
                .isPresent();
        assertThatThrownBy(() -> Told.of(failingAfter(head, new InterruptedIOException()), XmltvOptions.defaults()))
                .isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void interruptedReadingStops() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Told.of("<tv></tv>")).isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void faultsAreReportedWithLineAndColumn() throws IOException {
        Told.Reading reading = Told.of("<tv>\n\n  " + Told.around("\n<title>Tom & Jerry</title>") + "\n</tv>");
        assertThat(reading.only().title(List.of())).isEqualTo("Tom & Jerry");
        Remark remark = reading.outcome().remarks().getFirst();
        assertThat(remark.line()).isEqualTo(3);
        assertThat(remark.reason()).startsWith("line 4, column ").contains("read as far as");
        assertThat(reading.outcome().counts().mended()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "windows-1252", "UTF-32"})
    void guideIsReadInTheEncodingItIsIn(String charset) throws IOException {
        String guide = "<?xml version=\"1.0\" encoding=\"" + charset + "\"?><tv>"
                + Told.around("<title>caffè</title>").replace("a.tv", "caffè.tv") + "</tv>";
        Programme programme = Told.of(guide.getBytes(Charset.forName(charset))).only();
        assertThat(programme.title(List.of())).isEqualTo("caffè");
        assertThat(programme.channelId()).isEqualTo("caffè.tv");
        assertThat(Told.of(("\ufeff" + guide).getBytes(StandardCharsets.UTF_8))
                        .only()
                        .title(List.of()))
                .as("the same in UTF-8 under that label, with a mark")
                .isEqualTo("caffè");
    }

    @Test
    void oneWrongByteCostsOneCharacter() throws IOException {
        byte[] guide = ("<tv>" + Told.around("<title>caff\u00e8 e t\u00fc</title>") + "</tv>")
                .getBytes(Charset.forName("windows-1252"));
        assertThat(Told.of(guide).only().title(List.of())).isEqualTo("caffè e tü");
        byte[] mixed = ("<tv>" + Told.around("<title>漢 ?</title>") + "</tv>").getBytes(StandardCharsets.UTF_8);
        mixed[new String(mixed, StandardCharsets.ISO_8859_1).indexOf('?')] = (byte) 0xE9;
        assertThat(Told.of(mixed).only().title(List.of())).isEqualTo("漢 é");
        assertThat(Told.of("<?xml version='1.0' encoding='nonsense'?><tv>" + Told.around("") + "</tv>")
                        .outcome()
                        .remarks())
                .extracting(Remark::reason)
                .containsExactly("the guide declares an encoding that is none: it is read as UTF-8");
    }

    private static Told.Reading small(byte[] guide) throws IOException {
        var limits = new XmltvOptions.Limits(8 << 10, 1_000, 100, 100);
        return Told.of(new ByteArrayInputStream(guide), XmltvOptions.defaults().withLimits(limits));
    }

    private static InputStream failingAfter(byte[] head, IOException failure) {
        return new SequenceInputStream(new ByteArrayInputStream(head), new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw failure;
            }
        });
    }

    private static byte[] sample(String name) throws IOException {
        return Files.readAllBytes(FOLDER.resolve(name + ".xml"));
    }
}
