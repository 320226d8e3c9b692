package io.sintonia.relay;

import io.sintonia.relay.UpstreamFailure.Kind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * All sources of a test in one place. Each address plays its scripts, one after the other per opening, and the last one
 * for ever; what happened is written down in order.
 */
final class FakeOrigin implements UpstreamOpener {
    private final Map<String, Queue<Script>> scripts = new ConcurrentHashMap<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<FakeUpstream> opened = new CopyOnWriteArrayList<>();

    /** What an address does when it is opened. */
    sealed interface Script {
        /** It does not open. */
        record Fail(UpstreamFailure failure) implements Script {}

        /** It sends these bytes and then ends, breaks off, or stays open in silence. */
        record Send(byte[] bytes, Then then) implements Script {}
    }

    enum Then {
        END,
        BREAK_OFF,
        SILENCE
    }

    /** What an address does from now on. */
    FakeOrigin script(String url, Script... those) {
        scripts.put(url, new ArrayDeque<>(List.of(those)));
        return this;
    }

    static Script fail(Kind kind) {
        return new Script.Fail(new UpstreamFailure(kind, "scripted"));
    }

    /** What was opened and closed, such as {@code open fake:a}. */
    List<String> events() {
        return List.copyOf(events);
    }

    long openNow() {
        return opened.stream().filter(FakeUpstream::isOpen).count();
    }

    /** The newest upstream of an address. */
    FakeUpstream newest(String url) {
        return opened.stream()
                .filter(upstream -> upstream.url.equals(url))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    @Override
    public boolean opens(String url) {
        return url.startsWith("fake:");
    }

    @Override
    public Opening open(Request request) {
        String url = request.source().url();
        Script script = next(url);
        return switch (script) {
            case Script.Fail(UpstreamFailure failure) -> {
                events.add("refuse " + url);
                yield new Opening.Failed(failure);
            }
            case Script.Send(byte[] bytes, Then then) -> {
                FakeUpstream upstream = new FakeUpstream(url, request.stall().toNanos(), then);
                upstream.send(bytes);
                opened.add(upstream);
                events.add("open " + url);
                yield new Opening.Opened(upstream);
            }
        };
    }

    private Script next(String url) {
        Queue<Script> left = scripts.getOrDefault(url, new ArrayDeque<>());
        synchronized (left) {
            Script script = left.size() > 1 ? left.poll() : left.peek();
            return script == null ? fail(Kind.UNREACHABLE) : script;
        }
    }

    /** One connection: bytes are sent by the script and by the test. */
    final class FakeUpstream implements Upstream {
        private final String url;
        private final long stallNanos;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final List<byte[]> pieces = new ArrayList<>();
        private Then then;
        private boolean closed;
        private volatile AtomicBoolean held = new AtomicBoolean();

        private FakeUpstream(String url, long stallNanos, Then then) {
            this.url = url;
            this.stallNanos = stallNanos;
            this.then = then;
        }

        void send(byte[] bytes) {
            change(() -> pieces.add(bytes.clone()));
        }

        /** What it does once everything is read. */
        void then(Then next) {
            change(() -> then = next);
        }

        /** Whoever reads stays in the call, even after the close, as long as this is true. */
        void holdReaderWhile(AtomicBoolean condition) {
            held = condition;
        }

        boolean isOpen() {
            lock.lock();
            try {
                return !closed;
            } finally {
                lock.unlock();
            }
        }

        private void change(Runnable change) {
            lock.lock();
            try {
                change.run();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            lock.lock();
            try {
                long left = stallNanos;
                while (held.get() || (pieces.isEmpty() && !closed && then == Then.SILENCE)) {
                    if (left <= 0) {
                        throw new IOException("silent");
                    }
                    left -= 5_000_000 - changed.awaitNanos(5_000_000);
                }
                if (closed) {
                    throw new IOException("closed");
                }
                return pieces.isEmpty() ? over() : piece(buffer);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } finally {
                lock.unlock();
            }
        }

        private int over() throws IOException {
            if (then == Then.BREAK_OFF) {
                throw new IOException("connection reset");
            }
            return -1;
        }

        /** Never more than a piece, so that reads end anywhere. */
        private int piece(byte[] buffer) {
            byte[] first = pieces.removeFirst();
            int length = Math.min(first.length, Math.min(buffer.length, 1000));
            System.arraycopy(first, 0, buffer, 0, length);
            if (length < first.length) {
                byte[] rest = new byte[first.length - length];
                System.arraycopy(first, length, rest, 0, rest.length);
                pieces.addFirst(rest);
            }
            return length;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (!closed) {
                    events.add("close " + url);
                }
                closed = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits for something that other threads bring about; fails after ten seconds. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        Condition never = lock.newCondition();
        long began = System.nanoTime();
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() - began > 10_000_000_000L) {
                    throw new AssertionError("waited in vain until " + what);
                }
                var _ = never.await(5, TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }
}
