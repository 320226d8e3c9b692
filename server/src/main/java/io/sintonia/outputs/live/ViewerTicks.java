package io.sintonia.outputs.live;

import io.netty.channel.EventLoop;
import io.sintonia.channellog.ChannelLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * When viewers write: all viewers of one channel on one event loop together, each tenth of a second at the most.
 *
 * <p>Batching is the largest lever there is: a write per viewer every 20 ms costs 2.6 times the CPU of one every 100 ms,
 * and longer pauses gain next to nothing (docs/decisions/0003). A viewer that has fallen behind goes on at once from the
 * end of its last write, so ticks bound latency, not throughput.
 */
public final class ViewerTicks {
    private static final long TICK_NANOS = 100_000_000L;

    private record Key(ChannelLog log, EventLoop loop) {}

    private final Map<Key, Group> groups = new ConcurrentHashMap<>();
    private final Duration patience;
    private final LongAdder stalled = new LongAdder();

    /** A viewer that reads nothing for {@code patience} is closed. */
    public ViewerTicks(Duration patience) {
        this.patience = patience;
    }

    /** How many viewers were closed because they read nothing. */
    public long stalled() {
        return stalled.sum();
    }

    void countStalled() {
        stalled.increment();
    }

    Duration patience() {
        return patience;
    }

    /** Adds a viewer; on its event loop. */
    void add(TsViewer viewer, ChannelLog log, EventLoop loop) {
        Group group = groups.computeIfAbsent(new Key(log, loop), Group::new);
        group.viewers.add(viewer);
        if (group.viewers.size() == 1) {
            log.addListener(group);
        }
    }

    /** Takes a viewer out; on its event loop. */
    void remove(TsViewer viewer, ChannelLog log, EventLoop loop) {
        Key key = new Key(log, loop);
        Group group = groups.get(key);
        if (group != null && group.viewers.remove(viewer) && group.viewers.isEmpty()) {
            log.removeListener(group);
            groups.remove(key);
        }
    }

    /** The viewers of one channel on one event loop. The list is the loop's; {@link #run} is called by the pump. */
    private static final class Group implements Runnable {
        private final EventLoop loop;
        private final List<TsViewer> viewers = new ArrayList<>();
        private final AtomicBoolean armed = new AtomicBoolean();
        private volatile long lastTick;

        Group(Key key) {
            this.loop = key.loop();
            this.lastTick = System.nanoTime() - TICK_NANOS;
        }

        /** The log has grown: sees to it that a tick comes. Costs the pump one read while one is on its way. */
        @Override
        public void run() {
            if (armed.compareAndSet(false, true)) {
                long wait = TICK_NANOS - (System.nanoTime() - lastTick);
                if (loop.isShuttingDown()) {
                    return;
                }
                var _ = loop.schedule(this::tick, Math.max(0, wait), TimeUnit.NANOSECONDS);
            }
        }

        private void tick() {
            armed.set(false);
            long now = System.nanoTime();
            lastTick = now;
            // a viewer that is closed by its tick leaves the list
            for (TsViewer viewer : List.copyOf(viewers)) {
                viewer.tick(now);
            }
        }
    }
}
