package io.sintonia.formats.mpegts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beginnings of answers that are no transport stream, as operators meet them. */
class NotTransportStreamTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    <!DOCTYPE html><html>              | HTML_PAGE
                    `  \r\n<html lang="en"><head>`     | HTML_PAGE
                    <h1>502 Bad Gateway</h1>           | HTML_PAGE
                    <?xml version="1.0"?><error/>      | XML_DOCUMENT
                    <?xml version="1.0"?><html xmlns>  | HTML_PAGE
                    <?xml version="1.0"?><MPD xmlns    | DASH_MANIFEST
                    {"error":"max connections"}        | JSON_ANSWER
                    [{"error":"max connections"}]      | JSON_ANSWER
                    #EXTM3U #EXT-X-VERSION:3           | HLS_PLAYLIST
                    #EXTM3U #EXTINF:-1,News            | M3U_LIST
                    #EXTINF:-1,News                    | M3U_LIST
                    User is banned                     | PLAIN_TEXT
                    ....ftypisom                       | MP4
                    FLV\u0001\u0005....                | FLV
                    OggS....                           | OGG
                    fLaC....                           | FLAC
                    ID3\u0004......                    | MP3
                    \u00ff\u00fb\u0090d....            | MP3
                    \u00ff\u00f1P\u0080...             | AAC
                    `\u001aE\u00df\u00a3....`          | MATROSKA
                    `\u001f\u008b\u0008\u0000...`      | GZIP
                    \u0089PNG\u0000...                 | PICTURE
                    G@\u0000\u0010\u0000\u0000         | UNKNOWN
                    """)
    void kindIsToldByTheFirstBytes(String head, NotTransportStream kind) {
        var bytes = head.getBytes(ISO_8859_1);
        assertThat(NotTransportStream.describe(bytes, bytes.length)).isEqualTo(kind);
        assertThat(kind.text()).isNotBlank();
    }
}
