package io.sintonia.relay;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A segment decrypted while it comes: AES-128 in CBC mode with PKCS #7 padding (RFC 8216, 4.3.2.4). Padding that is none is taken
 * for content, since some packagers forget it.
 */
final class CbcInput extends InputStream {
    private static final int BLOCK = 16;

    private final InputStream in;
    private final Cipher cipher;
    private final byte[] sealed = new byte[32 << 10];
    private int sealedLength;
    /** Plain bytes that may go out; the last block stays here until it is known not to be the last of all. */
    private final byte[] plain = new byte[(32 << 10) + BLOCK];

    private int plainAt;
    private int plainLength;
    private boolean ended;

    /** {@code key} and {@code iv} are 16 bytes each. */
    CbcInput(InputStream in, byte[] key, byte[] iv) {
        this.in = in;
        try {
            cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES/CBC and takes keys of 16 bytes", e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (available() == 0 && !ended) {
            fill();
        }
        int count = Math.min(length, available());
        if (count == 0) {
            return length == 0 ? 0 : -1;
        }
        System.arraycopy(plain, plainAt, buffer, offset, count);
        plainAt += count;
        return count;
    }

    /** What may go out now. */
    @Override
    public int available() {
        return Math.max(0, plainLength - plainAt - (ended ? 0 : BLOCK));
    }

    private void fill() throws IOException {
        int count = in.read(sealed, sealedLength, sealed.length - sealedLength);
        if (count < 0) {
            end();
            return;
        }
        sealedLength += count;
        int whole = sealedLength / BLOCK * BLOCK;
        int held = plainLength - plainAt;
        System.arraycopy(plain, plainAt, plain, 0, held);
        plainAt = 0;
        try {
            plainLength = held + cipher.update(sealed, 0, whole, plain, held);
        } catch (GeneralSecurityException e) {
            throw new IOException("it could not be decrypted", e);
        }
        System.arraycopy(sealed, whole, sealed, 0, sealedLength - whole);
        sealedLength -= whole;
    }

    private void end() throws IOException {
        ended = true;
        if (sealedLength > 0) {
            throw new IOException("an encrypted segment that is no multiple of 16 bytes: it was cut off");
        }
        if (plainLength - plainAt >= BLOCK) {
            int padding = plain[plainLength - 1];
            boolean padded = padding >= 1 && padding <= BLOCK;
            for (int i = 1; padded && i <= padding; i++) {
                padded = plain[plainLength - i] == padding;
            }
            plainLength -= padded ? padding : 0;
        }
    }
}
