package io.sintonia.formats.xmltv;

import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads texts and attributes, blanks tidied, within the limits of length and number. */
final class FieldText {
    private final XmltvOptions.Limits limits;
    private final XmltvRemarks remarks;
    private final StringBuilder text = new StringBuilder();

    /** The blank that goes before the next character: none, a space, or a line end where those are kept. */
    private char blank;

    private boolean keepsLines;
    private boolean isCut;

    FieldText(XmltvOptions.Limits limits, XmltvRemarks remarks) {
        this.limits = limits;
        this.remarks = remarks;
    }

    /** The text of the element whose start was read, on one line; reads its end. */
    String line(XMLStreamReader xml) throws XMLStreamException {
        keepsLines = false;
        return text(xml);
    }

    void addLocal(List<LocalText> texts, XMLStreamReader xml) throws XMLStreamException {
        keepsLines = false;
        addText(texts, xml);
    }

    /** Keeps the lines of the text. */
    void addLocalProse(List<LocalText> texts, XMLStreamReader xml) throws XMLStreamException {
        keepsLines = true;
        addText(texts, xml);
    }

    /** Adds this attribute, if there is one, and reads the element's end. */
    void addAttribute(List<String> values, XMLStreamReader xml, String name) throws XMLStreamException {
        add(values, attribute(xml, name));
        pass(xml);
    }

    /** The attribute, empty if there is none or it is too long: half an address leads nowhere. */
    String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        if (value == null) {
            return "";
        }
        if (value.length() > limits.textCharacters()) {
            remarks.say(
                    name,
                    "the attribute has " + value.length() + " characters: left out, at most " + limits.textCharacters()
                            + " are read");
            return "";
        }
        return value.strip();
    }

    void add(List<String> values, String value) {
        if (!value.isEmpty()) {
            addTo(values, value);
        }
    }

    <T> void add(List<T> values, T value) {
        addTo(values, value);
    }

    /** Reads on to the end of the element whose start was read. */
    void pass(XMLStreamReader xml) throws XMLStreamException {
        int depth = 1;
        while (depth > 0) {
            int event = xml.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }

    private <T> void addTo(List<T> values, T value) {
        if (values.size() < limits.valuesPerField()) {
            values.add(value);
        } else if (values.size() == limits.valuesPerField()) {
            remarks.say(
                    "",
                    "one programme or channel has more than " + limits.valuesPerField()
                            + " values of one kind: the rest is left out");
        }
    }

    private void addText(List<LocalText> texts, XMLStreamReader xml) throws XMLStreamException {
        String language = attribute(xml, "lang");
        String read = text(xml);
        if (!read.isEmpty()) {
            addTo(texts, new LocalText(language, read));
        }
    }

    /** Pictures and pages of a person are no part of the name. */
    private String text(XMLStreamReader xml) throws XMLStreamException {
        text.setLength(0);
        blank = 0;
        isCut = false;
        int depth = 1;
        while (depth > 0) {
            switch (xml.next()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                case XMLStreamConstants.ENTITY_REFERENCE -> appendEntity(xml.getLocalName());
                case XMLStreamConstants.START_ELEMENT -> {
                    switch (xml.getLocalName()) {
                        case "image", "url" -> pass(xml);
                        case "br", "p" -> {
                            blank = keepsLines ? '\n' : ' ';
                            depth++;
                        }
                        default -> depth++;
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
        if (isCut) {
            int length = text.length();
            while (length > 0
                    && (Character.isHighSurrogate(text.charAt(length - 1)) || text.charAt(length - 1) <= ' ')) {
                length--;
            }
            text.setLength(length);
            remarks.say(
                    text.substring(0, Math.min(text.length(), 60)),
                    "a text is longer than " + limits.textCharacters() + " characters: the rest is left out");
        }
        return text.toString();
    }

    private void appendEntity(String name) {
        int codePoint = Entities.codePoint(name);
        char[] characters = codePoint < 0 ? ("&" + name + ";").toCharArray() : Character.toChars(codePoint);
        append(characters, 0, characters.length);
    }

    private void append(char[] characters, int from, int count) {
        int most = limits.textCharacters();
        for (int i = from; i < from + count; i++) {
            char c = characters[i];
            if (c <= ' ') {
                blank = c == '\n' && keepsLines ? '\n' : blank == 0 ? ' ' : blank;
                continue;
            }
            if (text.length() + 2 > most) {
                isCut = true;
                return;
            }
            if (blank != 0 && !text.isEmpty()) {
                text.append(blank);
            }
            blank = 0;
            text.append(c);
        }
    }
}
