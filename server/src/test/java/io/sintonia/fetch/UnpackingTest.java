package io.sintonia.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Lists and guides come wrapped in anything, under any name. Only the bytes tell, and bytes may lie in wait. */
class UnpackingTest {
    private static final byte[] LIST =
            "#EXTM3U\n#EXTINF:-1,News\nhttp://tv.example/1.ts\n".repeat(200).getBytes(StandardCharsets.UTF_8);

    /** {@link #LIST} by the reference packer, since there is none here. */
    private static final byte[] BZIP2 = Base64.getDecoder()
            .decode("QlpoOTFBWSZTWahbxl4AAfPfgAAQCAeoEAMjBkAiRk3AMAD4Ao0NAAAAUaGgAAAClUUGTNTCe1TBpzEXcIswi3iL"
                    + "gIvIizEWYiwIuIi4CLIRdBFzEXgRaBF/CLUItRF0EWAi1EWAi2EXgRbxF2EWBFoIu4i9CL0IshFsIshF9iLYRYEX"
                    + "wIuwRexdyRThQkKhbxl4");

    @TempDir
    Path folder;

    /** Something that writes packed bytes. */
    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    @Test
    void whateverItIsWrappedInTheListComesOut() throws IOException {
        assertThat(unpacked(LIST)).isEqualTo(LIST);
        assertThat(unpacked(gzip(LIST))).isEqualTo(LIST);
        assertThat(unpacked(gzip(gzip(LIST)))).isEqualTo(LIST);
        assertThat(unpacked(xz(LIST, 6))).isEqualTo(LIST);
        assertThat(unpacked(xz(LIST, 9))).isEqualTo(LIST);
        assertThat(unpacked(gzip(xz(LIST, 1)))).isEqualTo(LIST);
        assertThat(unpacked(BZIP2)).isEqualTo(LIST);
        assertThat(unpacked(gzip(BZIP2))).isEqualTo(LIST);
        assertThat(unpacked(zip("tv.m3u.bz2", BZIP2))).isEqualTo(LIST);
        assertThat(unpacked(zip("tv.m3u", LIST))).isEqualTo(LIST);
        assertThat(unpacked(zip("tv.m3u.gz", gzip(LIST)))).isEqualTo(LIST);
        assertThat(unpacked(new byte[0])).isEmpty();
        assertThat(unpacked(new byte[] {0x1f})).hasSize(1);
    }

    @Test
    void allMembersOfAGzipAreRead() throws IOException {
        byte[] member = gzip(LIST);
        byte[] many = joined(member, gzip(new byte[0]), member, member);
        assertThat(unpacked(many)).isEqualTo(joined(LIST, LIST, LIST));
        assertThat(unpacked(gzip(many))).isEqualTo(joined(LIST, LIST, LIST));
        byte[] padded = Arrays.copyOf(member, member.length + 512);
        assertThat(unpacked(padded)).isEqualTo(LIST);
    }

    @Test
    void allStreamsOfABzip2AreRead() throws IOException {
        byte[] empty = Base64.getDecoder().decode("QlpoORdyRThQkAAAAAA=");
        assertThat(unpacked(joined(empty, BZIP2, empty, BZIP2))).isEqualTo(joined(LIST, LIST));
        assertThat(unpacked(empty)).isEmpty();
        assertThat(unpacked(Arrays.copyOf(BZIP2, BZIP2.length + 512))).isEqualTo(LIST);
        byte[] damaged = BZIP2.clone();
        damaged[12] ^= 1;
        assertThatThrownBy(() -> unpacked(damaged)).hasMessage("the bzip2 content is damaged: BZip2 CRC error");
    }

    @Test
    void contentEncodingIsTakenOffFirst() throws IOException {
        assertThat(unpacked(gzip(gzip(LIST)), "gzip")).isEqualTo(LIST);
        assertThat(unpacked(deflate(LIST), "deflate")).isEqualTo(LIST);
        byte[] bare = Arrays.copyOfRange(deflate(LIST), 2, deflate(LIST).length - 4);
        assertThat(unpacked(bare, "deflate")).isEqualTo(LIST);
        assertThat(unpacked(deflate(gzip(LIST)), "deflate")).isEqualTo(LIST);
        assertThat(unpacked(gzip(LIST), "deflate"))
                .as("an origin that says deflate and sends gzip")
                .isEqualTo(LIST);
        assertThat(unpacked(LIST, "gzip"))
                .as("an origin that says gzip and sends plain text")
                .isEqualTo(LIST);
        assertThatThrownBy(() -> Unpacking.requireKnown(List.of("br"))).hasMessageContaining("'br'");
    }

    @Test
    void firstSuitableEntryOfAZipIsRead() throws IOException {
        byte[] zip = packed(out -> {
            var entries = new ZipOutputStream(out);
            for (String name : List.of(
                    "lists/",
                    "__MACOSX/lists/._tv.m3u",
                    "lists/.hidden",
                    "README.txt",
                    "cover.jpg",
                    "lists/tv.m3u",
                    "lists/second.m3u")) {
                entries.putNextEntry(new ZipEntry(name));
                if (!name.endsWith("/")) {
                    entries.write(name.equals("lists/tv.m3u") ? LIST : "not this".getBytes(StandardCharsets.UTF_8));
                }
            }
            entries.finish();
        });
        assertThat(unpacked(zip)).isEqualTo(LIST);
        assertThatThrownBy(() -> unpacked(zip("cover.jpg", LIST))).hasMessage("the zip holds no list or guide");
    }

    @Test
    void whatWeCannotUnpackIsNamed() {
        byte[] rar = {'R', 'a', 'r', '!', 0x1a, 7, 0, 0, 0, 0};
        assertThatThrownBy(() -> unpacked(rar))
                .hasMessage("it is packed as RAR: expected gzip, xz, bzip2, zip or nothing");
        assertThatThrownBy(() -> unpacked(gzip(rar))).hasMessageContaining("RAR");
        assertThatThrownBy(() -> unpacked(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0}))
                .hasMessageContaining("Zstandard");
        assertThatThrownBy(() -> unpacked(
                        new ByteArrayOutputStream() {
                            byte[] emptyZip() throws IOException {
                                new ZipOutputStream(this).finish();
                                return toByteArray();
                            }
                        }.emptyZip()))
                .hasMessageContaining("empty zip");
        assertThatThrownBy(() -> unpacked(gzip(gzip(gzip(gzip(LIST)))))).hasMessageContaining("more than 3 times");
    }

    @Test
    void everyCutOfPackedContentIsNoticed() throws IOException {
        for (byte[] whole : List.of(gzip(LIST), gzip(gzip(LIST)), xz(LIST, 1), BZIP2, zip("tv.m3u", LIST))) {
            // A zip's directory comes after the content and is not needed; 11 bytes and less do not yet show what they
            // are.
            int end = whole[0] == 'P' ? whole.length - 120 : whole.length;
            for (int length = 11; length < end; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> unpacked(cut))
                        .as("%d of %d bytes", length, whole.length)
                        .isInstanceOf(IOException.class);
            }
        }
        byte[] gzip = gzip(LIST);
        assertThatThrownBy(() -> unpacked(Arrays.copyOf(gzip, gzip.length - 1)))
                .hasMessage("ended early: the gzip content is cut off after 9,400 unpacked bytes");
    }

    @Test
    void noiseEndsInContentOrAnIoException() throws IOException {
        var random = new Random(7);
        for (byte[] whole : List.of(gzip(LIST), xz(LIST, 1), BZIP2, zip("tv.m3u", LIST), deflate(LIST))) {
            for (int i = 0; i < 500; i++) {
                byte[] noisy = whole.clone();
                for (int j = 0; j < 4; j++) {
                    noisy[random.nextInt(noisy.length)] = (byte) random.nextInt();
                }
                try {
                    assertThat(unpacked(noisy, "deflate").length).isLessThan(20_000_000);
                } catch (IOException e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            }
        }
    }

    @Test
    void bombsAreStoppedByTheirRatio() throws IOException {
        byte[] zeros = new byte[1 << 20];
        byte[] bomb = packed(out -> {
            try (var gzip = new GZIPOutputStream(out, 64 * 1024)) {
                for (int i = 0; i < 1_024; i++) {
                    gzip.write(zeros);
                }
            }
        });
        assertThat(bomb.length).isLessThan(2 << 20);
        assertThatThrownBy(() -> drained(bomb, FetchLimits.DEFAULT))
                .hasMessage("too large: unpacks to more than 200 times its size");
        assertThatThrownBy(() -> drained(gzip(bomb), FetchLimits.DEFAULT)).hasMessageContaining("200 times");
        var patient = new FetchLimits(FetchTimes.DEFAULT, 1L << 30, 64L << 20, 100_000, 8);
        assertThatThrownBy(() -> drained(bomb, patient))
                .hasMessage("too large: more than 67,108,864 bytes when unpacked");
    }

    @Test
    void bombsThatGiveOutNothingAreStoppedAsWell() throws IOException {
        byte[] emptyMember = gzip(new byte[0]);
        byte[] nothing = packed(out -> {
            try (var gzip = new GZIPOutputStream(out, 64 * 1024)) {
                for (int i = 0; i < 1_000_000; i++) {
                    gzip.write(emptyMember);
                }
            }
        });
        assertThatThrownBy(() -> drained(nothing, FetchLimits.DEFAULT)).hasMessageContaining("200 times");
        byte[] zeros = new byte[64 << 20];
        assertThatThrownBy(() -> drained(zip("readme.txt", zeros), FetchLimits.DEFAULT))
                .as("an entry that is only passed over")
                .hasMessageContaining("200 times");
    }

    @Test
    void anyNumberOfEmptyMembersIsReadWithoutRecursion() throws IOException {
        byte[] emptyMember = gzip(new byte[0]);
        byte[] many = packed(out -> {
            for (int i = 0; i < 200_000; i++) {
                out.write(emptyMember);
            }
            out.write(gzip(LIST));
        });
        assertThat(unpacked(many)).isEqualTo(LIST);
        assertThatThrownBy(() -> unpacked(Arrays.copyOf(many, many.length - gzip(LIST).length + 5)))
                .as("a member whose header is cut off")
                .hasMessageStartingWith("ended early");
    }

    @Test
    void membersWithNamesAndCommentsAreRead() throws IOException {
        byte[] plain = gzip(LIST);
        byte[] header = {
            0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 3, 0, 'x', 'y', 'z', 'n', 0, 'c', 'c', 0, 9, 9
        };
        byte[] described = joined(header, Arrays.copyOfRange(plain, 10, plain.length));
        assertThat(unpacked(joined(described, described))).isEqualTo(joined(LIST, LIST));
        byte[] damaged = plain.clone();
        damaged[damaged.length - 6] ^= 1;
        assertThatThrownBy(() -> unpacked(damaged)).hasMessage("the gzip content is damaged: its check sum is wrong");
    }

    @Test
    void smallContentMayBeVeryRepetitive() throws IOException {
        byte[] zeros = new byte[9 << 20];
        assertThat(drained(gzip(zeros), FetchLimits.DEFAULT)).isEqualTo(zeros.length);
    }

    private byte[] unpacked(byte[] packed, String... codings) throws IOException {
        try (InputStream in = Unpacking.open(file(packed), List.of(codings), FetchLimits.DEFAULT)) {
            return in.readAllBytes();
        }
    }

    private long drained(byte[] packed, FetchLimits limits) throws IOException {
        try (InputStream in = Unpacking.open(file(packed), List.of(), limits)) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("guide.txt"), bytes);
    }

    static byte[] gzip(byte[] content) throws IOException {
        return packed(out -> {
            try (var gzip = new GZIPOutputStream(out)) {
                gzip.write(content);
            }
        });
    }

    private static byte[] deflate(byte[] content) throws IOException {
        return packed(out -> {
            try (var deflate = new DeflaterOutputStream(out)) {
                deflate.write(content);
            }
        });
    }

    static byte[] xz(byte[] content, int preset) throws IOException {
        return packed(out -> {
            var options = new LZMA2Options(1);
            options.setDictSize(preset == 9 ? 64 << 20 : 1 << 20);
            try (var xz = new XZOutputStream(out, options)) {
                xz.write(content);
            }
        });
    }

    static byte[] zip(String name, byte[] content) throws IOException {
        return packed(out -> {
            try (var zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(content);
            }
        });
    }

    private static byte[] packed(Writing writing) throws IOException {
        var bytes = new ByteArrayOutputStream();
        writing.to(bytes);
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        new ArrayList<>(List.of(parts)).forEach(all::writeBytes);
        return all.toByteArray();
    }
}
