package io.sintonia.relay;

import io.sintonia.formats.mpegts.TsPacket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream that arrives as datagrams, bare or in RTP, told by each datagram itself.
 *
 * <p>One thread reads: it waits for a datagram, naps for the rest of 20 ms while the system's buffer fills, and takes what is
 * there in one go, so a stream wakes it 50 times a second rather than once a datagram. Any thread may close.
 */
final class UdpUpstream implements Upstream {
    private static final Logger LOG = LoggerFactory.getLogger(UdpUpstream.class);
    private static final int LARGEST_DATAGRAM = 1 << 16;
    private static final int BATCH_BYTES = 64 << 10;
    private static final long BATCH_NANOS = 20_000_000;
    /** Short enough for a system buffer of 200 KB at 100 Mbit/s. */
    private static final long NAP_NANOS = 5_000_000;

    private final UdpAddress address;
    private final DatagramChannel channel;
    private final List<MembershipKey> memberships;
    private final Duration stall;
    private final LongSupplier nanos;
    private volatile boolean closed;

    // the reader's
    private final byte[] datagram = new byte[LARGEST_DATAGRAM];
    private final ByteBuffer received = ByteBuffer.wrap(datagram);
    private final RtpOrder order = new RtpOrder(this::add);
    private byte[] ready = new byte[2 * BATCH_BYTES];
    private int readyFrom;
    private int readyEnd;
    private boolean rtp;
    private long malformed;

    UdpUpstream(
            UdpAddress address,
            DatagramChannel channel,
            List<MembershipKey> memberships,
            Duration stall,
            LongSupplier nanos) {
        this.address = address;
        this.channel = channel;
        this.memberships = List.copyOf(memberships);
        this.stall = stall;
        this.nanos = nanos;
    }

    /** Waits for the first bytes; they come with the next read. */
    void awaitFirst(Duration within) throws IOException {
        collect(within);
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        if (readyFrom == readyEnd) {
            readyFrom = 0;
            readyEnd = 0;
            collect(stall);
        }
        int count = Math.min(buffer.length, readyEnd - readyFrom);
        System.arraycopy(ready, readyFrom, buffer, 0, count);
        readyFrom += count;
        return count;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        memberships.forEach(MembershipKey::drop);
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("{} did not close: {}", address, e.getMessage());
        }
        if (order.lost() + order.late() + malformed > 0) {
            LOG.info(
                    "{}: {} datagrams lost, {} late or twice, {} malformed, {} restarts of the sender",
                    address,
                    order.lost(),
                    order.late(),
                    malformed,
                    order.restarts());
        }
    }

    RtpOrder order() {
        return order;
    }

    /** Datagrams that carried nothing of a stream. */
    long malformed() {
        return malformed;
    }

    /** Fills {@code ready} with at least one byte. What is malformed does not count as a sign of life. */
    private void collect(Duration patience) throws IOException {
        long began = nanos.getAsLong();
        while (readyEnd == 0) {
            long now = nanos.getAsLong();
            long left = patience.toNanos() - (now - began);
            if (left <= 0) {
                throw new SocketTimeoutException(
                        "nothing of a stream arrived at " + address + " for " + Seconds.of(patience));
            }
            // what waits for its turn is given up in time even if nothing more comes
            receiveOne(order.isWaiting() ? Math.min(left, RtpOrder.PATIENCE_NANOS) : left);
            order.giveUp(nanos.getAsLong());
        }
        long until = nanos.getAsLong() + BATCH_NANOS;
        while (readyEnd < BATCH_BYTES && !closed && until - nanos.getAsLong() > 0) {
            LockSupport.parkNanos(this, Math.min(NAP_NANOS, until - nanos.getAsLong()));
            drain();
        }
        order.giveUp(nanos.getAsLong());
    }

    private void receiveOne(long longestNanos) throws IOException {
        var packet = new DatagramPacket(datagram, datagram.length);
        try {
            channel.socket().setSoTimeout(Math.clamp(longestNanos / 1_000_000, 1, Integer.MAX_VALUE));
            channel.socket().receive(packet);
        } catch (SocketTimeoutException e) {
            return;
        } catch (IOException e) {
            throw closed ? new IOException("the stream was closed on our side", e) : e;
        }
        take(packet.getLength());
    }

    /** Takes what has arrived, without waiting. */
    private void drain() throws IOException {
        channel.configureBlocking(false);
        while (readyEnd < BATCH_BYTES) {
            received.clear();
            if (channel.receive(received) == null) {
                break;
            }
            take(received.position());
        }
        channel.configureBlocking(true);
    }

    private void take(int length) {
        Optional<RtpHeader> header = RtpHeader.read(datagram, length);
        if (header.isPresent()) {
            rtp = true;
            order.take(header.get(), datagram, nanos.getAsLong());
        } else if (length > 0 && (datagram[0] == TsPacket.SYNC || isBare(length))) {
            add(datagram, 0, length);
        } else {
            malformed++;
        }
    }

    /** Whether it may be a part of a stream that is not cut at its packets, as some senders do without RTP. */
    private boolean isBare(int length) {
        return !rtp && address.carriage() == UdpAddress.Carriage.UDP && !RtpHeader.isVersion2(datagram, length);
    }

    private void add(byte[] bytes, int offset, int length) {
        if (readyEnd + length > ready.length) {
            // bounded by a batch, a datagram and the window of the order
            ready = Arrays.copyOf(ready, Math.max(ready.length * 2, readyEnd + length));
        }
        System.arraycopy(bytes, offset, ready, readyEnd, length);
        readyEnd += length;
    }
}
