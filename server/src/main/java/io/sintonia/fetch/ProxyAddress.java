package io.sintonia.fetch;

import io.sintonia.fetch.FetchFailure.Kind;
import java.util.Locale;
import java.util.Optional;

/**
 * A proxy on the way to a source.
 *
 * @param userInfo {@code user:pass} as written
 */
record ProxyAddress(Type type, String host, int port, Optional<String> userInfo) {
    enum Type {
        SOCKS5,
        HTTP
    }

    static ProxyAddress parse(String text) throws FetchException {
        int colon = text.indexOf("://");
        String scheme = colon < 0 ? "" : text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        Type type = switch (scheme) {
            case "socks5", "socks5h" -> Type.SOCKS5;
            case "http" -> Type.HTTP;
            default -> throw bad();
        };
        try {
            WebAddress parts = WebAddress.parse("http" + text.substring(colon).strip());
            String hostAndPort = parts.hostAndPort();
            boolean portMissing =
                    parts.port() == 80 && !text.strip().replaceAll("/+$", "").endsWith(":80");
            if (portMissing || !parts.target().equals("/") || hostAndPort.isEmpty()) {
                throw bad();
            }
            return new ProxyAddress(type, parts.bareHost(), parts.port(), parts.userInfo());
        } catch (FetchException e) {
            throw bad();
        }
    }

    /** Without credentials. */
    @Override
    public String toString() {
        return type.name().toLowerCase(Locale.ROOT) + "://" + host + ":" + port;
    }

    private static FetchException bad() {
        return new FetchException(
                Kind.BAD_ADDRESS,
                "the proxy cannot be used: expected socks5://[user:pass@]host:port or http://[user:pass@]host:port");
    }
}
