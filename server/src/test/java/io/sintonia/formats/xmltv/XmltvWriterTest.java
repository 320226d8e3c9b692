package io.sintonia.formats.xmltv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is XML, whatever the words are. */
class XmltvWriterTest {
    private static final Instant START = Instant.parse("2026-03-14T12:00:00.999Z");

    private final StringBuilder out = new StringBuilder();
    private final XmltvWriter xmltv = new XmltvWriter(out);

    @Test
    void guideHasChannelsProgrammesAndNothingElse() throws IOException {
        xmltv.begin("Sintonia").channel("a.tv", "A", "http://logo.example/a.png?x=1&y=2");
        xmltv.programme(
                new XmltvWriter.Programme("a.tv", START, START.plusSeconds(1800), "News", "What happened", "en"));
        xmltv.end();
        assertThat(out.toString()).isEqualTo("""
                <?xml version="1.0" encoding="utf-8" ?><!DOCTYPE tv SYSTEM "xmltv.dtd">
                <tv generator-info-name="Sintonia">
                <channel id="a.tv"><display-name>A</display-name><icon src="http://logo.example/a.png?x=1&amp;y=2" /></channel>
                <programme start="20260314120000 +0000" stop="20260314123000 +0000" channel="a.tv"><title lang="en">News</title><desc lang="en">What happened</desc></programme>
                </tv>
                """);
    }

    @Test
    void whatIsNotKnownIsLeftOut() throws IOException {
        xmltv.channel("a", "A", "");
        xmltv.programme(new XmltvWriter.Programme("a", START, START.plusSeconds(60), "T", "", ""));
        assertThat(out.toString()).doesNotContain("icon", "desc", "lang");
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("a & b <c> \"d\" 'e'", "a & b <c> \"d\" 'e'"),
                Arguments.of("]]>", "]]>"),
                Arguments.of("ü 漢 😀", "ü 漢 😀"),
                Arguments.of("a\u0000b\u0008c\u001fd", "abcd"),
                Arguments.of("a\tb\rc\nd", "a b c d"),
                Arguments.of("a\ud83db", "ab"),
                Arguments.of("a\ude00b", "ab"),
                Arguments.of("a\ufffeb\uffffc", "abc"),
                Arguments.of("&amp;", "&amp;"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textComesBackAsItWasButForWhatXmlCannotHold(String text, String read) throws Exception {
        xmltv.begin("S").channel(text, text, "").end();
        String document = out.toString().replace("<!DOCTYPE tv SYSTEM \"xmltv.dtd\">", "");
        assertThat(displayName(document)).isEqualTo(read + "/" + read);
    }

    private static String displayName(String document) throws XMLStreamException {
        XMLStreamReader reader = XMLInputFactory.newFactory().createXMLStreamReader(new StringReader(document));
        String id = "";
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                if (reader.getLocalName().equals("channel")) {
                    id = reader.getAttributeValue(null, "id");
                } else if (reader.getLocalName().equals("display-name")) {
                    return id + "/" + reader.getElementText();
                }
            }
        }
        throw new AssertionError("no channel in " + document);
    }
}
