package io.sintonia.formats.mpegts;

import io.sintonia.formats.mpegts.ElementaryStream.Kind;
import java.util.Arrays;
import java.util.Map;

/**
 * A later source's packets, rewritten so that they go on where the last source stopped; see {@link StreamSplice}.
 *
 * <p>PAT and PMT are written anew, also in front of the first unit. Left out are: what does not begin with a unit's first
 * packet, sound that was heard already, pictures that are shown before the entry point and need what came before it, and
 * other programmes. Clocks that lie in packets left out are sent alone.
 */
public final class SplicedSource {
    private static final byte PASS = 0;
    private static final byte LEFT_OUT = 1;
    private static final byte PAT = 2;
    private static final byte PMT = 3;
    /** A stream that goes on. */
    private static final byte GOES_ON = 4;
    /** One that begins with its next unit. */
    private static final byte WAITS = 5;
    /** Sound, which begins with the first unit that is new. */
    private static final byte WAITS_FOR_NEW = 6;
    /** Pictures after the entry: this one is sent, or not. */
    private static final byte LEADING_SENT = 7;

    private static final byte LEADING_LEFT_OUT = 8;
    /** A start code and the NAL unit of type 36. */
    private static final byte[] END_OF_SEQUENCE = {0, 0, 1, 0x48, 1};

    private static final long MOST_OVERLAP = 10 * ClockReference.TICKS_PER_SECOND;

    private final StreamSplice splice;
    private final PidPlan plan;
    private final StreamAnalyzer source;
    private final SpliceTables tables;
    private final SpliceClock clock;
    private final long entryPts;
    private final int entryPid;
    private final byte[] parts = new byte[TsPacket.PIDS];
    private final SectionAssembler pmtAssembler = new SectionAssembler();
    private final SectionAssembler.Listener pmtListener = this::section;
    private ProgramMap program;
    private Map<Integer, Integer> pids = Map.of();
    private byte[] pmtSection;
    private boolean begun;
    private byte[] out = new byte[128 * TsPacket.SIZE];
    private int filled;

    SplicedSource(StreamSplice splice, PidPlan plan, StreamAnalyzer source, byte[] buffer, int entry) {
        this.splice = splice;
        this.plan = plan;
        this.source = source;
        this.tables = new SpliceTables(splice, plan);
        this.program = source.followed().orElseThrow();
        this.entryPid = TsPacket.pid(buffer, entry);
        this.entryPts = source.entryPts();
        this.clock = entryPts == ClockReference.NONE ? SpliceClock.UNMOVED : clock(buffer, entry);
        this.pmtSection = StreamSplice.table(source.preamble(), program.pid(), 2, program.program());
        splice.restamper().begin(clock.times(), clock.clock());
        follow();
    }

    /** An entry's time in the outgoing stream; NONE stays. */
    public long timeOf(long pts) {
        return pts == ClockReference.NONE ? pts : pts + clock.times();
    }

    /** PAT and PMT as they were sent last; a new array. Empty if no PMT has come. */
    public byte[] preamble() {
        return tables.preamble();
    }

    /** Rewrites whole packets, the first time from the entry on, and passes on what is to be sent in their place. */
    public void rewrite(byte[] buffer, int from, int until, PacketSink sink) {
        filled = 0;
        if (!begun) {
            begun = true;
            send(tables.patPackets());
            send(tables.pmtPackets());
            endSequence();
        }
        for (int at = from; at < until; at += TsPacket.SIZE) {
            packet(buffer, at);
        }
        if (filled > 0) {
            sink.packets(out, 0, filled);
        }
    }

    /**
     * Tells a decoder of HEVC that the old sequence is over. Otherwise it would take a clean random access picture for one
     * of it, and order the pictures of both by one count (H.265, 7.4.2.4.4 and 8.1.3).
     */
    private void endSequence() {
        int lead = pids.getOrDefault(entryPid, TsPacket.NULL_PID);
        SentTimes.Times last = splice.times().of(lead);
        boolean hevc = program.video()
                .filter(video -> video.pid() == entryPid && video.codec().equals("hevc"))
                .isPresent();
        if (hevc && last != null && last.unbounded()) {
            send(endOfSequence(lead));
        }
    }

    private SpliceClock clock(byte[] buffer, int entry) {
        int payload = TsPacket.payloadOffset(buffer, entry);
        int end = entry + TsPacket.SIZE;
        int field = payload < 0 || TsPacket.scrambled(buffer, entry) || !PesHeader.begins(buffer, payload, end)
                ? -1
                : PesHeader.dtsOffset(buffer, payload, end);
        long dts = field < 0 ? entryPts : ClockReference.unwrap(entryPts, PesHeader.stamp(buffer, field));
        boolean here = entryPid == program.pcrPid() && TsPacket.hasPcr(buffer, entry);
        long pcr = here ? TsPacket.pcr(buffer, entry) : source.lastPcr();
        long near = pcr == ClockReference.NONE ? pcr : ClockReference.unwrap(entryPts, ClockReference.wrap(pcr));
        return SpliceClock.of(splice.times(), splice.leadPid(), dts, entryPts, near);
    }

    /** Gives each PID its part, and the outgoing tables what they say. */
    private void follow() {
        pids = plan.of(program);
        byte[] before = parts.clone();
        Arrays.fill(parts, PASS);
        for (ProgramMap other : source.facts().programs()) {
            parts[other.pid()] = LEFT_OUT;
            other.streams().forEach(stream -> parts[stream.pid()] = LEFT_OUT);
        }
        // nobody else may speak on the outgoing PIDs
        plan.taken().forEach(pid -> parts[pid] = LEFT_OUT);
        pids.values().forEach(pid -> parts[pid] = LEFT_OUT);
        splice.restamper().unmapPids();
        pids.forEach((from, to) -> {
            splice.restamper().mapPid(from, to);
            parts[from] = PASS;
        });
        program.streams().forEach(stream -> parts[stream.pid()] = begun ? later(stream, before) : atFirst(stream));
        parts[TsPacket.PAT_PID] = PAT;
        parts[program.pid()] = PMT;
        splice.follow(
                pids.getOrDefault(leadOf(program), TsPacket.NULL_PID),
                pids.getOrDefault(program.pcrPid(), TsPacket.NULL_PID));
        tables.rewrite(pmtSection, pids);
    }

    private byte atFirst(ElementaryStream stream) {
        if (stream.pid() == entryPid) {
            return LEADING_SENT;
        }
        return stream.kind() == Kind.AUDIO ? WAITS_FOR_NEW : WAITS;
    }

    private static byte later(ElementaryStream stream, byte[] before) {
        byte part = before[stream.pid()];
        return part >= GOES_ON ? part : WAITS;
    }

    private static int leadOf(ProgramMap program) {
        return program.video()
                .or(() -> program.sounds().stream().findFirst())
                .map(ElementaryStream::pid)
                .orElse(TsPacket.NULL_PID);
    }

    private void packet(byte[] buffer, int at) {
        int pid = TsPacket.pid(buffer, at);
        switch (parts[pid]) {
            case PASS, GOES_ON -> pass(buffer, at);
            case LEFT_OUT -> {}
            case PAT -> pat(buffer, at);
            case PMT -> pmtAssembler.accept(buffer, at, at, pmtListener);
            default -> undecided(pid, buffer, at);
        }
    }

    private void undecided(int pid, byte[] buffer, int at) {
        if (!TsPacket.hasPayload(buffer, at)) {
            pass(buffer, at);
            return;
        }
        if (TsPacket.payloadUnitStart(buffer, at)) {
            parts[pid] = next(parts[pid], pid, buffer, at);
        }
        if (parts[pid] == GOES_ON || parts[pid] == LEADING_SENT) {
            pass(buffer, at);
            return;
        }
        splice.restamper().skip(buffer, at);
        if (TsPacket.hasPcr(buffer, at)) {
            int copy = room();
            System.arraycopy(buffer, at, out, copy, TsPacket.SIZE);
            TsPacket.dropPayload(out, copy);
            send(copy);
        }
    }

    /** What a stream does from the unit on that begins here. */
    private byte next(byte part, int pid, byte[] buffer, int at) {
        int payload = TsPacket.payloadOffset(buffer, at);
        int end = at + TsPacket.SIZE;
        boolean timed = payload >= 0 && !TsPacket.scrambled(buffer, at) && PesHeader.begins(buffer, payload, end);
        long pts = timed ? PesHeader.pts(buffer, payload, end) : ClockReference.NONE;
        if (part == WAITS || (part == WAITS_FOR_NEW && pts == ClockReference.NONE)) {
            return GOES_ON;
        }
        if (part == WAITS_FOR_NEW) {
            return isNew(pid, pts) ? GOES_ON : WAITS_FOR_NEW;
        }
        if (pts == ClockReference.NONE || entryPts == ClockReference.NONE) {
            return LEADING_SENT;
        }
        long after = ClockReference.difference(pts, ClockReference.wrap(entryPts));
        if (after == 0) {
            return LEADING_SENT;
        }
        return after > 0 ? GOES_ON : LEADING_LEFT_OUT;
    }

    private boolean isNew(int pid, long pts) {
        SentTimes.Times last = splice.times().of(pids.getOrDefault(pid, pid));
        if (last == null) {
            return true;
        }
        long early =
                ClockReference.difference(ClockReference.wrap(last.end()), ClockReference.wrap(pts + clock.times()));
        return early <= 0 || early > MOST_OVERLAP;
    }

    private void pat(byte[] buffer, int at) {
        source.followed().ifPresent(now -> {
            if (now.pid() != program.pid() || now.program() != program.program()) {
                byte[] section = StreamSplice.table(source.preamble(), now.pid(), 2, now.program());
                if (section.length > 0) {
                    pmtSection = section;
                    program = now;
                    pmtAssembler.forget();
                    follow();
                }
            }
        });
        if (TsPacket.payloadUnitStart(buffer, at)) {
            send(tables.patPackets());
        }
    }

    private void section(byte[] section, int length, SectionAssembler from) {
        if (section[0] != 2) {
            send(SentTable.packets(plan.pmtPid(), Arrays.copyOf(section, length)));
            return;
        }
        if (StreamSplice.programOf(section) != program.program()) {
            return;
        }
        if (!Arrays.equals(section, 0, length, pmtSection, 0, pmtSection.length)) {
            var read = ProgramMap.read(section, length, program.pid());
            if (read.isEmpty()) {
                return;
            }
            program = read.get();
            pmtSection = Arrays.copyOf(section, length);
            follow();
        }
        send(tables.pmtPackets());
    }

    private void pass(byte[] buffer, int at) {
        int copy = room();
        System.arraycopy(buffer, at, out, copy, TsPacket.SIZE);
        send(copy);
    }

    private void send(int copy) {
        splice.restamper().restamp(out, copy);
        splice.times().sent(out, copy, splice.clockPid());
        filled = copy + TsPacket.SIZE;
    }

    private void send(byte[] packets) {
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            int copy = room();
            System.arraycopy(packets, at, out, copy, TsPacket.SIZE);
            splice.restamper().number(out, copy);
            filled = copy + TsPacket.SIZE;
        }
    }

    /** A packet that goes on with the last picture's and holds an end of sequence alone. */
    private static byte[] endOfSequence(int pid) {
        byte[] packet = new byte[TsPacket.SIZE];
        Arrays.fill(packet, (byte) 0xFF);
        packet[0] = TsPacket.SYNC;
        packet[1] = (byte) (pid >> 8);
        packet[2] = (byte) pid;
        packet[3] = 0x30;
        packet[4] = (byte) (TsPacket.SIZE - 5 - END_OF_SEQUENCE.length);
        packet[5] = 0;
        System.arraycopy(END_OF_SEQUENCE, 0, packet, TsPacket.SIZE - END_OF_SEQUENCE.length, END_OF_SEQUENCE.length);
        return packet;
    }

    /** Where the next packet goes. */
    private int room() {
        if (filled + TsPacket.SIZE > out.length) {
            out = Arrays.copyOf(out, out.length * 2);
        }
        return filled;
    }
}
