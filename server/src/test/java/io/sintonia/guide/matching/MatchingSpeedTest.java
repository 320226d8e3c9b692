package io.sintonia.guide.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.guide.matching.GuideMatch.Matched;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A whole list against whole guides takes seconds. The bound is the owner's patience; the log tells the figure. */
class MatchingSpeedTest {
    private static final Logger LOG = LoggerFactory.getLogger("figures");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> COMMON = List.of(
            "Sport", "News", "Cinema", "Kids", "Music", "Extra", "Premium", "Movies", "Action", "Gold", "Star", "Life",
            "Travel", "World");
    private static final List<String> COUNTRIES = List.of("IT", "UK", "DE", "FR", "ES", "US", "PL", "TR");

    private static String name(int i) {
        var random = new Random(i * 7919L);
        var name = new StringBuilder();
        for (int word = random.nextInt(3); word >= 0; word--) {
            if (random.nextInt(3) > 0) {
                name.append(COMMON.get(random.nextInt(COMMON.size())));
            } else {
                for (int syllable = 0; syllable < 3; syllable++) {
                    name.append("bcdfglmnprstv".charAt(random.nextInt(13))).append("aeiou".charAt(random.nextInt(5)));
                }
            }
            name.append(' ');
        }
        return name.append(random.nextBoolean() ? random.nextInt(30) : "")
                .toString()
                .strip();
    }

    @Test
    void tenThousandChannelsMeetFortyThousandGuideChannels() {
        var guide = new ArrayList<GuideChannel>();
        for (int i = 0; i < 40_000; i++) {
            guide.add(new GuideChannel(
                    "g-" + (100_000 + i),
                    List.of(name(i), name(i) + " HD"),
                    i % 5,
                    COUNTRIES.get(i % 8).toLowerCase(Locale.ROOT).replace("uk", "gb")));
        }
        var channels = new ArrayList<Listed>();
        for (int i = 0; i < 10_000; i++) {
            channels.add(new Listed(i, COUNTRIES.get(i * 4 % 8) + "| " + name(i * 4) + " \u1d34\u1d30", "", "", ""));
        }
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        var matches = new GuideMatcher(guide).match(channels);
        var taken = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
        long matched = matches.stream().filter(Matched.class::isInstance).count();
        LOG.info("10,000 channels against 40,000 guide channels: {} ms of CPU, {} matched", taken.toMillis(), matched);
        assertThat(taken).isLessThan(PATIENCE);
        assertThat(matched).isGreaterThan(1_000);
    }
}
