package io.sintonia.formats.xmltv;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Writes what belongs between a programme's description and its end, in the order of {@code xmltv.dtd} 0.6, which strict readers
 * insist on. A live mark is not written: the DTD has no element for it.
 */
final class ParticularsWriter {
    private final Markup out;

    ParticularsWriter(Markup out) {
        this.out = out;
    }

    /** Sub-titles stand before the description, all else after it. */
    void subTitles(Particulars particulars) throws IOException {
        texts("sub-title", particulars.subTitles());
    }

    void rest(Particulars particulars) throws IOException {
        Programme.Details details = particulars.details();
        credits(particulars.credits());
        if (!details.origin().date().isEmpty()) {
            out.element("date", details.origin().date(), "");
        }
        texts("category", particulars.categories());
        if (particulars.length().isPresent()) {
            out.element("length", Long.toString(particulars.length().get().toSeconds()), "units", "seconds");
        }
        for (String icon : details.picture().icons()) {
            out.raw("<icon").attribute("src", icon).raw(" />");
        }
        texts("country", details.origin().countries());
        for (EpisodeNumber number : details.episodeNumbers()) {
            out.element("episode-num", number.text(), "system", number.system());
        }
        video(details.picture());
        flag(particulars, Programme.Flag.PREVIOUSLY_SHOWN, "previously-shown");
        flag(particulars, Programme.Flag.PREMIERE, "premiere");
        flag(particulars, Programme.Flag.LAST_CHANCE, "last-chance");
        flag(particulars, Programme.Flag.NEW, "new");
        ratings("rating", details.ratings());
        ratings("star-rating", details.starRatings());
    }

    private void texts(String name, List<LocalText> texts) throws IOException {
        for (LocalText text : texts) {
            out.element(name, text.text(), text.language());
        }
    }

    /** Role by role, in the DTD's order, which is that of the enumeration. */
    private void credits(List<Credit> credits) throws IOException {
        if (credits.isEmpty()) {
            return;
        }
        out.raw("<credits>");
        for (Credit.Role role : Credit.Role.values()) {
            for (Credit credit : credits) {
                if (credit.role() == role) {
                    // only actors have parts to play
                    String part = role == Credit.Role.ACTOR ? credit.part() : "";
                    out.element(role.name().toLowerCase(Locale.ROOT), credit.name(), "role", part);
                }
            }
        }
        out.raw("</credits>");
    }

    private void video(Programme.Picture picture) throws IOException {
        if (picture.aspect().isEmpty() && picture.quality().isEmpty()) {
            return;
        }
        out.raw("<video>");
        if (!picture.aspect().isEmpty()) {
            out.element("aspect", picture.aspect(), "");
        }
        if (!picture.quality().isEmpty()) {
            out.element("quality", picture.quality(), "");
        }
        out.raw("</video>");
    }

    private void flag(Particulars particulars, Programme.Flag flag, String name) throws IOException {
        if (particulars.flags().contains(flag)) {
            out.raw("<").raw(name).raw(" />");
        }
    }

    private void ratings(String name, List<Rating> ratings) throws IOException {
        for (Rating rating : ratings) {
            out.raw("<").raw(name);
            if (!rating.system().isEmpty()) {
                out.attribute("system", rating.system());
            }
            out.raw(">")
                    .element("value", rating.value(), "")
                    .raw("</")
                    .raw(name)
                    .raw(">");
        }
    }
}
