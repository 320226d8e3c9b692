package io.sintonia.outputs.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a query and a form say, whatever the client thinks of encoding. */
class ParametersTest {
    @Test
    void plusIsABlankAndStaysReadableAsItself() {
        Parameters parameters = query("password=a+b%2Bc");
        assertThat(parameters.text("password")).isEqualTo("a b+c");
        assertThat(parameters.literal("password")).isEqualTo("a+b+c");
    }

    @ParameterizedTest
    @CsvSource({
        "a=%, %",
        "a=100%, 100%",
        "a=%zz, %zz",
        "a=%C3%A4, ä",
        "a=ä, ä",
        "a=1;2, 1;2",
        "a=b=c, b=c",
        "a=x&&&, x",
        "&=&a=x, x",
        "=y&a=x, x",
        "b&a=x, x",
        "a=x&a=y, x",
        "%61=x, x"
    })
    void valueIsReadAsItWasMeant(String raw, String expected) {
        assertThat(query(raw).text("a")).isEqualTo(expected);
    }

    @Test
    void brokenPercentSpoilsOnlyItsOwnValue() {
        Parameters parameters = query("username=50%&password=a%20b");
        assertThat(parameters.text("username")).isEqualTo("50%");
        assertThat(parameters.text("password")).isEqualTo("a b");
    }

    @Test
    void nameWithoutAValueIsThereAndEmpty() {
        assertThat(query("action&x=").text("action")).isEmpty();
        assertThat(query("action").get("action")).isEmpty();
        assertThat(query("x=1").get("x")).contains("1");
        assertThat(query("").get("x")).isEmpty();
    }

    @Test
    void queryWinsOverTheForm() {
        Parameters parameters = Parameters.of("username=query", Map.of("username", "form", "password", "form"));
        assertThat(parameters.text("username")).isEqualTo("query");
        assertThat(parameters.text("password")).isEqualTo("form");
        assertThat(parameters.literal("password")).isEqualTo("form");
    }

    @Test
    void parametersBeyondTheLimitAreNotRead() {
        String many = IntStream.range(0, 500).mapToObj(i -> "p" + i + "=" + i).collect(Collectors.joining("&"));
        assertThat(query(many).text("p199")).isEqualTo("199");
        assertThat(query(many).get("p200")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%", "&", "=", "==&&", "%%%=%%%", "a=%u1234", "\u0000=\u0000", "%00", "?a=b", "#", "%E4=%E4"})
    void noQueryIsTooBroken(String raw) {
        assertThat(query(raw).text("none")).isEmpty();
    }

    private static Parameters query(String raw) {
        return Parameters.of(raw, Map.of());
    }
}
