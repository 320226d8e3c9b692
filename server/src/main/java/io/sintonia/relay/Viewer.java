package io.sintonia.relay;

import java.time.Instant;

/**
 * Who watches, as the operator sees it.
 *
 * @param id unique while the server runs
 * @param user the account's name
 * @param address from where
 * @param agent the device's own word for itself
 * @param since when it was admitted
 */
public record Viewer(long id, String user, String address, String agent, Instant since) {}
