package io.sintonia.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.fetch.FaultyOrigin;
import io.sintonia.fetch.FaultyOrigin.Answer;
import io.sintonia.sources.ImportReport.Outcome;
import io.sintonia.sources.Importer.Vanishing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A provider's bad day: whatever it answers, the old list stays whole, and the report says why. */
class ImportFailureTest {
    /** Of one line; a thousand of them in the long form. */
    private static final int LINE_MEGABYTES = Boolean.getBoolean("sintonia.long") ? 1000 : 100;

    private static final String SECRET = "s3cr3t-pass";

    @TempDir
    Path folder;

    private ImportHouse house;
    private FaultyOrigin origin;
    private Map<String, Long> before;

    @BeforeEach
    void open() throws IOException {
        house = new ImportHouse(folder);
        origin = FaultyOrigin.start();
        origin.on("/get.php", Answer.ok(ImportHouse.channels(0, 50)));
        house.declare(origin.url("/get.php?username=me&password=" + SECRET));
        assertThat(house.run(Vanishing.GUARDED).outcome()).isEqualTo(Outcome.APPLIED);
        before = house.ids();
    }

    @AfterEach
    void close() throws IOException {
        origin.close();
        house.close();
    }

    private static byte[] gzip(byte[] bytes, int times) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            for (int i = 0; i < times; i++) {
                out.write(bytes);
            }
        }
        return packed.toByteArray();
    }

    static List<Arguments> answers() throws IOException {
        byte[] list = ImportHouse.channels(0, 60).getBytes(UTF_8);
        byte[] packed = gzip(list, 1);
        return List.of(
                Arguments.of("a page", Answer.ok("<!DOCTYPE html><html><body>Login</body></html>"), "HTML page"),
                Arguments.of("nothing", Answer.ok(""), "it is empty"),
                Arguments.of("a header alone", Answer.ok("#EXTM3U\n"), "a header but no entry"),
                Arguments.of("an error in JSON", Answer.ok("{\"user_info\":{\"auth\":0}}"), "JSON answer"),
                Arguments.of(
                        "one stream",
                        Answer.ok("#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\nhttp://p.example/1.ts\n"),
                        "one HLS stream"),
                Arguments.of(
                        "half of it",
                        Answer.of("HTTP/1.1 200 OK")
                                .announcing(list.length)
                                .piece(Arrays.copyOf(list, list.length / 2)),
                        "ended early"),
                Arguments.of(
                        "an error",
                        Answer.of("HTTP/1.1 500 Internal Server Error")
                                .announcing(0)
                                .piece(new byte[0]),
                        "500"),
                Arguments.of("a loop", Answer.redirect("/get.php"), "redirect"),
                Arguments.of("a broken connection", Answer.silent().reset(), "failed"),
                Arguments.of("half a packed list", Answer.ok(Arrays.copyOf(packed, packed.length / 2)), "ended early"),
                Arguments.of("a bomb", Answer.ok(bomb()), "unpacks to more"));
    }

    private static byte[] bomb() throws IOException {
        return gzip(("#EXTM3U\n" + "#".repeat(1 << 20)).getBytes(UTF_8), 64);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void oldListStaysWholeAndTheReportSaysWhy(String what, Answer answer, String reason) throws IOException {
        origin.on("/get.php", answer);

        ImportReport report = house.run(Vanishing.APPROVED);

        assertThat(report.outcome()).as(what).isEqualTo(Outcome.FAILED);
        assertThat(report.message()).contains(reason).doesNotContain(SECRET).doesNotContain("me&");
        assertThat(house.ids()).isEqualTo(before);
        assertThat(house.filesLeft()).isZero();
        assertThat(house.rows.reports(report.sourceId(), 1)).containsExactly(report);
    }

    @Test
    void listOfAnotherKindIsHeldBackAndSaysWhy() {
        origin.on("/get.php", Answer.ok("#EXTM3U\n#EXTINF:-1,Film (1999)\nhttp://p.example/movie/u/p/1.mkv\n"));

        ImportReport report = house.run(Vanishing.GUARDED);

        assertThat(report.outcome()).isEqualTo(Outcome.HELD_BACK);
        assertThat(report.message()).contains("all 50 channels would vanish");
        assertThat(house.ids()).isEqualTo(before);
    }

    @Test
    void lineWithoutEndTakesNoMemory() {
        byte[] piece = "x".repeat(1 << 20).getBytes(UTF_8);
        Answer answer = Answer.of("HTTP/1.1 200 OK").announcing(9 + (long) LINE_MEGABYTES * piece.length);
        answer = answer.piece("#EXTM3U\n#".getBytes(UTF_8));
        for (int i = 0; i < LINE_MEGABYTES; i++) {
            answer = answer.raw(piece);
        }
        origin.on("/get.php", answer);

        ImportReport report = house.run(Vanishing.APPROVED);

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.peakMemoryMb()).isLessThan(400);
        assertThat(house.ids()).isEqualTo(before);
        assertThat(house.rows.reports(report.sourceId(), 1)).containsExactly(report);
    }

    @Test
    void afterABadDayTheListIsReadAgain() {
        origin.on("/get.php", Answer.ok("<html><body>maintenance</body></html>"));
        house.run(Vanishing.GUARDED);
        origin.on("/get.php", Answer.ok(ImportHouse.channels(0, 55)));

        assertThat(house.run(Vanishing.GUARDED).outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(house.names()).hasSize(55);
    }

    @Test
    void listThatItsOriginCallsUnchangedIsNotSentAgain() {
        origin.on(
                "/get.php",
                request -> request.header("If-None-Match").isPresent()
                        ? Answer.of("HTTP/1.1 304 Not Modified").piece(new byte[0])
                        : Answer.of("HTTP/1.1 200 OK")
                                .header("ETag", "\"v2\"")
                                .announcing(ImportHouse.channels(0, 50).length())
                                .piece(ImportHouse.channels(0, 50).getBytes(UTF_8)));

        assertThat(house.run(Vanishing.GUARDED).outcome()).isEqualTo(Outcome.UNCHANGED);
        // the bytes were the ones known, but their tag was new: it is remembered
        assertThat(house.run(Vanishing.GUARDED).outcome()).isEqualTo(Outcome.UNCHANGED);

        assertThat(origin.requests().getLast().header("If-None-Match")).contains("\"v2\"");
    }

    @Test
    void sourceOfAnotherAddressIsAskedAnew() {
        origin.on("/other.m3u", Answer.ok(ImportHouse.channels(0, 50)));
        house.declare(origin.url("/other.m3u"));

        assertThat(house.source().contentHash()).isEmpty();
        assertThat(house.source().refreshedAt()).isEmpty();
        assertThat(house.run(Vanishing.GUARDED).outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(house.ids()).isEqualTo(before);
    }
}
