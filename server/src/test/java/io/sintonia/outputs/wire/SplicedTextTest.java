package io.sintonia.outputs.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.outputs.wire.SplicedText.Mark;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A text with gaps reads, for every reader and through any buffer, as if it had been written for that reader alone. */
class SplicedTextTest {
    private static final Splice SOFA = new Splice("http://tv.example:8000", "söfa", "pa%20ss");
    private static final List<Mark> MARKS = List.of(Mark.values());
    private static final Splice EMPTY = new Splice("", "", "");

    static Stream<SplicedText.Writer> texts() {
        return Stream.of(
                writer(),
                writer().add(""),
                writer().add("no mark"),
                writer().add(Mark.BASE),
                writer().add(Mark.BASE).add(Mark.USERNAME).add(Mark.PASSWORD),
                writer().add(Mark.BASE)
                        .add("/")
                        .add(Mark.USERNAME)
                        .add("/")
                        .add(Mark.PASSWORD)
                        .add("/7.ts"),
                writer().add("begin ")
                        .add(Mark.PASSWORD)
                        .add(Mark.PASSWORD)
                        .add(" ünd ")
                        .add(Mark.USERNAME),
                writer().add("a").add(Mark.USERNAME).add("b").add(Mark.USERNAME).add("c"));
    }

    private static SplicedText.Writer writer() {
        return new SplicedText.Writer();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyBufferReadsTheSameBytes(SplicedText.Writer writer) {
        SplicedText text = writer.done();
        for (Splice splice : new Splice[] {SOFA, EMPTY, new Splice("x", "", "yz")}) {
            byte[] whole = read(text, splice, 10_000);
            assertThat(text.length(splice)).isEqualTo(whole.length);
            for (int buffer = 1; buffer <= whole.length + 1; buffer++) {
                assertThat(read(text, splice, buffer))
                        .as("buffer of %d", buffer)
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void marksBecomeTheReadersWords() {
        SplicedText text = writer().add(Mark.BASE)
                .add("/live/")
                .add(Mark.USERNAME)
                .add("/")
                .add(Mark.PASSWORD)
                .add("/7.ts\n")
                .done();
        assertThat(new String(read(text, SOFA, 7), StandardCharsets.UTF_8))
                .isEqualTo("http://tv.example:8000/live/söfa/pa%20ss/7.ts\n");
        assertThat(new String(read(text, EMPTY, 7), StandardCharsets.UTF_8)).isEqualTo("/live///7.ts\n");
    }

    @Test
    void manyMarksAreAsGoodAsFew() {
        Random random = new Random(3);
        SplicedText.Writer writer = writer();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            String words = "x".repeat(random.nextInt(4));
            Mark mark = MARKS.get(random.nextInt(3));
            writer.add(words).add(mark);
            expected.append(words)
                    .append(
                            switch (mark) {
                                case BASE -> SOFA.base();
                                case USERNAME -> SOFA.username();
                                case PASSWORD -> SOFA.password();
                            });
        }
        SplicedText text = writer.done();
        byte[] bytes = expected.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(text.length(SOFA)).isEqualTo(bytes.length);
        assertThat(read(text, SOFA, 4096)).isEqualTo(bytes);
    }

    @Test
    void readersDoNotDisturbEachOther() {
        SplicedText text = writer().add("a").add(Mark.USERNAME).add("b").done();
        SplicedText.Reading one = text.read(new Splice("", "1", ""));
        SplicedText.Reading other = text.read(new Splice("", "22", ""));
        byte[] two = new byte[2];
        assertThat(one.fill(two)).isEqualTo(2);
        byte[] ten = new byte[10];
        assertThat(other.fill(ten)).isEqualTo(4);
        assertThat(one.fill(ten)).isOne();
        assertThat(one.fill(ten)).isZero();
        assertThat(one.fill(ten)).isZero();
    }

    private static byte[] read(SplicedText text, Splice splice, int bufferBytes) {
        SplicedText.Reading reading = text.read(splice);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[bufferBytes];
        for (int length = reading.fill(buffer); length > 0; length = reading.fill(buffer)) {
            all.write(buffer, 0, length);
        }
        return all.toByteArray();
    }
}
