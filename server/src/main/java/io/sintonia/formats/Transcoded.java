package io.sintonia.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Bytes of a charset whose line ends are not single bytes (UTF-16 and the like), told again in UTF-8. What is malformed
 * becomes U+FFFD. Belongs to one thread; closing it closes the source.
 */
public final class Transcoded extends InputStream {
    private final Reader reader;
    private final char[] chars = new char[8 << 10];
    private int held;
    private byte[] bytes = new byte[0];
    private int next;

    /** The source's bytes, which are of this charset, in UTF-8. */
    public Transcoded(InputStream source, Charset charset) {
        reader = new InputStreamReader(source, charset); // which replaces what is malformed by U+FFFD
    }

    @Override
    public int read() throws IOException {
        return ready() ? bytes[next++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!ready()) {
            return -1;
        }
        int count = Math.min(length, bytes.length - next);
        System.arraycopy(bytes, next, into, offset, count);
        next += count;
        return count;
    }

    private boolean ready() throws IOException {
        while (next == bytes.length) {
            int count = reader.read(chars, held, chars.length - held);
            if (count < 0 && held == 0) {
                return false;
            }
            int end = held + Math.max(count, 0);
            // A pair of surrogates must not be torn apart by the buffer's end.
            held = count > 0 && Character.isHighSurrogate(chars[end - 1]) ? 1 : 0;
            bytes = new String(chars, 0, end - held).getBytes(StandardCharsets.UTF_8);
            next = 0;
            if (held == 1) {
                chars[0] = chars[end - 1];
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
