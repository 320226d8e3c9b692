package io.sintonia.formats.mpegts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest PAT and PMTs of a stream, the packets they came in, and which programme is followed.
 *
 * <p>A PAT may list programmes whose PMT never comes (a provider cut them out). So the tables count as complete when
 * every PMT is there, or when those missing did not come within three more PATs.
 */
final class ProgramTables {
    private static final int MOST_PROGRAMS = 256;
    private static final int MOST_PAT_SECTIONS = 8;
    private static final int PATIENCE_PATS = 4;
    private static final int PATIENCE_PACKETS = 4096;
    private static final byte[] NOTHING = {};

    private final int wanted;
    private final SectionAssembler patAssembler = new SectionAssembler();
    private final Map<Integer, SectionAssembler> pmtAssemblers = new HashMap<>();
    private final SectionAssembler.Listener patListener = this::pat;
    private final SectionAssembler.Listener pmtListener = this::pmt;

    private @Nullable SectionCopy[] patParts = {};
    private int patVersion = -1;
    private List<Program> programs = new ArrayList<>();
    private int patsSeen;
    private long firstPat;
    private long brokenBefore;

    private @Nullable ProgramMap followed;
    private int generation;
    private byte[] preamble = NOTHING;
    private boolean preambleStale;
    private int pmtPid;

    /** One line of the PAT. */
    private static final class Program {
        private final int number;
        private final int pid;
        private final SectionCopy copy = new SectionCopy();
        private @Nullable ProgramMap map;

        Program(int number, int pid) {
            this.number = number;
            this.pid = pid;
        }
    }

    /** {@code wanted} is a programme number, 0 for the first with video. */
    ProgramTables(int wanted) {
        this.wanted = wanted;
    }

    void accept(int pid, byte[] buffer, int offset, long index) {
        if (pid == TsPacket.PAT_PID) {
            patAssembler.accept(buffer, offset, index, patListener);
            return;
        }
        var assembler = pmtAssemblers.get(pid);
        if (assembler != null) {
            pmtPid = pid;
            assembler.accept(buffer, offset, index, pmtListener);
        }
    }

    void lost(int pid) {
        var assembler = pid == TsPacket.PAT_PID ? patAssembler : pmtAssemblers.get(pid);
        if (assembler != null) {
            assembler.forget();
        }
    }

    /** Counts changes: of the programme that is followed, of its map, or of the PIDs with tables. */
    int generation() {
        return generation;
    }

    /** The programme that is followed; empty until the tables are complete. */
    Optional<ProgramMap> followed() {
        return Optional.ofNullable(followed);
    }

    Iterable<Integer> tablePids() {
        return pmtAssemblers.keySet();
    }

    List<ProgramMap> maps() {
        var maps = new ArrayList<ProgramMap>();
        for (var program : programs) {
            var map = program.map;
            if (map != null) {
                maps.add(map);
            }
        }
        return maps;
    }

    long brokenSections() {
        long broken = brokenBefore + patAssembler.broken();
        for (var assembler : pmtAssemblers.values()) {
            broken += assembler.broken();
        }
        return broken;
    }

    /** The packets of the newest whole tables, oldest first per PID, PAT in front; empty until they are complete. */
    byte[] preamble() {
        if (followed == null) {
            return NOTHING;
        }
        if (preambleStale) {
            preamble = assemblePreamble();
            preambleStale = false;
        }
        return preamble;
    }

    private byte[] assemblePreamble() {
        var packets = new ArrayList<byte[]>();
        var onePid = new TreeMap<Long, byte[]>();
        for (var part : patParts) {
            if (part != null) {
                part.copyTo(onePid);
            }
        }
        packets.addAll(onePid.values());
        for (int pid :
                programs.stream().mapToInt(program -> program.pid).distinct().toArray()) {
            onePid.clear();
            for (var program : programs) {
                if (program.pid == pid && program.map != null) {
                    program.copy.copyTo(onePid);
                }
            }
            packets.addAll(onePid.values());
        }
        var joined = new byte[packets.size() * TsPacket.SIZE];
        for (int i = 0; i < packets.size(); i++) {
            System.arraycopy(packets.get(i), 0, joined, i * TsPacket.SIZE, TsPacket.SIZE);
        }
        return joined;
    }

    private void pat(byte[] section, int length, SectionAssembler from) {
        boolean inForce = (section[5] & 1) != 0;
        int number = section[6] & 0xFF;
        int last = section[7] & 0xFF;
        if (section[0] != 0 || !inForce || number > last || last >= MOST_PAT_SECTIONS) {
            return;
        }
        int version = (section[5] >> 1) & 0x1F;
        if (version != patVersion || patParts.length != last + 1) {
            patVersion = version;
            patParts = new @Nullable SectionCopy[last + 1];
        }
        var part = patParts[number];
        if (part == null) {
            part = new SectionCopy();
            patParts[number] = part;
        }
        // Some senders change the table and leave its version as it was: its bytes decide.
        boolean changed = part.take(section, length, from);
        preambleStale = true;
        if (Arrays.asList(patParts).contains(null)) {
            return;
        }
        if (changed) {
            readPrograms();
            patsSeen = 0;
            firstPat = from.packetIndex(0);
        }
        if (number == last) {
            patsSeen++;
        }
        choose(from.packetIndex(0));
    }

    private void readPrograms() {
        var listed = new ArrayList<Program>();
        for (var part : patParts) {
            if (part == null) {
                continue;
            }
            var section = part.section();
            for (int at = 8; at + 4 <= section.length - 4 && listed.size() < MOST_PROGRAMS; at += 4) {
                int number = ((section[at] & 0xFF) << 8) | (section[at + 1] & 0xFF);
                int pid = ProgramMap.bits13(section, at + 2);
                // Programme 0 is the network information table.
                if (number != 0 && pid != TsPacket.PAT_PID && pid != TsPacket.NULL_PID) {
                    listed.add(known(number, pid).orElseGet(() -> new Program(number, pid)));
                }
            }
        }
        programs = listed;
        var pids = listed.stream().map(program -> program.pid).toList();
        for (var gone : List.copyOf(pmtAssemblers.keySet())) {
            if (!pids.contains(gone)) {
                var assembler = pmtAssemblers.remove(gone);
                brokenBefore += assembler == null ? 0 : assembler.broken();
            }
        }
        pids.forEach(pid -> pmtAssemblers.computeIfAbsent(pid, any -> new SectionAssembler()));
        generation++;
    }

    private Optional<Program> known(int number, int pid) {
        return programs.stream()
                .filter(program -> program.number == number && program.pid == pid)
                .findFirst();
    }

    private void pmt(byte[] section, int length, SectionAssembler from) {
        var read = section[0] == 2 ? ProgramMap.read(section, length, pmtPid) : Optional.<ProgramMap>empty();
        if (read.isEmpty()) {
            return;
        }
        var program = known(read.get().program(), pmtPid);
        if (program.isEmpty()) {
            return;
        }
        preambleStale = true;
        if (program.get().copy.take(section, length, from)) {
            program.get().map = read.get();
            choose(from.packetIndex(0));
        }
    }

    private void choose(long index) {
        var chosen = complete(index) ? pick() : null;
        if (!Objects.equals(chosen, followed)) {
            followed = chosen;
            generation++;
        }
    }

    private boolean complete(long index) {
        if (programs.isEmpty() || Arrays.asList(patParts).contains(null)) {
            return false;
        }
        return programs.stream().allMatch(program -> program.map != null)
                || patsSeen >= PATIENCE_PATS
                || index - firstPat >= PATIENCE_PACKETS;
    }

    /** The wanted programme if the PAT lists it; else the one followed so far; else the first with video, or with sound. */
    private @Nullable ProgramMap pick() {
        for (var program : programs) {
            if (program.number == wanted) {
                return program.map;
            }
        }
        var maps = maps();
        boolean anyVideo = maps.stream().anyMatch(map -> map.video().isPresent());
        var before = followed;
        for (var map : maps) {
            boolean same = before != null && map.program() == before.program() && map.pid() == before.pid();
            if (same && map.playable() && (map.video().isPresent() || !anyVideo)) {
                return map;
            }
        }
        for (var map : maps) {
            if (anyVideo ? map.video().isPresent() : map.playable()) {
                return map;
            }
        }
        return null;
    }
}
