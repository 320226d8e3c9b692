package io.sintonia.names;

import io.sintonia.names.Token.Joint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Decides, token by token, what is the channel's own name and what is said about it. */
final class NameReader {
    final List<String> words = new ArrayList<>(6);
    final List<String> numbers = new ArrayList<>(2);
    final List<String> spelled = new ArrayList<>(1);
    String country = "";
    String namedCountry = "";
    Picture picture = Picture.UNSAID;
    boolean hevc;
    boolean backup;
    int shiftHours;
    Feed feed = Feed.UNSAID;
    String callSign = "";
    int subChannel = 1;

    private final List<Token> tokens;
    private boolean lastUpper;
    private boolean lastDropped; // the token before was a quality

    private NameReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    static NameReader read(String folded) {
        var labels = Labels.of(folded);
        var reader = new NameReader(Tokens.of(labels.name()));
        for (var label : labels.found()) {
            reader.takeAside(label);
        }
        reader.readBody();
        reader.finish();
        return reader;
    }

    private void readBody() {
        for (int i = 0; i < tokens.size(); ) {
            var token = tokens.get(i);
            i = token.bracket() > 0 ? bracket(i) : i + plain(i);
        }
    }

    private void finish() {
        if (words.isEmpty()) { // "HD", "4K UHD", "[IT]": then that is its name
            for (var token : tokens) {
                if (!token.isShift()) {
                    words.add(token.text());
                    lastUpper = false;
                }
            }
        }
        if (words.size() > 1 && words.getFirst().equals("the")) {
            words.removeFirst();
        }
        if (words.size() > 1) {
            var last = words.getLast();
            boolean code =
                    lastUpper && (last.equals("uk") || last.equals("us") || last.equals("usa") || last.equals("uae"));
            if (code || (Country.isName(last) && numbers.isEmpty())) {
                namedCountry = Country.ofFolded(last);
            }
        }
    }

    /** Reads a whole bracket and answers where it ends. */
    private int bracket(int from) {
        int number = tokens.get(from).bracket();
        int to = from;
        boolean aside = true;
        boolean noisy = false;
        while (to < tokens.size() && tokens.get(to).bracket() == number) {
            var token = tokens.get(to++);
            noisy |= Vocabulary.NOISE.contains(token.text()) || Vocabulary.BACKUP.contains(token.text());
            aside &= token.isNumber() || token.isShift() || isAside(token);
        }
        var first = tokens.get(from);
        if (isCallSign(from, true) && (to - from == 1 || isKind(from + 1))) {
            takeCallSign(from);
            return to;
        }
        if (to - from == 1
                && first.upper()
                && (first.text().equals("e") || first.text().equals("w"))) {
            feed = first.text().equals("e") ? Feed.EAST : Feed.WEST;
            return to;
        }
        for (int i = from; i < to; i++) {
            var token = tokens.get(i);
            if (!aside || (token.isNumber() && !noisy)) {
                i += plain(i) - 1;
            } else {
                takeAside(token);
            }
        }
        return to;
    }

    private static boolean isAside(Token token) {
        var text = token.text();
        return Vocabulary.isQuality(text)
                || Vocabulary.NOISE.contains(text)
                || Vocabulary.BACKUP.contains(text)
                || Vocabulary.FEEDS.containsKey(text)
                || Country.isName(text)
                || (token.upper() && !Country.ofFolded(text).isEmpty());
    }

    private void takeAside(Token token) {
        var text = token.text();
        if (token.isShift()) {
            shiftHours = Integer.parseInt(text, 1, text.length(), 10);
        } else if (Vocabulary.isQuality(text)) {
            takeQuality(text);
        } else if (Vocabulary.BACKUP.contains(text)) {
            backup = true;
        } else if (Vocabulary.FEEDS.containsKey(text)) {
            feed = Vocabulary.FEEDS.getOrDefault(text, Feed.UNSAID);
        } else if (!Vocabulary.NOISE.contains(text) && country.isEmpty()) {
            country = Country.ofFolded(text);
        }
    }

    private void takeQuality(String text) {
        var said = Vocabulary.picture(text);
        picture = said.compareTo(picture) > 0 ? said : picture; // "UHD (1080p)" still claims UHD
        hevc |= Vocabulary.HEVC.contains(text);
    }

    /** Reads a token outside of brackets and answers how many were used. */
    private int plain(int i) {
        var token = tokens.get(i);
        var text = token.text();
        boolean started = !words.isEmpty();
        boolean afterQuality = lastDropped;
        lastDropped = false;
        if (token.isShift()) {
            shiftHours = Integer.parseInt(text, 1, text.length(), 10);
            return 1;
        }
        if (started && isQuality(token)) {
            takeQuality(text);
            lastDropped = true;
            return 1;
        }
        if (started
                && (text.equals("full") || text.equals("ultra"))
                && textAt(i + 1).equals("hd")) {
            takeQuality(text.equals("full") ? "hd" : "uhd");
            lastDropped = true;
            return 2;
        }
        if (text.equals("h") && (textAt(i + 1).equals("265") || textAt(i + 1).equals("264"))) {
            takeQuality("h" + textAt(i + 1));
            lastDropped = true;
            return 2;
        }
        if (started
                && token.isNumber()
                && (textAt(i + 1).equals("fps") || textAt(i + 1).equals("hz"))) {
            return 2;
        }
        if (started && isMark(i, afterQuality)) {
            lastDropped = true;
            return 1;
        }
        if (started && Vocabulary.BACKUP.contains(text)) {
            backup = true;
            return i + 1 < tokens.size() && tokens.get(i + 1).isNumber() ? 2 : 1;
        }
        if (started && isPlusHours(i)) {
            var hours = textAt(i + 1);
            shiftHours = Integer.parseInt(Vocabulary.SPELLED.getOrDefault(hours, hours));
            return 2;
        }
        if (started && isFeed(i)) {
            feed = Vocabulary.FEEDS.getOrDefault(text, Feed.UNSAID);
            return textAt(i + 1).equals("feed") ? 2 : 1;
        }
        if (callSign.isEmpty() && isCallSign(i, false)) {
            words.add(text);
            return takeCallSign(i);
        }
        addWord(token);
        return 1;
    }

    private void addWord(Token token) {
        var text = token.text();
        var spelledNumber = words.isEmpty() ? "" : Vocabulary.SPELLED.getOrDefault(text, "");
        var roman = words.isEmpty() || !token.upper() ? "" : Vocabulary.ROMAN.getOrDefault(text, "");
        lastUpper = token.upper();
        if (!spelledNumber.isEmpty()) {
            spelled.add(text);
            numbers.add(spelledNumber);
            words.add(spelledNumber);
        } else if (!roman.isEmpty()) {
            spelled.add("");
            numbers.add(roman);
            words.add(roman);
        } else {
            boolean quality =
                    Vocabulary.isQuality(text) && !words.isEmpty(); // the 4K of "CCTV-4K": no CCTV-4, nor CCTV-8K
            if (quality) {
                takeQuality(text);
            }
            if (quality || token.isNumber()) {
                numbers.add(text);
            }
            words.add(text);
        }
    }

    /** "Rai 1 HD", "SkyHD", but not "BS4K" and "CCTV-4K", which are channels of their own. */
    private static boolean isQuality(Token token) {
        if (!Vocabulary.isQuality(token.text())) {
            return false;
        }
        char first = token.text().charAt(0);
        boolean digits = first >= '0' && first <= '9';
        return token.joint() == Joint.APART || !(digits && Vocabulary.picture(token.text()) == Picture.UHD);
    }

    private boolean isMark(int i, boolean afterQuality) {
        var token = tokens.get(i);
        if (!token.upper() || !Vocabulary.MARKS.contains(token.text())) {
            return false;
        }
        boolean hung = i + 1 == tokens.size() && !token.text().equals("raw"); // "WWE RAW" is a name
        return afterQuality || hung;
    }

    private boolean isPlusHours(int i) {
        if (!tokens.get(i).text().equals("plus")
                || Vocabulary.PLUS_BRANDS.contains(words.getLast())
                || !restIsAside(i + 2)) {
            return false;
        }
        var hours = textAt(i + 1);
        return hours.equals("1") || hours.equals("2") || hours.equals("24") || hours.equals("one");
    }

    private boolean isFeed(int i) {
        return Vocabulary.FEEDS.containsKey(tokens.get(i).text())
                && !Vocabulary.BEFORE_REGIONS.contains(words.getLast())
                && restIsAside(textAt(i + 1).equals("feed") ? i + 2 : i + 1);
    }

    private boolean restIsAside(int from) {
        for (int i = from; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.bracket() == 0 && !token.isShift() && !Vocabulary.isQuality(token.text())) {
                return false;
            }
        }
        return true;
    }

    /**
     * A call sign is believed where it stands in brackets, has its ending (WABC-DT), or stands alone beside numbers (13 KERA):
     * "WILD TV" has the same shape.
     */
    private boolean isCallSign(int i, boolean inBracket) {
        var token = tokens.get(i);
        var text = token.text();
        if (!token.upper() || text.length() < 3 || text.length() > 4) {
            return false;
        }
        char first = text.charAt(0);
        boolean american = first == 'k' || first == 'w';
        boolean canadian = first == 'c' && text.length() == 4 && "bfhijk".indexOf(text.charAt(1)) >= 0;
        if (!american && !canadian) {
            return false;
        }
        if (isKind(i + 1)) {
            return true;
        }
        if (text.length() == 3 || Vocabulary.NO_CALL_SIGNS.contains(text) || text.equals("cbbc")) {
            return false;
        }
        return inBracket || standsAlone(i);
    }

    private boolean standsAlone(int i) {
        for (int other = 0; other < tokens.size(); other++) {
            var token = tokens.get(other);
            if (other != i && !token.isNumber() && !isAside(token)) {
                return false;
            }
        }
        return true;
    }

    private boolean isKind(int i) {
        if (i >= tokens.size()) {
            return false;
        }
        var token = tokens.get(i);
        boolean plainly = token.text().equals("dt")
                || token.text().equals("cd")
                || token.text().equals("ld");
        return Vocabulary.CALL_SIGN_KINDS.contains(token.text())
                && token.upper()
                && (token.joint() == Joint.HYPHEN || plainly);
    }

    private int takeCallSign(int i) {
        callSign = tokens.get(i).text().toUpperCase(Locale.ROOT);
        if (!isKind(i + 1)) {
            return 1;
        }
        if (tokens.get(i + 1).text().equals("hd")) {
            takeQuality("hd");
        }
        if (i + 2 < tokens.size()
                && tokens.get(i + 2).isNumber()
                && tokens.get(i + 2).isGlued()) {
            var digits = tokens.get(i + 2).text();
            subChannel = digits.length() > 2 || digits.indexOf('.') >= 0 ? 1 : Math.max(1, Integer.parseInt(digits));
            return 3;
        }
        return 2;
    }

    private String textAt(int i) {
        return i < tokens.size() ? tokens.get(i).text() : "";
    }
}
