package io.sintonia.formats.xtream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists as panels really write them, and what they write instead. */
class PanelAnswerTest {
    private static final String TWO = """
            [{"num":1,"name":"Alpha","stream_id":101,"category_ids":[1,2],"tv_archive":"1"},
             {"num":"2","name":"Beta","stream_id":"102","category_id":null,"info":{"a":[1]},"added":""}]""";

    /** One byte at a time, as a slow network brings them. */
    private static InputStream dripping(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 1));
            }
        };
    }

    private static PanelAnswer read(String text, List<PanelRow> rows) throws IOException {
        return PanelAnswer.read(dripping(text.getBytes(StandardCharsets.UTF_8)), rows::add);
    }

    private static PanelAnswer read(String text) throws IOException {
        return read(text, new ArrayList<>());
    }

    @Test
    void numbersAndTextsStandForEachOther() throws IOException {
        List<PanelRow> rows = new ArrayList<>();
        assertThat(read(TWO, rows)).isEqualTo(new PanelAnswer.Rows(2, 0));
        assertThat(rows.getFirst().id("stream_id")).contains("101");
        assertThat(rows.getLast().id("stream_id")).contains("102");
        assertThat(rows.getLast().whole("num")).hasValue(2);
        assertThat(rows.getFirst().isSet("tv_archive")).isTrue();
        assertThat(rows.getFirst().text("category_ids")).isEqualTo("1");
        assertThat(rows.getLast().values()).doesNotContainKeys("category_id", "info");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "null", "false", "", "  \n", "\uFEFF[]", "{\"data\":[]}"})
    void panelsHaveManyWaysToSayNone(String answer) throws IOException {
        assertThat(read(answer)).isEqualTo(new PanelAnswer.None());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"1\":{\"stream_id\":1},\"7\":{\"stream_id\":7}}",
                "{\"data\":[{\"stream_id\":1},{\"stream_id\":7}]}",
                "{\"js\":[{\"stream_id\":1},{\"stream_id\":7}]}",
                "<br />\n<b>Notice</b>:  Undefined index: x in <b>/home/x.php</b> on line <b>7</b><br />\n"
                        + "[{\"stream_id\":1},{\"stream_id\":7}]",
                "[{\"stream_id\":1},{\"stream_id\":7},]",
                "[null,{\"stream_id\":1},[],\"x\",{\"stream_id\":7}]",
            })
    void rowsAreFoundInWhateverTheyAreWrapped(String answer) throws IOException {
        List<PanelRow> rows = new ArrayList<>();
        assertThat(read(answer, rows)).isInstanceOf(PanelAnswer.Rows.class);
        assertThat(rows).extracting(row -> row.id("stream_id").orElse("")).containsExactly("1", "7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "<html><body>404</body></html>; it is an HTML page",
                "<!DOCTYPE html><script>var a=[{\"x\":1}]</script>; it is an HTML page",
                "{\"error\":\"Unauthorized\"}; it is an error: Unauthorized",
                "Too many requests; it is no JSON",
                "#EXTM3U; it is an M3U list",
                "{\"a; it begins like JSON and is none"
            })
    void whatIsNoListIsNamed(String answer, String reason) throws IOException {
        assertThat(read(answer)).isEqualTo(new PanelAnswer.NoList(reason));
    }

    @Test
    void accountInPlaceOfTheListIsARefusal() throws IOException {
        assertThat(read("{\"user_info\":{\"auth\":1,\"status\":\"Expired\"},\"server_info\":{}}"))
                .isInstanceOfSatisfying(
                        PanelAnswer.Refused.class,
                        refused -> assertThat(refused.account().status()).isEqualTo(PanelAccount.Status.EXPIRED));
        assertThat(read("{\"user_info\":{\"auth\":0}}"))
                .isInstanceOfSatisfying(
                        PanelAnswer.Refused.class,
                        refused -> assertThat(refused.account().admitted()).isFalse());
    }

    @Test
    void listThatBreaksOffIsNeverTakenForAWholeOne() throws IOException {
        for (int length = 1; length < TWO.length(); length++) {
            assertThat(read(TWO.substring(0, length)))
                    .as("cut after %d characters", length)
                    .isNotInstanceOfAny(PanelAnswer.Rows.class, PanelAnswer.None.class);
        }
    }

    @Test
    void noiseNeverThrows() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            byte[] noisy = TWO.getBytes(StandardCharsets.UTF_8);
            for (int hit = 0; hit < 3; hit++) {
                noisy[random.nextInt(noisy.length)] = (byte) random.nextInt();
            }
            assertThat(PanelAnswer.read(new ByteArrayInputStream(noisy), _ -> {}))
                    .isNotNull();
        }
    }

    @Test
    void badBytesAndLineBreaksInNamesCostTheNameNotTheList() throws IOException {
        List<PanelRow> rows = new ArrayList<>();
        byte[] bytes = "[{\"name\":\"Caf\u00e9\nNews\",\"stream_id\":1}]".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(PanelAnswer.read(new ByteArrayInputStream(bytes), rows::add)).isEqualTo(new PanelAnswer.Rows(1, 0));
        assertThat(rows.getFirst().text("name")).isEqualTo("Caf\uFFFD News");
    }

    @Test
    void idsThatWouldChangeAnAddressAreNone() throws IOException {
        List<PanelRow> rows = new ArrayList<>();
        read("[{\"stream_id\":\"../../etc\"},{\"stream_id\":-1},{\"stream_id\":\"1/2\"},{\"stream_id\":7.0}]", rows);
        assertThat(rows).extracting(row -> row.id("stream_id").orElse("")).containsExactly("", "", "", "7");
    }

    @Test
    void categoriesAreFoundByTheRowsFirstOne() throws IOException {
        PanelCategories names = new PanelCategories();
        read("[]");
        PanelAnswer.read(
                new ByteArrayInputStream(
                        "[{\"category_id\":1,\"category_name\":\"News\"},{\"category_id\":\"2\"},{\"category_name\":\"x\"}]"
                                .getBytes(StandardCharsets.UTF_8)),
                names::add);
        List<PanelRow> rows = new ArrayList<>();
        read("[{\"category_id\":\"1\"},{\"category_id\":null,\"category_ids\":[1]},{\"category_id\":\"9\"}]", rows);
        assertThat(rows).extracting(names::of).containsExactly("News", "News", "");
    }

    @Test
    void halfAMillionRowsNeedNoMoreMemoryThanOne() throws IOException {
        long[] count = new long[1];
        InputStream endless = new InputStream() {
            private final byte[] row =
                    ("{\"stream_id\":1,\"plot\":\"" + "x".repeat(400) + "\"},").getBytes(StandardCharsets.US_ASCII);
            private long at = -1;

            @Override
            public int read() {
                at++;
                if (at == 0) {
                    return '[';
                }
                return at > 500_000L * row.length ? -1 : row[(int) ((at - 1) % row.length)];
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                for (int i = 0; i < length; i++) {
                    int next = read();
                    if (next < 0) {
                        return i == 0 ? -1 : i;
                    }
                    buffer[offset + i] = (byte) next;
                }
                return length;
            }
        };
        // the array is not closed: what counts is that two hundred megabytes went by
        assertThat(PanelAnswer.read(endless, _ -> count[0]++)).isEqualTo(new PanelAnswer.Cut(500_000));
        assertThat(count[0]).isEqualTo(500_000);
    }
}
