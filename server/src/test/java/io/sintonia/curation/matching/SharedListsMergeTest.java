package io.sintonia.curation.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.names.ChannelName;
import io.sintonia.names.SharedNames;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lists beside the checkout against each other: no merge breaks a fact. */
class SharedListsMergeTest {
    private static final Logger LOG = LoggerFactory.getLogger("figures");

    @Test
    void mergesOfRealListsHaveTheSameNumbersShiftAndCountry() throws IOException {
        var entries = SharedNames.read();
        var offered = new ArrayList<Offered>();
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            offered.add(new Offered(i, entry.list().hashCode(), entry.name(), entry.id(), ""));
        }
        var plan = ChannelMatcher.plan(offered, Decided.NOTHING);
        LOG.info(
                "{} entries: {} merges, {} proposals",
                entries.size(),
                plan.merges().size(),
                plan.proposals().size());
        assertThat(plan.merges()).isNotEmpty().allSatisfy(pairing -> {
            var older = entries.get((int) pairing.older());
            var newer = entries.get((int) pairing.newer());
            var one = ChannelName.of(older.name());
            var other = ChannelName.of(newer.name());
            assertThat(older.list()).isNotEqualTo(newer.list());
            assertThat(one.numbers()).isEqualTo(other.numbers());
            assertThat(one.shiftHours()).isEqualTo(other.shiftHours());
            assertThat(one.feed()).isEqualTo(other.feed());
            assertThat(older.id().isEmpty()
                            || newer.id().isEmpty()
                            || older.id().equalsIgnoreCase(newer.id()))
                    .as("%s", pairing)
                    .isTrue();
        });
    }
}
