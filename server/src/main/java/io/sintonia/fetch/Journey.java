package io.sintonia.fetch;

import io.sintonia.fetch.FetchFailure.Kind;
import io.sintonia.fetch.RequestHead.Audience;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The way from an address through its redirects to an answer that is none. One use, one thread. */
final class Journey {
    private final Connector connector;
    private final Access access;
    private final Plan plan;
    private final Patience patience;
    private final String start;
    private Optional<WebAddress> reached = Optional.empty(); // by a redirect

    /**
     * What the two doors do differently.
     *
     * @param headers sent before those of the source
     * @param silence the longest wait for a byte of an answer
     */
    record Plan(Map<String, String> headers, int redirects, Duration connect, Duration silence) {
        Plan {
            headers = new LinkedHashMap<>(headers);
        }
    }

    /** An answer, its body still to be read. The receiver closes the connection. */
    record Arrival(WebAddress address, Connection connection, ResponseHead head) implements AutoCloseable {
        /** The bytes of the answer without their framing. */
        InputStream body() throws IOException {
            return Body.of(head, connection.in());
        }

        @Override
        public void close() {
            connection.close();
        }
    }

    Journey(Connector connector, String start, Access access, Plan plan, Patience patience) {
        this.connector = connector;
        this.start = start;
        this.access = access;
        this.plan = plan;
        this.patience = patience;
    }

    Arrival travel() throws IOException {
        Optional<ProxyAddress> proxy = access.proxy().isPresent()
                ? Optional.of(ProxyAddress.parse(access.proxy().get()))
                : Optional.empty();
        WebAddress first = WebAddress.parse(start);
        WebAddress address = first;
        for (int hop = 0; hop <= plan.redirects(); hop++) {
            reached = hop == 0 ? Optional.empty() : Optional.of(address);
            byte[] request = request(first, address, proxy);
            patience.connecting(plan.connect());
            Connection connection = connector.connect(address, proxy, access.policy(), patience);
            try {
                patience.listening(plan.silence());
                connection.send(request);
                ResponseHead head = ResponseHead.read(connection.in());
                Optional<String> location = head.first("Location");
                if (!isRedirect(head.status()) || location.isEmpty()) {
                    return new Arrival(address, connection, head);
                }
                connection.close();
                address = address.resolve(location.get());
            } catch (IOException | RuntimeException e) {
                connection.close();
                throw e;
            }
        }
        throw new FetchException(Kind.TOO_MANY_REDIRECTS, "it redirected more than " + plan.redirects() + " times");
    }

    /** What went wrong, as people and callers are told: the verb is what was attempted. */
    FetchFailure failure(String verb, IOException cause) {
        FetchException what = FetchException.of(cause);
        String from = Addresses.redacted(start);
        String at = reached.map(there -> " at " + there).orElse("");
        return new FetchFailure(what.kind(), verb + " " + from + " failed" + at + ": " + what.getMessage());
    }

    private byte[] request(WebAddress first, WebAddress address, Optional<ProxyAddress> proxy) throws FetchException {
        Audience audience = address.host().equals(first.host()) ? Audience.THE_FIRST_HOST : Audience.ANOTHER_HOST;
        RequestHead head = new RequestHead()
                .with("Host", address.hostAndPort())
                .with("User-Agent", access.userAgent())
                .with("Accept", "*/*");
        for (var field : plan.headers().entrySet()) {
            head.with(field.getKey(), field.getValue());
        }
        Optional<String> login = address.basicAuthorization()
                .or(() -> audience == Audience.THE_FIRST_HOST ? first.basicAuthorization() : Optional.empty());
        if (login.isPresent()) {
            head.with("Authorization", login.get());
        }
        head.withAll(access.headers(), audience);
        if (proxy.isEmpty()
                || proxy.get().type() != ProxyAddress.Type.HTTP
                || address.scheme() == WebAddress.Scheme.HTTPS) {
            return head.get(address.target());
        }
        Optional<String> proxyLogin = proxy.get().userInfo();
        if (proxyLogin.isPresent()) {
            head.with("Proxy-Authorization", WebAddress.basic(proxyLogin.get()));
        }
        return head.get("http://" + address.hostAndPort() + address.target()); // absolute-form, RFC 9112, 3.2.2
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }
}
