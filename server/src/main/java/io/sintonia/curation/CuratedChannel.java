package io.sintonia.curation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A channel as its owner sees it, also one that no player is shown.
 *
 * @param number empty if it has none
 * @param group where it is shown; empty if its group is gone
 * @param hidden by hand, by a rule, or with its group
 * @param overrides what is the owner's word, by the field's name in REST
 * @param addresses best first: in the order of their sources
 * @param merged the channels that are shown as part of it
 * @param mergedInto the channel that it is shown as part of
 * @param missingSince when the last source that had it no longer did
 */
public record CuratedChannel(
        long id,
        String name,
        String number,
        String logo,
        String guideId,
        Optional<Named> group,
        boolean radio,
        boolean adult,
        boolean hidden,
        Map<String, String> overrides,
        List<Address> addresses,
        List<Named> merged,
        Optional<Named> mergedInto,
        Optional<Instant> missingSince) {
    public CuratedChannel {
        overrides = Map.copyOf(overrides);
        addresses = List.copyOf(addresses);
        merged = List.copyOf(merged);
    }

    /** A group or another channel. */
    public record Named(long id, String name) {}

    /**
     * Where its stream can be had; the address itself may hold credentials and is not told.
     *
     * @param source the source's name
     * @param place from 1, the best
     * @param unsupported why it cannot be played; empty if it can
     * @param missing whether the source no longer has it
     */
    public record Address(long id, long sourceId, String source, int place, String unsupported, boolean missing) {}
}
