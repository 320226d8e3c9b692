package io.sintonia.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.Category;
import io.sintonia.catalogue.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A generated guide is the same whenever it is asked, and has no gaps. */
class GeneratedGuideTest {
    private static final Instant NOW = Instant.parse("2026-03-14T12:10:30Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(400));
    private static final Instant FAR_AHEAD = NOW.plus(Duration.ofDays(400));

    private final Channel chosen = channel(1, "");
    private final GeneratedGuide guide = guideAt(NOW);

    private static GeneratedGuide guideAt(Instant now) {
        return new GeneratedGuide(channel -> channel.id() < 100, InstantSource.fixed(now));
    }

    private static Channel channel(long id, String guideId) {
        return new Channel(id, "C", "", "", guideId, new Category(1, "G", 1), false, false, Instant.EPOCH, List.of());
    }

    @Test
    void channelThatIsNotChosenHasNothing() {
        Channel other = channel(100, "some.id");
        assertThat(guide.guideIdOf(other)).isEmpty();
        assertThat(guide.programmes(other, LONG_AGO, FAR_AHEAD)).isEmpty();
    }

    @Test
    void guideReachesFromADayBackToThreeDaysAhead() {
        List<Programme> all = guide.programmes(chosen, LONG_AGO, FAR_AHEAD);
        assertThat(all.getFirst().start()).isEqualTo("2026-03-13T12:00:00Z");
        assertThat(all.getLast().stop()).isEqualTo("2026-03-17T12:30:00Z");
        assertThat(all).hasSize(4 * 48 + 1);
    }

    @Test
    void everyHalfHourHasAProgrammeWithoutGaps() {
        List<Programme> all = guide.programmes(chosen, LONG_AGO, FAR_AHEAD);
        for (int at = 1; at < all.size(); at++) {
            assertThat(all.get(at).start()).isEqualTo(all.get(at - 1).stop());
        }
        assertThat(all).allSatisfy(programme -> {
            assertThat(programme.start().getEpochSecond() % 1800).isZero();
            assertThat(Duration.between(programme.start(), programme.stop())).hasMinutes(30);
            assertThat(programme.title()).isNotBlank().doesNotContain("%");
            assertThat(programme.description()).isNotBlank().doesNotContain("%");
        });
    }

    @Test
    void windowHoldsWhatOverlapsItAndNothingElse() {
        List<Programme> some =
                guide.programmes(chosen, Instant.parse("2026-03-14T12:29:59Z"), Instant.parse("2026-03-14T13:00:00Z"));
        assertThat(some)
                .extracting(programme -> programme.start().toString())
                .containsExactly("2026-03-14T12:00:00Z", "2026-03-14T12:30:00Z");
        assertThat(guide.programmes(
                        chosen, Instant.parse("2026-03-14T12:30:00Z"), Instant.parse("2026-03-14T12:30:01Z")))
                .hasSize(1);
    }

    @Test
    void sameProgrammeIsOnWheneverItIsAsked() {
        Instant at = Instant.parse("2026-03-14T20:00:00Z");
        Programme today = guide.programmes(chosen, at, at.plusSeconds(1)).getFirst();
        Programme later = guideAt(at.plusSeconds(600))
                .programmes(chosen, at, at.plusSeconds(1))
                .getFirst();
        assertThat(later).isEqualTo(today);
    }

    @Test
    void idsOfAChannelAreUniqueAndBelow2To31() {
        Set<Long> ids = new HashSet<>();
        for (Programme programme : guide.programmes(chosen, LONG_AGO, FAR_AHEAD)) {
            assertThat(programme.id()).isBetween(1L, (1L << 31) - 1);
            assertThat(ids.add(programme.id())).isTrue();
        }
    }

    @Test
    void programmesVaryOverTheDayAndBetweenChannels() {
        List<String> one = titles(chosen);
        List<String> other = titles(channel(2, ""));
        assertThat(Set.copyOf(one)).hasSizeGreaterThan(8);
        assertThat(one).isNotEqualTo(other);
        assertThat(one.stream().filter(title -> title.startsWith("The Test Card Hour: ")))
                .isNotEmpty()
                .allMatch(title -> title.matches("The Test Card Hour: 1[1-7]:[03]0"));
    }

    private List<String> titles(Channel channel) {
        return guide.programmes(channel, LONG_AGO, FAR_AHEAD).stream()
                .map(Programme::title)
                .toList();
    }

    @Test
    void channelKeepsItsOwnGuideIdAndGetsOneIfItHasNone() {
        assertThat(guide.guideIdOf(channel(7, "own.id"))).contains("own.id");
        assertThat(guide.guideIdOf(channel(7, ""))).contains("channel-7.sintonia");
    }

    @Test
    void channelsThatShareAGuideIdShareItsProgrammes() {
        assertThat(guide.programmes(channel(7, "shared"), LONG_AGO, FAR_AHEAD))
                .isEqualTo(guide.programmes(channel(8, "shared"), LONG_AGO, FAR_AHEAD));
    }
}
