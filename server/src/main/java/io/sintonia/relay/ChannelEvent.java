package io.sintonia.relay;

/** What becomes of one upstream of a channel. */
public sealed interface ChannelEvent {
    /** Which upstream. */
    Which which();

    /**
     * One of a channel's addresses.
     *
     * @param place in the channel's order, from 1
     * @param of how many there are
     * @param source its provider's name; the address itself may hold credentials and is not told
     */
    record Which(int place, int of, String source) {}

    /** It is asked. */
    record Tried(Which which) implements ChannelEvent {}

    /** It has answered. */
    record Connected(Which which) implements ChannelEvent {}

    /** Its first byte is here. */
    record FirstByte(Which which) implements ChannelEvent {}

    /** A decoder could start in what it sends. */
    record EntryPoint(Which which) implements ChannelEvent {}

    /** It gave nothing, or gave up. */
    record Failed(Which which, UpstreamFailure failure) implements ChannelEvent {}
}
