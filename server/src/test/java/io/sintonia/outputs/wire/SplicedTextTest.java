package io.sintonia.outputs.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A text with marks reads, for every reader and through any buffer, as if it had been written for that reader alone. In these
 * texts {@code {B}} stands for a mark, by its first letter.
 */
class SplicedTextTest {
    private static final Splice SOFA = new Splice("http://tv.example:8000", "söfa", "pa%20ss");
    private static final Splice EMPTY = new Splice("", "", "");

    @TempDir
    private Path folder;

    private MarkCount write(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SplicedWriter writer = new SplicedWriter(bytes);
        for (String part : text.split("(?=\\{)|(?<=})", -1)) {
            if (part.startsWith("{")) {
                writer.add(mark(part.charAt(1)));
            } else {
                writer.add(part);
            }
        }
        MarkCount count = new MarkCount();
        count.add(bytes.toByteArray(), 0, bytes.size());
        Files.write(folder.resolve("text"), bytes.toByteArray());
        return count;
    }

    private static Mark mark(char letter) {
        for (Mark mark : Mark.values()) {
            if (mark.name().charAt(0) == letter) {
                return mark;
            }
        }
        throw new AssertionError("no mark " + letter);
    }

    private SplicedText read(Splice splice) throws IOException {
        return new SplicedText(FileChannel.open(folder.resolve("text")), splice);
    }

    private static byte[] all(Pieces pieces, int buffer) throws IOException {
        try (pieces) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] piece = new byte[buffer];
            for (int length = pieces.fill(piece); length > 0; length = pieces.fill(piece)) {
                all.write(piece, 0, length);
            }
            return all.toByteArray();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no mark",
                "{B}",
                "{B}{U}{P}",
                "{B}/{U}/{P}/7.ts",
                "{L}7.ts\n{M}8.mp4\n{S}9.mkv\n",
                "begin {P}{P} ünd {U}",
                "a{U}b{U}c"
            })
    void everyBufferReadsTheSameBytes(String text) throws IOException {
        MarkCount count = write(text);
        for (Splice splice : new Splice[] {SOFA, EMPTY, new Splice("x", "", "yz")}) {
            byte[] whole = all(read(splice), 10_000);
            assertThat(count.length(splice)).isEqualTo(whole.length);
            for (int buffer = 1; buffer <= whole.length + 1; buffer++) {
                assertThat(all(read(splice), buffer)).as("buffer of %d", buffer).isEqualTo(whole);
            }
        }
    }

    @Test
    void marksBecomeTheReadersWords() throws IOException {
        write("{L}7.ts\n{M}8.mp4\n{S}9.mkv\n{B}/x?u={U}&p={P}");
        assertThat(new String(all(read(SOFA), 7), StandardCharsets.UTF_8)).isEqualTo("""
                http://tv.example:8000/live/söfa/pa%20ss/7.ts
                http://tv.example:8000/movie/söfa/pa%20ss/8.mp4
                http://tv.example:8000/series/söfa/pa%20ss/9.mkv
                http://tv.example:8000/x?u=söfa&p=pa%20ss""");
    }

    @Test
    void wordsOfTheTextAreNeverTakenForMarks() throws IOException {
        write("a\u0001b\u0006c\u0000d\te");
        assertThat(all(read(SOFA), 7)).asString(StandardCharsets.UTF_8).isEqualTo("a b c d\te");
    }

    private static String longText(StringBuilder expected) {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            String words = "x".repeat(random.nextInt(9));
            text.append(words).append("{U}");
            expected.append(words).append(SOFA.username());
        }
        return text.toString();
    }

    @Test
    void longTextIsReadInManyBuffers() throws IOException {
        StringBuilder expected = new StringBuilder();
        MarkCount count = write(longText(expected));
        byte[] bytes = expected.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(count.length(SOFA)).isEqualTo(bytes.length);
        assertThat(all(read(SOFA), 4096)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 70_000})
    void packedTextUnpacksToTheSame(int buffer) throws IOException {
        StringBuilder expected = new StringBuilder();
        write(buffer == 1 ? "{U}" : longText(expected));
        byte[] packed = all(new PackedPieces(read(SOFA)), buffer);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(buffer == 1 ? SOFA.username() : expected.toString());
        }
    }

    @Test
    void closingATextClosesItsFile() throws IOException {
        write("text");
        FileChannel file = FileChannel.open(folder.resolve("text"));
        new PackedPieces(new SplicedText(file, SOFA)).close();
        assertThat(file.isOpen()).isFalse();
    }
}
