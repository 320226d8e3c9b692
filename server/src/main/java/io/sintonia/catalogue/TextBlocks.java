package io.sintonia.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Rows in blocks of {@value #ROWS}, each block deflated (RFC 1951). Immutable; any thread.
 *
 * <p>A few blocks are kept inflated for lookups, each in the one slot that its number falls on: a reader may find another's
 * block there and then inflates its own, which takes tens of microseconds, so nothing is locked.
 */
final class TextBlocks {
    /** More pack a little better, and make a lookup slower. */
    static final int ROWS = 64;

    private static final int RECENT = 32;

    private final byte[][] deflated;
    private final int[] sizes;
    private final AtomicReferenceArray<@Nullable Block> recent = new AtomicReferenceArray<>(RECENT);

    private TextBlocks(byte[][] deflated, int[] sizes) {
        this.deflated = deflated;
        this.sizes = sizes;
    }

    /** An inflated block. */
    record Block(int number, byte[] bytes) {
        /** A reading that stands at a row's beginning. */
        RowText.Reading row(int place) {
            RowText.Reading reading = new RowText.Reading(bytes, 0);
            for (int before = place % ROWS; before > 0; before--) {
                reading.skipRow();
            }
            reading.number();
            return reading;
        }
    }

    /** The block that holds a row, for a lookup. */
    Block lookUp(int place) {
        int number = place / ROWS;
        Block there = recent.get(number % RECENT);
        if (there != null && there.number == number) {
            return there;
        }
        Block block = inflate(place);
        recent.set(number % RECENT, block);
        return block;
    }

    /** The block that holds a row, for a reader of many rows, who keeps it itself. */
    Block inflate(int place) {
        int number = place / ROWS;
        byte[] bytes = new byte[sizes[number]];
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(deflated[number]);
            if (inflater.inflate(bytes) != bytes.length) {
                throw new IllegalStateException("a block of the catalogue is shorter than it was");
            }
        } catch (DataFormatException e) {
            throw new IllegalStateException("a block of the catalogue cannot be inflated", e);
        }
        return new Block(number, bytes);
    }

    /** Bytes held, without the inflated ones. */
    long weight() {
        return Arrays.stream(deflated).mapToLong(block -> block.length + 24L).sum() + 4L * sizes.length;
    }

    /** Takes rows and deflates them block by block. One thread. */
    static final class Writer implements AutoCloseable {
        /** Almost as small as the usual level, in half the time. */
        private static final int LEVEL = 4;

        private final Deflater deflater = new Deflater(LEVEL, true);
        private final List<byte[]> blocks = new ArrayList<>();
        private final RowText block = new RowText();
        private int[] sizes = new int[64];
        private byte[] out = new byte[1 << 14];
        private int rows;

        void add(RowText row) {
            block.row(row);
            if (++rows == ROWS) {
                finishBlock();
            }
        }

        private void finishBlock() {
            deflater.reset();
            deflater.setInput(block.bytes(), 0, block.length());
            deflater.finish();
            int length = deflater.deflate(out);
            while (!deflater.finished()) {
                out = Arrays.copyOf(out, out.length * 2);
                length += deflater.deflate(out, length, out.length - length);
            }
            if (blocks.size() == sizes.length) {
                sizes = Arrays.copyOf(sizes, sizes.length * 2);
            }
            sizes[blocks.size()] = block.length();
            blocks.add(Arrays.copyOf(out, length));
            block.clear();
            rows = 0;
        }

        TextBlocks done() {
            if (rows > 0) {
                finishBlock();
            }
            return new TextBlocks(blocks.toArray(byte[][]::new), Arrays.copyOf(sizes, blocks.size()));
        }

        @Override
        public void close() {
            deflater.close();
        }
    }
}
