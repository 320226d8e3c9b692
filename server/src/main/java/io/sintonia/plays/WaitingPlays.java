package io.sintonia.plays;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Plays that have changed since they were written last: each once, a bounded number of them. When it is full the one that
 * has waited longest is let go and counted. Any thread; a lock for a few instructions.
 */
final class WaitingPlays {
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final LongAdder dropped = new LongAdder();

    @GuardedBy("lock")
    private final Queue<Play> waiting = new ArrayDeque<>();

    WaitingPlays(int most) {
        this.most = most;
    }

    void add(Play play) {
        if (!play.beginWaiting()) {
            return;
        }
        lock.lock();
        try {
            if (waiting.size() >= most) {
                waiting.remove().endWaiting();
                dropped.increment();
            }
            waiting.add(play);
        } finally {
            lock.unlock();
        }
    }

    /** Takes out those that have waited longest. What changes in them from now on makes them wait again. */
    List<Play> take(int count) {
        List<Play> taken = new ArrayList<>();
        lock.lock();
        try {
            while (taken.size() < count && !waiting.isEmpty()) {
                taken.add(waiting.remove());
            }
        } finally {
            lock.unlock();
        }
        taken.forEach(Play::endWaiting);
        return taken;
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    long dropped() {
        return dropped.sum();
    }
}
