package io.sintonia.accounts;

import java.net.InetAddress;

/**
 * The device that asks, as far as we can tell devices apart.
 *
 * @param agent its User-Agent, shortened; empty if it sends none
 */
public record Client(InetAddress address, String agent) {}
