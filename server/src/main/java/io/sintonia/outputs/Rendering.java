package io.sintonia.outputs;

import io.sintonia.catalogue.Library;
import io.sintonia.catalogue.Lineup;
import io.sintonia.outputs.wire.MarkCount;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes one listing into its files: plain, packed where that is kept, digested and counted on the way. One thread. */
final class Rendering extends OutputStream {
    private static final int BUFFER = 64 << 10;
    /** Half as long as the usual level, for files a tenth larger. */
    private static final int LEVEL = 4;

    private final OutputStream plain;
    private final @Nullable OutputStream packing;
    private final MessageDigest digest = EntityTag.digest();
    private final MarkCount marks = new MarkCount();

    private Rendering(OutputStream plain, @Nullable OutputStream packing) {
        this.plain = plain;
        this.packing = packing;
    }

    /** Renders into two files that begin with a name; leaves none if it fails. */
    static RenderedFiles render(Listing listing, Lineup lineup, Path folder, String name) throws IOException {
        Path plain = folder.resolve(name);
        Path packed = folder.resolve(name + ".gz");
        try {
            Library.Reading reading;
            Rendering rendering;
            try (OutputStream file = Files.newOutputStream(plain);
                    OutputStream gzip = listing.keptAs() == Listing.Form.WHOLE ? gzip(packed) : nullOutputStream()) {
                rendering = new Rendering(file, listing.keptAs() == Listing.Form.WHOLE ? gzip : null);
                BufferedOutputStream out = new BufferedOutputStream(rendering, BUFFER);
                reading = listing.write(lineup, out);
                out.flush();
            }
            return new RenderedFiles(
                    plain,
                    Files.size(plain),
                    packed,
                    Files.exists(packed) ? Files.size(packed) : 0,
                    EntityTag.hashed(rendering.digest.digest()),
                    rendering.marks,
                    reading);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(plain);
            Files.deleteIfExists(packed);
            throw e;
        }
    }

    private static OutputStream gzip(Path file) throws IOException {
        return new GZIPOutputStream(Files.newOutputStream(file), BUFFER) {
            {
                def.setLevel(LEVEL);
            }
        };
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        digest.update(bytes, offset, length);
        marks.add(bytes, offset, length);
        plain.write(bytes, offset, length);
        if (packing != null) {
            packing.write(bytes, offset, length);
        }
    }
}
