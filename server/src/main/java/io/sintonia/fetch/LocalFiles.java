package io.sintonia.fetch;

/** Whether an address may name a file of this machine. */
public enum LocalFiles {
    /** Only the network is read. */
    REFUSED,
    /** The address comes from the operator: a path or a {@code file:} URL is read. */
    ALLOWED
}
