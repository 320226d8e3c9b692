package io.sintonia.outputs;

import io.sintonia.outputs.wire.Answer;
import io.sintonia.outputs.wire.MarkCount;
import io.sintonia.outputs.wire.PackedPieces;
import io.sintonia.outputs.wire.Pieces;
import io.sintonia.outputs.wire.PlayerRequest;
import io.sintonia.outputs.wire.Splice;
import io.sintonia.outputs.wire.SplicedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A rendered answer as one request holds it: its files are open, so nothing takes them away. It is used up by one call of
 * {@link #answer}, {@link #behind} or {@link #spliced}, which closes what it does not send.
 */
public final class Rendered {
    /** Below this many bytes packing saves no packet. */
    private static final int WORTH_PACKING = 1000;

    private final RenderedFiles files;
    private final AnswerFile plain;

    private Rendered(RenderedFiles files, AnswerFile plain) {
        this.files = files;
        this.plain = plain;
    }

    /** Opens what was rendered; fails if it was removed meanwhile. */
    static Rendered open(RenderedFiles files) throws IOException {
        return new Rendered(
                files, new AnswerFile(FileChannel.open(files.plain(), StandardOpenOption.READ), files.plainLength()));
    }

    /** Answers in the encoding the player wishes, or with 304 if the player has it. */
    public Answer answer(PlayerRequest request, Map<String, String> headers) {
        boolean pack = request.wishes().gzip() && files.isPacked() && files.plainLength() >= WORTH_PACKING;
        EntityTag tag = pack ? files.tag().packed() : files.tag();
        if (files.tag().isKnownTo(request) || files.tag().packed().isKnownTo(request)) {
            plain.release();
            return tag.notModified();
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("ETag", tag.text());
        all.put("Cache-Control", "private, no-cache");
        all.put("Vary", "Accept-Encoding");
        if (!pack) {
            return new Answer.FilePart(new Answer.Head(200, all), new byte[0], plain);
        }
        plain.release();
        all.put("Content-Encoding", "gzip");
        return new Answer.FilePart(new Answer.Head(200, all), new byte[0], packed());
    }

    private AnswerFile packed() {
        try {
            return new AnswerFile(FileChannel.open(files.packed(), StandardOpenOption.READ), files.packedLength());
        } catch (IOException e) {
            throw new UncheckedIOException("a rendered answer is gone", e);
        }
    }

    /** Answers with it plain behind some bytes. */
    public Answer behind(Answer.Head head, byte[] before) {
        return new Answer.FilePart(head, before, plain);
    }

    /**
     * Answers with a reader's words where its marks are. Packed on the way if the player wishes: then its length is not known
     * beforehand.
     */
    public Answer spliced(PlayerRequest request, Answer.Head head, Splice splice) {
        EntityTag own = EntityTag.of(files.tag().text(), splice.base(), splice.username(), splice.password());
        MarkCount marks = files.marks();
        long length = marks.length(splice);
        boolean pack = request.wishes().gzip() && length >= WORTH_PACKING;
        EntityTag tag = pack ? own.packed() : own;
        if (own.isKnownTo(request) || own.packed().isKnownTo(request)) {
            plain.release();
            return tag.notModified();
        }
        Answer.Head all = head.with("ETag", tag.text()).with("Vary", "Accept-Encoding");
        Pieces text = new SplicedText(plain.file(), splice);
        return pack
                ? new Answer.Streamed(
                        all.with("Content-Encoding", "gzip"), OptionalLong.empty(), new PackedPieces(text))
                : new Answer.Streamed(all, OptionalLong.of(length), text);
    }
}
