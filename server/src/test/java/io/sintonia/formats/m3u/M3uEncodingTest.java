package io.sintonia.formats.m3u;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same names, whatever bytes they came in. */
class M3uEncodingTest {
    private static final String ITALIAN =
            "Città, perché così più è già|Télé Été|Fußball über Österreich|Señal Española";
    private static final String RUSSIAN = "Первый канал|Россия 1|НТВ|Матч! Боец|Звезда|ТНТ Comedy|РЕН ТВ HD|Ё-моё";
    private static final String TURKISH = "TRT 1 Türkiye|Kanal İstanbul|Çağdaş Şehir|Ağrı Işık|Güneş Doğuş|Sıcak Haber";
    private static final String CHINESE = "中央电视台综合频道|湖南卫视|CCTV5 体育赛事|浙江卫视高清|东方卫视|北京新闻";

    private static String list(String names) {
        var list = new StringBuilder("#EXTM3U\n");
        int at = 0;
        for (var name : names(names)) {
            list.append("#EXTINF:-1 tvg-id=\"c")
                    .append(at)
                    .append("\",")
                    .append(name)
                    .append("\nhttp://s.example.org/")
                    .append(at++)
                    .append('\n');
        }
        return list.toString();
    }

    private static List<String> names(String joined) {
        return List.of(joined.split("\\|", -1));
    }

    private static List<String> read(byte[] bytes, M3uOptions options) {
        return Reading.of(bytes, options).entries().stream().map(M3uEntry::name).toList();
    }

    private static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1252", "ISO-8859-1"})
    void westernNamesAreReadInTheirBytes(String charset) {
        assertThat(read(list(ITALIAN).getBytes(Charset.forName(charset)), M3uOptions.defaults()))
                .isEqualTo(names(ITALIAN));
    }

    @ParameterizedTest
    @CsvSource({"windows-1251,RU", "windows-1254,TR", "GB18030,CN", "GBK,CN", "UTF-8,RU", "UTF-8,TR", "UTF-8,CN"})
    void otherNamesAreReadInTheirBytes(String charset, String language) {
        var names = language.equals("RU") ? RUSSIAN : language.equals("TR") ? TURKISH : CHINESE;
        assertThat(read(list(names).getBytes(Charset.forName(charset)), M3uOptions.defaults()))
                .isEqualTo(names(names));
    }

    @Test
    void marksDecide() {
        for (var names : List.of(ITALIAN, RUSSIAN, CHINESE)) {
            byte[] utf8 = join(
                    new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
                    list(names).getBytes(StandardCharsets.UTF_8));
            byte[] little =
                    join(new byte[] {(byte) 0xFF, (byte) 0xFE}, list(names).getBytes(StandardCharsets.UTF_16LE));
            byte[] big = join(new byte[] {(byte) 0xFE, (byte) 0xFF}, list(names).getBytes(StandardCharsets.UTF_16BE));
            for (byte[] bytes : List.of(utf8, little, big)) {
                assertThat(read(bytes, M3uOptions.defaults())).isEqualTo(names(names));
                assertThat(Reading.of(Reading.byteByByte(bytes), M3uOptions.defaults())
                                .entries())
                        .hasSize(names(names).size());
                assertThat(ListKind.of(bytes, bytes.length)).isEqualTo(ListKind.M3U);
            }
        }
    }

    @Test
    void wideListWithEmojiSurvivesAnyBufferEnd() {
        var list = "#EXTM3U\n" + "#EXTINF:-1,\uD83D\uDCFA Name\nhttp://s.example.org/1\n".repeat(5000);
        assertThat(read(list.getBytes(StandardCharsets.UTF_16LE), M3uOptions.defaults()))
                .hasSize(5000)
                .containsOnly("\uD83D\uDCFA Name");
    }

    @Test
    void oneBadByteCostsOneCharacter() {
        byte[] bytes = list(ITALIAN).getBytes(StandardCharsets.UTF_8);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("perch");
        bytes[at] = (byte) 0xE9;
        assertThat(read(bytes, M3uOptions.defaults()))
                .containsExactlyElementsOf(names(ITALIAN.replace("perché", "\uFFFDerché")));
    }

    @Test
    void configuredCharsetComesBeforeTheDetector() {
        var options = M3uOptions.defaults().withFallbackCharset(Charset.forName("windows-1250"));
        assertThat(read(list("Łódź").getBytes(Charset.forName("windows-1250")), options))
                .containsExactly("Łódź");
        assertThat(read(list("Łódź").getBytes(StandardCharsets.UTF_8), options)).containsExactly("Łódź");
    }

    @Test
    void listThatIsAsciiForMegabytesIsJudgedWhereItStopsBeingSo() {
        var list = "#EXTM3U\n" + "#EXTINF:-1,Plain\nhttp://s.example.org/1\n".repeat(60_000)
                + list(RUSSIAN).substring(8);
        assertThat(read(list.getBytes(Charset.forName("windows-1251")), M3uOptions.defaults()))
                .endsWith(names(RUSSIAN).toArray(String[]::new));
        assertThat(read(list.getBytes(StandardCharsets.UTF_8), M3uOptions.defaults()))
                .endsWith(names(RUSSIAN).toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anyLineEndWillDoAndTheLastMayLack(String end) {
        var list = list(RUSSIAN).replace("\n", end).stripTrailing();
        var reading = Reading.of(Reading.byteByByte(list.getBytes(StandardCharsets.UTF_8)), M3uOptions.defaults());
        assertThat(reading.entries().stream().map(M3uEntry::name)).containsExactlyElementsOf(names(RUSSIAN));
        assertThat(reading.entries().getLast().line())
                .isEqualTo(2L * names(RUSSIAN).size());
        assertThat(reading.entries().getLast().link().url()).endsWith("/7");
    }
}
