package io.sintonia.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers as servers in the wild write them. */
class ResponseHeadTest {
    private static final String ANSWER = String.join(
            "\r\n",
            "HTTP/1.1 200 OK",
            "Content-Type: video/mp2t",
            "X-Fold: a",
            " b",
            "Transfer-Encoding: gzip, chunked",
            "",
            "5;x=y",
            "hello",
            "1",
            "!",
            "0",
            "Trailer: z",
            "",
            "");

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 200 OK, 200, OK",
        "HTTP/1.0 404 Not Found, 404, Not Found",
        "HTTP/1.1 200, 200, ''",
        "ICY 200 OK, 200, OK",
        "icy 401 Service Unavailable, 401, Service Unavailable",
        "HTTP/2 302 , 302, ''",
    })
    void statusLinesAreRead(String line, int status, String reason) throws IOException {
        ResponseHead head = ResponseHead.read(bytes(line + "\r\nA: b\n\n"));
        assertThat(head.status()).isEqualTo(status);
        assertThat(head.reason()).isEqualTo(reason);
        assertThat(head.first("a")).contains("b");
    }

    @Test
    void interimAnswersAndBlankLinesArePassedOver() throws IOException {
        assertThat(ResponseHead.read(
                                bytes(
                                        "\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No\r\n\r\n"))
                        .status())
                .isEqualTo(204);
        assertThatThrownBy(() -> ResponseHead.read(bytes("HTTP/1.1 100 Continue\r\n\r\n".repeat(1_000))))
                .hasMessageContaining("interim");
    }

    @Test
    void rawUtf8AndLatin1InHeadersSurvive() throws IOException {
        byte[] latin = "HTTP/1.1 302 X\r\nLocation: /caff\u00e8\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(ResponseHead.read(new ByteArrayInputStream(latin)).first("location"))
                .contains("/caffè");
        assertThat(ResponseHead.read(bytes("HTTP/1.1 302 X\r\nLocation: /caffè\r\n\r\n"))
                        .first("location"))
                .contains("/caffè");
    }

    @Test
    void whatIsNotHttpIsSaidToBeSo() {
        assertThatThrownBy(() -> ResponseHead.read(bytes("SSH-2.0-OpenSSH\r\n")))
                .hasMessage("the answer is not HTTP");
        assertThatThrownBy(() -> ResponseHead.read(bytes("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(20_000))))
                .hasMessageContaining("64 KiB");
    }

    @Test
    void bodyArrivesTheSameInSingleBytes() throws IOException {
        InputStream slow = new InputStream() {
            private final InputStream all = bytes(ANSWER);

            @Override
            public int read() throws IOException {
                return all.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return all.read(buffer, offset, Math.min(length, 1));
            }
        };
        ResponseHead head = ResponseHead.read(slow);
        assertThat(head.first("x-fold")).contains("a b");
        assertThat(new String(Body.of(head, slow).readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("hello!");
    }

    @Test
    void everyCutIsNoticed() {
        for (int length = 0; length < ANSWER.length(); length++) {
            InputStream cut = bytes(ANSWER.substring(0, length));
            assertThatThrownBy(() -> Body.of(ResponseHead.read(cut), cut).readAllBytes())
                    .as("cut at %d", length)
                    .isInstanceOf(FetchException.class);
        }
    }

    @Test
    void noiseEndsInAResultOrAFailureOfOurs() throws IOException {
        var random = new Random(42);
        for (int i = 0; i < 5_000; i++) {
            byte[] noisy = ANSWER.getBytes(StandardCharsets.UTF_8);
            for (int j = 0; j < 3; j++) {
                noisy[random.nextInt(noisy.length)] = (byte) random.nextInt();
            }
            var in = new ByteArrayInputStream(noisy);
            try {
                assertThat(Body.of(ResponseHead.read(in), in).readAllBytes().length)
                        .isLessThan(200);
            } catch (FetchException e) {
                assertThat(e).hasMessageMatching("[\\x20-\\x7e]+");
            }
        }
    }

    @Test
    void lengthsThatContradictEachOtherAreRefused() throws IOException {
        ResponseHead twice =
                ResponseHead.read(bytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n"));
        assertThatThrownBy(() -> Body.length(twice)).hasMessageContaining("Content-Length");
        ResponseHead same = ResponseHead.read(bytes("HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\n"));
        assertThat(Body.length(same)).hasValue(5);
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
