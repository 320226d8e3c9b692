package io.sintonia.names;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The words that mean something other than themselves in a channel's name. */
final class Vocabulary {
    private static final int MOST_SD_LINES = 576;
    private static final int MOST_HD_LINES = 1200;

    /** Words of quality, with the size of picture they claim. */
    private static final Map<String, Picture> QUALITY = qualities();

    /** Video codecs that not every player knows. */
    static final Set<String> HEVC = words("hevc h265 x265");

    /** A further address of the same channel. */
    static final Set<String> BACKUP = words("backup backups bkp bckp bkup bup mirror");

    /** Marks that sellers of lists hang on names. They count only in brackets, as labels, or beside a quality. */
    static final Set<String> MARKS = words("raw vip hq lq lowbit");

    /** Words that alone or together make a bracket worthless: "[Not 24/7]", "(Geo-blocked)", "(Option 2)". */
    static final Set<String> NOISE =
            words("geo blocked geoblocked not offline online multi audio only live option opt link server"
                    + " feed test stream subs sub alt alternative dual vip raw hq lq gold direct free b s g");

    /** Regions and languages that lists use as labels and that are no country. */
    static final Set<String> LABELS =
            words("ar ara arab arabic en eng english lat latam latino latin exyu eu eur europe af afr africa"
                    + " asia int intl world multi mul kurd kurdish vip vo xx ex yu");

    static final Map<String, Feed> FEEDS = Map.of(
            "east", Feed.EAST, "eastern", Feed.EAST, "west", Feed.WEST, "western", Feed.WEST, "pacific", Feed.WEST);

    /** Before "East" these make a region of it. */
    static final Set<String> BEFORE_REGIONS = words("middle far near south north wild mid key the");

    private static final String SPELLING =
            "1 one uno eins;2 two due dos zwei deux;3 three tre tres drei trois;4 four quattro cuatro vier;5 five cinque cinco"
                    + ";6 six sei seis;7 seven sette siete sieben;8 eight otto ocho;9 nine nove nueve;10 ten dieci diez";

    /** Numbers as words; only those that channels are called by. */
    static final Map<String, String> SPELLED = spelled();

    static final Map<String, String> ROMAN = Map.of("ii", "2", "iii", "3");

    /** Words that come and go with the writer. */
    static final Set<String> FILLERS = words("tv тв channel the network television kanal canal canale chaine");

    /** Brands written with a plus before their number: "Canal+1" is no time shift. */
    static final Set<String> PLUS_BRANDS = words("canal movistar");

    /** Words with the shape of a North American call sign. */
    static final Set<String> NO_CALL_SIGNS =
            words("wild kids kino kika welt wion kiss king wine week wave wolf west kult kung knit"
                    + " kick kill kaos kral kana kabe wien ware warm weil wind wise wood word work korn kpop kidz");

    static final Set<String> CALL_SIGN_KINDS = words("tv dt cd ld lp hd fm am ca");

    private Vocabulary() {}

    /** Whether a word tells of quality and not of the channel: {@code fhd}, {@code 50fps}, {@code 576i}. */
    static boolean isQuality(String word) {
        return QUALITY.containsKey(word) || lines(word) > 0;
    }

    /** The size of picture that a word of quality claims. */
    static Picture picture(String word) {
        int lines = lines(word);
        if (lines > 0) {
            return lines <= MOST_SD_LINES ? Picture.SD : lines <= MOST_HD_LINES ? Picture.HD : Picture.UHD;
        }
        return QUALITY.getOrDefault(word, Picture.UNSAID);
    }

    /** 1080 for "1080p" and "1080i", 0 for anything else. */
    private static int lines(String word) {
        int digits = word.length() - 1;
        if (digits < 3 || digits > 4 || (word.charAt(digits) != 'p' && word.charAt(digits) != 'i')) {
            return 0;
        }
        int lines = 0;
        for (int i = 0; i < digits; i++) {
            char digit = word.charAt(i);
            if (digit < '0' || digit > '9') {
                return 0;
            }
            lines = lines * 10 + digit - '0';
        }
        return lines;
    }

    static Set<String> words(String text) {
        return Set.copyOf(Arrays.stream(text.trim().split(" +")).collect(Collectors.toSet()));
    }

    private static Map<String, Picture> qualities() {
        var map = new HashMap<String, Picture>();
        map.put("sd", Picture.SD);
        words("hd fhd hdtv").forEach(word -> map.put(word, Picture.HD));
        words("uhd 4k 8k").forEach(word -> map.put(word, Picture.UHD));
        words("hevc h264 h265 x264 x265 avc hdr hdr10 25fps 30fps 50fps 60fps 50hz 60hz")
                .forEach(word -> map.put(word, Picture.UNSAID));
        return Map.copyOf(map);
    }

    private static Map<String, String> spelled() {
        var map = new HashMap<String, String>();
        for (var line : SPELLING.split(";", -1)) {
            var parts = line.split(" ", -1);
            for (int i = 1; i < parts.length; i++) {
                map.put(parts[i], parts[0]);
            }
        }
        return Map.copyOf(map);
    }
}
