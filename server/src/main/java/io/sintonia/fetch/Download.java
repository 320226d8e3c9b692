package io.sintonia.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Content that has arrived completely, in a temporary file that {@link #close} deletes. May be opened any number of times, one after another or
 * at once.
 */
public final class Download implements AutoCloseable {
    private final Path file;
    private final Received received;
    private final FetchLimits limits;

    /**
     * @param codings the Content-Encoding, outermost last
     * @param sha256 lower-case hexadecimal
     */
    record Received(ReachedAddress from, Answer answer, List<String> codings, String sha256, long bytes) {}

    record Answer(Validators validators, Optional<String> contentType) {}

    Download(Path file, Received received, FetchLimits limits) {
        this.file = file;
        this.received = received;
        this.limits = limits;
    }

    /** The file with the bytes as they came: still packed. */
    public Path path() {
        return file;
    }

    /** Where they came from after all redirects. */
    public ReachedAddress finalAddress() {
        return received.from();
    }

    /** What to ask with the next time. A file of this machine has validators as well, made of its time and size. */
    public Validators validators() {
        return received.answer().validators();
    }

    /** The ETag, as received. */
    public Optional<String> etag() {
        return validators().etag();
    }

    /** The Last-Modified date, as received. */
    public Optional<String> lastModified() {
        return validators().lastModified();
    }

    /** The Content-Type, as received. */
    public Optional<String> contentType() {
        return received.answer().contentType();
    }

    /** SHA-256 of the bytes as they came, in lower-case hexadecimal: equal means that nothing changed. */
    public String sha256() {
        return received.sha256();
    }

    /** How many bytes came. */
    public long receivedBytes() {
        return received.bytes();
    }

    /**
     * The content, unpacked while it is read, whatever its name says: gzip (of several members, or twice), xz, the first suitable entry of a zip.
     * Reading fails with a message that names the limit when it unpacks to more than the request allows, and with "ended early" when the packed
     * content stops short. The caller closes it.
     */
    public InputStream open() throws IOException {
        return Unpacking.open(file, received.codings(), limits);
    }

    /** Deletes the file. Twice is fine. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    /** With the address redacted. */
    @Override
    public String toString() {
        return "Download[" + received.from() + ", " + received.bytes() + " bytes]";
    }
}
