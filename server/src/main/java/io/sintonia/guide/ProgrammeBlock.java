package io.sintonia.guide;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * How programmes of one channel lie in a row: a version, then one after another, deflated. Some 90 bytes a programme of a usual
 * guide, more where it tells who plays and what it is about. One thread at a time.
 */
final class ProgrammeBlock {
    private static final int VERSION = 2;
    /** Knew less of a programme; such blocks stay until their guide is read anew. */
    private static final int FIRST_VERSION = 1;

    /** What a guide's reader lets through, three bytes a sign, stays below what {@code writeUTF} can take. */
    private static final int MOST_CHARACTERS = 16 << 10;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 << 10);
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** Bytes held now, not deflated. */
    int size() {
        return bytes.size();
    }

    void add(Airing airing) {
        try {
            out.writeLong(airing.start());
            out.writeLong(airing.stop());
            out.writeInt(airing.length());
            Airing.Words words = airing.words();
            text(words.title());
            text(words.description());
            text(words.language());
            ParticularsBytes.write(words.particulars(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void text(String text) throws IOException {
        out.writeUTF(text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS));
    }

    /** All that was added, as it is stored. */
    byte[] packed() {
        var packed = new ByteArrayOutputStream(bytes.size() / 3 + 64);
        packed.write(VERSION);
        var deflater = new Deflater(Deflater.BEST_SPEED, true);
        try (var body = new DeflaterOutputStream(packed, deflater)) {
            bytes.writeTo(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    /** Reads what {@link #packed} wrote, also in the version before; nothing of one to come. */
    static List<Airing> airings(byte[] packed) {
        if (packed.length == 0 || (packed[0] != VERSION && packed[0] != FIRST_VERSION)) {
            return List.of();
        }
        List<Airing> airings = new ArrayList<>();
        var inflater = new Inflater(true);
        var body = new InflaterInputStream(new ByteArrayInputStream(packed, 1, packed.length - 1), inflater);
        try (var in = new DataInputStream(new BufferedInputStream(body, 8 << 10))) {
            while (true) {
                long start;
                try {
                    start = in.readLong();
                } catch (EOFException e) {
                    return airings;
                }
                long stop = in.readLong();
                int length = in.readInt();
                airings.add(new Airing(start, stop, length, words(in, length, packed[0])));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a stored block of programmes holds something else", e);
        } finally {
            inflater.end();
        }
    }

    private static Airing.Words words(DataInputStream in, int length, int version) throws IOException {
        String title = in.readUTF();
        String description = in.readUTF();
        String language = in.readUTF();
        return new Airing.Words(
                title,
                description,
                language,
                version == FIRST_VERSION
                        ? ParticularsBytes.readFirst(in, language, length)
                        : ParticularsBytes.read(in, length));
    }
}
