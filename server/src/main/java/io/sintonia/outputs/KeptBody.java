package io.sintonia.outputs;

import io.sintonia.outputs.wire.Answer;
import io.sintonia.outputs.wire.PlayerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body that was rendered once and is given to many: packed, plain unless it is huge, and with the name of its version.
 * Immutable.
 *
 * <p>A huge body is kept packed only, and unpacked into a file for the few players that cannot unpack it themselves, so
 * that memory does not grow with them.
 */
public final class KeptBody {
    /** Above this many bytes a body is kept packed only; about a list of 130,000 channels. */
    private static final int HUGE = 48 << 20;
    /** Below this many bytes packing saves no packet. */
    private static final int WORTH_PACKING = 1000;
    /** What an entry of a cache weighs beside its bytes. */
    private static final int OVERHEAD = 400;

    private final byte @Nullable [] plain;
    private final byte[] gzip;
    private final EntityTag tag;

    KeptBody(byte @Nullable [] plain, byte[] gzip, EntityTag tag) {
        this.plain = plain;
        this.gzip = gzip;
        this.tag = tag;
    }

    /** Writes a body. */
    @FunctionalInterface
    public interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** Renders a body and packs it on the way, which takes about 10 ms a megabyte. */
    public static KeptBody of(Writing writing) {
        return of(writing, HUGE);
    }

    /** The same, kept packed only however small it is: for what is seldom asked for. */
    public static KeptBody packedOnly(Writing writing) {
        return of(writing, 0);
    }

    static KeptBody of(Writing writing, int huge) {
        try (BodyRendering rendering = new BodyRendering(huge)) {
            writing.to(rendering);
            return rendering.done();
        } catch (IOException e) {
            throw new UncheckedIOException("a body in memory fails at nothing", e);
        }
    }

    /** Bytes it holds, for a bound. */
    public int weight() {
        return (int) Math.min(Integer.MAX_VALUE, (plain == null ? 0L : plain.length) + gzip.length + OVERHEAD);
    }

    /** The plain bytes; not to be changed. A huge body is unpacked for it. */
    public byte[] plain() {
        if (plain != null) {
            return plain;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("what was packed here cannot be unpacked", e);
        }
    }

    /** Answers with it in the encoding the player wishes, or with 304 if the player has it. */
    public Answer answer(PlayerRequest request, Map<String, String> headers) {
        EntityTag packed = tag.packed();
        boolean pack = request.wishes().gzip() && (plain == null || plain.length >= WORTH_PACKING);
        if (tag.isKnownTo(request) || packed.isKnownTo(request)) {
            return (pack ? packed : tag).notModified();
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("ETag", (pack ? packed : tag).text());
        all.put("Cache-Control", "private, no-cache");
        all.put("Vary", "Accept-Encoding");
        if (pack) {
            all.put("Content-Encoding", "gzip");
        }
        Answer.Head head = new Answer.Head(200, all);
        if (pack) {
            return new Answer.Whole(head, gzip);
        }
        return plain != null
                ? new Answer.Whole(head, plain)
                : new Answer.FilePart(head, new byte[0], UnpackedFile.of(gzip));
    }

    /** Answers with the packed bytes as what they are: a file. */
    public Answer packedFile(PlayerRequest request, Map<String, String> headers) {
        EntityTag packed = tag.packed();
        if (packed.isKnownTo(request)) {
            return packed.notModified();
        }
        Answer.Head head = new Answer.Head(200, headers);
        return new Answer.Whole(head.with("ETag", packed.text()).with("Cache-Control", "private, no-cache"), gzip);
    }
}
