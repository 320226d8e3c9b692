package io.sintonia.formats.mpegts;

import java.util.Optional;

/**
 * Makes whole 188-byte packets of chunks that end anywhere.
 *
 * <p>A lone 0x47 means nothing, so sync is proven by five of them in a row, 188, 192 (four bytes of time before each
 * packet) or 204 (sixteen bytes of parity after it) apart; the extra bytes are stripped. A packet is passed on when the
 * sync byte after it has been seen, so junk that happens to begin with 0x47 never gets through; the last packet of a
 * source comes with {@link #finish}. What comes out does not depend on how the input was cut.
 *
 * <p>In step with 188-byte input the packets are passed on where they lie, in one call per chunk. Memory is 9 KiB, and
 * 12 KiB more for the wider packets.
 */
public final class PacketAligner {
    /** Bytes after which a source without a proven sync is given up. */
    public static final int SNIFF_BYTES = 64 * 1024;

    private static final int PROOF = 5;
    private static final int PROOF_AT_END = 3;
    private static final int WIDEST = 204;
    private static final int REACH = (PROOF - 1) * WIDEST + 1;
    private static final int[] STRIDES = {TsPacket.SIZE, 192, WIDEST};
    private static final int BATCH = 64 * TsPacket.SIZE;
    private static final int HEAD = 256;
    private static final int HEAD_FOR_VERDICT = 16;
    private static final int BYTES_FOR_VERDICT = 1024;

    private final byte[] held = new byte[8192];
    private int heldLength;
    /** Distance of sync bytes; 0 while none is proven. In step, the first unread byte always is a seen sync byte. */
    private int stride;

    private final byte[] head = new byte[HEAD];
    private int headLength;
    private byte[] batch = new byte[0];
    private boolean everProven;
    private boolean finished;
    private long bytesSinceSync;
    private long junkBytes;
    private long resyncs;

    /** Takes the next bytes of the source and passes on the packets they complete. */
    public void feed(byte[] in, int offset, int length, PacketSink sink) {
        rememberHead(in, offset, length);
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (stride != 0 && heldLength == 0) {
                at += advance(in, at, end, sink);
                if (stride != 0) {
                    System.arraycopy(in, at, held, 0, end - at);
                    heldLength = end - at;
                    return;
                }
            }
            // In step, just enough to prove the held packet; else as much as fits. What was copied from this chunk and
            // not used is read again from the chunk, so the straight path above takes over at once.
            int wanted = stride != 0 ? stride + 1 - heldLength : held.length - heldLength;
            int copied = Math.min(wanted, end - at);
            System.arraycopy(in, at, held, heldLength, copied);
            heldLength += copied;
            at += copied;
            int rest = heldLength - settle(sink);
            if (stride != 0 && rest <= copied) {
                at -= rest;
                heldLength = 0;
            } else {
                System.arraycopy(held, heldLength - rest, held, 0, rest);
                heldLength = rest;
            }
        }
    }

    /** The source has ended: passes on a last whole packet. At the end three sync bytes in a row are proof enough. */
    public void finish(PacketSink sink) {
        finished = true;
        int used = stride == 0 ? searchEnd(0) : 0;
        while (stride != 0 && used < heldLength) {
            used += advance(held, used, heldLength, sink);
            if (stride == 0) {
                used += searchEnd(used);
            } else {
                if (heldLength - used >= TsPacket.SIZE) {
                    sink.packets(held, used, TsPacket.SIZE);
                } else {
                    junkBytes += heldLength - used;
                }
                break;
            }
        }
        heldLength = 0;
    }

    /** Whether sync was proven at least once. */
    public boolean looksLikeTransportStream() {
        return everProven;
    }

    /** Whether 64 KiB went by without a proven sync, at the start or later: the source sends something else. */
    public boolean sniffFailed() {
        return bytesSinceSync > SNIFF_BYTES;
    }

    /**
     * What the source sends instead of a transport stream. Present as soon as the first bytes leave no doubt (a page, a
     * playlist: 16 of them; a frame of sound: a kilobyte without sync), else when {@link #sniffFailed} or when the
     * source ended without sync; empty again if sync is proven. It grows more exact while more of the head is read.
     */
    public Optional<NotTransportStream> notTransportStream() {
        if (everProven && !sniffFailed()) {
            return Optional.empty();
        }
        var kind = everProven ? NotTransportStream.UNKNOWN : NotTransportStream.describe(head, headLength);
        boolean early = kind.certain()
                && (kind.unmistakable() ? headLength >= HEAD_FOR_VERDICT : bytesSinceSync >= BYTES_FOR_VERDICT);
        return early || sniffFailed() || finished ? Optional.of(kind) : Optional.empty();
    }

    /** Distance of the sync bytes: 188, 192 or 204, or 0 while out of step. */
    public int packetDistance() {
        return stride;
    }

    /** Bytes thrown away because they belonged to no proven packet. */
    public long junkBytes() {
        return junkBytes;
    }

    /** How many times sync was lost and found again. */
    public long resyncs() {
        return resyncs;
    }

    /** In step: passes on every packet whose follower's sync byte lies before {@code end}; returns the bytes used. */
    private int advance(byte[] bytes, int from, int end, PacketSink sink) {
        int step = stride;
        int at = from;
        boolean lost = false;
        while (at + step < end) {
            if (bytes[at + step] != TsPacket.SYNC) {
                lost = true;
                break;
            }
            at += step;
        }
        if (at > from) {
            if (step == TsPacket.SIZE) {
                sink.packets(bytes, from, at - from);
            } else {
                passOnStripped(bytes, from, at, sink);
            }
        }
        if (lost) {
            stride = 0;
        }
        return at - from;
    }

    private void passOnStripped(byte[] bytes, int from, int end, PacketSink sink) {
        if (batch.length == 0) {
            batch = new byte[BATCH];
        }
        int filled = 0;
        for (int at = from; at < end; at += stride) {
            System.arraycopy(bytes, at, batch, filled, TsPacket.SIZE);
            filled += TsPacket.SIZE;
            if (filled == BATCH) {
                sink.packets(batch, 0, filled);
                filled = 0;
            }
        }
        if (filled > 0) {
            sink.packets(batch, 0, filled);
        }
    }

    /** Works off the held bytes, in step or not; returns how many are done with. */
    private int settle(PacketSink sink) {
        int used = 0;
        while (true) {
            if (stride == 0) {
                used += search(used);
                if (stride == 0) {
                    return used;
                }
            }
            used += advance(held, used, heldLength, sink);
            if (stride != 0) {
                return used;
            }
        }
    }

    /** Out of step: looks for proof at each held byte that enough bytes follow; returns the bytes given up. */
    private int search(int from) {
        int last = heldLength - REACH;
        for (int at = from; at <= last; at++) {
            if (held[at] == TsPacket.SYNC) {
                int found = provenStride(at, PROOF);
                if (found != 0) {
                    proven(at - from, found);
                    return at - from;
                }
            }
        }
        return giveUp(Math.max(0, last + 1 - from));
    }

    private int searchEnd(int from) {
        for (int at = from; at < heldLength; at++) {
            for (int candidate : STRIDES) {
                int syncs = Math.min(PROOF, (heldLength - at + candidate - 1) / candidate);
                if (syncs >= PROOF_AT_END && isProven(at, candidate, syncs)) {
                    proven(at - from, candidate);
                    return at - from;
                }
            }
        }
        return giveUp(heldLength - from);
    }

    private int giveUp(int bytes) {
        junkBytes += bytes;
        bytesSinceSync += bytes;
        return bytes;
    }

    private void proven(int skipped, int found) {
        // The first packet's own time stamp of a 192-byte stream is no junk.
        junkBytes += skipped;
        if (found == 192 && !everProven) {
            junkBytes = Math.max(0, junkBytes - (192 - TsPacket.SIZE));
        }
        if (everProven) {
            resyncs++;
        }
        everProven = true;
        bytesSinceSync = 0;
        stride = found;
    }

    private int provenStride(int at, int syncs) {
        for (int candidate : STRIDES) {
            if (isProven(at, candidate, syncs)) {
                return candidate;
            }
        }
        return 0;
    }

    private boolean isProven(int at, int distance, int syncs) {
        for (int i = 0; i < syncs; i++) {
            if (held[at + i * distance] != TsPacket.SYNC) {
                return false;
            }
        }
        return true;
    }

    private void rememberHead(byte[] in, int offset, int length) {
        if (headLength < HEAD && !everProven) {
            int copied = Math.min(HEAD - headLength, length);
            System.arraycopy(in, offset, head, headLength, copied);
            headLength += copied;
        }
    }
}
