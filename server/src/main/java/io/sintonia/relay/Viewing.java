package io.sintonia.relay;

import io.sintonia.channellog.ChannelLog;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One viewer watching one channel. It keeps the channel playing until it is closed; closing twice is fine, from any thread.
 *
 * <p>The counters are written by the viewer's own thread and read by anybody.
 */
public final class Viewing implements AutoCloseable {
    private final ChannelRelay channel;
    private final Viewer viewer;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<Runnable> onDismissal = new AtomicReference<>(Viewing::nothing);
    private volatile ChannelListener listener = ChannelListener.NONE;
    private volatile Runnable onLeave = Viewing::nothing;
    private volatile boolean dismissed;
    private volatile long bytes;
    private volatile long skipped;

    Viewing(ChannelRelay channel, Viewer viewer) {
        this.channel = channel;
        this.viewer = viewer;
    }

    public Viewer viewer() {
        return viewer;
    }

    /** The channel's log, to take cursors and windows from. */
    public ChannelLog log() {
        return channel.log();
    }

    /** Waits until there is an entry point, the channel ends, or the budget is over. */
    boolean awaitEntry(Duration budget) {
        return channel.await(() -> channel.log().newestEntry() != null, budget);
    }

    /** Who is told what becomes of the channel's upstreams from now on. */
    void listen(ChannelListener told) {
        listener = told;
    }

    /** What is to happen once this viewer has left. Must not block. */
    void onLeave(Runnable action) {
        onLeave = action;
    }

    void tell(ChannelEvent event) {
        listener.happened(event);
    }

    /** The name of the source that plays now; empty if none does. */
    public String source() {
        return channel.status().feed().source();
    }

    /** The channel's id. */
    public long channelId() {
        return channel.channelId();
    }

    ChannelRelay channel() {
        return channel;
    }

    /** Waits until {@code count} segments are complete, the channel ends, or the budget is over. */
    public boolean awaitSegments(int count, Duration budget) {
        return channel.await(() -> channel.log().window().size() >= count, budget);
    }

    /** Bytes sent to this viewer. */
    public long bytes() {
        return bytes;
    }

    /** How often this viewer was moved forward because it read too slowly. */
    public long skipped() {
        return skipped;
    }

    /** Counts bytes as sent. Only from the viewer's thread. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    public void sent(long count) {
        bytes += count;
        channel.countSent(count);
    }

    /** Counts a jump forward. Only from the viewer's thread. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    public void skippedForward() {
        skipped++;
        channel.countSkip();
    }

    /** What is to happen when the operator ends this viewer; runs at once if that has happened. Must not block. */
    public void onDismissal(Runnable action) {
        onDismissal.set(action);
        if (dismissed) {
            onDismissal.getAndSet(Viewing::nothing).run();
        }
    }

    void dismiss() {
        dismissed = true;
        onDismissal.getAndSet(Viewing::nothing).run();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            channel.leave(this);
            onLeave.run();
        }
    }

    private static void nothing() {}
}
