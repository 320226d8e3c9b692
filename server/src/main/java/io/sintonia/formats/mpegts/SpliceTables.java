package io.sintonia.formats.mpegts;

import java.util.Map;

/** The PAT and PMT of a spliced source: what the source's say, in the outgoing numbers. */
final class SpliceTables {
    private static final int STREAM_INFO = 5;
    private static final int CHECKSUM = 4;
    private static final int LEAST = 16;

    private final StreamSplice splice;
    private final PidPlan plan;
    private byte[] pat = {};
    private byte[] pmt = {};

    SpliceTables(StreamSplice splice, PidPlan plan) {
        this.splice = splice;
        this.plan = plan;
    }

    /** Takes the source's PMT, whose PIDs are mapped so. */
    void rewrite(byte[] section, Map<Integer, Integer> pids) {
        pat = splice.pat().send(patDraft());
        if (section.length >= LEAST) {
            pmt = splice.pmt().send(pmtDraft(section, pids));
        }
    }

    /** The packets of both as they have been sent last, so that their counters go on into what follows. */
    byte[] preamble() {
        byte[] first = numbered(SentTable.packets(TsPacket.PAT_PID, pat));
        byte[] second = numbered(SentTable.packets(plan.pmtPid(), pmt));
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private byte[] numbered(byte[] packets) {
        int count = packets.length / TsPacket.SIZE;
        int next = splice.restamper().next(TsPacket.pid(packets, 0));
        for (int i = 0; i < count; i++) {
            packets[i * TsPacket.SIZE + 3] |= (byte) ((next - count + i) & 0x0F);
        }
        return packets;
    }

    byte[] patPackets() {
        return SentTable.packets(TsPacket.PAT_PID, pat);
    }

    byte[] pmtPackets() {
        return SentTable.packets(plan.pmtPid(), pmt);
    }

    /** One programme, the one that is followed, under the number it always had (13818-1, 2.4.4.3). */
    private byte[] patDraft() {
        byte[] before = splice.pat().last();
        byte[] draft = new byte[16];
        draft[1] = (byte) 0xB0;
        draft[2] = (byte) (draft.length - 3);
        if (before.length > 4) {
            // the transport stream's number
            draft[3] = before[3];
            draft[4] = before[4];
        } else {
            draft[4] = 1;
        }
        draft[5] = (byte) 0xC1;
        draft[8] = (byte) (plan.program() >> 8);
        draft[9] = (byte) plan.program();
        draft[10] = (byte) 0xE0;
        putPid(draft, 10, plan.pmtPid());
        return draft;
    }

    /** The source's section with other PIDs and the outgoing programme's number; descriptors stay. */
    private byte[] pmtDraft(byte[] section, Map<Integer, Integer> pids) {
        byte[] draft = section.clone();
        draft[3] = (byte) (plan.program() >> 8);
        draft[4] = (byte) plan.program();
        map(draft, 8, pids);
        int end = draft.length - CHECKSUM;
        for (int at = 12 + bits12(draft, 10); at + STREAM_INFO <= end; at += STREAM_INFO + bits12(draft, at + 3)) {
            map(draft, at + 1, pids);
        }
        return draft;
    }

    private static void map(byte[] section, int at, Map<Integer, Integer> pids) {
        int pid = ProgramMap.bits13(section, at);
        putPid(section, at, pids.getOrDefault(pid, pid));
    }

    private static void putPid(byte[] section, int at, int pid) {
        section[at] = (byte) ((section[at] & 0xE0) | (pid >> 8));
        section[at + 1] = (byte) pid;
    }

    private static int bits12(byte[] bytes, int at) {
        return ((bytes[at] & 0x0F) << 8) | (bytes[at + 1] & 0xFF);
    }
}
