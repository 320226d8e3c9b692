package io.sintonia.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.outputs.wire.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A body is the same in every encoding, and a huge one does not lie in memory plain. */
class KeptBodyTest {
    private static final String TEXT = "0123456789".repeat(1000);

    private static KeptBody body(int huge) {
        return KeptBody.of(
                out -> {
                    byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
                    out.write(bytes[0]);
                    out.write(bytes, 1, 4000);
                    out.write(bytes, 4001, bytes.length - 4001);
                },
                huge);
    }

    @Test
    void bodyThatIsNotHugeIsKeptInBothForms() throws IOException {
        KeptBody body = body(10_000);
        assertThat(House.text(body.answer(House.ask("/"), Map.of()))).isEqualTo(TEXT);
        assertThat(House.unpacked(House.bytes(body.answer(House.ask("/", House.packed()), Map.of()))))
                .isEqualTo(TEXT);
        assertThat(body.weight()).isGreaterThan(10_000);
    }

    @Test
    void hugeBodyIsKeptPackedAndUnpackedIntoAFileOfTheAnswer() throws IOException {
        KeptBody body = body(9_999);
        assertThat(body.weight()).isLessThan(1_000);
        assertThat(body.plain()).asString(StandardCharsets.UTF_8).isEqualTo(TEXT);
        assertThat(House.unpacked(House.bytes(body.answer(House.ask("/", House.packed()), Map.of()))))
                .isEqualTo(TEXT);
        Answer answer = body.answer(House.ask("/"), Map.of());
        assertThat(answer).isInstanceOfSatisfying(Answer.FilePart.class, part -> {
            assertThat(part.before()).isEmpty();
            assertThat(part.bytes().length()).isEqualTo(10_000);
            assertThat(read(part.bytes().file())).isEqualTo(TEXT);
            part.bytes().release();
            assertThat(part.bytes().file().isOpen()).isFalse();
        });
    }

    private static String read(FileChannel file) {
        ByteBuffer bytes = ByteBuffer.allocate(20_000);
        try {
            int length = 1;
            while (length > 0) {
                length = file.read(bytes, bytes.position());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    @Test
    void versionIsThatOfTheContentWhetherHugeOrNot() {
        assertThat(House.header(body(9_999).answer(House.ask("/", House.packed()), Map.of()), "ETag"))
                .isEqualTo(House.header(body(10_000).answer(House.ask("/", House.packed()), Map.of()), "ETag"))
                .endsWith("-gz\"");
        assertThat(House.head(body(9_999)
                                .answer(
                                        House.ask(
                                                "/",
                                                House.knowing(EntityTag.of(TEXT.getBytes(StandardCharsets.UTF_8))
                                                        .text())),
                                        Map.of()))
                        .status())
                .isEqualTo(304);
    }
}
