package io.sintonia.catalogue;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The whole catalogue as of one commit. Immutable; lineups are worked out once each and kept with it. Channels take about a
 * hundred bytes each; films and series lie in the database, and only what names them is here.
 */
public final class CatalogueSnapshot {
    /** Accounts with more different sets of bouquets than this share no lineups any more; still right, only slower. */
    private static final int MOST_LINEUPS = 10_000;
    /** Nor do they when the kept lineups have more places than this together, of four bytes each. */
    private static final long MOST_PLACES = 8_000_000;

    private final String version;
    private final ChannelTable table;
    private final Map<Long, Long> merged;
    private final Map<Long, BouquetContent> bouquets;
    private final Map<Long, Provider> providers;
    private final Shelf movies;
    private final Shelf series;
    private final Map<Set<Long>, Lineup> lineups = new ConcurrentHashMap<>();
    private final AtomicLong places = new AtomicLong();

    CatalogueSnapshot(String version, Content content) {
        this.version = version;
        this.table = content.channels();
        this.merged = Map.copyOf(content.merged());
        this.bouquets = content.bouquets().stream()
                .collect(Collectors.toUnmodifiableMap(each -> each.bouquet().id(), Function.identity()));
        this.providers =
                content.providers().stream().collect(Collectors.toUnmodifiableMap(Provider::id, Function.identity()));
        this.movies = content.movies();
        this.series = content.series();
    }

    /**
     * What is in a snapshot.
     *
     * @param merged ids of channels that were merged, and into which
     */
    record Content(
            ChannelTable channels,
            Map<Long, Long> merged,
            List<BouquetContent> bouquets,
            List<Provider> providers,
            Shelf movies,
            Shelf series) {}

    /** Differs between any two snapshots, also over restarts. */
    public String version() {
        return version;
    }

    /** Every channel in order of display, made one by one. */
    public List<Channel> channels() {
        return new ChannelList(table, table.size(), place -> place);
    }

    /** A channel; an id that was merged leads to the channel that it was merged into. Tens of microseconds at the most. */
    public Optional<Channel> channel(long id) {
        OptionalInt place = placeOf(id);
        return place.isPresent() ? Optional.of(table.at(place.getAsInt())) : Optional.empty();
    }

    private OptionalInt placeOf(long id) {
        int place = table.placeOf(merged.getOrDefault(id, id));
        return place < 0 ? OptionalInt.empty() : OptionalInt.of(place);
    }

    /** All providers, in no order. */
    public Collection<Provider> providers() {
        return providers.values();
    }

    public Optional<Provider> provider(long id) {
        return Optional.ofNullable(providers.get(id));
    }

    public List<Bouquet> bouquets() {
        return bouquets.values().stream().map(BouquetContent::bouquet).toList();
    }

    /** What an account with these bouquets sees: everything if it has none; a bouquet that is gone shows nothing. */
    public Lineup lineup(Set<Long> bouquetIds) {
        Lineup known = lineups.get(bouquetIds);
        if (known != null) {
            return known;
        }
        Lineup worked = workOut(bouquetIds);
        if (lineups.size() < MOST_LINEUPS && places.addAndGet(worked.size()) < MOST_PLACES) {
            Lineup first = lineups.putIfAbsent(Set.copyOf(bouquetIds), worked);
            return first == null ? worked : first;
        }
        return worked;
    }

    private Lineup workOut(Set<Long> bouquetIds) {
        BitSet chosen = new BitSet(table.size());
        if (bouquetIds.isEmpty()) {
            chosen.set(0, table.size());
            return new Lineup(table, chosen, this::placeOf, movies, series);
        }
        Set<String> groups = new HashSet<>();
        for (long id : bouquetIds) {
            BouquetContent content = bouquets.get(id);
            if (content != null) {
                content.addTo(chosen, table, this::placeOf);
                groups.addAll(content.bouquet().groups());
            }
        }
        return new Lineup(table, chosen, this::placeOf, movies.only(groups), series.only(groups));
    }

    /** Bytes that its channels take, about. */
    long weight() {
        return table.weight();
    }
}
