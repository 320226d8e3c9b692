package io.sintonia.formats.mpegts;

import java.util.Arrays;

/** Writes the packets of a programme that is one stream of sound: PAT, PMT, and PES packets with the clock. */
final class AudioPackets {
    private static final int PMT_PID = 0x1000;
    private static final int AUDIO_PID = 0x100;
    private static final int PROGRAM = 1;
    private static final int BATCH = 64 * TsPacket.SIZE;
    private static final int PES_HEADER = 14;
    /** PAT and PMT at least this often; DVB asks for 100 ms (TS 101 154, 4.1.7). */
    private static final long TABLES_TICKS = ClockReference.TICKS_PER_SECOND / 10;
    /** How long before its time a frame arrives at the decoder. */
    private static final long AHEAD = ClockReference.TICKS_PER_SECOND / 5;

    private final AudioMuxer.Kind kind;
    private final long firstPts;
    private final byte[] batch = new byte[BATCH];
    private int filled;
    private PacketSink sink = (_, _, _) -> {};
    private byte[] pat = new byte[0];
    private byte[] pmt = new byte[0];
    private long tablesAt = ClockReference.NONE;
    private int tablesCounter;
    private int audioCounter;

    AudioPackets(AudioMuxer.Kind kind, long firstPts) {
        this.kind = kind;
        this.firstPts = firstPts;
    }

    /** What is written from now on goes there. */
    void to(PacketSink next) {
        sink = next;
    }

    /** The rate decides between the stream types of MPEG-1 and of MPEG-2 (ISO/IEC 13818-1, table 2-34). */
    void describe(int rate) {
        int type = switch (kind) {
            case MPEG -> rate < 32_000 ? 0x04 : 0x03;
            case AAC -> 0x0F;
        };
        pat = table(0, PROGRAM >> 8, PROGRAM, 0xE0 | (PMT_PID >> 8), PMT_PID);
        pmt = table(2, 0xE0 | (AUDIO_PID >> 8), AUDIO_PID, 0xF0, 0, type, 0xE0 | (AUDIO_PID >> 8), AUDIO_PID, 0xF0, 0);
    }

    /** Writes frames as one PES packet, the tables before it if they are due before {@code end}. */
    void pes(byte[] frames, int length, long begin, long end) {
        if (tablesAt == ClockReference.NONE || end - tablesAt > TABLES_TICKS) {
            tablePacket(TsPacket.PAT_PID, pat);
            tablePacket(PMT_PID, pmt);
            tablesCounter = (tablesCounter + 1) & 0x0F;
            tablesAt = begin;
        }
        long pts = ClockReference.wrap(firstPts + begin);
        // ISO/IEC 13818-1, 2.4.3.7: the length counts what follows its own field; data_alignment_indicator is set
        int after = PES_HEADER - 6 + length;
        var head = new byte[] {
            0, 0, 1, (byte) 0xC0, (byte) (after >> 8), (byte) after, (byte) 0x84, (byte) 0x80, 5, 0x21, 0, 1, 0, 1
        };
        PesHeader.putStamp(head, 9, pts);
        firstPacket(head, frames, length, ClockReference.wrap(pts - AHEAD));
    }

    void flush() {
        if (filled > 0) {
            sink.packets(batch, 0, filled);
            filled = 0;
        }
    }

    private void firstPacket(byte[] head, byte[] frames, int length, long pcr) {
        int at = open(AUDIO_PID, true, audioCounter);
        int taken = Math.min(length, 184 - 8 - PES_HEADER);
        int adaptation = 184 - PES_HEADER - taken;
        batch[at + 3] |= 0x20;
        batch[at + 4] = (byte) (adaptation - 1);
        batch[at + 5] = 0x50; // random access, PCR
        TsPacket.putClockBase(batch, at + 6, pcr);
        batch[at + 10] |= 0x7E;
        batch[at + 11] = 0;
        System.arraycopy(head, 0, batch, at + 4 + adaptation, PES_HEADER);
        System.arraycopy(frames, 0, batch, at + 4 + adaptation + PES_HEADER, taken);
        audioCounter = (audioCounter + 1) & 0x0F;
        for (int sent = taken; sent < length; ) {
            sent += packet(frames, sent, length);
        }
    }

    private int packet(byte[] frames, int from, int end) {
        int at = open(AUDIO_PID, false, audioCounter);
        int taken = Math.min(end - from, 184);
        int adaptation = 184 - taken;
        if (adaptation > 0) {
            batch[at + 3] |= 0x20;
            batch[at + 4] = (byte) (adaptation - 1);
            if (adaptation > 1) {
                batch[at + 5] = 0;
            }
        }
        System.arraycopy(frames, from, batch, at + 4 + adaptation, taken);
        audioCounter = (audioCounter + 1) & 0x0F;
        return taken;
    }

    private void tablePacket(int pid, byte[] section) {
        int at = open(pid, true, tablesCounter);
        batch[at + 4] = 0; // pointer_field
        System.arraycopy(section, 0, batch, at + 5, section.length);
    }

    /** A packet of payload only, stuffed with 0xFF; returns where it lies. */
    private int open(int pid, boolean start, int counter) {
        if (filled == BATCH) {
            flush();
        }
        int at = filled;
        filled += TsPacket.SIZE;
        Arrays.fill(batch, at, filled, (byte) 0xFF);
        batch[at] = TsPacket.SYNC;
        batch[at + 1] = (byte) ((start ? 0x40 : 0) | (pid >> 8));
        batch[at + 2] = (byte) pid;
        batch[at + 3] = (byte) (0x10 | counter);
        return at;
    }

    /** A section of version 0 with its checksum; table id extension 1 serves as transport stream id and as programme. */
    private static byte[] table(int id, int... body) {
        int covered = 8 + body.length;
        var section = new byte[covered + 4];
        int after = section.length - 3;
        int[] head = {id, 0xB0 | (after >> 8), after, 0, PROGRAM, 0xC1, 0, 0};
        for (int i = 0; i < covered; i++) {
            section[i] = (byte) (i < head.length ? head[i] : body[i - head.length]);
        }
        int crc = Crc32Mpeg.of(section, 0, covered);
        for (int i = 0; i < 4; i++) {
            section[covered + i] = (byte) (crc >> (24 - 8 * i));
        }
        return section;
    }
}
