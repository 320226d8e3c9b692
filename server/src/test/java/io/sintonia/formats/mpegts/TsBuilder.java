package io.sintonia.formats.mpegts;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes a transport stream as a sentence: {@code stream().pat(1, PMT).pmt(...).unit(VIDEO, pts, IDR)}. Counters run by
 * themselves; payloads are stuffed as the standard wants it.
 */
final class TsBuilder {
    static final int PMT = 0x1000;
    static final int VIDEO = 0x100;
    static final int AUDIO = 0x101;
    static final long NO_PTS = -1;

    /** How the next packet's adaptation field is to look. */
    enum Mark {
        RANDOM_ACCESS(0x40),
        DISCONTINUITY(0x80);

        private final int flag;

        Mark(int flag) {
            this.flag = flag;
        }
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int[] counters = new int[TsPacket.PIDS];
    private int marks;
    private long pcr = -1;
    private int scrambling;
    private int version;

    /** A stream with a PAT of one programme and its PMT: H.264 (or what is given) and AAC. */
    static TsBuilder television(int videoType) {
        return new TsBuilder().pat(1, PMT).pmt(1, PMT, VIDEO, es(videoType, VIDEO), es(0x0F, AUDIO));
    }

    static TsBuilder radio() {
        return new TsBuilder().pat(1, PMT).pmt(1, PMT, AUDIO, es(0x0F, AUDIO));
    }

    /** One stream of a PMT with its descriptors in hexadecimal. */
    static byte[] es(int type, int pid, String... descriptors) {
        var loop = HexFormat.of().parseHex(String.join("", descriptors));
        return join(
                new byte[] {(byte) type, (byte) (0xE0 | (pid >> 8)), (byte) pid, (byte) 0xF0, (byte) loop.length},
                loop);
    }

    /** The next packet gets this flag in its adaptation field. */
    TsBuilder mark(Mark mark) {
        marks |= mark.flag;
        return this;
    }

    /** The next packet gets a PCR. */
    TsBuilder clock(long base) {
        pcr = ClockReference.wrap(base);
        return this;
    }

    /** Packets from here on are scrambled, or not with 0. */
    TsBuilder scrambled(int control) {
        scrambling = control << 6;
        return this;
    }

    TsBuilder version(int next) {
        version = next;
        return this;
    }

    /** The next {@code count} packets of a PID are lost. */
    TsBuilder lose(int pid, int count) {
        counters[pid] = (counters[pid] + count) & 0x0F;
        return this;
    }

    TsBuilder pat(int... numbersAndPids) {
        return sections(TsPacket.PAT_PID, patSection(numbersAndPids));
    }

    TsBuilder pmt(int program, int pid, int pcrPid, byte[]... streams) {
        return sections(pid, pmtSection(program, pcrPid, streams));
    }

    byte[] patSection(int... numbersAndPids) {
        var body = new byte[numbersAndPids.length * 2];
        for (int i = 0; i < numbersAndPids.length; i++) {
            int value = i % 2 == 0 ? numbersAndPids[i] : 0xE000 | numbersAndPids[i];
            body[2 * i] = (byte) (value >> 8);
            body[2 * i + 1] = (byte) value;
        }
        return section(0, 1, body);
    }

    byte[] pmtSection(int program, int pcrPid, byte[]... streams) {
        var head = new byte[] {(byte) (0xE0 | (pcrPid >> 8)), (byte) pcrPid, (byte) 0xF0, 0};
        return section(2, program, join(head, join(streams)));
    }

    /** A section with its checksum. */
    byte[] section(int table, int extension, byte[] body) {
        int length = body.length + 9;
        var head = new byte[] {
            (byte) table,
            (byte) (0xB0 | (length >> 8)),
            (byte) length,
            (byte) (extension >> 8),
            (byte) extension,
            (byte) (0xC1 | (version << 1)),
            0,
            0
        };
        var covered = join(head, body);
        int crc = Crc32Mpeg.of(covered, 0, covered.length);
        return join(covered, new byte[] {(byte) (crc >> 24), (byte) (crc >> 16), (byte) (crc >> 8), (byte) crc});
    }

    /** Sections one after the other from the start of a packet on. */
    TsBuilder sections(int pid, byte[]... sections) {
        var all = join(new byte[1], join(sections));
        boolean first = true;
        for (int at = 0; at < all.length; at += 184) {
            var payload = new byte[184];
            Arrays.fill(payload, (byte) 0xFF);
            System.arraycopy(all, at, payload, 0, Math.min(184, all.length - at));
            packet(pid, first, payload);
            first = false;
        }
        return this;
    }

    /** One PES packet holding these pieces, over as many packets as it takes. */
    TsBuilder unit(int pid, long pts, byte[]... pieces) {
        return unitIn(184, pid, pts, pieces);
    }

    /** The same with at most {@code most} payload bytes in each packet. */
    TsBuilder unitIn(int most, int pid, long pts, byte[]... pieces) {
        var pes = pes(pid, pts, pieces);
        boolean first = true;
        for (int at = 0; at < pes.length; ) {
            int room = Math.min(most, marks != 0 || pcr >= 0 ? 176 : 184);
            int taken = Math.min(room, pes.length - at);
            packet(pid, first, Arrays.copyOfRange(pes, at, at + taken));
            at += taken;
            first = false;
        }
        return this;
    }

    static byte[] pes(int pid, long pts, byte[]... pieces) {
        int id = pid == VIDEO ? 0xE0 : 0xC0;
        var head = pts == NO_PTS
                ? new byte[] {0, 0, 1, (byte) id, 0, 0, (byte) 0x80, 0, 0}
                : join(new byte[] {0, 0, 1, (byte) id, 0, 0, (byte) 0x80, (byte) 0x80, 5}, stamp(2, pts));
        return join(head, join(pieces));
    }

    static byte[] stamp(int prefix, long time) {
        var stamp = new byte[] {(byte) ((prefix << 4) | 1), 0, 1, 0, 1};
        PesHeader.putStamp(stamp, 0, ClockReference.wrap(time));
        return stamp;
    }

    /** One packet; a payload shorter than the room is stuffed by the adaptation field. */
    TsBuilder packet(int pid, boolean start, byte[] payload) {
        int flags = marks | (pcr >= 0 ? 0x10 : 0);
        var packet = new byte[TsPacket.SIZE];
        Arrays.fill(packet, (byte) 0xFF);
        packet[0] = TsPacket.SYNC;
        packet[1] = (byte) ((start ? 0x40 : 0) | (pid >> 8));
        packet[2] = (byte) pid;
        int adaptation = 184 - payload.length;
        packet[3] = (byte) (scrambling | (payload.length > 0 ? 0x10 : 0) | (adaptation > 0 ? 0x20 : 0) | counters[pid]);
        if (payload.length > 0) {
            counters[pid] = (counters[pid] + 1) & 0x0F;
        } else {
            packet[3] = (byte) ((packet[3] & 0xF0) | ((counters[pid] + 15) & 0x0F));
        }
        if (adaptation > 0) {
            packet[4] = (byte) (adaptation - 1);
        }
        if (adaptation > 1) {
            packet[5] = (byte) flags;
        }
        if (pcr >= 0) {
            packet[10] = 0x7E;
            TsPacket.putClockBase(packet, 6, pcr);
            packet[11] = 0;
        }
        System.arraycopy(payload, 0, packet, TsPacket.SIZE - payload.length, payload.length);
        marks = 0;
        pcr = -1;
        out.writeBytes(packet);
        return this;
    }

    TsBuilder packets(int pid, int count) {
        for (int i = 0; i < count; i++) {
            packet(pid, false, new byte[184]);
        }
        return this;
    }

    /** The packet before once more. */
    TsBuilder repeat() {
        var all = out.toByteArray();
        out.writeBytes(Arrays.copyOfRange(all, all.length - TsPacket.SIZE, all.length));
        return this;
    }

    TsBuilder nulls(int count) {
        for (int i = 0; i < count; i++) {
            out.writeBytes(TsPacket.nullPacket());
        }
        return this;
    }

    TsBuilder raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static byte[] filler(int length) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xAB);
        return bytes;
    }

    static byte[] join(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        List.of(parts).forEach(joined::writeBytes);
        return joined.toByteArray();
    }
}
