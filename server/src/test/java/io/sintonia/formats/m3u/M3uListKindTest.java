package io.sintonia.formats.m3u;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What came instead of a list is named. */
class M3uListKindTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "#EXTM3U\\n#EXTINF:-1,A\\nhttp://a ~ M3U",
                "\\n\\n  #EXTINF:-1,A\\nhttp://a ~ M3U",
                "EXTINF:-1,A\\nhttp://a ~ M3U",
                "http://s.example.org/1\\nhttp://s.example.org/2 ~ M3U",
                "#EXTM3U\\n#EXT-X-PLAYLIST-TYPE:VOD\\n#EXTINF:-1,A\\nhttp://a ~ M3U",
                "[NO STREAM]\\n#EXTINF:-1,A\\nhttp://a ~ M3U",
                "#EXTM3U\\n#EXT-X-VERSION:3\\n#EXT-X-TARGETDURATION:10\\n#EXTINF:10,\\na.ts ~ HLS_PLAYLIST",
                "#EXTM3U\\n#EXT-X-STREAM-INF:BANDWIDTH=1\\na.m3u8 ~ HLS_PLAYLIST",
                "#EXTM3U\\n#EXT-X-MEDIA-SEQUENCE:1\\n#EXTINF:1,\\na.ts ~ HLS_PLAYLIST",
                "<!DOCTYPE html><html><body>502 Bad Gateway ~ HTML",
                "<?xml version='1.0'?>\\n<!DOCTYPE html PUBLIC '-//W3C'> ~ HTML",
                "<?xml version='1.0'?><tv> ~ XML",
                "{\"user_info\":{\"auth\":0}} ~ JSON",
                "[{\"name\":\"x\"}] ~ JSON",
                "[] ~ JSON",
                "#EXTM3U ~ HEADER_ONLY",
                "#EXTM3U x-tvg-url=\"a\"\\n# nothing here ~ HEADER_ONLY",
                "\\n \\r\\n ~ EMPTY",
                "央视,#genre#\\nCCTV1,http://a/b ~ TXT_LIST",
                "Invalid token ~ OTHER_TEXT",
                "[playlist]\\nFile1=http://a ~ OTHER_TEXT",
                "G\\0\\0x ~ BINARY"
            })
    void bodyIsNamed(String body, ListKind kind) {
        byte[] bytes = body.replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\0", "\0")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(ListKind.of(bytes, bytes.length)).isEqualTo(kind);
    }

    @Test
    void nothingIsEmpty() {
        assertThat(ListKind.of(new byte[0], 0)).isEqualTo(ListKind.EMPTY);
        assertThat(ListKind.of(new byte[100], 0)).isEqualTo(ListKind.EMPTY);
        assertThat(ListKind.of(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, 3))
                .isEqualTo(ListKind.EMPTY);
        assertThat(ListKind.of(new byte[] {0x1F, (byte) 0x8B, 8, 0}, 4)).isEqualTo(ListKind.BINARY);
    }
}
