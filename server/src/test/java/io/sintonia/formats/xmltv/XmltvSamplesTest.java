package io.sintonia.formats.xmltv;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.SharedFiles;
import io.sintonia.formats.xmltv.XmltvOutcome.Cause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Real guides are read whole, or refused with a reason; what is read is counted once more by plain search. */
class XmltvSamplesTest {
    private static final Pattern NOT_MARKUP = Pattern.compile("<!--.*?-->|<!\\[CDATA\\[.*?]]>", Pattern.DOTALL);

    @Test
    void everyGuideGivesWhatPlainSearchFindsOrIsRefused() throws IOException {
        try (DirectoryStream<Path> guides = Files.newDirectoryStream(SharedFiles.need("data/xmltv"), "*.xml")) {
            for (Path guide : guides) {
                byte[] bytes = Files.readAllBytes(guide);
                Told.Reading reading = Told.of(bytes);
                if (bytes.length == 0) {
                    assertThat(reading.outcome().brokeOff().orElseThrow().cause())
                            .isEqualTo(Cause.EMPTY);
                    continue;
                }
                String text = NOT_MARKUP
                        .matcher(new String(bytes, StandardCharsets.ISO_8859_1))
                        .replaceAll("");
                assertThat(reading.outcome().brokeOff()).as("%s", guide).isEmpty();
                assertThat(reading.told().channels).as("%s", guide).hasSize(count(text, "<channel "));
                assertThat(reading.told().programmes).as("%s", guide).hasSize(count(text, "<programme "));
                assertThat(reading.outcome().counts().mended())
                        .as("%s %s", guide, reading.outcome().remarks())
                        .isEqualTo(guide.toString().contains("broken") ? 1 : 0);
                assertThat(Told.shown(Told.of(Told.slowly(bytes), XmltvOptions.defaults())))
                        .as("%s, one byte at a time", guide)
                        .isEqualTo(Told.shown(reading));
            }
        }
    }

    private static int count(String text, String wanted) {
        int count = 0;
        for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
            count++;
        }
        return count;
    }
}
