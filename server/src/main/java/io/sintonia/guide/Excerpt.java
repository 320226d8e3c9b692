package io.sintonia.guide;

import io.sintonia.formats.xmltv.Credit;
import io.sintonia.formats.xmltv.EpisodeNumber;
import io.sintonia.formats.xmltv.LocalText;
import io.sintonia.formats.xmltv.Particulars;
import io.sintonia.formats.xmltv.Programme;
import io.sintonia.formats.xmltv.Rating;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of what a guide says about a programme: enough for any guide that people made, and not so much that one of another
 * kind fills the house. What is beyond is left out, the first is kept. Pure.
 */
final class Excerpt {
    static final int MOST_CREDITS = 40;
    static final int MOST_CATEGORIES = 12;
    static final int MOST_OTHERS = 6;
    /** Signs of one text. */
    static final int MOST_SIGNS = 500;
    /** Signs of an address: what is cut would lead elsewhere, so a longer one is left out. */
    static final int MOST_ADDRESS = 2_000;

    private static final List<String> ANY_LANGUAGE = List.of();

    private Excerpt() {}

    static Particulars of(Programme programme) {
        return of(new Particulars(
                programme.wording().subTitles(),
                programme.wording().categories(),
                programme.credits(),
                programme.airing().length(),
                programme.airing().flags(),
                programme.details()));
    }

    static Particulars of(Particulars said) {
        Programme.Details details = said.details();
        Programme.Picture picture = details.picture();
        return new Particulars(
                texts(preferredFirst(said.subTitles()), MOST_OTHERS),
                texts(said.categories(), MOST_CATEGORIES),
                credits(said.credits()),
                said.length(),
                said.flags(),
                new Programme.Details(
                        numbers(details.episodeNumbers()),
                        ratings(details.ratings()),
                        ratings(details.starRatings()),
                        new Programme.Origin(
                                cut(details.origin().date()),
                                texts(details.origin().countries(), MOST_OTHERS)),
                        new Programme.Picture(
                                picture.icons().stream()
                                        .filter(icon -> icon.length() <= MOST_ADDRESS)
                                        .limit(MOST_OTHERS)
                                        .toList(),
                                cut(picture.aspect()),
                                cut(picture.quality()))));
    }

    /** Of several, players show the first; so that is the one that the title's choice would choose. */
    private static List<LocalText> preferredFirst(List<LocalText> texts) {
        List<LocalText> ordered = new ArrayList<>(texts);
        LocalText.preferred(texts, ANY_LANGUAGE).ifPresent(first -> {
            ordered.remove(first);
            ordered.addFirst(first);
        });
        return ordered;
    }

    private static List<LocalText> texts(List<LocalText> texts, int most) {
        return texts.stream()
                .limit(most)
                .map(text -> new LocalText(cut(text.language()), cut(text.text())))
                .toList();
    }

    private static List<Credit> credits(List<Credit> credits) {
        return credits.stream()
                .limit(MOST_CREDITS)
                .map(credit -> new Credit(credit.role(), cut(credit.name()), cut(credit.part())))
                .toList();
    }

    private static List<EpisodeNumber> numbers(List<EpisodeNumber> numbers) {
        return numbers.stream()
                .limit(MOST_OTHERS)
                .filter(number ->
                        number.text().length() <= MOST_SIGNS && number.system().length() <= MOST_SIGNS)
                .toList();
    }

    private static List<Rating> ratings(List<Rating> ratings) {
        return ratings.stream()
                .limit(MOST_OTHERS)
                .map(rating -> new Rating(cut(rating.system()), cut(rating.value())))
                .toList();
    }

    private static String cut(String text) {
        if (text.length() <= MOST_SIGNS) {
            return text;
        }
        // half a sign is none
        int end = Character.isHighSurrogate(text.charAt(MOST_SIGNS - 1)) ? MOST_SIGNS - 1 : MOST_SIGNS;
        return text.substring(0, end);
    }
}
