package io.sintonia.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names from outside never end a line of ours. */
class OneLineTest {
    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("Alpha", "Alpha"),
                Arguments.of("  Alpha  ", "Alpha"),
                Arguments.of("a\r\nb", "a  b"),
                Arguments.of("a\tb\u0000c\u007fd\u0085e", "a b c d e"),
                Arguments.of("a\u2028b\u2029c", "a b c"),
                Arguments.of("ü 漢 😀", "ü 漢 😀"),
                Arguments.of("a\ud83db", "ab"),
                Arguments.of("a\ude00", "a"),
                Arguments.of("\uffffa\ufffe", "a"),
                Arguments.of("\n\t", ""));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void lineEndsBecomeBlanksAndWhatCannotBeSentIsLeftOut(String text, String line) {
        assertThat(OneLine.of(text)).isEqualTo(line);
    }
}
