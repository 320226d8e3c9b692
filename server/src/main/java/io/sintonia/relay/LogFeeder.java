package io.sintonia.relay;

import io.sintonia.channellog.ChannelLog;
import io.sintonia.channellog.EntryMark;
import io.sintonia.formats.mpegts.ClockReference;
import io.sintonia.formats.mpegts.ElementaryStream;
import io.sintonia.formats.mpegts.NotTransportStream;
import io.sintonia.formats.mpegts.OpenUnits;
import io.sintonia.formats.mpegts.PacketAligner;
import io.sintonia.formats.mpegts.PictureSize;
import io.sintonia.formats.mpegts.ProgramMap;
import io.sintonia.formats.mpegts.SplicedSource;
import io.sintonia.formats.mpegts.StreamAnalyzer;
import io.sintonia.formats.mpegts.StreamFacts;
import io.sintonia.formats.mpegts.StreamSplice;
import io.sintonia.formats.mpegts.TsPacket;
import io.sintonia.formats.mpegts.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings one upstream's bytes into a channel's log: aligns packets, finds entry points, appends. The pump's own; one per
 * connection, since a new connection is a new stream. The channel's first stream goes into the log as it is, later ones
 * are spliced to it.
 *
 * <p>Packets of a unit whose nature is not known yet are held back (64 at the most), so that a segment can be cut before
 * the unit's first one; and those of a picture or sound that is not complete yet, so that the log ends with whole ones
 * when the source dies: for half a second at the most, and 4 MB.
 */
final class LogFeeder {
    private static final long NANOS_PER_TICK_TIMES_9 = 100_000;
    private static final long LONGEST_HOLD_NANOS = 500_000_000;
    private static final int MOST_HELD = 4 << 20;

    private final ChannelLog log;
    private final LongSupplier nanos;
    private final StreamSplice splice;
    private final boolean isFirst;
    private final PacketAligner aligner = new PacketAligner();
    private final StreamAnalyzer analyzer = new StreamAnalyzer();
    private final OpenUnits open = new OpenUnits();
    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private @Nullable SplicedSource spliced;
    private int tableChanges;
    private byte[] work = new byte[128 * TsPacket.SIZE];
    private int workLength;
    /** The index of the first packet in the work buffer. */
    private long firstHeld;

    private long heldUnit = OpenUnits.NONE;
    private long heldSince;
    private boolean found;
    private boolean entered;

    /** An entry point that has been found and not appended yet; a spliced source's preamble is made when it is appended. */
    private record Mark(long packet, byte[] preamble, long clock) {}

    LogFeeder(ChannelLog log, LongSupplier nanos, StreamSplice splice) {
        this.log = log;
        this.nanos = nanos;
        this.splice = splice;
        this.isFirst = !splice.hasPast();
    }

    /** Takes the next bytes and publishes what they complete. */
    void feed(byte[] bytes, int length) throws IOException {
        try {
            aligner.feed(bytes, 0, length, this::take);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        log.publish();
    }

    /** The source has ended: publishes what was waiting, except pictures and sounds whose rest does not come any more. */
    void finish() throws IOException {
        try {
            aligner.finish(this::take);
            for (int at = 0; at < workLength; at += TsPacket.SIZE) {
                long index = packetAt(at);
                if (open.holds(TsPacket.pid(work, at), index)) {
                    marks.removeIf(mark -> mark.packet() == index);
                } else {
                    append(at, at + TsPacket.SIZE);
                }
            }
            workLength = 0;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (entered && isFirst) {
            splice.conclude(analyzer);
        }
        log.publish();
    }

    /** The newest time of the stream's clock, of its pictures and of its sound; {@link ClockReference#NONE} where unknown. */
    long[] clocks() {
        return new long[] {analyzer.lastPcr(), analyzer.lastVideoPts(), analyzer.lastAudioPts()};
    }

    /** How often the clock jumped. */
    long clockJumps() {
        return analyzer.clockJumps();
    }

    /** Whether a decoder could start somewhere in what has come. */
    boolean hasEntered() {
        return entered;
    }

    /** Whether what comes is certainly no transport stream. */
    boolean isHopeless() {
        return aligner.notTransportStream().isPresent();
    }

    /** What came instead of a stream, for the operator. */
    String describe() {
        return describe(aligner, analyzer);
    }

    /** The same of what these two have seen. */
    static String describe(PacketAligner aligner, StreamAnalyzer analyzer) {
        Optional<NotTransportStream> other = aligner.notTransportStream();
        if (aligner.looksLikeTransportStream()) {
            return "the source ended before a decoder could have started";
        }
        return aligner.junkBytes() == 0 && analyzer.inspected() == 0 && other.isEmpty()
                ? "the source ended the stream at once"
                : "the source sends " + other.orElse(NotTransportStream.UNKNOWN).text()
                        + " instead of a transport stream";
    }

    private void take(byte[] buffer, int offset, int length) {
        if (workLength + length > work.length) {
            work = Arrays.copyOf(work, Math.max(work.length * 2, workLength + length));
        }
        System.arraycopy(buffer, offset, work, workLength, length);
        int end = workLength + length;
        Verdict verdict = Verdict.ORDINARY;
        for (int at = workLength; at < end; at += TsPacket.SIZE) {
            verdict = analyzer.inspect(work, at);
            if (analyzer.tableChanges() != tableChanges) {
                tableChanges = analyzer.tableChanges();
                analyzer.followed().ifPresent(this::follow);
            }
            open.accept(work, at, packetAt(at));
            if (verdict == Verdict.ENTRY) {
                entry();
            }
        }
        workLength = end;
        long until = verdict == Verdict.UNDECIDED ? analyzer.unitStart() : packetAt(end);
        try {
            release((int) (Math.min(until, firstOpen()) - firstHeld) * TsPacket.SIZE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void follow(ProgramMap program) {
        open.follow(program);
        if (isFirst) {
            splice.follow(program);
        }
    }

    private void entry() {
        long pts = analyzer.entryPts();
        if (!found) {
            found = true;
            if (!isFirst) {
                spliced = splice.begin(analyzer, work, placeOf(analyzer.unitStart()));
            }
        }
        SplicedSource source = spliced;
        long time = source == null ? pts : source.timeOf(pts);
        // a stream without any clock is timed by its arrival
        long clock = time == ClockReference.NONE ? nanos.getAsLong() * 9 / NANOS_PER_TICK_TIMES_9 : time;
        marks.add(new Mark(analyzer.unitStart(), source == null ? analyzer.preamble() : new byte[0], clock));
    }

    /** The first packet that must wait for the rest of its picture or sound. */
    private long firstOpen() {
        long oldest = open.oldest();
        if (oldest == OpenUnits.NONE) {
            heldUnit = oldest;
            return oldest;
        }
        long now = nanos.getAsLong();
        if (oldest != heldUnit) {
            heldUnit = oldest;
            heldSince = now;
        }
        if (now - heldSince > LONGEST_HOLD_NANOS || workLength > MOST_HELD) {
            open.giveUp(oldest);
            return firstOpen();
        }
        return Math.max(oldest, firstHeld);
    }

    private long packetAt(int place) {
        return firstHeld + place / TsPacket.SIZE;
    }

    private int placeOf(long packet) {
        return (int) (packet - firstHeld) * TsPacket.SIZE;
    }

    /** Appends what lies before a place in the work buffer, and moves the rest to its beginning. */
    private void release(int until) throws IOException {
        append(0, until);
        System.arraycopy(work, until, work, 0, workLength - until);
        workLength -= until;
        firstHeld += until / TsPacket.SIZE;
    }

    private void append(int from, int until) throws IOException {
        int at = from;
        while (!marks.isEmpty() && placeOf(marks.getFirst().packet()) < until) {
            Mark mark = marks.removeFirst();
            int place = placeOf(mark.packet());
            appendPlain(at, place);
            SplicedSource source = spliced;
            log.enter(new EntryMark(source == null ? mark.preamble() : source.preamble(), mark.clock()));
            entered = true;
            at = place;
        }
        appendPlain(at, until);
    }

    /** What comes before the first entry point goes nowhere: the log would drop it. */
    private void appendPlain(int from, int until) throws IOException {
        if (until <= from || !entered) {
            return;
        }
        SplicedSource source = spliced;
        if (source == null) {
            log.append(ByteBuffer.wrap(work, from, until - from));
            splice.observe(work, from, until);
        } else {
            source.rewrite(work, from, until, this::appendSpliced);
        }
    }

    private void appendSpliced(byte[] packets, int offset, int length) {
        try {
            log.append(ByteBuffer.wrap(packets, offset, length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an operator is told of the stream; cheap enough for every read, since facts change slowly. */
    ChannelStatus.Feed status(String source, long bitsPerSecond) {
        return status(aligner, analyzer, source, bitsPerSecond);
    }

    /** The same of a stream that is not fed into a log. */
    static ChannelStatus.Feed status(
            PacketAligner aligner, StreamAnalyzer analyzer, String source, long bitsPerSecond) {
        StreamFacts facts = analyzer.facts();
        List<ElementaryStream> streams =
                facts.followed().map(ProgramMap::streams).orElse(List.of());
        String size = facts.picture().map(LogFeeder::size).orElse("");
        String video = streams.stream()
                .filter(stream -> stream.kind() == ElementaryStream.Kind.VIDEO)
                .findFirst()
                .map(stream -> stream.codec() + size)
                .orElse("");
        List<String> audio = streams.stream()
                .filter(stream -> stream.kind() == ElementaryStream.Kind.AUDIO)
                .map(stream -> stream.codec()
                        + stream.language().map(language -> " " + language).orElse(""))
                .toList();
        return new ChannelStatus.Feed(
                source, bitsPerSecond, video, audio, facts.health().totalLosses(), aligner.junkBytes());
    }

    private static String size(PictureSize size) {
        return " " + size.width() + "x" + size.height();
    }
}
