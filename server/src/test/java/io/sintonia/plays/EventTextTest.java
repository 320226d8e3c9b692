package io.sintonia.plays;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The timeline's column: what is written is read again, and what is damaged never throws. */
class EventTextTest {
    private static final List<PlayEvent> EVENTS = List.of(
            new PlayEvent(Duration.ZERO, PlayEvent.Kind.REQUESTED, "", ""),
            new PlayEvent(Duration.ofMillis(12), PlayEvent.Kind.TRIED, "My \"list\"", "1 of 2"),
            new PlayEvent(Duration.ofDays(3), PlayEvent.Kind.ENDED, "", "viewer left – \\ù"));

    @Test
    void eventsAreReadAsTheyWereWritten() {
        assertThat(EventText.read(EventText.of(EVENTS))).isEqualTo(EVENTS);
        assertThat(EventText.read(EventText.of(List.of()))).isEmpty();
    }

    @Test
    void formIsPlainJson() {
        assertThat(EventText.of(EVENTS.subList(0, 2)))
                .isEqualTo("[{\"after_ms\":0,\"what\":\"requested\"},"
                        + "{\"after_ms\":12,\"what\":\"tried\",\"source\":\"My \\\"list\\\"\",\"text\":\"1 of 2\"}]");
    }

    @Test
    void whatIsCutOffIsReadUpToThere() {
        String whole = EventText.of(EVENTS);
        for (int length = 0; length < whole.length(); length++) {
            List<PlayEvent> read = EventText.read(whole.substring(0, length));
            assertThat(EVENTS.subList(0, read.size())).isEqualTo(read);
        }
    }

    @Test
    void whatAnotherVersionWroteIsLeftOut() {
        assertThat(
                        EventText.read(
                                "[{\"what\":\"recorded\"},{\"what\":\"joined\",\"more\":{\"a\":[1,2]},\"after_ms\":5},{\"what\":7}]"))
                .containsExactly(new PlayEvent(Duration.ofMillis(5), PlayEvent.Kind.JOINED, "", ""));
        assertThat(EventText.read("")).isEmpty();
        assertThat(EventText.read("{}")).isEmpty();
        assertThat(EventText.read("nonsense")).isEmpty();
    }
}
