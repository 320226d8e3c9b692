package io.sintonia.guide.matching;

import io.sintonia.guide.matching.GuideMatch.Candidate;
import io.sintonia.names.ChannelName;
import io.sintonia.names.Match;
import io.sintonia.names.NameIndex;
import io.sintonia.names.Named;
import io.sintonia.names.Picture;
import io.sintonia.names.Purpose;
import io.sintonia.names.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds the guide channel of each channel: by id, then by names, then by what is similar. Only the first two are applied by
 * themselves, and only where no other guide channel fits as well: two of one name in two countries, or twice in one guide, are
 * for the owner to choose from.
 *
 * <p>Forty thousand guide channels are indexed in about a second and some 100 MB for as long as the matcher lives. One thread at a
 * time.
 */
public final class GuideMatcher {
    /** More than this nobody reads. */
    public static final int MOST_PROPOSED = 5;

    /** Guide channels of one name that are compared; more are a guide's fault. */
    private static final int MOST_SAME = 64;

    private static final int MOST_SIMILAR = 16;

    private static final Comparator<Found> BEST_FIRST = Comparator.comparingInt(
                    (Found found) -> -found.verdict().score())
            .thenComparingInt(found -> -found.sameQuality())
            .thenComparingInt(found -> found.channel().source())
            .thenComparingInt(Found::position);

    private final List<GuideChannel> guide;
    private final Named[] named;
    private final Map<String, List<Integer>> byId = new HashMap<>();
    private final NameIndex index = new NameIndex();

    private record Found(int position, GuideChannel channel, Named named, Verdict verdict, int sameQuality) {}

    /** Reads the guide channels of all guides. */
    public GuideMatcher(List<GuideChannel> guide) {
        this.guide = List.copyOf(guide);
        named = new Named[guide.size()];
        for (int i = 0; i < named.length; i++) {
            var channel = this.guide.get(i);
            named[i] = Named.of(List.of(channel.id()), channel.displayNames(), channel.country());
            byId.computeIfAbsent(key(channel.id()), id -> new ArrayList<>(1)).add(i);
            for (var name : named[i].names()) {
                index.add(i, name);
            }
            for (var name : named[i].idNames()) {
                index.add(i, name);
            }
        }
    }

    /** Matches channels in their order; some 50 µs each. */
    public List<GuideMatch> match(List<Listed> channels) {
        return channels.stream().map(this::match).toList();
    }

    /** Matches one channel. */
    public GuideMatch match(Listed channel) {
        var wanted =
                Named.of(List.of(channel.guideId()), List.of(channel.name(), channel.guideName()), channel.country());
        if (wanted.names().isEmpty() && wanted.ids().isEmpty()) {
            return new GuideMatch.None(channel.id(), "it has no name");
        }
        var found = compare(wanted, sure(wanted));
        if (found.isEmpty() || !found.getFirst().verdict().isAutomatic()) {
            found = compare(wanted, similar(wanted));
        }
        if (found.isEmpty()) {
            return new GuideMatch.None(channel.id(), "no guide channel has such an id or name");
        }
        var best = found.getFirst();
        if (best.verdict().isAutomatic() && !hasRival(best, found)) {
            return new GuideMatch.Matched(channel.id(), candidate(best));
        }
        return new GuideMatch.Proposed(
                channel.id(),
                found.stream().limit(MOST_PROPOSED).map(this::candidate).toList());
    }

    private Set<Integer> sure(Named wanted) {
        var positions = new LinkedHashSet<Integer>();
        for (var id : wanted.ids()) {
            positions.addAll(byId.getOrDefault(key(id), List.of()));
        }
        for (var name : all(wanted)) {
            for (int position : index.same(name, MOST_SAME)) {
                positions.add(position);
            }
        }
        return positions;
    }

    private Set<Integer> similar(Named wanted) {
        var positions = sure(wanted);
        for (var name : all(wanted)) {
            for (int position : index.like(name, MOST_SIMILAR)) {
                positions.add(position);
            }
        }
        return positions;
    }

    private static List<ChannelName> all(Named wanted) {
        var names = new ArrayList<>(wanted.names());
        names.addAll(wanted.idNames());
        return names;
    }

    private List<Found> compare(Named wanted, Set<Integer> positions) {
        var found = new ArrayList<Found>();
        for (int position : positions) {
            var verdict = Match.compare(wanted, named[position], Purpose.GUIDE);
            if (verdict.isProposed()) {
                found.add(new Found(
                        position, guide.get(position), named[position], verdict, sameQuality(wanted, named[position])));
            }
        }
        found.sort(BEST_FIRST);
        return found;
    }

    /** Of "Rai 1" and "Rai 1 HD" in one guide the one that is written alike is taken. */
    private static int sameQuality(Named wanted, Named offered) {
        return picture(wanted) == picture(offered) ? 1 : 0;
    }

    private static Picture picture(Named named) {
        return named.names().isEmpty()
                ? Picture.UNSAID
                : named.names().getFirst().picture();
    }

    /** Whether another fits as well and is another channel: of another country, or its neighbour in the same guide. */
    private static boolean hasRival(Found best, List<Found> found) {
        for (var other : found) {
            boolean asGood = other.position() != best.position()
                    && other.verdict().score() == best.verdict().score();
            if (asGood && !isSame(best, other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(Found best, Found other) {
        if (key(best.channel().id()).equals(key(other.channel().id()))) {
            return true; // one channel in two guides
        }
        var mine = best.named().likelyCountry();
        var theirs = other.named().likelyCountry();
        if (!mine.equals(theirs) && !mine.isEmpty() && !theirs.isEmpty()) {
            return false;
        }
        if (best.channel().source() != other.channel().source() || best.sameQuality() != other.sameQuality()) {
            return true;
        }
        return picture(best.named()) != picture(other.named());
    }

    private Candidate candidate(Found found) {
        return new Candidate(
                found.channel(), found.verdict().score(), found.verdict().reasons());
    }

    private static String key(String id) {
        return id.strip().toLowerCase(Locale.ROOT);
    }
}
