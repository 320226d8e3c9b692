package io.sintonia.relay;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** RTP datagrams for tests: the header in its plain form, or with everything that may stand in it. */
final class RtpDatagram {
    private RtpDatagram() {}

    static byte[] plain(int sequence, int sender, byte[] payload) {
        return of(0x80, sequence, sender, payload);
    }

    /** With two contributing sources, an extension of three words, and four bytes of padding. */
    static byte[] adorned(int sequence, int sender, byte[] payload) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(new byte[8]);
        body.writeBytes(new byte[] {(byte) 0xBE, (byte) 0xDE, 0, 3});
        body.writeBytes(new byte[12]);
        body.writeBytes(payload);
        body.writeBytes(new byte[] {0, 0, 0, 4});
        return of(0x80 | 0x20 | 0x10 | 2, sequence, sender, body.toByteArray());
    }

    private static byte[] of(int first, int sequence, int sender, byte[] rest) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) first, 33, (byte) (sequence >> 8), (byte) sequence, 0, 0, 0, 0});
        out.writeBytes(new byte[] {(byte) (sender >> 24), (byte) (sender >> 16), (byte) (sender >> 8), (byte) sender});
        out.writeBytes(rest);
        return out.toByteArray();
    }

    /** Seven packets that carry a number. */
    static byte[] packets(int number) {
        var packets = new byte[7 * 188];
        for (int at = 0; at < packets.length; at += 188) {
            Arrays.fill(packets, at, at + 188, (byte) number);
            packets[at] = 0x47;
            packets[at + 1] = 1;
            packets[at + 2] = 0;
            packets[at + 3] = 0x10;
        }
        return packets;
    }

    static byte[] nulls() {
        var packets = packets(0xFF);
        for (int at = 0; at < packets.length; at += 188) {
            packets[at + 1] = 0x1F;
            packets[at + 2] = (byte) 0xFF;
        }
        return packets;
    }
}
