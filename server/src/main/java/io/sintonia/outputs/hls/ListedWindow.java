package io.sintonia.outputs.hls;

import io.sintonia.channellog.LogSegment;
import io.sintonia.formats.hls.MediaPlaylist;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One playlist as bytes, and where in them each segment's lines begin. Immutable, but for the packed form, which is made
 * when somebody first asks for it.
 */
final class ListedWindow {
    /** Below this many bytes packing saves little and costs everybody something, each two seconds. */
    private static final int WORTH_PACKING = 32 << 10;
    /** With more segments than this, leaving out known ones is offered; a window of a minute has thirty. */
    private static final int WORTH_SKIPPING = 60;
    /** A playlist may leave out what is further from its end than six targets, not less (rfc8216bis, 4.4.3.8). */
    private static final int TARGETS_UNTIL_SKIP = 6;

    private final String folder;
    private final List<LogSegment> window;
    private final int target;
    private final byte[] body;
    /** Where each segment's lines begin in the body, and at last where they end. */
    private final int[] starts;

    private final ReentrantLock packing = new ReentrantLock();
    private volatile byte @Nullable [] packed;

    private ListedWindow(String folder, List<LogSegment> window, int target, byte[] body, int[] starts) {
        this.folder = folder;
        this.window = window;
        this.target = target;
        this.body = body;
        this.starts = starts;
    }

    /** Lists all segments: 20 ms for a day of them. */
    static ListedWindow anew(List<LogSegment> window, String folder, int target) {
        return listed(window, folder, target, null);
    }

    /** The playlist of a later window of the same log; this one if nothing has changed. */
    ListedWindow movedTo(List<LogSegment> later, int laterTarget) {
        boolean same = laterTarget == target
                && later.getFirst().sequence() == first()
                && later.getLast().sequence() == last();
        boolean overlaps =
                later.getFirst().sequence() >= first() && later.getFirst().sequence() <= last();
        // a request that read the window before another did must not move it back
        if (same || later.getLast().sequence() < last()) {
            return this;
        }
        return listed(later, folder, laterTarget, overlaps ? this : null);
    }

    private static ListedWindow listed(
            List<LogSegment> window, String folder, int target, @Nullable ListedWindow before) {
        int kept = before == null ? 0 : (int) (before.last() - window.getFirst().sequence() + 1);
        int skipped = before == null ? 0 : before.window.size() - kept;
        int[] starts = new int[window.size() + 1];
        StringBuilder lines = new StringBuilder((window.size() - kept) * 120);
        byte[] head = head(window, target);
        int from = before == null ? 0 : before.starts[skipped];
        int copied = before == null ? 0 : before.starts[before.window.size()] - from;
        for (int i = 0; i < kept && before != null; i++) {
            starts[i] = before.starts[skipped + i] - from + head.length;
        }
        for (int i = kept; i < window.size(); i++) {
            starts[i] = head.length + copied + lines.length();
            LogSegment segment = window.get(i);
            new MediaPlaylist.Segment(
                            folder + segment.sequence() + ".ts",
                            segment.duration(),
                            segment.beginsAnew(),
                            segment.arrived())
                    .appendTo(lines);
        }
        // a folder is made of dots, slashes and a token, so a character is a byte
        byte[] added = lines.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] body = new byte[head.length + copied + added.length];
        System.arraycopy(head, 0, body, 0, head.length);
        if (before != null) {
            System.arraycopy(before.body, from, body, head.length, copied);
        }
        System.arraycopy(added, 0, body, head.length + copied, added.length);
        starts[window.size()] = body.length;
        return new ListedWindow(folder, window, target, body, starts);
    }

    private static byte[] head(List<LogSegment> window, int target) {
        MediaPlaylist.Head head = headOf(window, target);
        String text = window.size() > WORTH_SKIPPING ? head.offeringSkips(target * TARGETS_UNTIL_SKIP) : head.text();
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static MediaPlaylist.Head headOf(List<LogSegment> window, int target) {
        LogSegment first = window.getFirst();
        return new MediaPlaylist.Head(target, first.sequence(), first.breaksBefore());
    }

    private long first() {
        return window.getFirst().sequence();
    }

    private long last() {
        return window.getLast().sequence();
    }

    /** Its target duration in seconds. */
    int target() {
        return target;
    }

    /** The whole playlist; not to be changed. */
    byte[] body() {
        return body;
    }

    boolean isWorthPacking() {
        return body.length >= WORTH_PACKING;
    }

    /** The whole playlist by gzip; not to be changed. */
    byte[] packed() {
        byte[] known = packed;
        if (known != null) {
            return known;
        }
        // a day takes 50 ms: once, and not by everybody who asks meanwhile
        packing.lock();
        try {
            byte[] made = packed == null ? pack(body) : packed;
            packed = made;
            return made;
        } finally {
            packing.unlock();
        }
    }

    private static byte[] pack(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 6);
        try (GZIPOutputStream gzip = new FastGzip(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory fail at nothing", e);
        }
        return out.toByteArray();
    }

    /** It is good for two seconds only, so what counts is the time it takes. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** Whether a player may ask for less than the whole. */
    boolean offersSkips() {
        return window.size() > WORTH_SKIPPING;
    }

    /** A delta update: without the segments that are further than the skip boundary from the end. */
    byte[] sinceSkip() {
        long boundary = 1000L * target * TARGETS_UNTIL_SKIP;
        int from = window.size();
        for (long millis = 0; from > 0 && millis < boundary; from--) {
            millis += window.get(from - 1).duration().toMillis();
        }
        if (from == 0) {
            return body;
        }
        byte[] head = headOf(window, target)
                .skipping(from, target * TARGETS_UNTIL_SKIP)
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] delta = new byte[head.length + body.length - starts[from]];
        System.arraycopy(head, 0, delta, 0, head.length);
        System.arraycopy(body, starts[from], delta, head.length, body.length - starts[from]);
        return delta;
    }
}
