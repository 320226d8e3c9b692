package io.sintonia.relay;

import io.sintonia.formats.mpegts.ClipLoop;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The slates: short clips of H.264 and silent AAC, each played over and over in real time. They lie in the program; each
 * (half a hundred kilobytes) is loaded at its first use and kept. Any thread.
 */
public final class Slates {
    /** How long each clip lasts: 80 pictures, 150 frames of sound (server/src/demo/make-slates.sh). */
    static final Duration LAP = Duration.ofMillis(3_200);

    private final Map<Slate, ClipLoop> clips = new ConcurrentHashMap<>();
    private final Pause pause;

    /** Plays by a clock of nanoseconds that nobody sets. */
    public Slates(LongSupplier nanos) {
        this(Pause.real(nanos));
    }

    Slates(Pause pause) {
        this.pause = pause;
    }

    /**
     * Begins to play a slate from its beginning: tables and a key picture at once, the rest in real time, for ever. Its
     * clocks begin at 0. Every opening is a stream of its own; close it.
     */
    public Upstream open(Slate slate) {
        return new SlateUpstream(clip(slate), pause);
    }

    /** A slate's clip, for who keeps the time himself. */
    // two first openings at once may both read it, so that nobody waits for a file under a lock; one clip is kept
    public ClipLoop clip(Slate slate) {
        ClipLoop known = clips.get(slate);
        if (known != null) {
            return known;
        }
        try (InputStream in = Slates.class.getResourceAsStream(slate.resource())) {
            if (in == null) {
                throw new FileNotFoundException("the slate '" + slate.code() + "' is missing from the program");
            }
            ClipLoop read = ClipLoop.read(slate.code(), in, LAP);
            ClipLoop first = clips.putIfAbsent(slate, read);
            return first == null ? read : first;
        } catch (IOException e) {
            throw new UncheckedIOException("the slate '" + slate.code() + "' cannot be played", e);
        }
    }
}
