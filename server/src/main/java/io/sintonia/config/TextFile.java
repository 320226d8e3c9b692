package io.sintonia.config;

import io.sintonia.config.Written.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files under a bound and says in one sentence why one cannot be read. */
final class TextFile {
    private static final int MOST_BYTES = 65_536;

    private TextFile() {}

    /** What was in a file, or why it cannot be had. */
    sealed interface Content {
        record Whole(String text) implements Content {}

        record Unreadable(String why) implements Content {}
    }

    /** The file a {@code -file} setting names, without the blanks around its text; the place stays that of the setting. */
    static Content secret(Text named) {
        var file = ScalarType.path(named.text());
        if (file.isEmpty()) {
            return new Content.Unreadable("is no path of a file");
        }
        return switch (read(file.get(), MOST_BYTES)) {
            case Content.Unreadable unreadable -> unreadable;
            case Content.Whole(var text) ->
                text.isBlank() ? new Content.Unreadable("names an empty file") : new Content.Whole(text.strip());
        };
    }

    /** A whole file as UTF-8, without a byte order mark. */
    static Content read(Path file, int mostBytes) {
        if (Files.isDirectory(file)) {
            return new Content.Unreadable("cannot be read: it is a directory");
        }
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(mostBytes + 1);
        } catch (NoSuchFileException e) {
            return new Content.Unreadable("cannot be read: there is no such file");
        } catch (IOException e) {
            return new Content.Unreadable(
                    Files.isReadable(file)
                            ? "cannot be read: the reading failed"
                            : "cannot be read: this user may not read it");
        }
        return bytes.length > mostBytes
                ? new Content.Unreadable("is larger than " + new ByteSize(mostBytes))
                : decoded(bytes);
    }

    private static Content decoded(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new Content.Whole(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            return new Content.Unreadable("is not UTF-8 text: save it as UTF-8");
        }
    }
}
