package io.sintonia.fetch;

import io.sintonia.fetch.Inflation.Peekable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/**
 * A bzip2 file of any number of streams, as parallel packers write them, to the end of the last one: what comes behind it and is no
 * stream, such as padding, is passed over as {@link GzipMembers} does. One thread.
 */
final class BzipStreams extends InputStream {
    private static final byte[] BEGINNING = {'B', 'Z', 'h'};

    private final Peekable in;
    private BZip2CompressorInputStream stream;
    private boolean ended;

    BzipStreams(Peekable in) throws IOException {
        this.in = in;
        this.stream = opened(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            while (!ended) {
                int count = stream.read(buffer, offset, length);
                if (count >= 0) {
                    return count;
                }
                next();
            }
        } catch (IOException e) {
            throw said(e);
        }
        return -1;
    }

    private static BZip2CompressorInputStream opened(Peekable in) throws IOException {
        try {
            return new BZip2CompressorInputStream(in);
        } catch (IOException e) {
            throw said(e);
        }
    }

    /** The library has one class for all its failures; those of the layers below have their own. */
    private static IOException said(IOException e) {
        if (e.getClass() != IOException.class) {
            return e;
        }
        String words = FetchException.words(e);
        return words.startsWith("Unexpected end") ? new EOFException(words) : new ZipException(words);
    }

    /** A stream ends on a whole byte, behind which the next one begins at once. */
    private void next() throws IOException {
        if (Arrays.equals(in.peek(BEGINNING.length), BEGINNING)) {
            stream = opened(in);
        } else {
            in.transferTo(OutputStream.nullOutputStream());
            ended = true;
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
        in.close();
    }
}
