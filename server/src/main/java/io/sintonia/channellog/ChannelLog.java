package io.sintonia.channellog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one live channel.
 *
 * <p>Its owner (the channel's pump) calls {@link #append}, {@link #enter}, {@link #beginAnew}, {@link #publish} and
 * {@link #end}, all from one thread. Readers take cursors and windows from any thread; they see bytes only once published,
 * and always from an entry point on.
 *
 * <p>The owner never waits for a reader. What is lost on purpose: bytes before the first entry point (no decoder could use
 * them), segments older than the window, and, when the store's budget or the disk is full, the oldest segments first.
 */
public final class ChannelLog {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelLog.class);
    private static final long TICKS_PER_MILLI = 90;
    /** A jump of the stream's clock by more than this between two entry points is a new clock, not a long picture. */
    private static final long LONGEST_STEP = 60_000 * TICKS_PER_MILLI;
    /** How many of the newest complete segments stay open: players begin three from the end (RFC 8216, 6.3.3). */
    private static final int ATTENDED = 3;
    /** How often the owner looks again for room that other logs are to make, and how long in between. */
    private static final int LOOKS_FOR_ROOM = 50;

    /** After so many looks, or failures after giving an own segment, all logs are to shrink once more. */
    private static final int LOOKS_UNTIL_LESS = 10;

    private static final long LOOK_NANOS = 20_000_000;

    private final String channel;
    private final SegmentStore store;
    private final LogLimits limits;
    private final LogClock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    // the owner's alone
    private final ArrayDeque<LogSegment> segments = new ArrayDeque<>();
    /** Complete segments whose files the log itself holds open, oldest first. */
    private final ArrayDeque<LogSegment> attended = new ArrayDeque<>(ATTENDED + 1);

    private final Preambles preambles = new Preambles();
    private final SegmentStore.Share share;
    private @Nullable LogSegment open;
    private long written;
    private volatile long nextSequence;
    private volatile long breaks;
    private boolean anew;
    /** Whether a reader can know anything that came before this log's first byte. */
    private volatile boolean hasPast;

    private long lastClock;
    /** When the last entry was marked, and when bytes were last appended, by the nanosecond clock. */
    private long enteredAt;

    private long appendedAt;
    private @Nullable EntryPoint unpublishedEntry;

    // what readers see
    private volatile @Nullable EntryPoint newestEntry;
    private volatile SegmentWindow window = SegmentWindow.EMPTY;
    private volatile @Nullable String ended;

    /**
     * An empty log.
     *
     * @param channel names its files; letters, digits and dashes
     * @param beginning where its numbers go on
     */
    public ChannelLog(String channel, Beginning beginning, SegmentStore store, LogLimits limits, LogClock clock) {
        this.channel = channel;
        this.store = store;
        this.share = store.join();
        this.limits = limits;
        this.clock = clock;
        this.nextSequence = beginning.sequence();
        this.breaks = beginning.breaks();
        this.hasPast = beginning.hasPast();
        this.anew = beginning.hasPast();
    }

    /**
     * Where a log's numbering begins.
     *
     * @param sequence number of its first segment
     * @param breaks how many breaks lie before it
     * @param hasPast whether an earlier log of the same channel ended below it
     */
    public record Beginning(long sequence, long breaks, boolean hasPast) {
        /** The first log of a channel. */
        public static Beginning at(long sequence) {
            return new Beginning(sequence, 0, false);
        }
    }

    /** Where a later log of this channel begins; its first segment does not continue what readers of this one had. */
    public Beginning continuation() {
        return new Beginning(nextSequence, breaks, hasPast);
    }

    /**
     * Appends whole packets. They are dropped while no entry point has been marked yet, at the beginning and after
     * {@link #beginAnew}.
     *
     * @param packets its remaining bytes, a multiple of 188; consumed
     * @throws IOException if the live directory cannot take them even after the oldest segments were dropped
     */
    public void append(ByteBuffer packets) throws IOException {
        LogSegment here = open;
        if (here == null || anew) {
            packets.position(packets.limit());
            return;
        }
        appendedAt = clock.nanos().getAsLong();
        if (written >= limits.mostBytes() || arrivedIn(here) >= limits.longest().toNanos()) {
            here = cut(new EntryMark(here.preamble(), clockByArrival()));
        }
        int length = packets.remaining();
        write(here, packets);
        written += length;
        store.took(length);
        while (segments.size() > 2 && store.isToGive(share, appendedAt)) {
            dropEarly("live.buffer-limit is reached");
        }
    }

    /** Marks the next appended byte as an entry point, and begins a new segment there when one is due. */
    public void enter(EntryMark mark) throws IOException {
        LogSegment here = open;
        boolean jumped = here != null && (mark.clock() < lastClock || mark.clock() - lastClock > LONGEST_STEP);
        if (jumped) {
            anew = true;
        }
        if (here == null || anew || isLongEnough(here, mark)) {
            here = cut(mark);
        }
        lastClock = mark.clock();
        enteredAt = clock.nanos().getAsLong();
        appendedAt = enteredAt;
        unpublishedEntry = new EntryPoint(here, written, mark.preamble(), enteredAt);
    }

    /** Says that what comes next does not continue what came before: the next entry point begins a segment of its own. */
    public void beginAnew() {
        anew = hasPast;
    }

    /** Makes everything appended so far visible to readers, and tells the listeners. */
    public void publish() {
        LogSegment here = open;
        if (here != null) {
            here.publish(written);
        }
        EntryPoint entry = unpublishedEntry;
        if (entry != null && entry.offset() < written) {
            newestEntry = entry;
            unpublishedEntry = null;
        }
        dropWhatIsTooOld();
        tell();
    }

    /** Ends the log: readers read to its end and are told why. Its files are deleted once nobody reads them. */
    public void end(String why) {
        // first: a reader who meets the end of the last segment asks for the reason at once
        ended = why;
        store.leave(share);
        LogSegment here = open;
        if (here != null) {
            here.publish(written);
            here.complete(played(here, clockByArrival()), null);
            open = null;
        }
        window = SegmentWindow.EMPTY;
        newestEntry = null;
        attended.clear();
        segments.forEach(LogSegment::keepFollower);
        // not dropped: who reads an older one opens these by their names when it comes there
        segments.forEach(LogSegment::leave);
        segments.clear();
        tell();
    }

    /** A cursor at the newest entry point; it holds nothing until then. Close it. */
    public LogCursor cursor() {
        return new LogCursor(this);
    }

    /** The newest entry point that readers may use; null before the first and after the end. */
    public @Nullable EntryPoint newestEntry() {
        return newestEntry;
    }

    /** The complete segments that are still kept, oldest first. Readers retain one before they read it. */
    public List<LogSegment> window() {
        return window;
    }

    /** The complete segment of a number, while it is kept. */
    public Optional<LogSegment> segment(long sequence) {
        SegmentWindow shown = window;
        long index = shown.isEmpty() ? -1 : sequence - shown.getFirst().sequence();
        return index >= 0 && index < shown.size() ? Optional.of(shown.get((int) index)) : Optional.empty();
    }

    public boolean isEnded() {
        return ended != null;
    }

    String endedBecause() {
        String why = ended;
        return why == null ? "" : why;
    }

    /** Runs after each publication and at the end, on the owner's thread: it must be quick and must not block. */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    private void tell() {
        for (Runnable listener : listeners) {
            listener.run();
        }
    }

    private boolean isLongEnough(LogSegment here, EntryMark mark) {
        long ticks = mark.clock() - here.start().clock();
        // groups of pictures of two seconds are often 1.99 s long
        return ticks >= limits.shortest().toMillis() * TICKS_PER_MILLI * 9 / 10
                || clock.nanos().getAsLong() - here.start().nanos()
                        >= limits.longest().toNanos();
    }

    private LogSegment cut(EntryMark mark) throws IOException {
        boolean begins = anew;
        SegmentStart start = new SegmentStart(
                preambles.shared(mark.preamble()),
                mark.clock(),
                begins,
                breaks,
                clock.now(),
                clock.nanos().getAsLong());
        LogSegment created = create(start);
        long breaksNow = breaks;
        nextSequence = created.sequence() + 1;
        breaks = begins ? breaksNow + 1 : breaksNow;
        LogSegment old = open;
        if (old != null) {
            old.publish(written);
            old.complete(played(old, begins ? clockByArrival() : mark.clock()), created);
            window = window.with(old);
            attended.addLast(old);
            if (attended.size() > ATTENDED) {
                attended.removeFirst().rest();
            }
        }
        segments.addLast(created);
        open = created;
        written = 0;
        anew = false;
        hasPast = true;
        tellShare();
        return created;
    }

    /** A new file also needs room in a full directory. */
    private LogSegment create(SegmentStart start) throws IOException {
        for (int looks = 0; ; looks++) {
            try {
                return new LogSegment(store, store.newName(channel, nextSequence), nextSequence, start);
            } catch (IOException full) {
                makeRoom(full, looks);
            }
        }
    }

    /** By the stream's clock where it makes sense, else by the time it took to arrive. */
    private Duration played(LogSegment segment, long untilClock) {
        long millis = (untilClock - segment.start().clock()) / TICKS_PER_MILLI;
        boolean plausible = millis > 0 && millis <= 2 * limits.longest().toMillis();
        return Duration.ofMillis(plausible ? millis : Math.max(1, arrivedIn(segment) / 1_000_000));
    }

    /** From the segment's first byte to its newest; the silence after that is none of its play. */
    private long arrivedIn(LogSegment segment) {
        return appendedAt - segment.start().nanos();
    }

    /** Where the stream's clock stands at the newest byte: at the last entry's, and on by what has passed since. */
    private long clockByArrival() {
        return lastClock + (appendedAt - enteredAt) / 1_000_000 * TICKS_PER_MILLI;
    }

    private void write(LogSegment here, ByteBuffer packets) throws IOException {
        int begin = packets.position();
        for (int looks = 0; ; looks++) {
            try {
                here.write(packets, written);
                return;
            } catch (IOException full) {
                makeRoom(full, looks);
                packets.position(begin);
            }
        }
    }

    /** The segment that grows stays; if the log has no other, those with older ones make room, or else the channel ends. */
    private void makeRoom(IOException full, int looks) throws IOException {
        if (full instanceof ClosedChannelException || full instanceof NoSuchFileException) {
            throw full; // the owner was interrupted, or the directory is gone: room would not help
        }
        if (looks % LOOKS_UNTIL_LESS == 0) {
            store.hasNoSpace(clock.nanos().getAsLong());
        }
        if (segments.size() > 1) {
            dropEarly("the live directory does not take more (" + full.getMessage() + ")");
        } else if (looks < LOOKS_FOR_ROOM && store.othersCanGive(share)) {
            LockSupport.parkNanos(LOOK_NANOS); // they see it with their next bytes
            if (Thread.currentThread().isInterrupted()) {
                throw full;
            }
        } else {
            throw full;
        }
    }

    private void dropEarly(String why) {
        if (store.countEarly(clock.now())) {
            LOG.warn("channel {}: {}; the oldest segments go before live.window is over", channel, why);
        }
        dropOldest();
    }

    private void dropWhatIsTooOld() {
        long now = clock.nanos().getAsLong();
        while (segments.size() > 2) {
            LogSegment oldest = segments.getFirst();
            long behind = now - oldest.start().nanos() - oldest.duration().toNanos();
            if (!oldest.isComplete() || behind < limits.window().toNanos()) {
                break;
            }
            dropOldest();
        }
    }

    /** Only ever a complete one: the newest grows. */
    private void dropOldest() {
        LogSegment oldest = segments.removeFirst();
        window = window.withoutFirst();
        attended.remove(oldest);
        EntryPoint entry = newestEntry;
        if (entry != null && entry.segment() == oldest) {
            // segments cut by size alone have pushed it out: better no place to start than one that leads nowhere
            newestEntry = null;
        }
        oldest.drop();
        tellShare();
    }

    private void tellShare() {
        share.canGive(segments.size() > 2 ? segments.getFirst().start().nanos() : SegmentStore.Share.NOTHING);
    }
}
