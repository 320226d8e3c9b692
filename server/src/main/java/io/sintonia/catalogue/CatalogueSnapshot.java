package io.sintonia.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The whole catalogue as of one commit. Immutable; lineups are worked out once each and kept with it. */
public final class CatalogueSnapshot {
    /** Accounts with more different sets of bouquets than this share no lineups any more; still right, only slower. */
    private static final int MOST_LINEUPS = 10_000;

    private final String version;
    private final List<Channel> channels;
    private final Map<Long, Channel> byId;
    private final Map<Long, Bouquet> bouquets;
    private final Map<Long, Provider> providers;
    private final Map<Set<Long>, Lineup> lineups = new ConcurrentHashMap<>();

    CatalogueSnapshot(String version, List<Channel> channels, List<Bouquet> bouquets, List<Provider> providers) {
        this.version = version;
        this.channels = List.copyOf(channels);
        this.byId = channels.stream().collect(Collectors.toUnmodifiableMap(Channel::id, Function.identity()));
        this.bouquets = bouquets.stream().collect(Collectors.toUnmodifiableMap(Bouquet::id, Function.identity()));
        this.providers = providers.stream().collect(Collectors.toUnmodifiableMap(Provider::id, Function.identity()));
    }

    /** Differs between any two snapshots, also over restarts. */
    public String version() {
        return version;
    }

    /** Every channel in order of display. */
    public List<Channel> channels() {
        return channels;
    }

    public Optional<Channel> channel(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All providers, in no order. */
    public Collection<Provider> providers() {
        return providers.values();
    }

    public Optional<Provider> provider(long id) {
        return Optional.ofNullable(providers.get(id));
    }

    public List<Bouquet> bouquets() {
        return List.copyOf(bouquets.values());
    }

    /** What an account with these bouquets sees: everything if it has none; a bouquet that is gone shows nothing. */
    public Lineup lineup(Set<Long> bouquetIds) {
        Lineup known = lineups.get(bouquetIds);
        if (known != null) {
            return known;
        }
        Lineup worked = workOut(bouquetIds);
        if (lineups.size() < MOST_LINEUPS) {
            lineups.putIfAbsent(Set.copyOf(bouquetIds), worked);
        }
        return worked;
    }

    private Lineup workOut(Set<Long> bouquetIds) {
        String key = version + "/" + new TreeSet<>(bouquetIds);
        if (bouquetIds.isEmpty()) {
            return new Lineup(key, channels);
        }
        Set<String> groups = bouquetIds.stream()
                .map(bouquets::get)
                .filter(bouquet -> bouquet != null)
                .flatMap(bouquet -> bouquet.groups().stream())
                .collect(Collectors.toUnmodifiableSet());
        return new Lineup(
                key,
                channels.stream()
                        .filter(channel -> groups.contains(channel.category().name()))
                        .toList());
    }
}
