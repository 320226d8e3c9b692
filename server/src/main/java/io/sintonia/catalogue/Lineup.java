package io.sintonia.catalogue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What one group of accounts sees: the channels of its bouquets, in order. Immutable; equal accounts share one.
 *
 * <p>{@link #key()} names it within its snapshot's version, so that answers rendered from it can be kept.
 */
public final class Lineup {
    private final String key;
    private final List<Channel> channels;
    private final List<Category> categories;
    private final Map<Long, Channel> byId;

    Lineup(String key, List<Channel> channels) {
        this.key = key;
        this.channels = List.copyOf(channels);
        this.categories =
                channels.stream().map(Channel::category).collect(Collectors.toCollection(LinkedHashSet::new)).stream()
                        .sorted((a, b) -> Integer.compare(a.position(), b.position()))
                        .toList();
        this.byId = channels.stream().collect(Collectors.toUnmodifiableMap(Channel::id, Function.identity()));
    }

    /** Names this lineup: snapshot version and bouquets. */
    public String key() {
        return key;
    }

    /** All channels in order of display. */
    public List<Channel> channels() {
        return channels;
    }

    /** The channels of one category; none for an id that is not in the lineup. */
    public List<Channel> channelsOf(long categoryId) {
        return channels.stream()
                .filter(channel -> channel.category().id() == categoryId)
                .toList();
    }

    /** The categories that have a channel, in order of display. */
    public List<Category> categories() {
        return categories;
    }

    /** A channel, if it is in the lineup. */
    public Optional<Channel> channel(long id) {
        return Optional.ofNullable(byId.get(id));
    }
}
