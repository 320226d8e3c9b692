package io.sintonia.fetch;

/**
 * A live stream that is wanted.
 *
 * @param address http or https, odd characters and {@code user:pass@} included; sent as it is, only what HTTP forbids is escaped
 * @param access how to ask, and where the source may lead
 * @param timeouts how long to wait for what
 */
public record LiveRequest(String address, Access access, LiveTimeouts timeouts) {
    /** With the address redacted. */
    @Override
    public String toString() {
        return "LiveRequest[" + Addresses.redacted(address) + ", " + access + ", " + timeouts + "]";
    }
}
