package io.sintonia.fetch;

import io.sintonia.fetch.FetchFailure.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;

/**
 * A socket that asks the address policy in {@link #connect} about the very address it connects to, so no name can resolve differently between
 * the check and the use, and that waits no longer than its {@link Patience} in every read, also those that TLS does underneath.
 */
final class GuardedSocket extends Socket {
    private final AddressPolicy policy;
    private final Patience patience;

    GuardedSocket(AddressPolicy policy, Patience patience) {
        this.policy = policy;
        this.patience = patience;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        if (!(endpoint instanceof InetSocketAddress internet)
                || internet.isUnresolved()
                || !policy.permits(internet.getAddress())) {
            throw new FetchException(
                    Kind.ADDRESS_NOT_ALLOWED,
                    "the host is not on the public internet, and this source may not reach others");
        }
        super.connect(endpoint, timeout);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new PatientInput(super.getInputStream());
    }

    private final class PatientInput extends FilterInputStream {
        PatientInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            Patience.Wait wait = patience.next();
            setSoTimeout(wait.millis());
            try {
                return super.read(buffer, offset, length);
            } catch (SocketTimeoutException e) {
                var said = new SocketTimeoutException(wait.reason());
                said.initCause(e);
                throw said;
            }
        }
    }
}
