package io.sintonia.relay;

import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.StreamSource;
import io.sintonia.formats.mpegts.EntryKind;
import io.sintonia.formats.mpegts.PacketAligner;
import io.sintonia.formats.mpegts.StreamAnalyzer;
import io.sintonia.formats.mpegts.TsPacket;
import io.sintonia.formats.mpegts.Verdict;
import io.sintonia.relay.UpstreamFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An address of a channel that may play next: opened on a thread of its own and read until a decoder could start.
 *
 * <p>The pump asks whether it is ready and then takes it over with everything it has read; or closes it. Until then the
 * connection and its slot are this one's. Holds 16 MB at the most.
 */
final class Candidate implements AutoCloseable {
    private static final int READ_BYTES = 64 << 10;
    private static final int MOST_BYTES = 16 << 20;

    enum State {
        TRYING,
        READY,
        FAILED
    }

    /** One of a channel's addresses; {@code index} is its place in their order, {@code of} their number. */
    record Address(StreamSource source, int index, int of) {}

    /** Where its connection comes from. */
    interface Line {
        /** A connection of the provider that is free, or comes free soon. */
        Optional<UpstreamSlots.Lease> take(Provider provider) throws InterruptedException;

        /** Asks the source. */
        UpstreamOpener.Opening open(UpstreamOpener.Request request);
    }

    private final Address address;
    private final Optional<Provider> provider;
    private final Patience patience;
    private final LongSupplier nanos;
    private final Runnable onChange;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private PacketAligner aligner = new PacketAligner();
    private StreamAnalyzer analyzer = new StreamAnalyzer();
    private boolean entry;
    private boolean ended;
    private long beganAt;

    private volatile State state = State.TRYING;
    private volatile UpstreamFailure failure = new UpstreamFailure(Kind.BROKE_OFF, "it was given up");
    private volatile Duration took = Duration.ZERO;
    private volatile boolean closed;
    private volatile UpstreamSlots.@Nullable Lease slot;
    private volatile @Nullable Upstream upstream;
    private @Nullable Thread thread;

    /** How long an address may take until its first byte, and from there to its first entry point; and be silent then. */
    record Patience(Duration start, Duration stall) {}

    /**
     * One that has not begun.
     *
     * @param provider whose connection it needs; empty if that source is gone
     * @param onChange run once, when it is ready or has failed, on its own thread
     */
    Candidate(Address address, Optional<Provider> provider, Patience patience, LongSupplier nanos, Runnable onChange) {
        this.address = address;
        this.provider = provider;
        this.patience = patience;
        this.nanos = nanos;
        this.onChange = onChange;
    }

    void start(String name, Line line) {
        thread = Thread.ofVirtual().name(name).start(() -> run(line));
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

    /** Whether a connection to its source is open. */
    boolean isConnected() {
        return upstream != null && state != State.FAILED;
    }

    /** The provider's name, for the operator. */
    String providerName() {
        return provider.map(Provider::name).orElse("");
    }

    /** From its beginning, with a connection free, to its first entry point; zero until ready. */
    Duration took() {
        return took;
    }

    /** What there is to see and hear, once ready. */
    ChannelStatus.Feed feed() {
        return LogFeeder.status(aligner, analyzer, providerName(), 0);
    }

    /** Whether its picture is encrypted, once ready: it is passed on, and few players can show it. */
    boolean isScrambled() {
        return analyzer.entryKind() == EntryKind.SCRAMBLED;
    }

    /** The stream from the first byte on; once, when ready. From then on it and its slot are the caller's to close. */
    Taken take() {
        Upstream open = upstream;
        UpstreamSlots.Lease taken = slot;
        if (state != State.READY || open == null || taken == null) {
            throw new IllegalStateException("not ready");
        }
        return new Taken(read.toByteArray(), ended, open, taken);
    }

    private void run(Line line) {
        boolean ready = false;
        try {
            ready = open(line);
            took = Duration.ofNanos(nanos.getAsLong() - beganAt);
        } catch (InterruptedException e) {
            // closed, and nobody asks for the reason any more
        } catch (IOException e) {
            failure = UpstreamFailed.failure(e);
        } finally {
            state = ready ? State.READY : State.FAILED;
            if (!ready || closed) {
                state = State.FAILED;
                giveBack();
            }
            onChange.run();
        }
    }

    private boolean open(Line line) throws InterruptedException, IOException {
        beganAt = nanos.getAsLong();
        if (!address.source().unsupported().isEmpty()) {
            return failed(Kind.UNSUPPORTED, address.source().unsupported());
        }
        if (provider.isEmpty()) {
            return failed(Kind.UNREACHABLE, "its source was removed");
        }
        Optional<UpstreamSlots.Lease> taken = line.take(provider.get());
        if (taken.isEmpty()) {
            return failed(
                    Kind.BUSY,
                    "all " + provider.get().maxConnections() + " connections of " + provider.get() + " are in use");
        }
        slot = taken.get();
        beganAt = nanos.getAsLong();
        var request = new UpstreamOpener.Request(address.source(), provider.get(), patience.start(), patience.stall());
        return switch (closed ? new UpstreamOpener.Opening.Failed(failure) : line.open(request)) {
            case UpstreamOpener.Opening.Failed(UpstreamFailure why) -> {
                failure = why;
                yield false;
            }
            case UpstreamOpener.Opening.Opened(Upstream opened) -> {
                upstream = opened;
                yield !closed && readToEntry(opened);
            }
        };
    }

    private boolean readToEntry(Upstream opened) throws IOException {
        long began = nanos.getAsLong();
        byte[] buffer = new byte[READ_BYTES];
        while (!closed) {
            int count = opened.read(buffer);
            if (count < 0) {
                // a stream so short that its last bytes decide
                ended = true;
                aligner.finish(this::inspect);
                return entry || failed(Kind.NOT_A_STREAM, describe());
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
                return failed(Kind.NOT_A_STREAM, describe());
            }
            if (read.size() >= MOST_BYTES
                    || nanos.getAsLong() - began > patience.start().toNanos()) {
                return failed(Kind.SILENT, "it sends packets, but none a decoder could start from");
            }
        }
        return false;
    }

    private boolean failed(Kind kind, String text) {
        failure = new UpstreamFailure(kind, text);
        return false;
    }

    private void inspect(byte[] packets, int offset, int length) {
        for (int at = offset; at < offset + length; at += TsPacket.SIZE) {
            entry |= analyzer.inspect(packets, at) == Verdict.ENTRY;
        }
    }

    private String describe() {
        return LogFeeder.describe(aligner, analyzer);
    }

    private void giveBack() {
        Upstream open = upstream;
        if (open != null) {
            open.close();
        }
        UpstreamSlots.Lease taken = slot;
        if (taken != null) {
            taken.close();
        }
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

    /** What was read already, then the rest; gives its slot back when it is closed. */
    static final class Taken implements Upstream {
        private final byte[] first;
        private final boolean isAll;
        private final Upstream rest;
        private final UpstreamSlots.Lease slot;
        private int given;
        private boolean readsRest;
        private volatile boolean closed;

        private Taken(byte[] first, boolean isAll, Upstream rest, UpstreamSlots.Lease slot) {
            this.first = first;
            this.isAll = isAll;
            this.rest = rest;
            this.slot = slot;
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            if (given < first.length) {
                int count = Math.min(buffer.length, first.length - given);
                System.arraycopy(first, given, buffer, 0, count);
                given += count;
                return count;
            }
            readsRest = true;
            return isAll ? -1 : rest.read(buffer);
        }

        @Override
        public boolean beginsAnew() {
            return readsRest && rest.beginsAnew();
        }

        /** Whether its connection is; a reader may not have noticed yet that it is not. From any thread. */
        boolean isOpen() {
            return !closed;
        }

        @Override
        public void close() {
            rest.close();
            closed = true;
            slot.close();
        }
    }
}
