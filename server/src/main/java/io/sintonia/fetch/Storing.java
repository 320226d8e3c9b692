package io.sintonia.fetch;

import io.sintonia.fetch.FetchFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes a stream to a temporary file while counting and hashing it. */
final class Storing {
    private final Path directory;
    private final long mostBytes;

    record Stored(Path file, String sha256, long bytes) {}

    Storing(Path directory, long mostBytes) {
        this.directory = directory;
        this.mostBytes = mostBytes;
    }

    /** All of the stream, or nothing: the file is gone if this fails. */
    Stored store(InputStream in) throws IOException {
        Path file = created();
        try {
            return copied(in, file);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private Path created() throws FetchException {
        try {
            return Files.createTempFile(directory, "fetch-", ".part");
        } catch (IOException e) {
            throw notStored(e);
        }
    }

    private Stored copied(InputStream in, Path file) throws IOException {
        MessageDigest digest = sha256();
        long bytes = 0;
        byte[] buffer = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes += count;
                if (bytes > mostBytes) {
                    throw tooLarge(mostBytes);
                }
                digest.update(buffer, 0, count);
                try {
                    out.write(buffer, 0, count);
                } catch (ClosedByInterruptException e) {
                    throw e;
                } catch (IOException e) {
                    throw notStored(e);
                }
            }
        }
        return new Stored(file, HexFormat.of().formatHex(digest.digest()), bytes);
    }

    static FetchException tooLarge(long mostBytes) {
        return new FetchException(Kind.TOO_LARGE, "too large: more than " + Body.number(mostBytes) + " bytes");
    }

    private static FetchException notStored(IOException cause) {
        return new FetchException(
                Kind.NOT_STORED, "the temporary file could not be written: " + FetchException.words(cause));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
