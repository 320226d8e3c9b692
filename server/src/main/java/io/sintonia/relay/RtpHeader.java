package io.sintonia.relay;

import io.sintonia.formats.mpegts.TsPacket;
import java.util.Optional;

/**
 * The header of an RTP datagram (RFC 3550, 5.1).
 *
 * @param sequence 16 bits
 * @param sender who numbers the datagrams (SSRC)
 * @param payload where the payload begins
 * @param end where it ends, padding left out
 */
record RtpHeader(int sequence, int sender, int payload, int end) {
    private static final int FIXED = 12;

    /** RFC 3551, table 5: MP2T. */
    private static final int TRANSPORT_STREAM = 33;

    /** Whether the first bytes could be such a header: version 2. A transport stream's sync byte reads as version 1. */
    static boolean isVersion2(byte[] bytes, int length) {
        return length > 0 && (bytes[0] & 0xC0) == 0x80;
    }

    /** Reads a header whose payload is a transport stream; empty when it is none, or is cut short. */
    static Optional<RtpHeader> read(byte[] bytes, int length) {
        if (length < FIXED || !isVersion2(bytes, length)) {
            return Optional.empty();
        }
        int payload = FIXED + 4 * (bytes[0] & 0x0F);
        if ((bytes[0] & 0x10) != 0) {
            // 5.3.1: an extension of 32-bit words after its own four bytes
            if (length < payload + 4) {
                return Optional.empty();
            }
            payload += 4 + 4 * (((bytes[payload + 2] & 0xFF) << 8) | (bytes[payload + 3] & 0xFF));
        }
        int end = (bytes[0] & 0x20) != 0 ? length - (bytes[length - 1] & 0xFF) : length;
        if (payload >= end) {
            return Optional.empty();
        }
        boolean stream = (bytes[1] & 0x7F) == TRANSPORT_STREAM || bytes[payload] == TsPacket.SYNC;
        int sequence = ((bytes[2] & 0xFF) << 8) | (bytes[3] & 0xFF);
        int sender =
                ((bytes[8] & 0xFF) << 24) | ((bytes[9] & 0xFF) << 16) | ((bytes[10] & 0xFF) << 8) | (bytes[11] & 0xFF);
        return stream ? Optional.of(new RtpHeader(sequence, sender, payload, end)) : Optional.empty();
    }
}
