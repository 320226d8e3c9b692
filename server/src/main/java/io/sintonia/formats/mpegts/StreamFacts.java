package io.sintonia.formats.mpegts;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a stream at one moment.
 *
 * @param programs the programmes whose maps have come, in the order of the PAT
 * @param followed the programme on which entry points are judged; empty until the tables are complete
 * @param picture the size of its pictures, where H.264, HEVC or MPEG-2 told it
 * @param clocks its clocks
 * @param health what was damaged
 */
public record StreamFacts(
        List<ProgramMap> programs,
        Optional<ProgramMap> followed,
        Optional<PictureSize> picture,
        Clocks clocks,
        Health health) {
    /** Copies the list. */
    public StreamFacts {
        programs = List.copyOf(programs);
    }

    /**
     * Clocks in ticks of 90 kHz, unwrapped; {@link ClockReference#NONE} where not seen.
     *
     * @param pcr the newest programme clock reference
     * @param videoPts the newest picture's time, in the order of coding
     * @param audioPts the newest sound's time
     * @param jumps how often the clock went back, or more than 10 s ahead
     */
    public record Clocks(long pcr, long videoPts, long audioPts, long jumps) {}

    /**
     * Counts since the beginning.
     *
     * @param packets all packets
     * @param scrambled packets with encrypted payload
     * @param transportErrors packets that were marked as damaged upstream
     * @param brokenSections sections of PAT or PMT with a wrong checksum or length
     * @param losses gaps in continuity, by PID; PIDs without any are not listed
     */
    public record Health(
            long packets, long scrambled, long transportErrors, long brokenSections, Map<Integer, Long> losses) {
        /** Copies the map. */
        public Health {
            losses = Map.copyOf(losses);
        }

        /** All gaps in continuity together. */
        public long totalLosses() {
            return losses.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
