package io.sintonia.outputs;

import io.sintonia.outputs.wire.Answer;
import io.sintonia.outputs.wire.PlayerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/**
 * Names a version of an answer by its content (RFC 9110, 8.8.3).
 *
 * @param text as it stands in a header, in quotes
 */
public record EntityTag(String text) {
    private static final int BYTES = 16;

    /** The tag of these bytes. */
    public static EntityTag of(byte[] content) {
        return hashed(digest().digest(content));
    }

    /** The tag of texts that together decide what is in an answer. */
    public static EntityTag of(String... parts) {
        MessageDigest digest = digest();
        for (String part : parts) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return hashed(digest.digest());
    }

    static EntityTag hashed(byte[] hash) {
        return new EntityTag('"' + HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES)) + '"');
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The tag of the same content in another encoding; strong tags tell encodings apart (RFC 9110, 8.8.3.3). */
    EntityTag packed() {
        return new EntityTag(text.substring(0, text.length() - 1) + "-gz\"");
    }

    /** Whether a player has this version already; If-None-Match compares weakly (RFC 9110, 13.1.2). */
    public boolean isKnownTo(PlayerRequest request) {
        return request.wishes().ifNoneMatch().filter(this::isIn).isPresent();
    }

    private boolean isIn(String header) {
        for (String part : header.split(",", -1)) {
            String tag = part.strip();
            if (tag.equals("*") || (tag.startsWith("W/") ? tag.substring(2) : tag).equals(text)) {
                return true;
            }
        }
        return false;
    }

    /** Says that the player has it already. */
    public Answer notModified() {
        return new Answer.Whole(
                new Answer.Head(304, Map.of("ETag", text, "Cache-Control", "private, no-cache")), new byte[0]);
    }
}
