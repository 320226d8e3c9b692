package io.sintonia.catalogue;

/** Which channels a bouquet's rules bring in. Pure and quick: it is asked for every channel that no group brought in. */
@FunctionalInterface
public interface ChannelFilter {
    /** Brings in nothing. */
    ChannelFilter NONE = channel -> false;

    boolean holds(Channel channel);
}
