package io.sintonia.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sintonia.config.InvalidInput;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the settings say of guides, and what is refused. */
class GuideSettingsTest {
    private static GuideSettings with(Optional<String> shift, Optional<String> zone) {
        return new GuideSettings(
                "G",
                "https://example.org/g.xml",
                Duration.ofHours(12),
                1,
                shift,
                zone,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"1h,PT1H", "-30m,PT-30M", "-4h30m,PT-4H-30M", "+24h,PT24H", "90m,PT1H30M", "0h,PT0S"})
    void shiftIsReadWithItsSign(String text, Duration shift) {
        assertThat(with(Optional.of(text), Optional.empty()).timeShift()).isEqualTo(shift);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h", "-", "1", "25h", "1h-30m", "4.5h", "1d"})
    void shiftThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> with(Optional.of(text), Optional.empty()))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("shift");
    }

    @Test
    void zoneThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> with(Optional.empty(), Optional.of("Europe/Nowhere")))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("zone");
    }

    @Test
    void whatIsOverIsKeptForAWeekUnlessSaidOtherwise() {
        assertThat(ProgrammeSettings.defaults().keepPast()).isEqualTo(Duration.ofDays(7));
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1/g.xml,true", "http://me:pw@nas.lan:80/g.xml,true", "http://[fd00::1]/g,true",
        "file:/srv/g.xml,true", "https://example.org/g.xml,false", "http://8.8.8.8/g.xml,false"
    })
    void onlyGuidesOfThePrivateNetworkMayLeadThere(String location, boolean isLocal) {
        assertThat(DeclaredGuides.isLocal(location)).isEqualTo(isLocal);
    }
}
