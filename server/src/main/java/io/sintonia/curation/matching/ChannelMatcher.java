package io.sintonia.curation.matching;

import io.sintonia.names.ChannelName;
import io.sintonia.names.Match;
import io.sintonia.names.NameIndex;
import io.sintonia.names.Named;
import io.sintonia.names.Purpose;
import io.sintonia.names.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the channels of different lists that are one. The channels are taken from the oldest to the newest; each is compared with
 * the ones before it that stand for themselves, and goes to one of them, is proposed for one, or stands for itself.
 *
 * <p>A channel joins a group only if nothing forbids it beside each one that is in it already: a {@code Fox} without a country that
 * joins the Bulgarian one keeps the Turkish one out. Where a word stands for channels of several countries, one without a
 * country is proposed and not merged.
 *
 * <p>A hundred thousand channels take seconds and some 200 MB while they are matched. One thread, one call: {@link #plan}.
 */
public final class ChannelMatcher {
    /** Below this a proposal costs the owner more time than it saves: there is one question for a channel. */
    public static final int PROPOSED = 75;

    private static final int MOST_SAME = 48;
    private static final int MOST_SIMILAR = 12;
    private static final int MOST_MEMBERS = 64;

    /** A proposal, however alike the names are. */
    private static final int DOUBTED = Verdict.AUTOMATIC - 2;

    private final Decided decided;
    private final List<Group> groups = new ArrayList<>();
    private final Map<Long, Group> groupOf = new HashMap<>();
    private final Map<String, List<Group>> byId = new HashMap<>();
    private final Map<String, Set<String>> countries = new HashMap<>();
    private final Map<Long, List<Long>> rejectedOf = new HashMap<>();
    private final NameIndex index = new NameIndex();
    private final List<Pairing> merges = new ArrayList<>();
    private final List<Pairing> proposals = new ArrayList<>();

    /** A channel that stands for itself, with the ones that went to it. */
    private static final class Group {
        private final Offered head;
        private final Named named;
        private final Set<Long> members = new HashSet<>(2);
        private final List<Named> names = new ArrayList<>(1);

        Group(Offered head, Named named) {
            this.head = head;
            this.named = named;
            add(head, named);
        }

        void add(Offered member, Named name) {
            members.add(member.id());
            if (names.size() < MOST_MEMBERS) {
                names.add(name);
            }
        }
    }

    private record Found(Group group, Verdict verdict) {}

    private ChannelMatcher(Decided decided) {
        this.decided = decided;
        for (var couple : decided.rejected()) {
            rejectedOf.computeIfAbsent(couple.older(), id -> new ArrayList<>(1)).add(couple.newer());
            rejectedOf.computeIfAbsent(couple.newer(), id -> new ArrayList<>(1)).add(couple.older());
        }
    }

    /** Decides for all channels at once; the order they are given in does not matter. */
    public static MatchPlan plan(List<Offered> channels, Decided decided) {
        var sorted =
                channels.stream().sorted(Comparator.comparingLong(Offered::id)).toList();
        var matcher = new ChannelMatcher(decided);
        var named = sorted.stream()
                .map(channel -> Named.of(List.of(channel.guideId()), List.of(channel.name()), channel.country()))
                .toList();
        named.forEach(matcher::noteCountry);
        for (int i = 0; i < sorted.size(); i++) {
            matcher.place(sorted.get(i), named.get(i));
        }
        return new MatchPlan(matcher.merges, matcher.proposals);
    }

    private void noteCountry(Named named) {
        if (!named.likelyCountry().isEmpty()) {
            for (var name : named.names()) {
                countries
                        .computeIfAbsent(name.compact(), key -> new HashSet<>(2))
                        .add(named.likelyCountry());
            }
        }
    }

    private void place(Offered channel, Named named) {
        var target = decided.merged().get(channel.id());
        var into = target == null ? null : groupOf.get(target);
        if (into != null) {
            join(channel, named, into);
            return;
        }
        if (target == null) {
            var best = best(channel, named);
            if (best != null && best.verdict().isAutomatic()) {
                merges.add(pairing(best, channel));
                join(channel, named, best.group());
                return;
            }
            if (best != null) {
                proposals.add(pairing(best, channel));
            }
        }
        stand(channel, named);
    }

    private void join(Offered channel, Named named, Group group) {
        group.add(channel, named);
        groupOf.put(channel.id(), group);
    }

    private void stand(Offered channel, Named named) {
        var group = new Group(channel, named);
        groupOf.put(channel.id(), group);
        int position = groups.size();
        groups.add(group);
        for (var id : named.ids()) {
            byId.computeIfAbsent(id.toLowerCase(Locale.ROOT), key -> new ArrayList<>(1))
                    .add(group);
        }
        named.names().forEach(name -> index.add(position, name));
        named.idNames().forEach(name -> index.add(position, name));
    }

    private @Nullable Found best(Offered channel, Named named) {
        var best = bestOf(channel, named, sure(named));
        return best != null && best.verdict().isAutomatic()
                ? best
                : better(best, bestOf(channel, named, similar(named)));
    }

    private Set<Group> sure(Named named) {
        var found = new LinkedHashSet<Group>();
        for (var id : named.ids()) {
            var same = byId.getOrDefault(id.toLowerCase(Locale.ROOT), List.of());
            found.addAll(same.subList(0, Math.min(same.size(), MOST_SAME)));
        }
        for (var list : List.of(named.names(), named.idNames())) {
            for (var name : list) {
                for (int position : index.same(name, MOST_SAME)) {
                    found.add(groups.get(position));
                }
            }
        }
        return found;
    }

    private Set<Group> similar(Named named) {
        var found = new LinkedHashSet<Group>();
        for (var name : named.names()) {
            for (int position : index.like(name, MOST_SIMILAR)) {
                found.add(groups.get(position));
            }
        }
        return found;
    }

    private @Nullable Found bestOf(Offered channel, Named named, Set<Group> candidates) {
        @Nullable Found best = null;
        for (var group : candidates) {
            if (group.head.sourceId() == channel.sourceId() || isRejected(channel, group)) {
                continue;
            }
            var verdict = Match.compare(group.named, named, Purpose.ADDRESSES);
            if (verdict.score() < PROPOSED) {
                continue;
            }
            best = better(best, new Found(group, beside(group, named, verdict)));
        }
        return best == null || best.verdict().score() < PROPOSED ? null : best;
    }

    private static @Nullable Found better(@Nullable Found one, @Nullable Found other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        int score = Integer.compare(one.verdict().score(), other.verdict().score());
        boolean older = one.group().head.id() <= other.group().head.id();
        return score > 0 || (score == 0 && older) ? one : other;
    }

    private boolean isRejected(Offered channel, Group group) {
        return rejectedOf.getOrDefault(channel.id(), List.of()).stream().anyMatch(group.members::contains);
    }

    /** The verdict, weighed against those who are in the group already and against the same name elsewhere. */
    private Verdict beside(Group group, Named named, Verdict verdict) {
        if (!verdict.isAutomatic()) {
            return verdict;
        }
        for (int i = 1; i < group.names.size(); i++) {
            var member = Match.compare(group.names.get(i), named, Purpose.ADDRESSES);
            if (member.score() == 0) {
                return doubted(
                        verdict,
                        "but not beside one of that channel: "
                                + member.reasons().getFirst());
            }
        }
        boolean mine = named.likelyCountry().isEmpty();
        boolean theirs = group.named.likelyCountry().isEmpty();
        if (verdict.score() < Match.SAME_ID && (mine || theirs)) {
            if (mine != theirs && named.names().stream().allMatch(ChannelName::isShort)) {
                return doubted(verdict, "but the name is short, and the country of one is not known");
            }
            for (var name : named.names()) {
                if (countries.getOrDefault(name.compact(), Set.of()).size() > 1) {
                    return doubted(verdict, "but several countries have a channel of this name");
                }
            }
        }
        return verdict;
    }

    private static Verdict doubted(Verdict verdict, String reason) {
        var reasons = new ArrayList<>(verdict.reasons());
        reasons.add(reason);
        return new Verdict(Math.min(verdict.score(), DOUBTED), reasons);
    }

    private static Pairing pairing(Found found, Offered channel) {
        return new Pairing(
                found.group().head.id(),
                channel.id(),
                found.verdict().score(),
                found.verdict().reasons());
    }
}
