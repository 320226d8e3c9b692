package io.sintonia.relay;

import io.sintonia.channellog.ChannelLog;
import io.sintonia.channellog.EntryMark;
import io.sintonia.formats.mpegts.ClockReference;
import io.sintonia.formats.mpegts.ElementaryStream;
import io.sintonia.formats.mpegts.NotTransportStream;
import io.sintonia.formats.mpegts.PacketAligner;
import io.sintonia.formats.mpegts.PictureSize;
import io.sintonia.formats.mpegts.ProgramMap;
import io.sintonia.formats.mpegts.StreamAnalyzer;
import io.sintonia.formats.mpegts.StreamFacts;
import io.sintonia.formats.mpegts.TsPacket;
import io.sintonia.formats.mpegts.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Brings one upstream's bytes into a channel's log: aligns packets, finds entry points, appends. The pump's own; one per
 * connection, since a new connection is a new stream.
 *
 * <p>Packets of a unit whose nature is not known yet are held back (64 at the most), so that a segment can be cut before
 * the unit's first one.
 */
final class LogFeeder {
    private static final long NANOS_PER_TICK_TIMES_9 = 100_000;

    private final ChannelLog log;
    private final LongSupplier nanos;
    private final PacketAligner aligner = new PacketAligner();
    private final StreamAnalyzer analyzer = new StreamAnalyzer();
    private byte[] work = new byte[128 * TsPacket.SIZE];
    private int workLength;
    private boolean entered;

    LogFeeder(ChannelLog log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
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

    /** The source has ended: publishes what was waiting for what does not come any more. */
    void finish() throws IOException {
        try {
            aligner.finish(this::take);
            append(0, workLength);
            workLength = 0;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        log.publish();
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
        if (aligner.looksLikeTransportStream()) {
            return "the source ended before a decoder could have started";
        }
        return aligner.junkBytes() == 0 && analyzer.inspected() == 0 && !isHopeless()
                ? "the source ended the stream at once"
                : "the source sends "
                        + aligner.notTransportStream()
                                .orElse(NotTransportStream.UNKNOWN)
                                .text() + " instead of a transport stream";
    }

    private void take(byte[] buffer, int offset, int length) {
        if (workLength + length > work.length) {
            work = Arrays.copyOf(work, Math.max(work.length * 2, workLength + length));
        }
        System.arraycopy(buffer, offset, work, workLength, length);
        int end = workLength + length;
        try {
            int from = 0;
            Verdict verdict = Verdict.ORDINARY;
            for (int at = workLength; at < end; at += TsPacket.SIZE) {
                verdict = analyzer.inspect(work, at);
                if (verdict == Verdict.ENTRY) {
                    int began = placeOf(analyzer.unitStart(), at);
                    append(from, began);
                    log.enter(mark());
                    entered = true;
                    from = began;
                }
            }
            int until = verdict == Verdict.UNDECIDED ? placeOf(analyzer.unitStart(), end - TsPacket.SIZE) : end;
            append(from, until);
            System.arraycopy(work, until, work, 0, end - until);
            workLength = end - until;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a packet lies in the work buffer, given that the newest inspected one lies at {@code newest}. */
    private int placeOf(long packet, int newest) {
        return newest - (int) (analyzer.inspected() - 1 - packet) * TsPacket.SIZE;
    }

    private void append(int from, int until) throws IOException {
        if (until > from) {
            log.append(ByteBuffer.wrap(work, from, until - from));
        }
    }

    private EntryMark mark() {
        long pts = analyzer.entryPts();
        // a stream without any clock is timed by its arrival
        long clock = pts == ClockReference.NONE ? nanos.getAsLong() * 9 / NANOS_PER_TICK_TIMES_9 : pts;
        return new EntryMark(analyzer.preamble(), clock);
    }

    /** What an operator is told of the stream; cheap enough for every read, since facts change slowly. */
    ChannelStatus.Feed status(String source, long bitsPerSecond) {
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
