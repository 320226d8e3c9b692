package io.sintonia.formats.mpegts;

import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins the streams of one source after the other into one that a decoder reads on: clocks, times and counters go on, PIDs
 * are the first source's wherever the codecs are the same, and the tables get a new version when they say something new.
 *
 * <p>The first stream is sent as it is and only {@linkplain #observe observed}; each later one is rewritten by a
 * {@link SplicedSource}. Memory: 60 KiB. One thread.
 */
public final class StreamSplice {
    private final Restamper restamper = new Restamper();
    private final SentTimes times = new SentTimes();
    private final SentTable pat = new SentTable();
    private final SentTable pmt = new SentTable();
    private @Nullable PidPlan plan;
    private int leadPid = TsPacket.NULL_PID;
    private int clockPid = TsPacket.NULL_PID;

    /** Nothing has been sent yet. */
    public StreamSplice() {}

    /** Whether a stream has been sent and concluded: what comes next is to be spliced to it. */
    public boolean hasPast() {
        return plan != null;
    }

    /** The first stream's tables have come, or changed. */
    public void follow(ProgramMap program) {
        follow(
                program.video()
                        .or(() -> program.sounds().stream().findFirst())
                        .map(ElementaryStream::pid)
                        .orElse(TsPacket.NULL_PID),
                program.pcrPid());
    }

    /** Packets of the first stream have been sent as they are. Costs a few nanoseconds per packet. */
    public void observe(byte[] buffer, int from, int until) {
        for (int at = from; at < until; at += TsPacket.SIZE) {
            restamper.observe(buffer, at);
            times.sent(buffer, at, clockPid);
        }
    }

    /** The first stream, which {@code source} has inspected, is over. */
    public void conclude(StreamAnalyzer source) {
        source.followed().ifPresent(program -> {
            follow(program);
            plan = new PidPlan(program);
            byte[] preamble = source.preamble();
            boolean patSent = restamper.hasCounted(TsPacket.PAT_PID);
            boolean pmtSent = restamper.hasCounted(program.pid());
            eachPacket(preamble, (packets, at) -> {
                // those who joined have had the tables from the preamble alone
                int pid = TsPacket.pid(packets, at);
                if ((pid == TsPacket.PAT_PID && !patSent) || (pid == program.pid() && !pmtSent)) {
                    restamper.observe(packets, at);
                }
            });
            byte[] told = table(preamble, TsPacket.PAT_PID, 0, -1);
            pat.observe(told);
            pmt.observe(table(preamble, program.pid(), 2, program.program()));
        });
    }

    /**
     * The next source's stream begins, with the unit of its first entry point.
     *
     * @param source what has inspected it, up to an {@link Verdict#ENTRY}
     * @param buffer holds the unit's first packet
     * @param entry where in it
     * @throws IllegalStateException if there is no past
     */
    public SplicedSource begin(StreamAnalyzer source, byte[] buffer, int entry) {
        PidPlan known = plan;
        if (known == null) {
            throw new IllegalStateException("nothing to splice to");
        }
        return new SplicedSource(this, known, source, buffer, entry);
    }

    Restamper restamper() {
        return restamper;
    }

    SentTimes times() {
        return times;
    }

    SentTable pat() {
        return pat;
    }

    SentTable pmt() {
        return pmt;
    }

    /** The outgoing PID on whose units entries are judged. */
    int leadPid() {
        return leadPid;
    }

    /** The outgoing PID of the clock. */
    int clockPid() {
        return clockPid;
    }

    void follow(int lead, int clock) {
        leadPid = lead;
        clockPid = clock;
    }

    /** The first section of a table in these packets; of the programme's alone where one is named. Empty if none is there. */
    static byte[] table(byte[] packets, int pid, int tableId, int program) {
        byte[][] found = {{}};
        SectionAssembler assembler = new SectionAssembler();
        eachPacket(packets, (buffer, at) -> {
            if (TsPacket.pid(buffer, at) == pid) {
                assembler.accept(buffer, at, at, (section, length, from) -> {
                    boolean its = program < 0 || programOf(section) == program;
                    if (section[0] == tableId && its && found[0].length == 0) {
                        found[0] = Arrays.copyOf(section, length);
                    }
                });
            }
        });
        return found[0];
    }

    static int programOf(byte[] section) {
        return ((section[3] & 0xFF) << 8) | (section[4] & 0xFF);
    }

    private static void eachPacket(byte[] packets, ObjIntConsumer<byte[]> action) {
        for (int at = 0; at + TsPacket.SIZE <= packets.length; at += TsPacket.SIZE) {
            action.accept(packets, at);
        }
    }
}
