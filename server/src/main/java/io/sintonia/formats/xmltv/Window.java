package io.sintonia.formats.xmltv;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The part of the input that is looked at: a buffer of fixed size that moves forward. {@code from} is the first byte that
 * is still needed, {@code at} where scanning stands, {@code end} the end of what has been read. Moving shifts all three; a
 * position is therefore good only until the next byte is asked for, unless it is relative to {@code from}.
 */
final class Window {
    private final InputStream in;
    private final byte[] bytes;
    private int from;
    private int at;
    private int end;
    private long dropped;
    private long line = 1;
    private long column = 1;
    private boolean ended;
    private Optional<IOException> failure = Optional.empty();

    Window(InputStream in, int capacity) {
        this.in = in;
        bytes = new byte[capacity];
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int at() {
        return at;
    }

    int end() {
        return end;
    }

    /** Line of the first byte that is needed, from 1. */
    long line() {
        return line;
    }

    /** Column of that byte in its line, in characters of UTF-8, from 1. */
    long column() {
        return column;
    }

    /** How many bytes were before {@link #at}. */
    long position() {
        return dropped + at;
    }

    /** Whether the input has no more bytes. */
    boolean isEnded() {
        return ended;
    }

    /** What ended the input before its time. */
    Optional<IOException> failure() {
        return failure;
    }

    void advance(int count) {
        at += count;
    }

    /** What lies before {@code at} is not needed any more. */
    void drop() {
        byte[] b = bytes;
        long lines = 0;
        long characters = column;
        for (int i = from; i < at; i++) {
            byte c = b[i];
            if (c == '\n') {
                lines++;
                characters = 1;
            } else if (c >= -64) { // RFC 3629, 3: bytes that begin no character are 0x80 to 0xBF
                characters++;
            }
        }
        line += lines;
        column = characters;
        from = at;
    }

    /**
     * Whether there is a byte so far ahead of {@code at}; reads as much as that needs. False at the input's end and where
     * what is needed would not fit.
     */
    boolean reaches(int ahead) throws InterruptedIOException {
        while (at + ahead >= end) {
            if (ended || !fill()) {
                return false;
            }
        }
        return true;
    }

    /** The byte so far ahead, or -1. */
    int peek(int ahead) throws InterruptedIOException {
        return reaches(ahead) ? bytes[at + ahead] & 0xFF : -1;
    }

    /** Moves to the next such byte; false, at the end of what is there, if none is reached. Nothing is dropped. */
    boolean seek(int wanted) throws InterruptedIOException {
        do {
            byte[] b = bytes;
            int last = end;
            int i = at;
            while (i < last && b[i] != wanted) {
                i++;
            }
            at = i;
            if (i < last) {
                return true;
            }
        } while (reaches(0));
        return false;
    }

    /** Whether these characters, in ASCII, stand so far ahead, in upper or lower case. */
    boolean shows(int ahead, String word) throws InterruptedIOException {
        if (!reaches(ahead + word.length() - 1)) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            int seen = bytes[at + ahead + i];
            if (seen != word.charAt(i) && (seen | 0x20) != (word.charAt(i) | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private boolean fill() throws InterruptedIOException {
        if (end == bytes.length) {
            if (from == 0) {
                return false;
            }
            System.arraycopy(bytes, from, bytes, 0, end - from);
            dropped += from;
            at -= from;
            end -= from;
            from = 0;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while a guide was read");
        }
        try {
            int count = in.read(bytes, end, bytes.length - end);
            ended = count < 0;
            end += Math.max(count, 0);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (ClosedByInterruptException e) {
            var interrupted = new InterruptedIOException(e.getMessage());
            interrupted.initCause(e);
            throw interrupted;
        } catch (IOException e) {
            failure = Optional.of(e);
            ended = true;
        }
        return true;
    }

    byte[] copy(int start, int stop) {
        return Arrays.copyOfRange(bytes, start, stop);
    }
}
