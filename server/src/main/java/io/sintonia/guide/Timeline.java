package io.sintonia.guide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Puts one channel's programmes in order, so that no two overlap and each has an end, and fills one guide's gaps from the next.
 * Pure; the whole of a channel is decided at once, so every answer that shows a part of it agrees with every other.
 */
final class Timeline {
    private static final long DAY = 86_400;
    private static final long HALF_A_DAY = DAY / 2;
    private static final long HOUR = 3_600;
    /** Two of one title that begin so close to each other and overlap are one. */
    private static final long SAME = 300;
    /** Pieces of another guide that are shorter are no programme. */
    private static final long LEAST_PIECE = 60;

    private Timeline() {}

    /** One guide's programmes in order. Of those that begin together the first in the guide is kept. */
    static List<Airing> ordered(List<Airing> airings) {
        List<Airing> sorted = new ArrayList<>(airings);
        sorted.sort(Comparator.comparingLong(Airing::start));
        List<Airing> once = new ArrayList<>(sorted.size());
        for (int at = 0; at < sorted.size(); at++) {
            Airing airing = sorted.get(at);
            long next = nextStart(sorted, at);
            Airing ended = airing.at(airing.start(), stop(airing, next));
            if (!isRepeated(ended, once)) {
                once.add(ended);
            }
        }
        return cut(once);
    }

    private static long nextStart(List<Airing> sorted, int at) {
        long start = sorted.get(at).start();
        for (int next = at + 1; next < sorted.size(); next++) {
            if (sorted.get(next).start() > start) {
                return sorted.get(next).start();
            }
        }
        return Long.MAX_VALUE;
    }

    private static long stop(Airing airing, long next) {
        long start = airing.start();
        long stop = airing.stop();
        if (stop > start) {
            return Math.min(stop, start + DAY);
        }
        if (stop != 0 && stop + DAY > start && stop + DAY - start <= HALF_A_DAY) {
            return stop + DAY; // it ends after midnight, and the guide forgot that the date changes
        }
        if (next - start <= DAY) {
            return next;
        }
        return start + (airing.length() > 0 ? Math.min(airing.length(), DAY) : HOUR);
    }

    private static boolean isRepeated(Airing airing, List<Airing> before) {
        for (int at = before.size() - 1;
                at >= 0 && airing.start() - before.get(at).start() <= SAME;
                at--) {
            Airing other = before.get(at);
            if (airing.start() == other.start() || (airing.start() < other.stop() && isSameTitle(airing, other))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSameTitle(Airing one, Airing other) {
        return key(one).equals(key(other));
    }

    private static String key(Airing airing) {
        return airing.words().title().strip().toLowerCase(Locale.ROOT);
    }

    /** What overlaps ends where the next one begins: that is what players expect. */
    private static List<Airing> cut(List<Airing> airings) {
        List<Airing> cut = new ArrayList<>(airings.size());
        for (int at = 0; at < airings.size(); at++) {
            Airing airing = airings.get(at);
            long stop = at + 1 < airings.size()
                    ? Math.min(airing.stop(), airings.get(at + 1).start())
                    : airing.stop();
            cut.add(stop == airing.stop() ? airing : airing.at(airing.start(), stop));
        }
        return cut;
    }

    /** The first guide's programmes, and where it has none, those of the second; both in order. */
    static List<Airing> filled(List<Airing> first, List<Airing> second) {
        if (second.isEmpty()) {
            return first;
        }
        List<Airing> filled = new ArrayList<>(first.size() + second.size());
        int from = 0;
        long free = Long.MIN_VALUE;
        for (int at = 0; at <= first.size(); at++) {
            long until = at < first.size() ? first.get(at).start() : Long.MAX_VALUE;
            while (from < second.size() && second.get(from).stop() <= free) {
                from++;
            }
            for (int other = from; other < second.size() && second.get(other).start() < until; other++) {
                Airing airing = second.get(other);
                long start = Math.max(airing.start(), free);
                long stop = Math.min(airing.stop(), until);
                if (stop - start >= LEAST_PIECE && !isNeighbour(airing, first, at)) {
                    filled.add(airing.at(start, stop));
                }
            }
            if (at < first.size()) {
                filled.add(first.get(at));
                free = first.get(at).stop();
            }
        }
        return filled;
    }

    /** Whether a piece is the rest of a programme that the first guide has too, only with other times. */
    private static boolean isNeighbour(Airing piece, List<Airing> first, int at) {
        return (at > 0 && isAlike(piece, first.get(at - 1))) || (at < first.size() && isAlike(piece, first.get(at)));
    }

    private static boolean isAlike(Airing one, Airing other) {
        return Math.abs(one.start() - other.start()) <= SAME && isSameTitle(one, other);
    }
}
