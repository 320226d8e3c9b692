package io.sintonia.relay;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The output of an ffmpeg that runs as our child.
 *
 * <p>Two platform threads per child empty its pipes, since reading a pipe holds the carrier of a virtual thread: one hands the
 * stream over in pieces, 64 of at most 16 KiB, and so holds ffmpeg back when nobody takes them; the other keeps its last words.
 * One thread reads; any thread may close. When the server dies without closing, the pipe's other end goes with it, and
 * ffmpeg ends at its next write (EPIPE), or when its input stays silent for the stall's time.
 */
final class FfmpegUpstream implements Upstream {
    private static final int PIECES = 64;
    private static final int PIECE_BYTES = 16 << 10;
    private static final byte[] END = new byte[0];
    private static final Duration POLITE = Duration.ofSeconds(1);
    private static final Duration KILLED = Duration.ofSeconds(2);

    private final Process process;
    private final Duration stall;
    private final LastWords lastWords = new LastWords();
    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES);
    private final ReentrantLock closing = new ReentrantLock();
    private final Thread complaints;
    private volatile boolean closed;

    // the reader's
    private byte[] piece = END;
    private int pieceFrom;

    FfmpegUpstream(Process process, Duration stall) {
        this.process = process;
        this.stall = stall;
        complaints = Thread.ofPlatform().name("ffmpeg-complaints").daemon().start(this::listen);
        var _ = Thread.ofPlatform().name("ffmpeg-output").daemon().start(this::handOver);
    }

    /**
     * Waits for the first bytes; they come with the next read.
     *
     * @return whether there are any; if not, ffmpeg has ended
     */
    boolean awaitFirst(Duration within) throws IOException {
        return next(within);
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        if (pieceFrom == piece.length && !next(stall)) {
            int code = exitCode();
            if (code == 0) {
                return -1;
            }
            String said = lastWords();
            throw new IOException("ffmpeg ended" + (said.isEmpty() ? " with code " + code : ": " + said));
        }
        int count = Math.min(buffer.length, piece.length - pieceFrom);
        System.arraycopy(piece, pieceFrom, buffer, 0, count);
        pieceFrom += count;
        return count;
    }

    /** What ffmpeg complained of last, redacted; complete once it has ended. */
    String lastWords() {
        try {
            if (!process.isAlive()) {
                complaints.join(POLITE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return lastWords.text();
    }

    @Override
    public void close() {
        closed = true;
        closing.lock();
        try {
            // by its handle: Process.destroy would close the pipes, and lose what it said last
            process.toHandle().destroy();
            if (!process.waitFor(POLITE)) {
                process.toHandle().destroyForcibly();
                process.waitFor(KILLED);
            }
        } catch (InterruptedException e) {
            process.toHandle().destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            closing.unlock();
        }
        // in place of whatever lies there: a reader that waits is to wake
        pieces.clear();
        pieces.offer(END);
    }

    /** Takes the next piece; answers false at the end. */
    private boolean next(Duration patience) throws IOException {
        byte[] taken;
        try {
            taken = pieces.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while waiting for ffmpeg", e);
        }
        if (closed) {
            throw new IOException("the stream was closed on our side");
        }
        if (taken == null) {
            throw new SocketTimeoutException("nothing came for " + Seconds.of(patience));
        }
        piece = taken;
        pieceFrom = 0;
        if (taken.length == 0) {
            pieces.offer(END);
            return false;
        }
        return true;
    }

    private int exitCode() throws IOException {
        try {
            return process.waitFor(POLITE) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while waiting for ffmpeg", e);
        }
    }

    private void handOver() {
        byte[] buffer = new byte[PIECE_BYTES];
        try (InputStream out = process.getInputStream()) {
            for (int count = out.read(buffer); count >= 0; count = out.read(buffer)) {
                // once closed, what is left is thrown away, so that ffmpeg can finish
                if (count > 0 && !closed) {
                    put(Arrays.copyOf(buffer, count));
                }
            }
        } catch (IOException e) {
            // the pipe was closed with the process
        } finally {
            put(END);
        }
    }

    private void put(byte[] bytes) {
        try {
            while (!pieces.offer(bytes, 100, TimeUnit.MILLISECONDS)) {
                if (closed) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        byte[] buffer = new byte[1_024];
        try (InputStream errors = process.getErrorStream()) {
            for (int count = errors.read(buffer); count >= 0; count = errors.read(buffer)) {
                lastWords.add(buffer, count);
            }
        } catch (IOException e) {
            // the pipe was closed with the process
        }
    }
}
