package io.sintonia.relay;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sintonia.fetch.Access;
import io.sintonia.fetch.FetchFailure;
import io.sintonia.fetch.LiveOpener;
import io.sintonia.fetch.LiveOpening;
import io.sintonia.fetch.LiveRequest;
import io.sintonia.fetch.LiveStream;
import io.sintonia.fetch.LiveTimeouts;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one connection that a source serves us: every request goes out as the source wants to be asked, and the one before is
 * closed first, since providers count connections.
 *
 * <p>What a playlist names on another host is asked for without the source's credentials (Authorization, Cookie), as after a
 * redirect; on the source's own host the credentials of its address go along. One thread asks and reads; any may close, which
 * ends the request at hand and every later one.
 */
final class SourceConnection implements AutoCloseable {
    private final LiveOpener opener;
    private final Access access;
    private final String home;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private @Nullable Thread asking;

    @GuardedBy("lock")
    private boolean interrupted;

    @GuardedBy("lock")
    private @Nullable LiveStream current;

    @GuardedBy("lock")
    private boolean closed;

    /** {@code home} is the source's own address, whose host its credentials are for. */
    SourceConnection(LiveOpener opener, Access access, String home) {
        this.opener = opener;
        this.access = access;
        this.home = home;
    }

    /**
     * Asks.
     *
     * @param extra headers of this request alone
     * @throws IOException if this was closed
     */
    LiveOpening open(String address, Map<String, String> extra, LiveTimeouts timeouts) throws IOException {
        release();
        begin();
        LiveOpening opening;
        try {
            opening = opener.open(request(address, extra, timeouts));
        } finally {
            end();
        }
        if (opening instanceof LiveOpening.Opened(LiveStream stream)) {
            keep(stream);
        }
        return opening;
    }

    /** Ends the request at hand, if there is one. */
    void release() {
        LiveStream done;
        lock.lock();
        try {
            done = current;
            current = null;
        } finally {
            lock.unlock();
        }
        if (done != null) {
            done.close();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (asking != null) {
                interrupted = true;
                asking.interrupt();
            }
        } finally {
            lock.unlock();
        }
        release();
    }

    /** The same with what the server answered, for whoever learns from it. */
    static UpstreamFailure failure(LiveOpening.NotOpened notOpened) {
        UpstreamFailure told = failure(notOpened.failure());
        return new UpstreamFailure(
                told.kind(),
                told.text(),
                notOpened.httpStatus().map(status -> new UpstreamFailure.Refusal(status, notOpened.retryAfter())));
    }

    /** What a viewer is told of a failed request. */
    static UpstreamFailure failure(FetchFailure failure) {
        UpstreamFailure.Kind kind = switch (failure.kind()) {
            case TIMED_OUT -> UpstreamFailure.Kind.SILENT;
            case HTTP_STATUS, TOO_MANY_REDIRECTS -> UpstreamFailure.Kind.REFUSED;
            case UNREACHABLE, REFUSED, BAD_ADDRESS, ADDRESS_NOT_ALLOWED -> UpstreamFailure.Kind.UNREACHABLE;
            case TOO_LARGE, ENDED_EARLY, NOT_READABLE, NOT_STORED, STOPPED -> UpstreamFailure.Kind.BROKE_OFF;
        };
        return new UpstreamFailure(kind, failure.sentence());
    }

    private void begin() throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw closedHere();
            }
            asking = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            asking = null;
            if (interrupted) {
                // ours, and it has done its work: the thread goes on to close its files in peace
                Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
    }

    private void keep(LiveStream stream) throws IOException {
        lock.lock();
        try {
            if (!closed) {
                current = stream;
                return;
            }
        } finally {
            lock.unlock();
        }
        stream.close();
        throw closedHere();
    }

    private LiveRequest request(String address, Map<String, String> extra, LiveTimeouts timeouts) {
        Map<String, String> headers = new LinkedHashMap<>(access.headers());
        boolean atHome = host(address).equals(host(home));
        if (!atHome) {
            headers.keySet()
                    .removeIf(name -> name.equalsIgnoreCase("Authorization") || name.equalsIgnoreCase("Cookie"));
        }
        headers.putAll(extra);
        return new LiveRequest(atHome ? withLogin(address) : address, access.withHeaders(headers), timeouts);
    }

    private String withLogin(String address) {
        String login = login(home);
        int begin = address.indexOf("://") + 3;
        return login.isEmpty() || !login(address).isEmpty()
                ? address
                : address.substring(0, begin) + login + address.substring(begin);
    }

    /** {@code user:password@}, or nothing. */
    private static String login(String address) {
        String authority = authority(address);
        return authority.substring(0, authority.lastIndexOf('@') + 1);
    }

    /** The host of an address, in small letters. */
    static String host(String address) {
        String authority = authority(address);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        int port = host.lastIndexOf(':');
        return (port > host.lastIndexOf(']') ? host.substring(0, port) : host).toLowerCase(Locale.ROOT);
    }

    private static String authority(String address) {
        int begin = address.indexOf("://");
        if (begin < 0) {
            return "";
        }
        int end = begin + 3;
        while (end < address.length() && "/?#".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        return address.substring(begin + 3, end);
    }

    private static IOException closedHere() {
        return new IOException("the stream was closed on our side");
    }
}
