package io.sintonia.relay;

/** Is told what becomes of a channel's upstreams while it is watched. On the channel's own thread: quick, never blocking. */
@FunctionalInterface
public interface ChannelListener {
    /** Wants to know nothing. */
    ChannelListener NONE = event -> {};

    /** Something has happened. */
    void happened(ChannelEvent event);
}
