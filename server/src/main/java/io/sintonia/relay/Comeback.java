package io.sintonia.relay;

import io.sintonia.catalogue.Provider;
import io.sintonia.formats.mpegts.PacketAligner;
import io.sintonia.formats.mpegts.StreamAnalyzer;
import io.sintonia.formats.mpegts.TsPacket;
import io.sintonia.formats.mpegts.Verdict;
import io.sintonia.relay.UpstreamFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A better address, opened on a thread of its own while another one plays, and read until a decoder could start.
 *
 * <p>The pump asks whether it is ready and then takes it over with everything it has read; or closes it. Until then the
 * connection and its slot are this one's. Holds 16 MB at the most.
 */
final class Comeback implements AutoCloseable {
    private static final int READ_BYTES = 64 << 10;
    private static final int MOST_BYTES = 16 << 20;

    enum State {
        TRYING,
        READY,
        FAILED
    }

    /** What the address is, and what its connection costs. */
    record Address(int index, Provider provider, UpstreamSlots.Lease slot) {}

    private final Address address;
    private final Duration budget;
    private final LongSupplier nanos;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private PacketAligner aligner = new PacketAligner();
    private StreamAnalyzer analyzer = new StreamAnalyzer();
    private boolean entry;

    private volatile State state = State.TRYING;
    private volatile UpstreamFailure failure = new UpstreamFailure(Kind.SILENT, "it gave no picture in time");
    private volatile boolean closed;
    private volatile @Nullable Upstream upstream;
    private @Nullable Thread thread;

    Comeback(Address address, Duration budget, LongSupplier nanos) {
        this.address = address;
        this.budget = budget;
        this.nanos = nanos;
    }

    void start(String name, Supplier<UpstreamOpener.Opening> opening) {
        thread = Thread.ofVirtual().name(name).start(() -> run(opening));
    }

    State state() {
        return state;
    }

    /** Why it failed. */
    UpstreamFailure failure() {
        return failure;
    }

    Address address() {
        return address;
    }

    /** The stream from the first byte on; once, when ready. From then on it and the slot are the caller's to close. */
    Upstream take() {
        Upstream open = upstream;
        if (state != State.READY || open == null) {
            throw new IllegalStateException("not ready");
        }
        return new ReadOn(read.toByteArray(), open);
    }

    private void run(Supplier<UpstreamOpener.Opening> opening) {
        boolean ready = false;
        try {
            ready = switch (opening.get()) {
                case UpstreamOpener.Opening.Failed(UpstreamFailure why) -> {
                    failure = why;
                    yield false;
                }
                case UpstreamOpener.Opening.Opened(Upstream opened) -> {
                    upstream = opened;
                    yield !closed && readToEntry(opened);
                }
            };
        } catch (IOException e) {
            failure = new UpstreamFailure(Kind.BROKE_OFF, "the source broke off");
        } finally {
            if (ready) {
                state = State.READY;
            }
            if (!ready || closed) {
                state = State.FAILED;
                giveBack();
            }
        }
    }

    private boolean readToEntry(Upstream opened) throws IOException {
        long began = nanos.getAsLong();
        byte[] buffer = new byte[READ_BYTES];
        while (!closed && read.size() < MOST_BYTES && nanos.getAsLong() - began < budget.toNanos()) {
            int count = opened.read(buffer);
            if (count < 0) {
                failure = new UpstreamFailure(Kind.BROKE_OFF, "the source ended the stream");
                return false;
            }
            if (opened.beginsAnew()) {
                read.reset();
                aligner = new PacketAligner();
                analyzer = new StreamAnalyzer();
            }
            read.write(buffer, 0, count);
            aligner.feed(buffer, 0, count, this::inspect);
            if (entry) {
                return true;
            }
            if (aligner.notTransportStream().isPresent()) {
                failure = new UpstreamFailure(Kind.NOT_A_STREAM, "the source sends something else than a stream");
                return false;
            }
        }
        return false;
    }

    private void inspect(byte[] packets, int offset, int length) {
        for (int at = offset; at < offset + length; at += TsPacket.SIZE) {
            entry |= analyzer.inspect(packets, at) == Verdict.ENTRY;
        }
    }

    private void giveBack() {
        Upstream open = upstream;
        if (open != null) {
            open.close();
        }
        address.slot().close();
    }

    /** Not wanted any more; from any thread. Not after {@link #take}. */
    @Override
    public void close() {
        closed = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
        if (state != State.TRYING || upstream != null) {
            giveBack();
        }
    }

    /** What was read already, then the rest. */
    private static final class ReadOn implements Upstream {
        private final byte[] first;
        private final Upstream rest;
        private int given;
        private boolean readsRest;

        ReadOn(byte[] first, Upstream rest) {
            this.first = first;
            this.rest = rest;
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            if (given == first.length) {
                readsRest = true;
                return rest.read(buffer);
            }
            int count = Math.min(buffer.length, first.length - given);
            System.arraycopy(first, given, buffer, 0, count);
            given += count;
            return count;
        }

        @Override
        public boolean beginsAnew() {
            return readsRest && rest.beginsAnew();
        }

        @Override
        public void close() {
            rest.close();
        }
    }
}
