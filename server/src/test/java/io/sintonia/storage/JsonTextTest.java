package io.sintonia.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Small maps survive their column, in their order. */
class JsonTextTest {
    @Test
    void mapComesBackInItsOrder() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("z", "last letter first");
        map.put("quote \" and \\", "line\nbreak\ttab \u0001");
        map.put("", "");
        map.put("emoji 📺", "ñ ✓");

        assertThat(JsonText.map(JsonText.of(map))).containsExactlyEntriesOf(map);
    }

    @Test
    void emptyMapIsTwoCharacters() {
        assertThat(JsonText.of(Map.of())).isEqualTo("{}");
        assertThat(JsonText.map("{}")).isEmpty();
    }

    @Test
    void valuesThatAreNoTextsAreLeftOut() {
        assertThat(JsonText.map("{\"a\": 1, \"b\": {\"c\": \"d\"}, \"e\": [\"f\"], \"g\": null, \"h\": \"i\"}"))
                .containsExactly(Map.entry("h", "i"));
    }

    @Test
    void columnThatHoldsSomethingElseIsSaid() {
        assertThatThrownBy(() -> JsonText.map("{\"a\": \"cut"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("a JSON column holds something else");
    }
}
