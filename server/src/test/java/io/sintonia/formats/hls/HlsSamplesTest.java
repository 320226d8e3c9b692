package io.sintonia.formats.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.formats.Remark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The folder of samples: each playlist beside a readable account of what is read from it. Run with
 * {@code -Dsintonia.golden=rewrite} to write the accounts anew, and read the difference before committing it.
 */
class HlsSamplesTest {
    private static final Path FOLDER = Path.of("src/test/resources/hls");
    private static final String BASE = "https://cdn.example.org/live/tv/list.m3u8?token=a&region=eu";

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".m3u8"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sampleIsReadAsItsAccountSays(Path sample) throws IOException {
        String told = told(text(Files.readAllBytes(sample)));
        Path account = Path.of(sample + ".expected");
        if (System.getProperty("sintonia.golden", "").equals("rewrite")) {
            Files.writeString(account, told);
        }
        assertThat(told.lines()).containsExactlyElementsOf(Files.readAllLines(account));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void lineEndsAndBlankLinesChangeNothingButLineNumbers(Path sample) throws IOException {
        String text = text(Files.readAllBytes(sample)).replace("\r\n", "\n");
        String expected = withoutRemarks(told(text));
        assertThat(withoutRemarks(told(text.replace("\n", "\r\n")))).isEqualTo(expected);
        assertThat(withoutRemarks(told(text.replace("\n", "\r")))).isEqualTo(expected);
        assertThat(withoutRemarks(told("\uFEFF\n\n" + text.replace("\uFEFF", "").replace("\n", "\n\n"))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sampleCutAnywhereIsStillRead(Path sample) throws IOException {
        byte[] bytes = Files.readAllBytes(sample);
        for (int length = 0; length <= bytes.length; length++) {
            assertThat(told(text(Arrays.copyOf(bytes, length)))).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sampleWithNoiseIsStillRead(Path sample) throws IOException {
        byte[] bytes = Files.readAllBytes(sample);
        Random random = new Random(sample.getFileName().toString().hashCode());
        for (int round = 0; round < 300; round++) {
            byte[] noisy = bytes.clone();
            for (int fault = 0; fault <= noisy.length / 50; fault++) {
                noisy[random.nextInt(noisy.length)] = (byte) random.nextInt(256);
            }
            assertThat(told(text(noisy))).isNotEmpty();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String withoutRemarks(String told) {
        return told.lines().filter(line -> !line.startsWith("remark")).collect(Collectors.joining("\n"));
    }

    private static String told(String text) {
        StringBuilder out = new StringBuilder();
        List<Remark> remarks = switch (HlsPlaylist.read(text, BASE)) {
            case HlsPlaylist.NotAPlaylist(String reason) -> {
                out.append("no playlist: ").append(reason).append('\n');
                yield List.of();
            }
            case HlsPlaylist.Master master -> {
                master.variants().forEach(variant -> tell(out, variant));
                master.renditions().forEach(rendition -> tell(out, rendition));
                yield master.remarks();
            }
            case HlsPlaylist.Media media -> {
                out.append("media ").append(media.growth()).append(" target ").append(media.target());
                media.numbers()
                        .sequence()
                        .ifPresent(first -> out.append(" from ").append(first));
                out.append(" discontinuities ").append(media.numbers().discontinuities());
                media.start().ifPresent(start -> out.append(" start ").append(start));
                out.append('\n');
                media.segments().forEach(segment -> tell(out, segment));
                yield media.remarks();
            }
        };
        remarks.forEach(remark -> out.append("remark ")
                .append(remark.line())
                .append(": ")
                .append(remark.reason())
                .append(" <")
                .append(remark.text())
                .append(">\n"));
        return out.toString();
    }

    private static void tell(StringBuilder out, HlsPlaylist.Variant variant) {
        out.append("variant ").append(variant.bandwidth()).append(' ').append(variant.codecs());
        out.append(' ')
                .append(variant.picture().width())
                .append('x')
                .append(variant.picture().height());
        out.append('@').append(variant.picture().frameRate());
        variant.audioGroup().ifPresent(group -> out.append(" audio ").append(group));
        out.append("\n  ").append(variant.uri()).append('\n');
    }

    private static void tell(StringBuilder out, HlsPlaylist.Rendition rendition) {
        out.append("rendition ").append(rendition.type()).append(' ').append(rendition.group());
        out.append(" '")
                .append(rendition.name())
                .append("' ")
                .append(rendition.language().orElse("-"));
        out.append("\n  ").append(rendition.uri().orElse("in the variant")).append('\n');
    }

    private static void tell(StringBuilder out, HlsPlaylist.Segment segment) {
        out.append("segment ").append(segment.duration());
        segment.marks().stream().sorted().forEach(mark -> out.append(' ').append(mark));
        segment.programTime().ifPresent(time -> out.append(" at ").append(time));
        segment.place()
                .range()
                .ifPresent(range ->
                        out.append(' ').append(range.length()).append('@').append(range.offset()));
        out.append("\n  ").append(segment.place().uri()).append('\n');
        segment.map()
                .ifPresent(map -> out.append("  map ")
                        .append(map.uri())
                        .append(map.range()
                                .map(r -> " " + r.length() + "@" + r.offset())
                                .orElse(""))
                        .append('\n'));
        segment.keys()
                .forEach(key -> out.append("  key ")
                        .append(key.method())
                        .append(' ')
                        .append(key.format())
                        .append(key.iv().map(iv -> " iv " + iv).orElse(""))
                        .append(' ')
                        .append(key.uri())
                        .append('\n'));
    }
}
