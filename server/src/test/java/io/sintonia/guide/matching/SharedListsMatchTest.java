package io.sintonia.guide.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.guide.matching.GuideMatch.Matched;
import io.sintonia.guide.matching.GuideMatch.Proposed;
import io.sintonia.names.ChannelName;
import io.sintonia.names.SharedNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lists beside the checkout, whose ids tell the right answer: one entry of each id is made a guide channel, and then all entries
 * are matched by their names alone.
 */
class SharedListsMatchTest {
    private static final Logger LOG = LoggerFactory.getLogger("figures");

    @Test
    void entriesOfRealListsFindTheirOwnIdByNameAndNoOther() throws IOException {
        var entries = SharedNames.read();
        Map<String, GuideChannel> guide = new LinkedHashMap<>();
        for (var entry : entries) {
            if (!entry.id().isEmpty()) {
                guide.putIfAbsent(entry.id(), new GuideChannel(entry.id(), List.of(entry.name()), 0, ""));
            }
        }
        var matcher = new GuideMatcher(List.copyOf(guide.values()));
        int right = 0;
        int proposed = 0;
        var wrong = new ArrayList<String>();
        for (var entry : entries) {
            var match = matcher.match(new Listed(0, entry.name(), "", "", ""));
            if (match instanceof Matched matched && !entry.id().isEmpty()) {
                var found = matched.guide().channel();
                if (found.id().equals(entry.id())) {
                    right++;
                } else {
                    wrong.add(entry + " is " + matched.guide());
                }
                var numbers = ChannelName.of(entry.name()).numbers();
                assertThat(List.of(
                                ChannelName.of(found.displayNames().getFirst()).numbers(),
                                ChannelName.ofId(found.id()).numbers()))
                        .as("%s", matched)
                        .contains(numbers);
            }
            proposed += match instanceof Proposed ? 1 : 0;
        }
        LOG.info(
                "{} entries, {} guide channels: {} right, {} wrong, {} proposed",
                entries.size(),
                guide.size(),
                right,
                wrong.size(),
                proposed);
        assertThat(wrong).isEmpty();
        assertThat(right).isGreaterThan(entries.size() / 2);
    }

    /** The harder half: the guide gives no names, so {@code Rai1.it} is all there is to find "Rai 1 (576p)" by. */
    @Test
    void entriesOfRealListsFindTheirOwnIdByItsSpellingAndNoOther() throws IOException {
        var entries = SharedNames.read();
        var matcher = new GuideMatcher(entries.stream()
                .map(SharedNames.Entry::id)
                .filter(id -> !id.isEmpty())
                .distinct()
                .map(id -> new GuideChannel(id, List.of(), 0, ""))
                .toList());
        int right = 0;
        for (var entry : entries) {
            var match = matcher.match(new Listed(0, entry.name(), "", "", ""));
            if (match instanceof Matched matched && !entry.id().isEmpty()) {
                assertThat(matched.guide().channel().id()).as("%s", entry).isEqualTo(entry.id());
                right++;
            }
        }
        LOG.info("{} entries by the spelling of ids alone: {} right, none wrong", entries.size(), right);
        assertThat(right).isGreaterThan(entries.size() / 2);
    }
}
