package io.sintonia.names;

import java.util.List;
import java.util.stream.Stream;

/**
 * Whether two named things are one channel. Facts decide first: numbers, time shifts, feeds, call signs, sub-channels or labelled
 * countries that differ forbid a match, however alike the words are ({@code Sky Sport 1} is never {@code Sky Sport 2}). Then
 * equal ids, equal words and equal call signs are sure enough to apply; everything that is only similar can be proposed and
 * never more. docs/decisions/0026-names.md has the scale.
 *
 * <p>Pure; any thread; some microseconds, at most 17 × 17 pairs of names.
 */
public final class Match {
    /** The score of equal ids with nothing against them; nothing else gets it. */
    public static final int SAME_ID = 100;

    static final int SAME_ID_BUT_FACTS = 85;
    static final int SAME_ID_OTHER_FORM = 96;
    static final int SAME_ID_OTHER_NAME = 80;
    private static final int COUNTRY_DOUBTED = 75;

    private Match() {}

    /** Compares all names and ids of two things. */
    public static Verdict compare(Named one, Named other, Purpose purpose) {
        var named = bestOfNames(one, other, purpose);
        var id = sameId(one, other);
        if (!id.isEmpty()) {
            return withId("same guide id " + id, SAME_ID, one, other, named, purpose);
        }
        var form = sameIdForm(one, other);
        if (!form.isEmpty()) {
            named = withId("same guide id but for its form: " + form, SAME_ID_OTHER_FORM, one, other, named, purpose);
        } else {
            named = better(named, bestOfIds(one, other, purpose));
        }
        return named.isProposed() ? weighCountries(one, other, named) : named;
    }

    private static Verdict withId(String reason, int score, Named one, Named other, Verdict named, Purpose purpose) {
        var conflict = conflictOfAll(one, other);
        if (!conflict.isEmpty()) {
            return new Verdict(SAME_ID_BUT_FACTS, List.of(reason, conflict));
        }
        if (purpose == Purpose.GUIDE || one.names().isEmpty() || other.names().isEmpty()) {
            return Verdict.of(score, reason);
        }
        if (!named.isProposed()) {
            return new Verdict(SAME_ID_OTHER_NAME, List.of(reason, "the names have nothing in common"));
        }
        var quality =
                NameMatch.qualityDoubt(one.names().getFirst(), other.names().getFirst(), purpose);
        return quality.isEmpty()
                ? new Verdict(score, List.of(reason, named.reasons().getFirst()))
                : new Verdict(Math.min(NameMatch.DOUBTED, score), List.of(reason, quality));
    }

    /** The fact that forbids every pair of names, empty where one pair is free of it. */
    private static String conflictOfAll(Named one, Named other) {
        var found = "";
        for (var mine : one.names()) {
            for (var theirs : other.names()) {
                found = NameMatch.conflict(mine, theirs);
                if (found.isEmpty()) {
                    return "";
                }
            }
        }
        return found;
    }

    private static String sameId(Named one, Named other) {
        for (var mine : one.ids()) {
            for (var theirs : other.ids()) {
                if (mine.equalsIgnoreCase(theirs)) {
                    return theirs;
                }
            }
        }
        return "";
    }

    private static String sameIdForm(Named one, Named other) {
        for (var mine : one.idNames()) {
            for (var theirs : other.idNames()) {
                if (mine.compact().equals(theirs.compact())
                        && mine.numbers().equals(theirs.numbers())
                        && NameMatch.conflict(mine, theirs).isEmpty()
                        && mine.feed() == theirs.feed()
                        && mine.country().equals(theirs.country())) {
                    return mine.text() + " and " + theirs.text();
                }
            }
        }
        return "";
    }

    private static Verdict bestOfNames(Named one, Named other, Purpose purpose) {
        return best(one.names(), other.names(), purpose);
    }

    /** An id that reads like a name is one more name, a little less trusted. */
    private static Verdict bestOfIds(Named one, Named other, Purpose purpose) {
        if (!conflictOfAll(one, other).isEmpty()) {
            return NameMatch.NOTHING;
        }
        var found = better(
                better(best(one.idNames(), other.names(), purpose), best(one.names(), other.idNames(), purpose)),
                best(one.idNames(), other.idNames(), purpose));
        if (found.score() < Verdict.PROPOSED) {
            return found;
        }
        boolean named = !one.names().isEmpty() && !other.names().isEmpty();
        int most = named && purpose == Purpose.ADDRESSES ? NameMatch.DOUBTED : Verdict.AUTOMATIC + 3;
        return new Verdict(Math.min(found.score() - 2, most), found.reasons());
    }

    private static Verdict best(List<ChannelName> ones, List<ChannelName> others, Purpose purpose) {
        var best = NameMatch.NOTHING;
        for (var one : ones) {
            for (var other : others) {
                best = better(best, NameMatch.of(one, other, purpose));
            }
        }
        return best;
    }

    private static Verdict better(Verdict one, Verdict other) {
        return other.score() > one.score() || one.reasons().isEmpty() ? other : one;
    }

    private static Verdict weighCountries(Named one, Named other, Verdict named) {
        var mine = one.likelyCountry();
        var theirs = other.likelyCountry();
        if (mine.isEmpty() || theirs.isEmpty() || !(mine.equals(theirs) || one.isComparable(other))) {
            return named;
        }
        if (mine.equals(theirs)) {
            int more = named.score() == NameMatch.DOUBTED ? 0 : 2; // a doubt about something else stays one
            return new Verdict(Math.min(named.score() + more, SAME_ID - 1), plus(named, "both of country " + mine));
        }
        var reason = "countries differ: " + mine + " and " + theirs;
        return !one.country().isEmpty() && !other.country().isEmpty()
                ? Verdict.of(0, reason)
                : new Verdict(
                        Math.min(named.score(), COUNTRY_DOUBTED),
                        plus(named, reason.replace("differ", "seem to differ")));
    }

    private static List<String> plus(Verdict verdict, String reason) {
        return Stream.concat(verdict.reasons().stream(), Stream.of(reason)).toList();
    }
}
