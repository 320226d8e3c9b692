package io.sintonia.formats.mpegts;

/** Takes whole, aligned packets. */
@FunctionalInterface
public interface PacketSink {
    /**
     * Takes {@code length / 188} packets that lie one after the other.
     *
     * @param buffer lent for the call only; the bytes may be changed in place
     * @param offset index of the first sync byte
     * @param length bytes, a multiple of 188
     */
    void packets(byte[] buffer, int offset, int length);
}
