package io.sintonia.names;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Compares one name with another, whatever else is known. */
final class NameMatch {
    static final Verdict NOTHING = new Verdict(0, List.of("the names have nothing in common"));

    static final int SAME_WORDS = 97;
    static final int SAME_CALL_SIGN = 95;
    static final int SAME_BUT_COUNTRY_WORD = 95;
    static final int NUMBER_SPELLED = 93;

    /** Sure where the country of both is known and the same, which adds two: "Fox News" and "Fox News Channel". */
    private static final int ONLY_CHANNEL_DIFFERS = 89;

    /** What would be sure but for a doubt: a proposal, whatever speaks for it otherwise. */
    static final int DOUBTED = 88;

    private static final int OTHER_ORDER = 85;
    private static final int FILLERS_DIFFER = 84;
    private static final int COUNTRY_IN_ONE = 84;
    private static final int FEED_IN_ONE = 84;
    private static final int WEST_IN_ONE = 70;
    private static final int FUZZY_MOST = 80;
    private static final int ONE_LETTER = 80;
    private static final int CONTAINED_MOST = 78;
    private static final int SPELLED_TWICE = 70;
    private static final int NUMBER_IN_ONE = 65;

    /** Less alike than this, texts of this kind are different names more often than misspelt ones. */
    private static final double ALIKE = 0.8;

    private static final int SHORTEST_FUZZY = 5;

    private NameMatch() {}

    static Verdict of(ChannelName one, ChannelName other, Purpose purpose) {
        var conflict = conflict(one, other);
        if (!conflict.isEmpty()) {
            return Verdict.of(0, conflict);
        }
        if (!one.callSign().isEmpty() && one.callSign().equals(other.callSign())) {
            return Verdict.of(SAME_CALL_SIGN, "same call sign " + one.callSign());
        }
        if (one.isEmpty() || other.isEmpty()) {
            return NOTHING;
        }
        var words = words(one, other);
        return words.isProposed() ? doubts(one, other, words, purpose) : words;
    }

    /** The fact that forbids this pair, in words; empty if there is none. */
    static String conflict(ChannelName one, ChannelName other) {
        boolean signs = !one.callSign().isEmpty() && !other.callSign().isEmpty();
        if (signs && !one.callSign().equals(other.callSign())) {
            return "call signs differ: " + one.callSign() + " and " + other.callSign();
        }
        if (signs && one.subChannel() != other.subChannel()) {
            return "sub-channels differ: " + one.subChannel() + " and " + other.subChannel();
        }
        if (one.shiftHours() != other.shiftHours()) {
            return "time shifts differ: " + shift(one) + " and " + shift(other);
        }
        if (one.feed() != other.feed() && one.feed() != Feed.UNSAID && other.feed() != Feed.UNSAID) {
            return "feeds differ: east and west";
        }
        if (!one.country().equals(other.country())
                && !one.country().isEmpty()
                && !other.country().isEmpty()) {
            return "countries differ: " + one.country() + " and " + other.country();
        }
        if (!signs
                && !one.numbers().isEmpty()
                && !other.numbers().isEmpty()
                && !one.numbers().equals(other.numbers())) {
            return "numbers differ: " + String.join(" ", one.numbers()) + " and " + String.join(" ", other.numbers());
        }
        return "";
    }

    private static String shift(ChannelName name) {
        return name.shiftHours() == 0 ? "none" : "+" + name.shiftHours();
    }

    private static Verdict words(ChannelName one, ChannelName other) {
        boolean numbers = one.numbers().equals(other.numbers());
        if (numbers && one.compact().equals(other.compact())) {
            return sameWords(one, other);
        }
        if (numbers
                && !one.namedCountry().isEmpty()
                && one.namedCountry().equals(other.namedCountry())
                && one.stem().equals(other.stem())) {
            return Verdict.of(SAME_BUT_COUNTRY_WORD, "same words '" + one.core() + "', the country's name aside");
        }
        if (numbers
                && one.namedCountry().isEmpty() != other.namedCountry().isEmpty()
                && one.stem().equals(other.stem())) {
            return Verdict.of(
                    COUNTRY_IN_ONE,
                    "same words, but a country in one name only: '" + one.core() + "' and '" + other.core() + "'");
        }
        var mine = withoutFillers(one, numbers);
        var theirs = withoutFillers(other, numbers);
        var similar = similar(mine, theirs, one, other);
        if (numbers) {
            return similar;
        }
        return similar.score() < FILLERS_DIFFER
                ? NOTHING
                : Verdict.of(
                        NUMBER_IN_ONE, "a number in one name only: '" + one.core() + "' and '" + other.core() + "'");
    }

    private static Verdict sameWords(ChannelName one, ChannelName other) {
        var same = "same words '" + one.core() + "'";
        if (one.spelled().equals(other.spelled())) {
            return Verdict.of(SAME_WORDS, same);
        }
        if (!one.spelled().isBlank() && !other.spelled().isBlank()) {
            return Verdict.of(
                    SPELLED_TWICE, same + ", but the number is '" + one.spelled() + "' and '" + other.spelled() + "'");
        }
        boolean own = one.words().stream()
                .anyMatch(word ->
                        !Vocabulary.FILLERS.contains(word) && !one.numbers().contains(word));
        return Verdict.of(own ? NUMBER_SPELLED : SPELLED_TWICE, same + ", the number written otherwise");
    }

    private static Verdict similar(List<String> mine, List<String> theirs, ChannelName one, ChannelName other) {
        if (mine.isEmpty() || theirs.isEmpty()) {
            return NOTHING;
        }
        var compact = String.join("", mine);
        var otherCompact = String.join("", theirs);
        var both = "'" + one.core() + "' and '" + other.core() + "'";
        if (compact.equals(otherCompact)) {
            boolean onlyNumbers = one.numbers().containsAll(mine);
            if (onlyNumbers && one.words().size() > mine.size() && other.words().size() > theirs.size()) {
                return NOTHING; // "Channel 5" and "Canal 5", or "Canale 5"
            }
            int score = isOnlyChannelMore(mine, one, other) ? ONLY_CHANNEL_DIFFERS : FILLERS_DIFFER;
            return Verdict.of(score, "same words but for such as 'tv' and 'channel': " + both);
        }
        var small = new HashSet<>(mine.size() <= theirs.size() ? mine : theirs);
        var large = new HashSet<>(mine.size() <= theirs.size() ? theirs : mine);
        if (small.equals(large)) {
            return Verdict.of(OTHER_ORDER, "same words in another order: " + both);
        }
        int shorter = Math.min(compact.length(), otherCompact.length());
        int longer = Math.max(compact.length(), otherCompact.length());
        int found = 0;
        if (large.containsAll(small) && shorter >= 3) {
            found = Verdict.PROPOSED + (CONTAINED_MOST - Verdict.PROPOSED) * shorter / longer;
        }
        if (shorter >= SHORTEST_FUZZY) {
            double alike = Similarity.of(compact, otherCompact);
            if (alike >= ALIKE) {
                found = Math.max(found, Math.min(FUZZY_MOST, Verdict.PROPOSED + (int) ((alike - ALIKE) * 100)));
            }
        }
        return found == 0 ? NOTHING : Verdict.of(found, "similar words: " + both);
    }

    private static boolean isOnlyChannelMore(List<String> shared, ChannelName one, ChannelName other) {
        var longer = one.words().size() > other.words().size() ? one : other;
        var shorter = longer == one ? other : one;
        long words =
                shared.stream().filter(word -> !longer.numbers().contains(word)).count();
        return words >= 2
                && longer.words().getLast().equals("channel")
                && longer.words().subList(0, longer.words().size() - 1).equals(shorter.words());
    }

    private static List<String> withoutFillers(ChannelName name, boolean withNumbers) {
        return name.words().stream()
                .filter(word -> !Vocabulary.FILLERS.contains(word)
                        && (withNumbers || !name.numbers().contains(word)))
                .toList();
    }

    private static Verdict doubts(ChannelName one, ChannelName other, Verdict words, Purpose purpose) {
        int score = words.score();
        var reasons = new ArrayList<String>(3);
        reasons.add(words.reasons().getFirst());
        if (one.feed() != other.feed()) {
            boolean west = one.feed() == Feed.WEST || other.feed() == Feed.WEST;
            score = Math.min(score, west ? WEST_IN_ONE : FEED_IN_ONE);
            reasons.add((west ? "west" : "east") + " in one name only");
        }
        if (Math.min(one.compact().length(), other.compact().length()) == 1) {
            score = Math.min(score, ONE_LETTER);
            reasons.add("a single letter says little");
        }
        var doubt = qualityDoubt(one, other, purpose);
        if (!doubt.isEmpty()) {
            score = Math.min(score, DOUBTED);
            reasons.add(doubt);
        } else if (one.picture() != other.picture()) {
            var said = one.picture() == Picture.UNSAID ? other.picture() : one.picture();
            reasons.add((purpose == Purpose.GUIDE ? "quality" : said.name()) + " ignored");
        }
        return new Verdict(score, reasons);
    }

    /** Why a difference in quality makes this pair the owner's to decide; empty where it does not. */
    static String qualityDoubt(ChannelName one, ChannelName other, Purpose purpose) {
        if ((one.picture() == Picture.UHD) != (other.picture() == Picture.UHD)) {
            return "4K in one name only, which is often a channel of its own";
        }
        if (purpose == Purpose.GUIDE) {
            return "";
        }
        if (one.picture() != other.picture() && one.picture() != Picture.UNSAID && other.picture() != Picture.UNSAID) {
            return "qualities differ: " + one.picture() + " and " + other.picture();
        }
        return one.isHevc() == other.isHevc() ? "" : "HEVC in one name only, which not every player shows";
    }
}
