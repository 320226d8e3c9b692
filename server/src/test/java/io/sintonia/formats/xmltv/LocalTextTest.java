package io.sintonia.formats.xmltv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A viewer gets the words in the language that is closest to the one they read. */
class LocalTextTest {
    private final List<LocalText> texts = List.of(
            new LocalText("es", "spanish"),
            new LocalText("eng", "english"),
            new LocalText("en_GB", "british"),
            new LocalText("ger", "german"),
            new LocalText("", "plain"));

    @Test
    void languageIsFoundInWhateverFormItIsWritten() {
        assertThat(chosen("en")).isEqualTo("english");
        assertThat(chosen("en-GB")).isEqualTo("british");
        assertThat(chosen("en-US")).isEqualTo("english");
        assertThat(chosen("de")).isEqualTo("german");
        assertThat(chosen("deu")).isEqualTo("german");
        assertThat(chosen("fr", "spa")).isEqualTo("spanish");
    }

    @Test
    void withoutAPreferredLanguageTheTextWithoutOneIsTakenThenTheFirst() {
        assertThat(chosen("fr")).isEqualTo("plain");
        assertThat(chosen()).isEqualTo("plain");
        assertThat(LocalText.preferred(texts.subList(0, 2), List.of("fr"))).contains(texts.getFirst());
        assertThat(LocalText.preferred(List.of(), List.of("fr"))).isEmpty();
    }

    @Test
    void starsAreOfTen() {
        assertThat(new Rating("", "3.5 / 5").ofTen()).hasValue(7);
        assertThat(new Rating("", "6,1").ofTen()).hasValue(6.1);
        assertThat(new Rating("", "8/10").ofTen()).hasValue(8);
        for (String none : List.of("PG", "", "/", "7/0", "11", "1.2.3", "-1", ".", "NaN")) {
            assertThat(new Rating("", none).ofTen()).as(none).isEmpty();
        }
    }

    private String chosen(String... languages) {
        return LocalText.preferred(texts, List.of(languages)).orElseThrow().text();
    }
}
