package io.sintonia.formats.mpegts;

import io.sintonia.formats.mpegts.PictureReader.Picture;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Watches aligned packets go by: where a player may start, what it must be sent first, and what the stream is like.
 *
 * <p>Entry points are judged on the video of one programme. A unit is a PES packet of it; most are told by their first
 * packet (the random access indicator, or the first slice in its payload). Where the slice lies further on, packets are
 * {@link Verdict#UNDECIDED} until it comes: at most 8 packets of video or 64 of all, after which the unit is an entry
 * only if its parameter sets have come.
 * Without video, or when it has been silent for two seconds, an audio frame is an entry every 500 ms; so is any unit of
 * encrypted video; and after ten seconds without any entry the next unit is taken ({@link EntryKind#FALLBACK}).
 * Nothing is an entry before {@link #preamble} is complete.
 *
 * <p>Packets are numbered from 0. Duplicates, packets marked as damaged and null packets tell nothing. Memory: about
 * 40 KiB and 9 KiB for each further programme. {@link #inspect} allocates nothing for an ordinary packet.
 */
public final class StreamAnalyzer {
    private static final int MOST_HELD = 64;

    private final ProgramTables tables;
    private final PidTable pids = new PidTable();
    private final StreamClock clock = new StreamClock();
    private final EntryPacing pacing = new EntryPacing();
    private final VideoUnit unit = new VideoUnit();

    private int generation;
    private int videoPid = -1;
    private String videoCodec = "";

    private long inspected;
    private long scrambled;
    private long transportErrors;
    private long losses;

    private long unitStart;
    private long unitPts = ClockReference.NONE;
    private boolean pending;
    /** A packet without payload announced that the next unit of video is an entry. */
    private boolean announced;

    private long entryPts = ClockReference.NONE;
    private EntryKind entryKind = EntryKind.FALLBACK;
    private long entries;

    /** Follows the first programme with video. */
    public StreamAnalyzer() {
        this(0);
    }

    /** Follows the programme of this number; the first with video if it is 0 or the PAT does not list it. */
    public StreamAnalyzer(int program) {
        tables = new ProgramTables(program);
        pids.of(TsPacket.PAT_PID).play(PidTrack.TABLE);
    }

    /** Takes the next packet; {@link Verdict} says what the caller does with it. */
    public Verdict inspect(byte[] buffer, int offset) {
        long index = inspected;
        inspected++;
        int pid = TsPacket.pid(buffer, offset);
        if (pid == TsPacket.NULL_PID) {
            return passing(index);
        }
        if (TsPacket.transportError(buffer, offset)) {
            transportErrors++;
            return passing(index);
        }
        if (TsPacket.scrambled(buffer, offset)) {
            scrambled++;
        }
        var track = pids.of(pid);
        var continuity = track.follow(buffer, offset);
        if (continuity == Continuity.LOST) {
            losses++;
        }
        int parts = track.parts();
        if (parts == 0) {
            return passing(index);
        }
        if ((parts & PidTrack.CLOCK) != 0 && TsPacket.hasPcr(buffer, offset)) {
            clock.pcr(TsPacket.pcr(buffer, offset), TsPacket.discontinuity(buffer, offset));
        }
        if ((parts & PidTrack.VIDEO) != 0) {
            return video(buffer, offset, index, continuity);
        }
        if ((parts & PidTrack.TABLE) != 0) {
            return table(pid, buffer, offset, continuity);
        }
        boolean soundBegins = (parts & PidTrack.AUDIO) != 0
                && continuity != Continuity.DUPLICATE
                && TsPacket.payloadUnitStart(buffer, offset);
        return soundBegins ? audio(buffer, offset, index) : passing(index);
    }

    /** How many packets have been inspected; the next one has this index. */
    public long inspected() {
        return inspected;
    }

    /** The index of the packet at which the unit begins that the last UNDECIDED or ENTRY spoke of. */
    public long unitStart() {
        return unitStart;
    }

    /** The unwrapped time of the newest entry: of its picture or sound, else of the clock; NONE if nothing tells it. */
    public long entryPts() {
        return entryPts;
    }

    /** Why the newest entry is one; of no meaning before the first. */
    public EntryKind entryKind() {
        return entryKind;
    }

    /** How many entries there have been. */
    public long entries() {
        return entries;
    }

    /** The unwrapped time of the newest picture in the order of coding, or NONE. */
    public long lastVideoPts() {
        return clock.videoPts();
    }

    /** The unwrapped time of the newest sound, or NONE. */
    public long lastAudioPts() {
        return clock.audioPts();
    }

    /** The unwrapped newest programme clock reference, or NONE. */
    public long lastPcr() {
        return clock.pcr();
    }

    /** Gaps in continuity on all PIDs. */
    public long losses() {
        return losses;
    }

    /** How often the clock went back, or more than ten seconds ahead. */
    public long clockJumps() {
        return clock.jumps();
    }

    /**
     * All packets of the newest whole PAT and PMTs (of all programmes), as they were on the wire, so that their
     * counters go on into what follows. The same array until newer ones have come; not to be changed. Empty until the
     * tables are complete.
     */
    public byte[] preamble() {
        return tables.preamble();
    }

    /** The programme on which entry points are judged; empty until the tables are complete. */
    public Optional<ProgramMap> followed() {
        return tables.followed();
    }

    /** Rises whenever {@link #followed} or the PIDs of tables have changed. */
    public int tableChanges() {
        return generation;
    }

    /** A snapshot of what is known; allocates. */
    public StreamFacts facts() {
        Map<Integer, Long> lost = new HashMap<>();
        pids.forEach(track -> {
            if (track.losses() > 0) {
                lost.put(track.pid(), track.losses());
            }
        });
        return new StreamFacts(
                tables.maps(),
                tables.followed(),
                unit.size(),
                new StreamFacts.Clocks(clock.pcr(), clock.videoPts(), clock.audioPts(), clock.jumps()),
                new StreamFacts.Health(inspected, scrambled, transportErrors, tables.brokenSections(), lost));
    }

    private Verdict passing(long index) {
        if (!pending) {
            return Verdict.ORDINARY;
        }
        return index - unitStart < MOST_HELD - 1 ? Verdict.UNDECIDED : judge(unit.guess(), index);
    }

    /** Ends a question with no. */
    private Verdict release() {
        boolean asked = pending;
        pending = false;
        return asked ? Verdict.NOT_ENTRY : Verdict.ORDINARY;
    }

    private Verdict table(int pid, byte[] buffer, int offset, Continuity continuity) {
        long index = inspected - 1;
        if (continuity == Continuity.LOST) {
            tables.lost(pid);
        }
        // Cheap senders never move the counter of their tables: a section that begins is read all the same.
        if (continuity != Continuity.DUPLICATE || TsPacket.payloadUnitStart(buffer, offset)) {
            tables.accept(pid, buffer, offset, index);
            if (tables.generation() != generation) {
                generation = tables.generation();
                if (giveParts()) {
                    return release();
                }
            }
        }
        return passing(index);
    }

    /** Tells each PID its part; returns whether the video is another one now. */
    private boolean giveParts() {
        pids.forEach(PidTrack::playNothing);
        pids.of(TsPacket.PAT_PID).play(PidTrack.TABLE);
        tables.tablePids().forEach(pid -> pids.of(pid).play(PidTrack.TABLE));
        var followed = tables.followed();
        followed.ifPresent(program -> {
            if (program.pcrPid() != TsPacket.NULL_PID) {
                pids.of(program.pcrPid()).play(PidTrack.CLOCK);
            }
            program.sounds().forEach(stream -> pids.of(stream.pid()).play(PidTrack.AUDIO));
        });
        var video = followed.flatMap(ProgramMap::video);
        int pid = video.map(ElementaryStream::pid).orElse(-1);
        var codec = video.map(ElementaryStream::codec).orElse("");
        if (pid >= 0) {
            pids.of(pid).play(PidTrack.VIDEO);
        }
        if (pid == videoPid && codec.equals(videoCodec)) {
            return false;
        }
        videoPid = pid;
        videoCodec = codec;
        announced = false;
        unit.codec(codec);
        return true;
    }

    private Verdict video(byte[] buffer, int offset, long index, Continuity continuity) {
        int payload = TsPacket.payloadOffset(buffer, offset);
        if (payload < 0) {
            announced |= TsPacket.randomAccess(buffer, offset);
            return passing(index);
        }
        if (continuity == Continuity.DUPLICATE) {
            return passing(index);
        }
        clock.videoFlows();
        pacing.videoPacket();
        if (TsPacket.payloadUnitStart(buffer, offset)) {
            return unitBegins(buffer, offset, index);
        }
        if (!unit.wantsMore()) {
            return passing(index);
        }
        if (continuity == Continuity.LOST) {
            unit.codec(videoCodec);
            return release();
        }
        unit.add(buffer, payload, offset + TsPacket.SIZE);
        var picture = unit.read();
        return pending ? judge(picture, index) : Verdict.ORDINARY;
    }

    private Verdict unitBegins(byte[] buffer, int offset, long index) {
        boolean flagged = announced || TsPacket.randomAccess(buffer, offset);
        announced = false;
        unitStart = index;
        unitPts = ClockReference.NONE;
        unit.begin();
        if (TsPacket.scrambled(buffer, offset)) {
            return hidden(flagged);
        }
        unit.add(buffer, TsPacket.payloadOffset(buffer, offset), offset + TsPacket.SIZE);
        var picture = unit.read();
        if (unit.scrambled()) {
            stamp();
            return hidden(flagged);
        }
        if (flagged && unit.isPes()) {
            stamp();
            return enter(EntryKind.RANDOM_ACCESS_FLAG);
        }
        return judge(picture, index);
    }

    private Verdict judge(Picture picture, long index) {
        stamp();
        return switch (picture) {
            case KEY -> enter(EntryKind.KEY_PICTURE);
            case RECOVERY -> enter(EntryKind.RECOVERY_POINT);
            case DEPENDENT -> pacing.overdue(now()) && unit.isPes() ? enter(EntryKind.FALLBACK) : release();
            case HEADED, NOT_YET -> {
                pending = true;
                yield passing(index);
            }
        };
    }

    /** Encrypted video cannot be read: any unit will do, those with the random access indicator first of all. */
    private Verdict hidden(boolean flagged) {
        unit.codec(videoCodec);
        return flagged || pacing.paceAllows(now()) ? enter(EntryKind.SCRAMBLED) : release();
    }

    private Verdict audio(byte[] buffer, int offset, long index) {
        int payload = TsPacket.payloadOffset(buffer, offset);
        if (payload < 0) {
            return passing(index);
        }
        boolean hidden = TsPacket.scrambled(buffer, offset);
        int end = offset + TsPacket.SIZE;
        if (!hidden && !PesHeader.begins(buffer, payload, end)) {
            return passing(index);
        }
        long pts = hidden ? ClockReference.NONE : PesHeader.pts(buffer, payload, end);
        long time = pts == ClockReference.NONE ? clock.pcr() : clock.audio(pts);
        boolean alone = videoPid < 0 || clock.videoSilent();
        if (!alone || !pacing.paceAllows(time)) {
            return passing(index);
        }
        unitStart = index;
        unitPts = time;
        return enter(hidden ? EntryKind.SCRAMBLED : EntryKind.AUDIO);
    }

    private void stamp() {
        if (unitPts == ClockReference.NONE) {
            long pts = unit.pts();
            if (pts != ClockReference.NONE) {
                unitPts = clock.video(pts);
            }
        }
    }

    private long now() {
        return unitPts == ClockReference.NONE ? clock.pcr() : unitPts;
    }

    private Verdict enter(EntryKind kind) {
        pending = false;
        entryKind = kind;
        entryPts = now();
        entries++;
        if (kind != EntryKind.AUDIO) {
            pacing.entered(kind, entryPts);
        }
        return Verdict.ENTRY;
    }

    /** The size of the pictures, where told. */
    public Optional<PictureSize> picture() {
        return unit.size();
    }
}
