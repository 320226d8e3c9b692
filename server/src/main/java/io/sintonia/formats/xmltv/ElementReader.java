package io.sintonia.formats.xmltv;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.sintonia.formats.xmltv.Programme.Flag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.io.Stax2ByteArraySource;

/**
 * Reads one record, given to the parser as a document of its own: it has no DOCTYPE, so it can declare nothing. Elements
 * may come in any order; unknown ones are passed over. Nesting costs no stack.
 */
final class ElementReader {
    private final XMLInputFactory2 factory = new InputFactoryImpl();
    private final FieldText fields;

    ElementReader(XmltvOptions.Limits limits, XmltvRemarks remarks) {
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        fields = new FieldText(limits, remarks);
    }

    GuideChannel channel(String id, Slice record) throws XMLStreamException {
        XMLStreamReader xml = opened(record);
        var names = new ArrayList<LocalText>();
        var icons = new ArrayList<String>();
        var urls = new ArrayList<String>();
        String number = "";
        while (entersChild(xml)) {
            switch (xml.getLocalName()) {
                case "display-name" -> fields.addLocal(names, xml);
                case "icon" -> fields.addAttribute(icons, xml, "src");
                case "url" -> fields.add(urls, fields.line(xml));
                case "lcn" -> number = fields.line(xml);
                default -> fields.pass(xml);
            }
        }
        return new GuideChannel(id, names, icons, urls, number);
    }

    /** All but the channel and the times, which stand in the start tag. */
    Parts programme(Slice record) throws XMLStreamException {
        XMLStreamReader xml = opened(record);
        var parts = new Parts();
        while (entersChild(xml)) {
            read(parts, xml);
        }
        return parts;
    }

    private XMLStreamReader opened(Slice record) throws XMLStreamException {
        XMLStreamReader xml =
                factory.createXMLStreamReader(new Stax2ByteArraySource(record.bytes(), record.from(), record.length()));
        while (xml.getEventType() != XMLStreamConstants.START_ELEMENT) {
            xml.next();
        }
        return xml;
    }

    /** Moves into the next child; false at the end of the element that the reader is in. */
    private static boolean entersChild(XMLStreamReader xml) throws XMLStreamException {
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT, XMLStreamConstants.END_DOCUMENT -> {
                    return false;
                }
                default -> {}
            }
        }
    }

    private void read(Parts parts, XMLStreamReader xml) throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "title" -> fields.addLocal(parts.titles, xml);
            case "sub-title" -> fields.addLocal(parts.subTitles, xml);
            case "desc" -> fields.addLocalProse(parts.descriptions, xml);
            case "category" -> fields.addLocal(parts.categories, xml);
            case "credits" -> credits(parts.credits, xml);
            case "date" -> parts.date = fields.line(xml);
            case "country" -> fields.addLocal(parts.countries, xml);
            case "length" -> parts.length = length(xml).or(() -> parts.length);
            case "icon" -> fields.addAttribute(parts.icons, xml, "src");
            case "image" -> fields.add(parts.icons, fields.line(xml));
            case "episode-num" -> episodeNumber(parts.episodeNumbers, xml);
            case "rating" -> rating(parts.ratings, xml);
            case "star-rating" -> rating(parts.starRatings, xml);
            case "video" -> video(parts, xml);
            case "new" -> flag(parts, Flag.NEW, xml);
            case "live" -> flag(parts, Flag.LIVE, xml);
            case "premiere" -> flag(parts, Flag.PREMIERE, xml);
            case "last-chance" -> flag(parts, Flag.LAST_CHANCE, xml);
            case "previously-shown" -> flag(parts, Flag.PREVIOUSLY_SHOWN, xml);
            default -> fields.pass(xml);
        }
    }

    private void flag(Parts parts, Flag flag, XMLStreamReader xml) throws XMLStreamException {
        parts.flags.add(flag);
        fields.pass(xml);
    }

    private void credits(List<Credit> credits, XMLStreamReader xml) throws XMLStreamException {
        while (entersChild(xml)) {
            Optional<Credit.Role> role = role(xml.getLocalName());
            if (role.isEmpty()) {
                fields.pass(xml);
                continue;
            }
            String part = fields.attribute(xml, "role");
            String name = fields.line(xml);
            if (!name.isEmpty()) {
                fields.add(credits, new Credit(role.get(), name, part));
            }
        }
    }

    private static Optional<Credit.Role> role(String element) {
        return switch (element) {
            case "director" -> Optional.of(Credit.Role.DIRECTOR);
            case "actor" -> Optional.of(Credit.Role.ACTOR);
            case "writer" -> Optional.of(Credit.Role.WRITER);
            case "adapter" -> Optional.of(Credit.Role.ADAPTER);
            case "producer" -> Optional.of(Credit.Role.PRODUCER);
            case "composer" -> Optional.of(Credit.Role.COMPOSER);
            case "editor" -> Optional.of(Credit.Role.EDITOR);
            case "presenter" -> Optional.of(Credit.Role.PRESENTER);
            case "commentator" -> Optional.of(Credit.Role.COMMENTATOR);
            case "guest" -> Optional.of(Credit.Role.GUEST);
            default -> Optional.empty();
        };
    }

    private void episodeNumber(List<EpisodeNumber> numbers, XMLStreamReader xml) throws XMLStreamException {
        String system = fields.attribute(xml, "system");
        String text = fields.line(xml);
        if (!text.isEmpty()) {
            fields.add(numbers, EpisodeNumber.of(system, text));
        }
    }

    private void rating(List<Rating> ratings, XMLStreamReader xml) throws XMLStreamException {
        String system = fields.attribute(xml, "system");
        while (entersChild(xml)) {
            if (!xml.getLocalName().equals("value")) {
                fields.pass(xml);
                continue;
            }
            String value = fields.line(xml);
            if (!value.isEmpty()) {
                fields.add(ratings, new Rating(system, value));
            }
        }
    }

    private void video(Parts parts, XMLStreamReader xml) throws XMLStreamException {
        while (entersChild(xml)) {
            switch (xml.getLocalName()) {
                case "aspect" -> parts.aspect = fields.line(xml);
                case "quality" -> parts.quality = fields.line(xml);
                default -> fields.pass(xml);
            }
        }
    }

    private Optional<Duration> length(XMLStreamReader xml) throws XMLStreamException {
        String unit = fields.attribute(xml, "units").toLowerCase(Locale.ROOT);
        var number = new Numeral(fields.line(xml)).whole();
        if (number.isEmpty()) {
            return Optional.empty();
        }
        return switch (unit) {
            case "seconds" -> Optional.of(Duration.ofSeconds(number.getAsInt()));
            case "hours" -> Optional.of(Duration.ofHours(number.getAsInt()));
            case "minutes", "" -> Optional.of(Duration.ofMinutes(number.getAsInt()));
            default -> Optional.empty();
        };
    }

    /** What has been read of a programme; belongs to the reading of it. */
    static final class Parts {
        private final List<LocalText> titles = new ArrayList<>(2);
        private final List<LocalText> subTitles = new ArrayList<>(1);
        private final List<LocalText> descriptions = new ArrayList<>(1);
        private final List<LocalText> categories = new ArrayList<>(2);
        private final List<LocalText> countries = new ArrayList<>(0);
        private final List<Credit> credits = new ArrayList<>(0);
        private final List<String> icons = new ArrayList<>(1);
        private final List<EpisodeNumber> episodeNumbers = new ArrayList<>(1);
        private final List<Rating> ratings = new ArrayList<>(0);
        private final List<Rating> starRatings = new ArrayList<>(0);
        private final EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
        private Optional<Duration> length = Optional.empty();
        private String date = "";
        private String aspect = "";
        private String quality = "";

        EnumSet<Flag> flags() {
            return flags;
        }

        Optional<Duration> length() {
            return length;
        }

        Programme shown(String channelId, Programme.Airing airing) {
            return new Programme(
                    channelId,
                    airing,
                    new Programme.Wording(titles, subTitles, descriptions, categories),
                    credits,
                    new Programme.Details(
                            episodeNumbers,
                            ratings,
                            starRatings,
                            new Programme.Origin(date, countries),
                            new Programme.Picture(icons, aspect, quality)));
        }
    }
}
