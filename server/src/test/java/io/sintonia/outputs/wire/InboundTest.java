package io.sintonia.outputs.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request's body as players send it: forms under right, wrong and missing types, in pieces, and too much of it. */
class InboundTest {
    private static final Map<String, String> LOGIN = Map.of("username", "u", "password", "p q");
    private static final String FORM = "username=u&password=p+q";
    private static final String MULTIPART = """
            --xx\r
            Content-Disposition: form-data; name="username"\r
            \r
            u\r
            --xx\r
            Content-Disposition: form-data; name="password"\r
            \r
            p q\r
            --xx--\r
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded; charset=UTF-8",
                "text/plain",
                "application/json",
                "multipart/form-data",
                "multipart/form-data; boundary=xx",
                "nonsense",
                ""
            })
    void formIsReadWhateverItsTypeSays(String type) {
        assertThat(form(HttpMethod.POST, type, FORM)).isEqualTo(LOGIN);
    }

    @Test
    void multipartFormIsRead() {
        assertThat(form(HttpMethod.POST, "multipart/form-data; boundary=xx", MULTIPART))
                .isEqualTo(LOGIN);
        assertThat(form(HttpMethod.POST, "Multipart/Form-Data; boundary=\"xx\"", MULTIPART))
                .isEqualTo(LOGIN);
    }

    @Test
    void multipartFormThatIsCutOffNeverThrows() {
        for (int length = 0; length < MULTIPART.length(); length++) {
            Map<String, String> fields =
                    form(HttpMethod.POST, "multipart/form-data; boundary=xx", MULTIPART.substring(0, length));
            assertThat(fields.getOrDefault("username", "u")).isEqualTo("u");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=other",
                "multipart/mixed; boundary=xx",
                "multipart/form-data; boundary=xx; charset=none-such"
            })
    void multipartUnderAWrongTypeNeverThrows(String type) {
        assertThat(form(HttpMethod.POST, type, MULTIPART)).doesNotContainEntry("username", "somebody else");
    }

    @Test
    void multipartFormWithTooManyFieldsIsNoForm() {
        String field = "--xx\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\nu\r\n";
        assertThat(form(HttpMethod.POST, "multipart/form-data; boundary=xx", field.repeat(500) + "--xx--\r\n"))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void fieldGivenTwiceCountsOnce() {
        assertThat(form(HttpMethod.POST, "", "a=1&a=2")).isEqualTo(Map.of("a", "1"));
        String twice = MULTIPART.replace("--xx--", "--xx")
                + "Content-Disposition: form-data; name=\"username\"\r\n\r\nv\r\n--xx--\r\n";
        assertThat(form(HttpMethod.POST, "multipart/form-data; boundary=xx", twice))
                .isEqualTo(LOGIN);
    }

    @Test
    void jsonIsNoForm() {
        assertThat(form(HttpMethod.POST, "application/json", "{\"username\": \"u=v&w\"}"))
                .isEmpty();
    }

    @Test
    void onlyAPostHasAForm() {
        assertThat(form(HttpMethod.GET, "", FORM)).isEmpty();
    }

    @Test
    void bodyInPiecesIsOneBody() {
        Inbound inbound = begun("");
        for (int i = 0; i < FORM.length(); i++) {
            inbound.add(piece(FORM.substring(i, i + 1)));
        }
        assertThat(inbound.isComplete()).isFalse();
        inbound.add(new DefaultLastHttpContent());
        assertThat(inbound.isComplete()).isTrue();
        assertThat(inbound.form()).isEqualTo(LOGIN);
    }

    @Test
    void bodyBeyondTheLimitIsNotKept() {
        Inbound inbound = begun("");
        byte[] kilobytes = new byte[16 << 10];
        Arrays.fill(kilobytes, (byte) 'a');
        for (int i = 0; i < 4; i++) {
            inbound.add(new DefaultHttpContent(Unpooled.wrappedBuffer(kilobytes)));
        }
        assertThat(inbound.isTooLarge()).isFalse();
        inbound.add(piece("a"));
        assertThat(inbound.isTooLarge()).isTrue();
    }

    @Test
    void everyPieceIsReleased() {
        Inbound inbound = begun("");
        ByteBuf bytes = Unpooled.copiedBuffer("x", StandardCharsets.UTF_8);
        inbound.add(new DefaultHttpContent(bytes));
        assertThat(bytes.refCnt()).isZero();
    }

    private static Map<String, String> form(HttpMethod method, String type, String body) {
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, "/player_api.php");
        head.headers().set("Content-Type", type);
        Inbound inbound = new Inbound(head);
        inbound.add(head);
        inbound.add(new DefaultLastHttpContent(Unpooled.copiedBuffer(body, StandardCharsets.UTF_8)));
        return inbound.form();
    }

    private static Inbound begun(String type) {
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/player_api.php");
        head.headers().set("Content-Type", type);
        Inbound inbound = new Inbound(head);
        inbound.add(head);
        return inbound;
    }

    private static HttpContent piece(String text) {
        return new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }
}
