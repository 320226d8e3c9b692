package io.sintonia.formats.xmltv;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A text and the language it is in, as the guide says.
 *
 * @param language as it stands there: {@code en}, {@code en_NZ}, {@code eng}; empty where none is named
 * @param text never empty, without leading and trailing blanks
 */
public record LocalText(String language, String text) {
    private static final Map<String, String> TWO_LETTERS = twoLetters();

    /**
     * The text for a viewer who prefers these languages: the first preference that is met exactly, else by its main
     * language; else the text without a language, else the first one. None only if there are no texts.
     *
     * @param preferences such as {@code it}, {@code en-GB}, best first
     */
    public static Optional<LocalText> preferred(List<LocalText> texts, List<String> preferences) {
        if (texts.size() < 2) {
            return texts.stream().findFirst();
        }
        for (String preference : preferences) {
            String exact = normal(preference);
            String main = main(exact);
            Optional<LocalText> close = Optional.empty();
            for (LocalText text : texts) {
                String language = normal(text.language);
                if (language.equals(exact)) {
                    return Optional.of(text);
                }
                if (close.isEmpty() && !main.isEmpty() && main(language).equals(main)) {
                    close = Optional.of(text);
                }
            }
            if (close.isPresent()) {
                return close;
            }
        }
        return texts.stream()
                .filter(text -> text.language.isEmpty())
                .findFirst()
                .or(() -> texts.stream().findFirst());
    }

    /** BCP 47 in lower case, three letters (ISO 639-2) made two. */
    private static String normal(String language) {
        String tag = language.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        String main = main(tag);
        return TWO_LETTERS.getOrDefault(main, main) + tag.substring(main.length());
    }

    private static String main(String tag) {
        int dash = tag.indexOf('-');
        return dash < 0 ? tag : tag.substring(0, dash);
    }

    private static Map<String, String> twoLetters() {
        var map = new HashMap<String, String>();
        for (String two : Locale.getISOLanguages()) {
            map.put(Locale.of(two).getISO3Language(), two);
        }
        // ISO 639-2/B, which the JDK does not know.
        String bibliographic = "alb=sq arm=hy baq=eu bur=my chi=zh cze=cs dut=nl fre=fr geo=ka ger=de gre=el ice=is "
                + "mac=mk mao=mi may=ms per=fa rum=ro slo=sk tib=bo wel=cy";
        for (String pair : bibliographic.split(" ", -1)) {
            map.put(pair.substring(0, 3), pair.substring(4));
        }
        map.remove("");
        return Map.copyOf(map);
    }
}
