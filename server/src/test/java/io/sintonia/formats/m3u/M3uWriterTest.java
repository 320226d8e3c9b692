package io.sintonia.formats.m3u;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read back the same. */
class M3uWriterTest {

    private static String written(List<M3uEntry> entries) throws IOException {
        var out = new StringBuilder();
        var writer = new M3uWriter(out).header(List.of("https://g.example.org/a.xml", "https://g.example.org/b.xml"));
        for (var entry : entries) {
            writer.entry(entry);
        }
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"grammar.m3u", "between.m3u", "links.m3u", "kinds.m3u", "chinese.txt"})
    void exportedListReadsBackTheSame(String sample) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of("src/test/resources/m3u", sample));
        var first = Reading.of(bytes, M3uOptions.defaults()).entries();
        var again = Reading.of(written(first)).entries();
        assertThat(again).hasSameSizeAs(first);
        for (int at = 0; at < first.size(); at++) {
            var before = first.get(at);
            var after = again.get(at);
            assertThat(after.name()).isEqualTo(before.name().replace('"', '\''));
            assertThat(after.number()).isEqualTo(before.number());
            assertThat(after.groups()).isEqualTo(before.groups());
            assertThat(after.tvgId()).isEqualTo(before.tvgId());
            assertThat(after.tvgName()).isEqualTo(before.tvgName().map(name -> name.replace('"', '\'')));
            assertThat(after.logo()).isEqualTo(before.logo());
            assertThat(after.radio()).isEqualTo(before.radio());
            assertThat(after.guideShift()).isEqualTo(before.guideShift());
            assertThat(after.catchup()).isEqualTo(before.catchup());
            assertThat(after.link().url()).isEqualTo(before.link().url());
            assertThat(after.link().headers())
                    .containsExactlyInAnyOrderEntriesOf(before.link().headers());
            assertThat(after.link().program()).isEqualTo(before.link().program());
            assertThat(after.link().options()).isEqualTo(before.link().options());
            assertThat(after.durationSeconds()).isEqualTo(before.durationSeconds());
            assertThat(EntryKey.of(after)).isEqualTo(EntryKey.of(before));
        }
    }

    @Test
    void nothingInAValueEndsItsLineOrQuotes() throws IOException {
        var out = new StringBuilder();
        new M3uWriter(out)
                .header(List.of())
                .begin(-1)
                .attribute("tvg-name", "a\"b\r\n#EXTINF:c\td")
                .name("Bravo \"Sport\", HD\nhttp://evil.example.org/")
                .url("http://s.example.org/1\r\nEvil");
        assertThat(out.toString()).isEqualTo("""
                        #EXTM3U
                        #EXTINF:-1 tvg-name="a'b  #EXTINF:c d",Bravo 'Sport', HD http://evil.example.org/
                        http://s.example.org/1Evil
                        """);
    }

    @Test
    void headerOffersTheGuidesUnderBothNames() throws IOException {
        assertThat(written(List.of()))
                .isEqualTo("#EXTM3U url-tvg=\"https://g.example.org/a.xml,https://g.example.org/b.xml\" "
                        + "x-tvg-url=\"https://g.example.org/a.xml,https://g.example.org/b.xml\"\n");
        assertThat(Reading.of(written(List.of())).header().guideUrls())
                .containsExactly("https://g.example.org/a.xml", "https://g.example.org/b.xml");
    }
}
