package io.sintonia.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sintonia.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Datagrams on loopback: to a port of this machine, and to groups joined on the loopback interface. */
class UdpUpstreamsTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final String GROUP = "239.255.77.1";

    private final UdpUpstreams opener = new UdpUpstreams(System::nanoTime);
    private final DatagramChannel sender = sender("127.0.0.1");
    private final int port = freePort();
    private InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);

    @AfterEach
    void close() throws IOException {
        sender.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"udp://127.0.0.1:PORT", "udp://@127.0.0.1:PORT?fifo_size=1", "udp://@:PORT", "rtp://@:PORT"})
    void bareDatagramsToThisMachineComeOutAsTheyWere(String url) throws IOException {
        try (UdpUpstream upstream = open(url)) {
            for (int i = 0; i < 100; i++) {
                send(RtpDatagram.packets(i));
            }
            assertThat(numbers(upstream, 100))
                    .isEqualTo(IntStream.range(0, 100).boxed().toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtp://@127.0.0.1:PORT", "udp://@127.0.0.1:PORT"})
    void rtpIsToldByItselfAndPutInOrder(String url) throws IOException {
        try (UdpUpstream upstream = open(url)) {
            for (int i : new int[] {0, 2, 1, 3, 5, 6, 4, 4, 7}) {
                byte[] payload = RtpDatagram.packets(i);
                send(i % 2 == 0 ? RtpDatagram.plain(i, 1, payload) : RtpDatagram.adorned(i, 1, payload));
            }
            assertThat(numbers(upstream, 8)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
            assertThat(upstream.order().late()).isEqualTo(1);
        }
    }

    @Test
    void lostDatagramIsCountedAndTheStreamGoesOnEvenIfNothingMoreComes() throws IOException {
        try (UdpUpstream upstream = open("rtp://@127.0.0.1:PORT")) {
            for (int i : new int[] {0, 1, 3, 4}) {
                send(RtpDatagram.plain(i, 1, RtpDatagram.packets(i)));
            }
            assertThat(numbers(upstream, 4)).containsExactly(0, 1, 3, 4);
            assertThat(upstream.order().lost()).isEqualTo(1);
        }
    }

    @Test
    void senderThatRestartsIsFollowed() throws IOException {
        try (UdpUpstream upstream = open("rtp://@127.0.0.1:PORT")) {
            send(RtpDatagram.plain(500, 1, RtpDatagram.packets(1)));
            send(RtpDatagram.plain(3, 2, RtpDatagram.packets(2)));
            send(RtpDatagram.plain(4, 2, RtpDatagram.packets(3)));
            assertThat(numbers(upstream, 3)).containsExactly(1, 2, 3);
            assertThat(upstream.order().restarts()).isEqualTo(1);
        }
    }

    @Test
    void malformedDatagramsAreCountedAndLeftOut() throws IOException {
        try (UdpUpstream upstream = open("rtp://@127.0.0.1:PORT")) {
            send(new byte[0]);
            send(new byte[] {(byte) 0x80, 33, 0});
            send(new byte[] {1, 2, 3, 4});
            byte[] cut = RtpDatagram.adorned(9, 1, RtpDatagram.packets(9));
            send(Arrays.copyOf(cut, 22));
            send(RtpDatagram.plain(1, 1, RtpDatagram.packets(1)));
            assertThat(numbers(upstream, 1)).containsExactly(1);
            assertThat(upstream.malformed()).isEqualTo(4);
        }
    }

    @Test
    void silenceEndsTheStreamAndMalformedDatagramsAreNoSignOfLife() throws IOException {
        try (UdpUpstream upstream = open("rtp://@127.0.0.1:PORT", Duration.ofMillis(300))) {
            drainHello(upstream);
            var chatter = Thread.ofVirtual().start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    send(new byte[] {1, 2, 3});
                    Await.within(
                            Duration.ofMillis(50), () -> Thread.currentThread().isInterrupted());
                }
            });
            assertThatThrownBy(() -> upstream.read(new byte[65_536]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("for 0.3 s");
            chatter.interrupt();
        }
    }

    @Test
    void nothingAtAllIsSilence() {
        UpstreamFailure failure =
                Asked.failure(opener.open(Asked.trusted("udp://127.0.0.1:" + port, Duration.ofMillis(200), DEADLINE)));
        assertThat(failure.kind()).isEqualTo(UpstreamFailure.Kind.SILENT);
        assertThat(failure.text()).contains("127.0.0.1:" + port, "0.2 s");
    }

    @Test
    void closingWakesTheReaderAndFreesThePort()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        UdpUpstream upstream = open("udp://127.0.0.1:PORT", Duration.ofMinutes(1));
        drainHello(upstream);
        var woken = new CompletableFuture<String>();
        var reader = Thread.ofVirtual().start(() -> {
            try {
                upstream.read(new byte[65_536]);
                woken.complete("read");
            } catch (IOException e) {
                woken.complete(String.valueOf(e.getMessage()));
            }
        });
        Await.until(
                "the reader waits",
                DEADLINE,
                () -> reader.getState() == Thread.State.TIMED_WAITING || reader.getState() == Thread.State.WAITING);
        upstream.close();
        upstream.close();
        assertThat(woken.get(5, TimeUnit.SECONDS)).isEqualTo("the stream was closed on our side");
        Await.until("the port is free", DEADLINE, () -> {
            try (var again = new DatagramSocket(target)) {
                return again.isBound();
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Test
    void interruptEndsTheWaitForTheFirstByte() throws InterruptedException, ExecutionException, TimeoutException {
        var asked = new FutureTask<>(
                () -> opener.open(Asked.trusted("udp://127.0.0.1:" + port, Duration.ofMinutes(1), DEADLINE)));
        var thread = Thread.ofVirtual().start(asked);
        Await.until("it waits", DEADLINE, () -> thread.getState() == Thread.State.TIMED_WAITING);
        thread.interrupt();
        assertThat(Asked.failure(asked.get(5, TimeUnit.SECONDS)).kind()).isEqualTo(UpstreamFailure.Kind.BROKE_OFF);
    }

    @Test
    void portThatIsTakenIsSaid() throws IOException {
        try (var other = new DatagramSocket(target)) {
            assertThat(other.isBound()).isTrue();
            UpstreamFailure failure = Asked.failure(opener.open(Asked.trusted("udp://127.0.0.1:" + port)));
            assertThat(failure.kind()).isEqualTo(UpstreamFailure.Kind.BUSY);
        }
    }

    // ---- groups ----

    @ParameterizedTest
    @ValueSource(
            strings = {
                "udp://@239.255.77.1:PORT?localaddr=127.0.0.1",
                "udp://239.255.77.1:PORT?interface=lo",
                "rtp://@239.255.77.1:PORT?localaddr=127.0.0.1"
            })
    void groupIsJoinedOnTheNamedInterface(String url) throws IOException {
        assumeMulticast();
        target = new InetSocketAddress(GROUP, port);
        try (UdpUpstream upstream = open(url)) {
            for (int i = 0; i < 20; i++) {
                send(url.startsWith("rtp") ? RtpDatagram.plain(i, 1, RtpDatagram.packets(i)) : RtpDatagram.packets(i));
            }
            assertThat(numbers(upstream, 20))
                    .isEqualTo(IntStream.range(0, 20).boxed().toList());
        }
    }

    @Test
    void twoGroupsOfOnePortDoNotMix() throws IOException {
        assumeMulticast();
        var other = new InetSocketAddress("239.255.77.2", port);
        target = other;
        try (UdpUpstream second = open("udp://@239.255.77.2:PORT?localaddr=127.0.0.1")) {
            target = new InetSocketAddress(GROUP, port);
            try (UdpUpstream first = open("udp://@239.255.77.1:PORT?localaddr=127.0.0.1")) {
                send(RtpDatagram.packets(1));
                sender.send(ByteBuffer.wrap(RtpDatagram.packets(2)), other);
                send(RtpDatagram.packets(3));
                assertThat(numbers(first, 2)).containsExactly(1, 3);
                assertThat(numbers(second, 1)).containsExactly(2);
            }
        }
    }

    @Test
    void onlyTheNamedSenderOfAGroupIsHeard() throws IOException {
        assumeMulticast();
        target = new InetSocketAddress(GROUP, port);
        try (UdpUpstream upstream = open("udp://127.0.0.1@239.255.77.1:PORT?localaddr=127.0.0.1");
                DatagramChannel stranger = sender("127.0.0.2")) {
            stranger.send(ByteBuffer.wrap(RtpDatagram.packets(66)), target);
            send(RtpDatagram.packets(1));
            assertThat(numbers(upstream, 1)).containsExactly(1);
        }
    }

    // ---- what is refused ----

    @ParameterizedTest
    @ValueSource(strings = {"udp://@239.0.0.1:1234", "udp://127.0.0.1:1234", "udp://@:1234", "rtp://@[ff15::1]:1234"})
    void sourceThatMayNotReachTheLocalNetworkGetsNothing(String url) {
        UpstreamFailure failure = Asked.failure(opener.open(Asked.untrusted(url)));
        assertThat(failure.kind()).isEqualTo(UpstreamFailure.Kind.UNREACHABLE);
        assertThat(failure.text()).contains("trust-local");
    }

    @ParameterizedTest
    @CsvSource({
        "udp://198.51.100.7:1234, no address of this machine",
        "udp://@239.255.77.1:1234?localaddr=198.51.100.7, no interface",
        "udp://@239.255.77.1:1234?interface=nowhere0, no interface",
        "udp://somewhere.example:1234, neither a multicast group nor",
    })
    void whatCannotBeReceivedIsSaid(String url, String why) {
        assertThat(Asked.failure(opener.open(Asked.trusted(url))).text()).contains(why);
    }

    // ---- what the tests are written in ----

    private UdpUpstream open(String url) {
        return open(url, DEADLINE);
    }

    /** Opens while null packets come in. */
    private UdpUpstream open(String url, Duration stall) {
        Callable<UpstreamOpener.Opening> opening =
                () -> opener.open(Asked.trusted(url.replace("PORT", Integer.toString(port)), DEADLINE, stall));
        var task = new FutureTask<>(opening);
        Thread.ofVirtual().start(task);
        Await.until("opened", DEADLINE, () -> {
            send(RtpDatagram.nulls());
            return task.isDone();
        });
        return (UdpUpstream) Asked.upstream(task.resultNow());
    }

    private void drainHello(UdpUpstream upstream) throws IOException {
        send(RtpDatagram.packets(1));
        numbers(upstream, 1);
    }

    /** Reads until so many datagrams of seven packets have come; null packets do not count. */
    private static List<Integer> numbers(UdpUpstream upstream, int count) throws IOException {
        var all = new ByteArrayOutputStream();
        byte[] buffer = new byte[50_000];
        long end = System.nanoTime() + DEADLINE.toNanos();
        byte[] packets = new byte[0];
        while (packets.length < count * 7 * 188 && System.nanoTime() < end) {
            all.write(buffer, 0, upstream.read(buffer));
            packets = all.toByteArray();
            var kept = new ByteArrayOutputStream();
            for (int at = 0; at + 188 <= packets.length; at += 188) {
                if (packets[at + 1] != 0x1F) {
                    kept.write(packets, at, 188);
                }
            }
            packets = kept.toByteArray();
        }
        byte[] read = packets;
        return IntStream.range(0, read.length / (7 * 188))
                .map(i -> read[i * 7 * 188 + 4] & 0xFF)
                .boxed()
                .toList();
    }

    private void send(byte[] datagram) {
        try {
            sender.send(ByteBuffer.wrap(datagram), target);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static DatagramChannel sender(String from) {
        try {
            DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
            channel.bind(new InetSocketAddress(from, 0));
            NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 0);
            return channel;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() {
        try (var any = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether this machine carries multicast on loopback at all, asked without our code. */
    private void assumeMulticast() throws IOException {
        var group = new InetSocketAddress(GROUP, port);
        try (var probe = DatagramChannel.open(StandardProtocolFamily.INET)) {
            probe.bind(group);
            probe.join(group.getAddress(), NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()));
            probe.socket().setSoTimeout(1_000);
            sender.send(ByteBuffer.wrap(new byte[] {1}), group);
            probe.socket().receive(new DatagramPacket(new byte[10], 10));
        } catch (IOException e) {
            assumeTrue(false, "skipped: no multicast on the loopback interface (" + e.getMessage() + ")");
        }
    }
}
