package io.sintonia.fetch;

import io.sintonia.fetch.FetchFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** A failure on its way to the door, where it becomes a {@link FetchFailure}. Its message never holds an address unredacted. */
final class FetchException extends IOException {
    private static final long serialVersionUID = 1L;
    private final Kind kind;

    FetchException(Kind kind, String what) {
        super(what);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** The kind and words for whatever the network threw. */
    static FetchException of(IOException cause) {
        if (cause instanceof FetchException known) {
            return known;
        }
        if (Thread.currentThread().isInterrupted()) {
            return because(cause, Kind.STOPPED, "stopped on request");
        }
        return switch (cause) {
            case SocketTimeoutException timeout -> because(cause, Kind.TIMED_OUT, words(timeout));
            case UnknownHostException _ -> because(cause, Kind.UNREACHABLE, "the host's name is not known");
            case ConnectException refused ->
                words(refused).contains("refused")
                        ? because(cause, Kind.REFUSED, "the connection was refused")
                        : because(cause, Kind.UNREACHABLE, "no connection: " + words(refused));
            case SSLException tls -> because(cause, Kind.UNREACHABLE, "TLS failed: " + words(tls));
            default -> because(cause, Kind.UNREACHABLE, "the connection broke: " + words(cause));
        };
    }

    private static FetchException because(IOException cause, Kind kind, String what) {
        var failure = new FetchException(kind, what);
        failure.initCause(cause);
        return failure;
    }

    /** An exception's message, which may be missing, without line breaks and of bounded length. */
    static String words(Throwable cause) {
        String message = cause.getMessage();
        String text = message == null ? cause.getClass().getSimpleName() : message.replaceAll("\\p{Cntrl}", " ");
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
