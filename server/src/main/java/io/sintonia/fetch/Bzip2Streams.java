package io.sintonia.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * A bzip2 file of any number of streams, as parallel packers write them, read to its very end. Holds one block, at most 900,000 bytes
 * in four times as much memory. The format has no specification but its reference implementation; the names are its.
 */
final class Bzip2Streams extends InputStream {
    private static final long BLOCK = 0x314159265359L;
    private static final long END = 0x177245385090L;
    private static final int[] CRC = crcTable();

    private final InputStream in;
    private final byte[] input = new byte[32 * 1024];
    private int inputAt;
    private int inputEnd;
    private long bits;
    private int bitCount;

    /** The block, sorted: byte and successor in one. */
    private int[] block = new int[0];

    private boolean isInStream;
    private boolean isEnded;
    private int left;
    private int position;
    private int last = -1;
    private int same;
    private int repeated;
    private int crc;
    private int blockCrc;
    private int streamCrc;

    Bzip2Streams(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = 0;
        while (count == 0) {
            if (left == 0 && repeated == 0 && !startBlock()) {
                return -1;
            }
            count = give(buffer, offset, length);
            if (left == 0 && repeated == 0 && ~crc != blockCrc) {
                throw new ZipException("a block's check sum is wrong");
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Undoes the first step of packing: four equal bytes are followed by how many more there were. */
    private int give(byte[] buffer, int offset, int length) {
        int count = 0;
        while (count < length && (repeated > 0 || left > 0)) {
            if (repeated > 0) {
                repeated--;
            } else {
                int entry = block[position];
                position = entry >>> 8;
                left--;
                int value = entry & 0xff;
                if (same == 4) {
                    same = 0;
                    repeated = value;
                    continue;
                }
                same = value == last && same > 0 ? same + 1 : 1;
                last = value;
            }
            buffer[offset + count++] = (byte) last;
            crc = crc << 8 ^ CRC[(crc >>> 24 ^ last) & 0xff];
        }
        return count;
    }

    /** Reads the next block that is not empty; false at the end of the last stream. */
    private boolean startBlock() throws IOException {
        while (!isEnded) {
            if (!isInStream) {
                startStream();
                continue;
            }
            long mark = (long) take(24) << 24 | take(24);
            int check = take(16) << 16 | take(16);
            if (mark == BLOCK) {
                blockCrc = check;
                streamCrc = (streamCrc << 1 | streamCrc >>> 31) ^ check;
                readBlock();
                return true;
            }
            if (mark != END) {
                throw new ZipException("a block does not begin where it should");
            }
            if (check != streamCrc) {
                throw new ZipException("its check sum is wrong");
            }
            bitCount -= bitCount % 8;
            isInStream = false;
        }
        return false;
    }

    private void startStream() throws IOException {
        boolean isFirst = block.length == 0;
        int first = isFirst ? take(8) : nextOrEnd();
        if (!isFirst && first != 'B') { // the end, or padding: passed over as bzip2 does
            isEnded = true;
            return;
        }
        boolean isMarked = first == 'B' && take(8) == 'Z' && take(8) == 'h';
        int size = isMarked ? take(8) - '0' : 0;
        if (size < 1 || size > 9) {
            throw new ZipException("a stream's header is none");
        }
        if (block.length < size * 100_000) {
            block = new int[size * 100_000];
        }
        streamCrc = 0;
        isInStream = true;
    }

    private void readBlock() throws IOException {
        if (take(1) != 0) {
            throw new ZipException("a block is randomised, as no packer has done since 1998");
        }
        int origin = take(24);
        byte[] symbols = symbols();
        int alphabet = symbols.length + 2;
        int groups = take(3);
        int selectorCount = take(15);
        if (symbols.length == 0 || groups < 2 || groups > 6 || selectorCount == 0) {
            throw new ZipException("a block's tables are wrong");
        }
        byte[] selectors = selectors(groups, selectorCount);
        var codes = new HuffmanCode[groups];
        for (int i = 0; i < groups; i++) {
            codes[i] = new HuffmanCode(lengths(alphabet));
        }
        int count = readSymbols(symbols, selectors, codes);
        if (origin >= count) {
            throw new ZipException("a block begins outside of itself");
        }
        sort(count);
        left = count;
        position = block[origin] >>> 8;
        same = 0;
        crc = -1;
    }

    private byte[] symbols() throws IOException {
        int ranges = take(16);
        var used = new byte[256];
        int count = 0;
        for (int range = 0; range < 16; range++) {
            int map = (ranges & 0x8000 >>> range) == 0 ? 0 : take(16);
            for (int i = 0; i < 16; i++) {
                if ((map & 0x8000 >>> i) != 0) {
                    used[count++] = (byte) (range * 16 + i);
                }
            }
        }
        return Arrays.copyOf(used, count);
    }

    private byte[] selectors(int groups, int count) throws IOException {
        var selectors = new byte[count];
        byte[] recent = {0, 1, 2, 3, 4, 5};
        for (int i = 0; i < count; i++) {
            int at = 0;
            while (take(1) == 1) {
                if (++at >= groups) {
                    throw new ZipException("a block's selectors are wrong");
                }
            }
            selectors[i] = moveToFront(recent, at);
        }
        return selectors;
    }

    private static byte moveToFront(byte[] recent, int at) {
        byte value = recent[at];
        System.arraycopy(recent, 0, recent, 1, at);
        recent[0] = value;
        return value;
    }

    private int[] lengths(int alphabet) throws IOException {
        var lengths = new int[alphabet];
        int length = take(5);
        for (int i = 0; i < alphabet; i++) {
            while (take(1) == 1) {
                length += take(1) == 0 ? 1 : -1;
            }
            if (length < 1 || length > HuffmanCode.LONGEST) {
                throw new ZipException("a block's code lengths are wrong");
            }
            lengths[i] = length;
        }
        return lengths;
    }

    /** Fills the block with its last column; returns how long it is. */
    private int readSymbols(byte[] symbols, byte[] selectors, HuffmanCode[] codes) throws IOException {
        int end = symbols.length + 1;
        int count = 0;
        int run = 0;
        int weight = 1;
        for (int read = 0; ; read++) {
            if (read / 50 >= selectors.length) {
                throw new ZipException("a block has no end");
            }
            int symbol = decoded(codes[selectors[read / 50]]);
            if (symbol <= 1) { // a run, in digits of value 1 and 2
                if (weight > block.length) {
                    throw new ZipException("a block is longer than it says");
                }
                run += weight << symbol;
                weight <<= 1;
                continue;
            }
            if (run > block.length - count) {
                throw new ZipException("a block is longer than it says");
            }
            Arrays.fill(block, count, count + run, symbols[0] & 0xff);
            count += run;
            run = 0;
            weight = 1;
            if (symbol == end) {
                return count;
            }
            if (count == block.length) {
                throw new ZipException("a block is longer than it says");
            }
            block[count++] = moveToFront(symbols, symbol - 1) & 0xff;
        }
    }

    private int decoded(HuffmanCode code) throws IOException {
        int bitsRead = 0;
        for (int length = 1; length <= HuffmanCode.LONGEST; length++) {
            bitsRead = bitsRead << 1 | take(1);
            int symbol = code.symbol(bitsRead, length);
            if (symbol >= 0) {
                return symbol;
            }
        }
        throw new ZipException("a code is none");
    }

    /** Undoes the Burrows-Wheeler transform: to each byte, where the next one is. */
    private void sort(int count) {
        var starts = new int[257];
        for (int i = 0; i < count; i++) {
            starts[(block[i] & 0xff) + 1]++;
        }
        for (int i = 0; i < 256; i++) {
            starts[i + 1] += starts[i];
        }
        for (int i = 0; i < count; i++) {
            block[starts[block[i] & 0xff]++] |= i << 8;
        }
    }

    private int take(int count) throws IOException {
        while (bitCount < count) {
            int b = byteOrEnd();
            if (b < 0) {
                throw new EOFException();
            }
            bits = bits << 8 | b;
            bitCount += 8;
        }
        bitCount -= count;
        return (int) (bits >>> bitCount) & (1 << count) - 1;
    }

    /** At a byte's boundary only. */
    private int nextOrEnd() throws IOException {
        return bitCount >= 8 ? take(8) : byteOrEnd();
    }

    private int byteOrEnd() throws IOException {
        if (inputAt == inputEnd) {
            inputAt = 0;
            inputEnd = Math.max(in.read(input), 0);
        }
        return inputEnd == 0 ? -1 : input[inputAt++] & 0xff;
    }

    private static int[] crcTable() {
        var table = new int[256];
        for (int i = 0; i < 256; i++) {
            int value = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                value = value << 1 ^ (value < 0 ? 0x04c11db7 : 0);
            }
            table[i] = value;
        }
        return table;
    }

    /** A canonical code: within a length, codes and symbols both ascend. */
    private static final class HuffmanCode {
        static final int LONGEST = 20;

        private final int[] firstCode = new int[LONGEST + 1];
        private final int[] firstSymbol = new int[LONGEST + 1];
        private final int[] counts = new int[LONGEST + 1];
        private final int[] symbols;

        HuffmanCode(int[] lengths) {
            symbols = new int[lengths.length];
            int at = 0;
            int code = 0;
            for (int length = 1; length <= LONGEST; length++) {
                firstCode[length] = code;
                firstSymbol[length] = at;
                for (int symbol = 0; symbol < lengths.length; symbol++) {
                    if (lengths[symbol] == length) {
                        symbols[at++] = symbol;
                    }
                }
                counts[length] = at - firstSymbol[length];
                code = (code + counts[length]) << 1;
            }
        }

        /** The symbol of this code of this length, or a negative number. */
        int symbol(int code, int length) {
            int index = code - firstCode[length];
            return index >= 0 && index < counts[length] ? symbols[firstSymbol[length] + index] : -1;
        }
    }
}
