package io.sintonia.relay;

import java.util.OptionalInt;

/**
 * A provider's connections.
 *
 * @param connections taken now, by channels and by whatever else counts
 * @param learntLimit how many it seems to allow, if it has refused one too many lately
 */
public record ProviderUse(int connections, OptionalInt learntLimit) {}
