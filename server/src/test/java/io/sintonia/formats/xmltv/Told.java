package io.sintonia.formats.xmltv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A handler that remembers everything, and can say it in a form for people. */
final class Told implements XmltvHandler {
    final List<GuideChannel> channels = new ArrayList<>();
    final List<Programme> programmes = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    private final Predicate<String> wanted;

    Told(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    /** What was told, and what it came to. */
    record Reading(Told told, XmltvOutcome outcome) {
        Programme only() {
            if (told.programmes.size() != 1) {
                throw new AssertionError(told.programmes + " " + outcome);
            }
            return told.programmes.getFirst();
        }
    }

    static Reading of(String guide) throws IOException {
        return of(guide.getBytes(StandardCharsets.UTF_8));
    }

    static Reading of(byte[] guide) throws IOException {
        return of(new ByteArrayInputStream(guide), XmltvOptions.defaults());
    }

    static Reading of(InputStream guide, XmltvOptions options) throws IOException {
        var told = new Told(_ -> true);
        return new Reading(told, XmltvReader.read(guide, options, told));
    }

    /** A programme with this inside, in a guide. */
    static Reading programme(String inside) throws IOException {
        return of("<tv>" + around(inside) + "</tv>");
    }

    static String around(String inside) {
        return "<programme start=\"20260105200000 +0100\" stop=\"20260105210000 +0100\" channel=\"a.tv\">" + inside
                + "</programme>";
    }

    /** A stream that gives one byte at a time. */
    static InputStream slowly(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1));
            }
        };
    }

    @Override
    public void channel(GuideChannel channel) {
        channels.add(channel);
    }

    @Override
    public boolean wants(String channelId) {
        asked.add(channelId);
        return wanted.test(channelId);
    }

    @Override
    public void programme(Programme programme) {
        programmes.add(programme);
    }

    /** One value a line; what is empty is left out. */
    static String shown(Reading reading) {
        var out = new StringBuilder();
        for (GuideChannel channel : reading.told.channels) {
            out.append("channel ").append(channel.id()).append('\n');
            line(out, "names", texts(channel.displayNames()));
            line(out, "icons", channel.icons());
            line(out, "urls", channel.urls());
            line(out, "number", channel.number());
        }
        for (Programme programme : reading.told.programmes) {
            shown(out, programme);
        }
        out.append(reading.outcome.counts()).append('\n');
        reading.outcome.brokeOff().ifPresent(at -> out.append(at).append('\n'));
        reading.outcome
                .remarks()
                .forEach(remark -> out.append("remark line ")
                        .append(remark.line())
                        .append(": ")
                        .append(remark.reason())
                        .append(" | ")
                        .append(remark.text())
                        .append('\n'));
        return out.toString();
    }

    private static void shown(StringBuilder out, Programme programme) {
        Programme.Airing airing = programme.airing();
        out.append("programme ").append(programme.channelId()).append(' ').append(airing.start());
        airing.stop().ifPresent(stop -> out.append(" to ").append(stop));
        airing.length().ifPresent(length -> out.append(" length ").append(length));
        airing.flags().stream().sorted().forEach(flag -> out.append(' ').append(flag));
        out.append('\n');
        Programme.Wording wording = programme.wording();
        line(out, "titles", texts(wording.titles()));
        line(out, "sub-titles", texts(wording.subTitles()));
        line(out, "descriptions", texts(wording.descriptions()));
        line(out, "categories", texts(wording.categories()));
        line(
                out,
                "credits",
                programme.credits().stream()
                        .map(credit -> credit.role() + " " + credit.name()
                                + (credit.part().isEmpty() ? "" : " as " + credit.part()))
                        .toList());
        Programme.Details details = programme.details();
        line(
                out,
                "episodes",
                details.episodeNumbers().stream()
                        .map(number -> number.system() + " '" + number.text() + "' " + numbers(number))
                        .toList());
        line(out, "ratings", details.ratings());
        line(out, "stars", details.starRatings());
        line(out, "date", details.origin().date());
        line(out, "countries", texts(details.origin().countries()));
        line(out, "icons", details.picture().icons());
        line(out, "aspect", details.picture().aspect());
        line(out, "quality", details.picture().quality());
    }

    static String numbers(EpisodeNumber number) {
        var out = new StringBuilder();
        number.season().ifPresent(season -> out.append('s').append(season));
        number.episode().ifPresent(episode -> out.append('e').append(episode));
        number.part().ifPresent(part -> out.append('p').append(part));
        return out.toString();
    }

    private static List<String> texts(List<LocalText> texts) {
        return texts.stream()
                .map(text -> (text.language().isEmpty() ? "" : "[" + text.language() + "] ") + text.text())
                .toList();
    }

    private static void line(StringBuilder out, String name, Object value) {
        if (!value.equals("") && !value.equals(List.of())) {
            out.append("  ").append(name).append(": ").append(value).append('\n');
        }
    }
}
