package io.sintonia.formats.m3u;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The folder of samples: each list beside a readable account of what is read from it. Run with
 * {@code -Dsintonia.golden=rewrite} to write the accounts anew, and read the difference before committing it.
 */
class M3uSamplesTest {
    private static final Path FOLDER = Path.of("src/test/resources/m3u");
    private static final M3uOptions OPTIONS =
            M3uOptions.defaults().withBaseUrl(URI.create("https://lists.example.org/tv/all.m3u?key=1"));

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> !file.toString().endsWith(".expected"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sampleIsReadAsItsAccountSays(Path sample) throws IOException {
        var told = Reading.of(Files.readAllBytes(sample), OPTIONS).told();
        var account = Path.of(sample + ".expected");
        if (System.getProperty("sintonia.golden", "").equals("rewrite")) {
            Files.writeString(account, told);
        }
        assertThat(told.lines()).containsExactlyElementsOf(Files.readAllLines(account));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sampleThatArrivesByteByByteReadsTheSame(Path sample) throws IOException {
        byte[] bytes = Files.readAllBytes(sample);
        assertThat(Reading.of(Reading.byteByByte(bytes), OPTIONS).told())
                .isEqualTo(Reading.of(bytes, OPTIONS).told());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sampleCutAnywhereStillAccountsForEachEntry(Path sample) throws IOException {
        byte[] bytes = Files.readAllBytes(sample);
        for (int length = 0; length < bytes.length; length += 97) {
            assertAddsUp(Reading.of(Arrays.copyOf(bytes, length), OPTIONS));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sampleWithNoiseStillAccountsForEachEntry(Path sample) throws IOException {
        byte[] bytes = Files.readAllBytes(sample);
        var random = new Random(sample.getFileName().hashCode());
        for (int round = 0; round < 40; round++) {
            byte[] noisy = bytes.clone();
            for (int fault = 0; fault <= noisy.length / 50; fault++) {
                if (noisy.length > 0) {
                    noisy[random.nextInt(noisy.length)] = (byte) random.nextInt(256);
                }
            }
            assertAddsUp(Reading.of(noisy, OPTIONS));
        }
    }

    private static void assertAddsUp(Reading reading) {
        assertThat((long) reading.entries().size())
                .isEqualTo(reading.extinfLines() + reading.bareUrls() - reading.skipped());
        for (var entry : reading.entries()) {
            assertThat(entry.name()).isNotEmpty();
            assertThat(EntryKey.of(entry)).hasSize(34);
            entry.catchup();
            entry.number();
            entry.adult();
            entry.link().headers().values().forEach(value -> assertThat(value).doesNotContain("\r", "\n"));
        }
    }
}
