package io.sintonia;

import io.sintonia.fetch.FaultyOrigin.Answer;
import io.sintonia.formats.mpegts.TsPacket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;

/** A clip of 24 s that loops in one piece, a key frame every two seconds, as origins of tests send it. */
record Card(byte[] bytes) {
    private static final int SECONDS = 24;
    /** What comes at once, so that viewers need not wait for an entry point. */
    private static final int BURST = 3;

    /** Our test card: H.264 and AAC. */
    static Card test() {
        return of("card");
    }

    /** Our colour bars: HEVC and AAC, on the same PIDs. */
    static Card bars() {
        return of("bars");
    }

    private static Card of(String name) {
        try (InputStream in = Card.class.getResourceAsStream("/demo/" + name + ".ts")) {
            return new Card(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** About what plays between two times. */
    byte[] between(double from, double to) {
        return Arrays.copyOfRange(bytes, placeOf(from), placeOf(to));
    }

    private int placeOf(double second) {
        int packets = bytes.length / TsPacket.SIZE;
        int packet = (int) (packets * second / SECONDS);
        return packet * TsPacket.SIZE;
    }

    /** The head of an answer that streams without end. */
    static Answer head() {
        return Answer.of("HTTP/1.1 200 OK").header("Content-Type", "video/mp2t").piece(new byte[0]);
    }

    /** A source that sends this as it should until {@code second}: three seconds at once, the rest in real time. */
    Answer until(double second) {
        return head().and(bodyUntil(second));
    }

    /** The same without its head. */
    Answer bodyUntil(double second) {
        return Answer.silent().raw(between(0, BURST)).paced(between(BURST, second), Duration.ofMillis((long)
                ((second - BURST) * 1000)));
    }

    /** The whole of it, in real time. */
    Answer whole() {
        return until(SECONDS);
    }
}
