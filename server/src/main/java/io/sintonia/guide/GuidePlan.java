package io.sintonia.guide;

import io.sintonia.catalogue.Channel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which guide channels each of our channels is shown from, and under which id. Immutable; made anew after every change.
 *
 * <p>Channels that are shown from the same places share an id, and no two others do: players match programmes by it alone.
 */
final class GuidePlan {
    static final GuidePlan EMPTY = new GuidePlan("", Map.of(), Set.of());

    private final String version;
    private final Map<Long, Shown> shown;
    private final Set<Long> excluded;
    private final Set<String> ids = new HashSet<>();

    /** One place where programmes are: a channel of a guide's generation, and how far its times are off. */
    record Link(long guideId, long generation, long number, String guideChannel, long shiftSeconds) {}

    /** What a channel is shown from, the preferred one first, under an id. */
    record Shown(String id, List<Link> links) {
        Shown {
            links = List.copyOf(links);
        }
    }

    private GuidePlan(String version, Map<Long, Shown> shown, Set<Long> excluded) {
        this.version = version;
        this.shown = shown;
        this.excluded = excluded;
        shown.values().forEach(each -> ids.add(each.id()));
    }

    /**
     * A plan of channels in their order.
     *
     * @param links by channel, none of them empty
     * @param excluded channels that shall have no guide at all
     */
    static GuidePlan of(String version, Map<Long, List<Link>> links, Set<Long> excluded) {
        Map<List<Link>, Shown> byLinks = new HashMap<>();
        Set<String> taken = new HashSet<>();
        Map<Long, Shown> shown = HashMap.newHashMap(links.size());
        links.forEach((channel, of) -> shown.put(channel, byLinks.computeIfAbsent(of, some -> {
            String own = some.getFirst().guideChannel();
            String id = taken.contains(own) ? "channel-" + channel + ".sintonia" : own;
            taken.add(id);
            return new Shown(id, some);
        })));
        return new GuidePlan(version, shown, Set.copyOf(excluded));
    }

    String version() {
        return version;
    }

    /** What a channel is shown from. */
    Optional<Shown> shown(Channel channel) {
        return Optional.ofNullable(shown.get(channel.id()));
    }

    /**
     * Whether a channel must not be given programmes: the owner wants none, or its own id names programmes of another, which are
     * not known to be its own.
     */
    boolean isWithout(Channel channel) {
        return excluded.contains(channel.id()) || (!shown.containsKey(channel.id()) && ids.contains(channel.guideId()));
    }

    int size() {
        return shown.size();
    }
}
