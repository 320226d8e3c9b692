package io.sintonia.formats.xmltv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Season and episode count from one, whoever counted. */
class EpisodeNumberTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            xmltv_ns | 0.0.0            | s1e1p1
            xmltv_ns | 1 . 11/24 . 0/2  | s2e12p1
            xmltv_ns | .4.              | e5
            xmltv_ns | 18.50/30.        | s19e51
            xmltv_ns | 0 .              | s1
            xmltv_ns | 5                | s6
            xmltv_ns | ..               | ''
            xmltv_ns | 1.x.2            | s2p3
            xmltv_ns | 99999999999.1.   | e2
            XMLTV_NS | 1.1.             | s2e2
            onscreen | S01E02           | s1e2
            onscreen | s1e2             | s1e2
            onscreen | S1 E2            | s1e2
            onscreen | S00E01           | s0e1
            onscreen | Season 3, Ep. 12 | s3e12
            onscreen | Staffel 2 Folge 7 | s2e7
            onscreen | 1x02             | s1e2
            onscreen | Ep. 12           | e12
            onscreen | 403              | e403
            onscreen | 2/10             | e2
            onscreen | Part 2           | p2
            onscreen | The Beginning    | ''
            -        | S01E02           | s1e2
            SxxExx   | S03E04           | s3e4
            dd_progid | EP01234567.0012 | ''
            """)
    void numbersAreRead(String system, String text, String numbers) {
        assertThat(Told.numbers(EpisodeNumber.of(system == null ? "" : system, text)))
                .isEqualTo(numbers);
    }

    @Test
    void countedNumbersAreTrustedMost() {
        var onScreen = EpisodeNumber.of("onscreen", "S09E09");
        var counted = EpisodeNumber.of("xmltv_ns", "0.1.");
        var id = EpisodeNumber.of("dd_progid", "EP1");
        assertThat(EpisodeNumber.best(List.of(id, onScreen, counted))).contains(counted);
        assertThat(EpisodeNumber.best(List.of(id, onScreen, EpisodeNumber.of("xmltv_ns", ".."))))
                .contains(onScreen);
        assertThat(EpisodeNumber.best(List.of(id))).isEmpty();
    }
}
