package io.sintonia.formats.mpegts;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which PID each stream of a later source gets: that of the first source's stream of the same codec and place, its own
 * where there is none and nobody had it, else a free one. What was given once is kept, so that a source that comes back
 * finds its PIDs again.
 */
final class PidPlan {
    private static final int FIRST_FREE = 0x20;
    private static final int MOST = 512;
    private static final String CLOCK = "clock";

    /** The how-manieth stream of a codec. */
    private record Place(String codec, int nth) {}

    private final Map<Place, Integer> given = new HashMap<>();
    private final BitSet taken = new BitSet(TsPacket.PIDS);
    private final int program;
    private final int pmtPid;

    /** Everything stays where the first source has it. */
    PidPlan(ProgramMap first) {
        program = first.program();
        pmtPid = first.pid();
        taken.set(0, FIRST_FREE);
        taken.set(TsPacket.NULL_PID);
        taken.set(pmtPid);
        places(first).forEach((place, pid) -> {
            given.put(place, pid);
            taken.set(pid);
        });
    }

    int program() {
        return program;
    }

    int pmtPid() {
        return pmtPid;
    }

    /** The PIDs that were given, those of service information not counted. */
    IntStream taken() {
        return taken.stream().filter(pid -> pid >= FIRST_FREE && pid != TsPacket.NULL_PID);
    }

    /** The PIDs of a source's streams and clock, from the source's to the outgoing ones. */
    Map<Integer, Integer> of(ProgramMap source) {
        Map<Integer, Integer> mapped = new LinkedHashMap<>();
        places(source).forEach((place, pid) -> mapped.putIfAbsent(pid, pidOf(place, pid, source)));
        return mapped;
    }

    private int pidOf(Place place, int own, ProgramMap source) {
        Integer known = given.get(place);
        if (known != null) {
            return known;
        }
        int pid = taken.get(own) ? free(source) : own;
        if (given.size() < MOST) {
            given.put(place, pid);
            taken.set(pid);
        }
        return pid;
    }

    /** Above what is taken and what the source uses, so that nothing passes through two hands. */
    private int free(ProgramMap source) {
        List<Integer> used = Stream.concat(
                        source.streams().stream().map(ElementaryStream::pid), Stream.of(source.pcrPid(), source.pid()))
                .toList();
        int pid = taken.nextClearBit(0x100);
        while (used.contains(pid)) {
            pid = taken.nextClearBit(pid + 1);
        }
        return pid < TsPacket.NULL_PID ? pid : taken.nextClearBit(FIRST_FREE);
    }

    private static Map<Place, Integer> places(ProgramMap map) {
        Map<Place, Integer> places = new LinkedHashMap<>();
        Map<String, Integer> counted = new HashMap<>();
        for (ElementaryStream stream : map.streams()) {
            String codec = stream.kind() + " " + stream.codec() + (encrypted(stream.streamType()) ? " encrypted" : "");
            places.put(new Place(codec, counted.merge(codec, 1, Integer::sum)), stream.pid());
        }
        boolean apart = map.streams().stream().noneMatch(stream -> stream.pid() == map.pcrPid());
        if (apart && map.pcrPid() != TsPacket.NULL_PID) {
            places.put(new Place(CLOCK, 1), map.pcrPid());
        }
        return places;
    }

    /** The stream types of SAMPLE-AES: the same codecs, which nobody reads without the key. */
    private static boolean encrypted(int streamType) {
        return switch (streamType) {
            case 0xDB, 0xCF, 0xC1, 0xC2 -> true;
            default -> false;
        };
    }
}
