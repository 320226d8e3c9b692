package io.sintonia.names;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which country a label, a group or the end of an id means, as the two lower-case letters of ISO 3166-1. Pure; any thread. */
public final class Country {
    /** Where ISO and the lists disagree, or where the lists say it in words. */
    private static final String WORDS =
            "gb uk gbr england britain;us usa;de ger germany deutschland allemagne alemania germania"
                    + ";it ita italy italia italie italien;fr fra france francia frankreich;es esp spa spain espana spanien spagna"
                    + ";pt por portugal;nl ned netherlands nederland holland;be bel belgium belgique belgie;ch sui switzerland schweiz suisse svizzera"
                    + ";at aut austria osterreich;pl pol poland polska;tr tur turkey turkiye turk;gr gre greece hellas;ro rom romania"
                    + ";bg bul bulgaria;hu hun hungary magyarorszag;cz cze czech czechia;sk svk slovakia;si slo slovenia;hr cro croatia hrvatska"
                    + ";rs srb serbia srbija;ba bih bosnia;me mne montenegro;mk mkd macedonia;al alb albania shqip;xk kosovo"
                    + ";dk den denmark danmark;se swe sweden sverige;no nor norway norge;fi fin finland suomi;is isl iceland;ie irl ireland"
                    + ";ru rus russia россия;ua ukr ukraine украина;by blr belarus;lt ltu lithuania;lv lva latvia;ee est estonia;md mda moldova"
                    + ";ca can canada;mx mex mexico;br bra brazil brasil;ar arg argentina;cl chl chile;co colombia;pe per peru;ve ven venezuela"
                    + ";uy uruguay;ec ecuador;bo bolivia;py paraguay;in ind india;pk pak pakistan;bd ban bangladesh;lk sri;np nepal;af afghanistan"
                    + ";cn chn china;jp jpn japan;kr kor korea;th tha thailand;vn vnm vietnam;id idn indonesia;my mys malaysia;ph phl philippines"
                    + ";sg singapore;hk hongkong;tw taiwan;au aus australia;nz nzl;za rsa zaf;ng nigeria;ke kenya;gh ghana;eg egypt;ma mar morocco maroc"
                    + ";dz alg algeria algerie;tn tun tunisia tunisie;ly libya;sa ksa;ae uae;qa qatar;kw kuwait;iq iraq;ir irn iran;sy syria;lb lebanon"
                    + ";jo jordan;il isr israel;ps palestine;ye yemen;om oman;bh bahrain;sd sudan;am armenia;az azerbaijan;ge georgia;kz kazakhstan";

    /** Codes that a list may mean otherwise: AR is Arabic as often as Argentina, AF Africa. */
    private static final Set<String> DOUBTFUL = Set.of("ar", "af");

    private static final Map<String, String> KNOWN = new HashMap<>();
    private static final Set<String> CODES = new HashSet<>();

    static {
        for (var iso : Locale.getISOCountries()) {
            CODES.add(iso.toLowerCase(Locale.ROOT));
        }
        CODES.forEach(code -> KNOWN.put(code, code));
        for (var line : WORDS.split(";", -1)) {
            var parts = line.split(" ", -1);
            for (var word : parts) {
                KNOWN.put(word, parts[0]);
            }
        }
        DOUBTFUL.forEach(KNOWN::remove);
    }

    private Country() {}

    /**
     * What a word or code means: {@code "IT"}, {@code "ita"} and {@code "Italia"} are {@code "it"}, {@code "UK"} is {@code "gb"}.
     *
     * @return empty where it means no country, or might mean something else
     */
    public static String of(String word) {
        return KNOWN.getOrDefault(Fold.fold(word).toLowerCase(Locale.ROOT).trim(), "");
    }

    /**
     * The country a group of channels or a list says it is about: {@code "IT| Sport"}, {@code "Italy - News"}, {@code "Cinema
     * [IT]"}. A code counts where it is written in capitals.
     *
     * @return empty where it names none, or several
     */
    public static String hint(String group) {
        var found = "";
        for (var token : Tokens.of(Fold.fold(group))) {
            var country = token.text().length() > 3 || token.upper() ? ofFolded(token.text()) : "";
            if (!country.isEmpty() && !found.isEmpty() && !country.equals(found)) {
                return "";
            }
            found = country.isEmpty() ? found : country;
        }
        return found;
    }

    /** As {@link #of}, for text that is folded and in lower case. */
    static String ofFolded(String word) {
        return KNOWN.getOrDefault(word, "");
    }

    /** Whether a word is a country's name rather than a code of it. */
    static boolean isName(String word) {
        return word.length() > 3 && KNOWN.containsKey(word);
    }

    /** Whether a code is one of those that end ids: {@code ar} is Argentina there. */
    static String ofIdEnding(String ending) {
        return DOUBTFUL.contains(ending) ? ending : ending.length() == 2 ? ofFolded(ending) : "";
    }
}
