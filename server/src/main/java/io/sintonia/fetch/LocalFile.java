package io.sintonia.fetch;

import io.sintonia.fetch.FetchFailure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A list that lies on this machine. It is copied before it is read, so that whoever writes it meanwhile does not disturb. */
record LocalFile(String written) {

    /** The file that an address names: {@code /path}, {@code path}, {@code file:path}, {@code file:///path}. */
    static Optional<LocalFile> named(String address) {
        String text = address.strip();
        if (text.toLowerCase(Locale.ROOT).startsWith("file:")) {
            String path = text.substring(5);
            if (path.startsWith("///")) {
                path = path.substring(2);
            } else if (path.startsWith("//localhost/")) { // RFC 8089, 2
                path = path.substring("//localhost".length());
            }
            return Optional.of(new LocalFile(path));
        }
        boolean hasScheme = text.matches("(?s)[A-Za-z][A-Za-z0-9+.-]+:.*"); // one letter would be a drive
        return hasScheme || text.isEmpty() ? Optional.empty() : Optional.of(new LocalFile(text));
    }

    /** A strong tag of time and size, so that an unchanged file is recognised like an unchanged page. */
    Validators validators() throws IOException {
        var attributes = Files.readAttributes(path(), BasicFileAttributes.class);
        String tag = "\"" + Long.toHexString(attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)) + "-"
                + Long.toHexString(attributes.size()) + "\"";
        return new Validators(Optional.of(tag), Optional.empty());
    }

    Download copied(Path directory, Validators now, FetchLimits limits) throws IOException {
        Path path = path();
        if (Files.size(path) > limits.receivedBytes()) {
            throw Storing.tooLarge(limits.receivedBytes());
        }
        try (var in = Files.newInputStream(path)) {
            var stored = new Storing(directory, limits.receivedBytes()).store(in);
            var from = new ReachedAddress(path.toUri().toString());
            var answer = new Download.Answer(now, Optional.empty());
            return new Download(
                    stored.file(),
                    new Download.Received(from, answer, List.of(), stored.sha256(), stored.bytes()),
                    limits);
        }
    }

    /** The path as written or, if there is no such file, with %xx undone. Devices and pipes are none: they may never end. */
    private Path path() throws FetchException {
        try {
            Path asWritten = Path.of(written);
            Path path = Files.exists(asWritten) ? asWritten : Path.of(WebAddress.unescaped(written));
            if (!Files.exists(path)) {
                throw new FetchException(Kind.NOT_READABLE, "there is no such file");
            }
            if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
                throw new FetchException(Kind.NOT_READABLE, "it is no readable file");
            }
            return path;
        } catch (InvalidPathException e) {
            throw new FetchException(Kind.BAD_ADDRESS, "it is no path");
        }
    }
}
