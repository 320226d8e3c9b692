package io.sintonia.guide;

import io.sintonia.formats.xmltv.Credit;
import io.sintonia.formats.xmltv.EpisodeNumber;
import io.sintonia.formats.xmltv.LocalText;
import io.sintonia.formats.xmltv.Particulars;
import io.sintonia.formats.xmltv.Programme;
import io.sintonia.formats.xmltv.Rating;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How particulars of one programme lie in a block: one after another, each list behind its length in a byte. Flags and roles are
 * stored by their names, so renaming one takes a new version of the block. Pure.
 */
final class ParticularsBytes {
    private static final int MOST = 255;
    /** What the first version of a block kept of a number said nothing of its system. */
    private static final Pattern COUNTED = Pattern.compile("[0-9/ ]*\\.[0-9/ ]*(\\.[0-9/ ]*)?");

    private ParticularsBytes() {}

    private interface Item<T> {
        void write(T item) throws IOException;
    }

    private interface Source<T> {
        T read() throws IOException;
    }

    static void write(Particulars particulars, DataOutputStream out) throws IOException {
        Programme.Details details = particulars.details();
        Programme.Picture picture = details.picture();
        all(particulars.subTitles(), text -> write(text, out), out);
        all(particulars.categories(), text -> write(text, out), out);
        all(particulars.credits(), credit -> write(credit, out), out);
        all(List.copyOf(particulars.flags()), flag -> out.writeUTF(flag.name()), out);
        all(details.episodeNumbers(), number -> write(number.system(), number.text(), out), out);
        all(details.ratings(), rating -> write(rating.system(), rating.value(), out), out);
        all(details.starRatings(), rating -> write(rating.system(), rating.value(), out), out);
        out.writeUTF(details.origin().date());
        all(details.origin().countries(), text -> write(text, out), out);
        all(picture.icons(), out::writeUTF, out);
        write(picture.aspect(), picture.quality(), out);
    }

    private static <T> void all(List<T> items, Item<T> item, DataOutputStream out) throws IOException {
        List<T> some = items.size() <= MOST ? items : items.subList(0, MOST);
        out.writeByte(some.size());
        for (T each : some) {
            item.write(each);
        }
    }

    private static void write(LocalText text, DataOutputStream out) throws IOException {
        write(text.language(), text.text(), out);
    }

    private static void write(Credit credit, DataOutputStream out) throws IOException {
        out.writeUTF(credit.role().name());
        write(credit.name(), credit.part(), out);
    }

    private static void write(String first, String second, DataOutputStream out) throws IOException {
        out.writeUTF(first);
        out.writeUTF(second);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param length how long the work is, in seconds; 0 if unknown
     */
    static Particulars read(DataInputStream in, int length) throws IOException {
        List<LocalText> subTitles = all(() -> text(in), in);
        List<LocalText> categories = all(() -> text(in), in);
        List<Credit> credits = all(() -> new Credit(Credit.Role.valueOf(in.readUTF()), in.readUTF(), in.readUTF()), in);
        Set<Programme.Flag> flags = Set.copyOf(all(() -> Programme.Flag.valueOf(in.readUTF()), in));
        return new Particulars(
                subTitles,
                categories,
                credits,
                length(length),
                flags,
                new Programme.Details(
                        all(() -> EpisodeNumber.of(in.readUTF(), in.readUTF()), in),
                        all(() -> new Rating(in.readUTF(), in.readUTF()), in),
                        all(() -> new Rating(in.readUTF(), in.readUTF()), in),
                        new Programme.Origin(in.readUTF(), all(() -> text(in), in)),
                        new Programme.Picture(all(in::readUTF, in), in.readUTF(), in.readUTF())));
    }

    /** What a block of the first version has: a sub-title, a category, an episode's number and an icon, any of them empty. */
    static Particulars readFirst(DataInputStream in, String language, int length) throws IOException {
        String subTitle = in.readUTF();
        String category = in.readUTF();
        String number = in.readUTF();
        String icon = in.readUTF();
        String system = COUNTED.matcher(number).matches() ? "xmltv_ns" : "";
        return new Particulars(
                one(subTitle).map(text -> new LocalText(language, text)).stream()
                        .toList(),
                one(category).map(text -> new LocalText("", text)).stream().toList(),
                List.of(),
                length(length),
                Set.of(),
                new Programme.Details(
                        one(number).map(text -> EpisodeNumber.of(system, text)).stream()
                                .toList(),
                        List.of(),
                        List.of(),
                        new Programme.Origin("", List.of()),
                        new Programme.Picture(one(icon).stream().toList(), "", "")));
    }

    private static Optional<String> one(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static Optional<Duration> length(int seconds) {
        return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    }

    private static LocalText text(DataInputStream in) throws IOException {
        return new LocalText(in.readUTF(), in.readUTF());
    }

    private static <T> List<T> all(Source<T> source, DataInputStream in) throws IOException {
        int count = in.readUnsignedByte();
        List<T> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(source.read());
        }
        return items;
    }
}
