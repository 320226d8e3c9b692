package io.sintonia.fetch;

import io.sintonia.fetch.FetchFailure.Kind;
import io.sintonia.fetch.Inflation.Peekable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.tukaani.xz.XZInputStream;

/** Takes off whatever is wrapped around a list or guide: first what HTTP says it put on, then what the bytes themselves show. */
final class Unpacking {
    /** gzip of gzip is common, more is a trick. */
    private static final int MOST_LAYERS = 4;

    /** {@code xz -9} needs 65 MiB. */
    private static final int XZ_MEMORY_KIB = 80 * 1024;

    private static final int MOST_ZIP_ENTRIES = 1_000;
    private static final Set<String> CODINGS = Set.of("identity", "gzip", "x-gzip", "deflate");
    private static final Set<String> BY_THE_WAY =
            Set.of("nfo", "md", "htm", "html", "pdf", "png", "jpg", "jpeg", "gif", "url", "sha256", "md5");

    private final FetchLimits limits;
    private final LongSupplier rawBytes;

    private Unpacking(FetchLimits limits, LongSupplier rawBytes) {
        this.limits = limits;
        this.rawBytes = rawBytes;
    }

    /** Refuses an answer whose Content-Encoding we did not ask for and cannot undo. */
    static void requireKnown(List<String> codings) throws FetchException {
        for (String coding : codings) {
            if (!CODINGS.contains(coding.toLowerCase(Locale.ROOT))) {
                String shown = coding.length() > 30 ? coding.substring(0, 30) : coding;
                throw new FetchException(
                        Kind.NOT_READABLE, "it is packed as '" + shown + "': expected gzip, deflate or nothing");
            }
        }
    }

    /** The content, unpacked while it is read. */
    static InputStream open(Path file, List<String> codings, FetchLimits limits) throws IOException {
        var raw = new Counted(Files.newInputStream(file));
        try {
            return new Unpacking(limits, raw::count).unpacked(new Peekable(raw), codings);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private InputStream unpacked(Peekable raw, List<String> codings) throws IOException {
        Peekable in = raw;
        for (String coding : codings.reversed()) {
            Peekable layer = in;
            Packing packing = Packing.of(in.peek(Packing.HEAD_BYTES));
            if (coding.equalsIgnoreCase("deflate") && packing != Packing.GZIP) {
                in = guarded("deflate", () -> new Deflated(layer, isZlib(layer.peek(2))));
            } // gzip shows itself below; an origin that says gzip and sends plain text is taken at its deeds
        }
        for (int i = 0; i < MOST_LAYERS; i++) {
            Packing packing = Packing.of(in.peek(Packing.HEAD_BYTES));
            Peekable layer = in;
            switch (packing) {
                case GZIP -> in = guarded("gzip", () -> new GzipMembers(layer));
                case XZ -> in = guarded("xz", () -> new XZInputStream(layer, XZ_MEMORY_KIB));
                case BZIP2 -> in = guarded("bzip2", () -> new BzipStreams(layer));
                case ZIP -> in = new Peekable(firstEntry(layer));
                case PLAIN -> {
                    return new Inflation(in, "plain", limits, rawBytes);
                }
                case ZSTANDARD, RAR, SEVEN_ZIP, EMPTY_ZIP ->
                    throw new FetchException(
                            Kind.NOT_READABLE,
                            "it is packed as " + packing.unreadable() + ": expected gzip, xz, bzip2, zip or nothing");
            }
        }
        throw new FetchException(Kind.NOT_READABLE, "it is packed more than " + (MOST_LAYERS - 1) + " times over");
    }

    private Peekable guarded(String packing, Inflation.Opening opening) throws IOException {
        return new Peekable(new Inflation(Inflation.opened(packing, opening), packing, limits, rawBytes));
    }

    /** The first entry that may be a list or guide. */
    private InputStream firstEntry(InputStream packed) throws IOException {
        var zip = new ZipInputStream(packed);
        var guarded = new Inflation(zip, "zip", limits, rawBytes);
        for (int i = 0; i < MOST_ZIP_ENTRIES; i++) {
            // Reading on passes over the rest of an entry: through the guard, since that inflates it as well.
            guarded.transferTo(OutputStream.nullOutputStream());
            var entry = new ZipEntry[1];
            Inflation.opened("zip", () -> {
                entry[0] = zip.getNextEntry();
                return zip;
            });
            if (entry[0] == null) {
                break;
            }
            if (isSuitable(entry[0])) {
                return guarded;
            }
        }
        throw new FetchException(Kind.NOT_READABLE, "the zip holds no list or guide");
    }

    private static boolean isSuitable(ZipEntry entry) {
        String path = entry.getName().toLowerCase(Locale.ROOT);
        String name = path.substring(path.lastIndexOf('/') + 1);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return !entry.isDirectory()
                && !path.startsWith("__macosx/")
                && !name.startsWith(".")
                && !name.startsWith("readme")
                && !name.startsWith("license")
                && !BY_THE_WAY.contains(extension);
    }

    /** RFC 1950, 2.2; some origins send bare deflate (RFC 1951) instead. */
    private static boolean isZlib(byte[] head) {
        return head.length == 2 && (head[0] & 0x0f) == 8 && (((head[0] & 0xff) << 8) | (head[1] & 0xff)) % 31 == 0;
    }

    private static final class Deflated extends InflaterInputStream {
        Deflated(InputStream in, boolean zlib) {
            super(in, new Inflater(!zlib), 32 * 1024);
        }

        @Override
        public void close() throws IOException {
            inf.end(); // its memory is outside the heap
            super.close();
        }
    }

    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        long count() {
            return count;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            count += Math.max(read, 0);
            return read;
        }
    }
}
