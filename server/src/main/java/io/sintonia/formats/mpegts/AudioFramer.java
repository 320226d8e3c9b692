package io.sintonia.formats.mpegts;

import io.sintonia.formats.mpegts.AudioMuxer.Kind;
import java.util.Optional;

/**
 * Finds the frames of an elementary stream of sound that begins, and is cut, anywhere.
 *
 * <p>A header is a weak sign: twelve bits happen in any noise. So a stream begins where three headers agree and stand
 * where the ones before say. From there on a frame is passed on when a header stands behind it; if none does, bytes were
 * lost or put in, and the frame, which nobody can vouch for, is dropped. ID3 tags are stepped over. What comes out
 * does not depend on how the input was cut. Memory: 32 KiB.
 */
final class AudioFramer {
    /** Takes one whole frame; the bytes are lent for the call. */
    @FunctionalInterface
    interface Sink {
        void frame(byte[] bytes, int offset, AudioHeader header);
    }

    private static final int PROOF = 3;
    /** Bytes that tell whether a header or a tag begins. */
    private static final int LOOK = 10;
    /** A tag that claims more is taken for noise. */
    private static final int LARGEST_TAG = 4 << 20;
    /** More than {@link #PROOF} - 1 of the longest frames (13 bits) and a look. */
    private static final int HELD = 32 << 10;

    private final Kind kind;
    private final Sink sink;
    private final byte[] held = new byte[HELD];
    private int length;
    private int skip;
    private boolean ended;
    private Optional<AudioHeader> current = Optional.empty();
    private long frames;
    private long junk;

    AudioFramer(Kind kind, Sink sink) {
        this.kind = kind;
        this.sink = sink;
    }

    void feed(byte[] in, int offset, int count) {
        int at = offset;
        int end = offset + count;
        while (at < end) {
            int taken = Math.min(end - at, held.length - length);
            System.arraycopy(in, at, held, length, taken);
            length += taken;
            at += taken;
            settle();
        }
    }

    /** Nothing more comes: the last frame needs no follower. */
    void finish() {
        ended = true;
        settle();
        junk += length;
        length = 0;
    }

    long frames() {
        return frames;
    }

    /** Bytes that belonged to no frame that was passed on, nor to a tag. */
    long junkBytes() {
        return junk;
    }

    private void settle() {
        int at = 0;
        while (true) {
            int before = at;
            boolean stood = current.isPresent();
            if (skip > 0) {
                int skipped = Math.min(skip, length - at);
                skip -= skipped;
                at += skipped;
            } else if (current.isPresent()) {
                at = pass(at, current.get());
            } else {
                at = search(at);
            }
            if ((at == before && stood == current.isPresent() && skip == 0) || at == length) {
                break;
            }
        }
        System.arraycopy(held, at, held, 0, length - at);
        length -= at;
    }

    /** In step: passes the frame at {@code at} on if what follows vouches for it; returns where to go on. */
    private int pass(int at, AudioHeader header) {
        int next = at + header.length();
        if (length - next < LOOK && !ended) {
            return at;
        }
        if (ended && length - next < LOOK) {
            current = Optional.empty();
            return length < next ? at : emit(at, header);
        }
        Optional<AudioHeader> follower = AudioHeader.read(kind, held, next);
        if (follower.isPresent() || tag(next) > 0) {
            // another rate or layer is proven like a beginning
            current = follower.filter(found -> found.identity() == header.identity());
            return emit(at, header);
        }
        current = Optional.empty();
        junk++;
        return at + 1;
    }

    private int emit(int at, AudioHeader header) {
        frames++;
        sink.frame(held, at, header);
        return at + header.length();
    }

    /** Out of step: goes on to the next proven frame or tag, or to the first byte that cannot be judged yet. */
    private int search(int from) {
        int at = from;
        while (length - at >= LOOK || (ended && length - at >= AudioHeader.BYTES)) {
            if (length - at >= LOOK) {
                skip = tag(at);
                if (skip > 0) {
                    return at;
                }
            }
            Optional<AudioHeader> header = AudioHeader.read(kind, held, at);
            if (header.isPresent()) {
                switch (proof(at, header.get())) {
                    case PROVEN -> {
                        current = header;
                        return at;
                    }
                    case OPEN -> {
                        return at;
                    }
                    case DENIED -> {}
                }
            }
            at++;
            junk++;
        }
        return at;
    }

    private enum Proof {
        PROVEN,
        DENIED,
        OPEN
    }

    private Proof proof(int from, AudioHeader first) {
        int at = from;
        AudioHeader header = first;
        for (int proven = 1; proven < PROOF; proven++) {
            at += header.length();
            if (length - at < AudioHeader.BYTES) {
                return !ended ? Proof.OPEN : length == at || (proven > 1 && length > at) ? Proof.PROVEN : Proof.DENIED;
            }
            Optional<AudioHeader> next = AudioHeader.read(kind, held, at);
            if (next.isEmpty() || next.get().identity() != first.identity()) {
                return Proof.DENIED;
            }
            header = next.get();
        }
        return Proof.PROVEN;
    }

    /** The bytes of the tag at {@code at}, 0 if there is none. ID3v2 (header, 3.1 of its specification) and ID3v1. */
    private int tag(int at) {
        if (held[at] == 'T' && held[at + 1] == 'A' && held[at + 2] == 'G') {
            return 128;
        }
        boolean second = held[at] == 'I'
                && held[at + 1] == 'D'
                && held[at + 2] == '3'
                && held[at + 3] != -1
                && held[at + 4] != -1
                && (held[at + 6] | held[at + 7] | held[at + 8] | held[at + 9]) >= 0;
        if (!second) {
            return 0;
        }
        int body = (held[at + 6] << 21) | (held[at + 7] << 14) | (held[at + 8] << 7) | held[at + 9];
        boolean footer = (held[at + 5] & 0x10) != 0;
        return body > LARGEST_TAG ? 0 : LOOK + body + (footer ? LOOK : 0);
    }

    /** Whether a chain of agreeing headers lies in the bytes. */
    static boolean isIn(Kind kind, byte[] bytes, int length) {
        for (int from = 0; from + AudioHeader.BYTES <= length; from++) {
            if (AudioHeader.read(kind, bytes, from).isPresent() && chain(kind, bytes, from, length) >= PROOF) {
                return true;
            }
        }
        return false;
    }

    private static int chain(Kind kind, byte[] bytes, int from, int length) {
        int identity = 0;
        int links = 0;
        for (int at = from; at + AudioHeader.BYTES <= length && links < PROOF; links++) {
            Optional<AudioHeader> header = AudioHeader.read(kind, bytes, at);
            if (header.isEmpty() || (links > 0 && header.get().identity() != identity)) {
                return links;
            }
            identity = header.get().identity();
            at += header.get().length();
        }
        return links;
    }
}
