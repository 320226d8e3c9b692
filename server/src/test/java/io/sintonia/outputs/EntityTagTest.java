package io.sintonia.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A player that has a version is told so, however it says it. */
class EntityTagTest {
    private static final EntityTag TAG = EntityTag.of("content".getBytes(StandardCharsets.UTF_8));

    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/%s", "\"x\", %s", "\"x\",W/%s , \"y\"", "*"})
    void playerThatNamesTheVersionHasIt(String header) {
        assertThat(TAG.isKnownTo(House.ask("/", House.knowing(header.formatted(TAG.text())))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "", ",", "W/"})
    void playerThatNamesAnotherHasNot(String header) {
        assertThat(TAG.isKnownTo(House.ask("/", House.knowing(header)))).isFalse();
    }

    @Test
    void whereOnePartEndsMatters() {
        assertThat(EntityTag.of("ab", "c")).isNotEqualTo(EntityTag.of("a", "bc"));
    }
}
