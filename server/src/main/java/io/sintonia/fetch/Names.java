package io.sintonia.fetch;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks up the addresses of a host. */
@FunctionalInterface
interface Names {
    /** Never empty. */
    List<InetAddress> of(String host) throws UnknownHostException;

    /** The system's resolver. */
    Names SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * The resolver is native code: it cannot be interrupted and holds the carrier of a virtual thread, so a dead DNS server would stop the house.
     * It therefore runs on a few platform threads of its own.
     */
    ExecutorService LOOKUPS = lookups();

    private static ExecutorService lookups() {
        var pool = new ThreadPoolExecutor(
                16,
                16,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(256),
                Thread.ofPlatform().name("name-lookup-", 1).daemon().factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** The addresses, if they are found in time. */
    default List<InetAddress> of(String host, Patience.Wait wait) throws IOException {
        Optional<InetAddress> literal = literal(host);
        if (literal.isPresent()) {
            return List.of(literal.get());
        }
        try {
            var lookup = LOOKUPS.submit(() -> of(host));
            try {
                return lookup.get(wait.millis(), TimeUnit.MILLISECONDS);
            } finally {
                lookup.cancel(false);
            }
        } catch (TimeoutException e) {
            throw new SocketTimeoutException(wait.reason() + " (the host's name was not resolved)");
        } catch (RejectedExecutionException e) {
            throw new IOException("too many names are being looked up");
        } catch (ExecutionException e) {
            throw new UnknownHostException("the host's name is not known");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while looking up a name", e);
        }
    }

    /** The address that is spelt out, if it is one: also in the forms that inet_aton takes, such as 127.1, 0x7f000001 or 2130706433. */
    static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(host.startsWith("[") ? InetAddress.ofLiteral(host) : Inet4Address.ofPosixLiteral(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
