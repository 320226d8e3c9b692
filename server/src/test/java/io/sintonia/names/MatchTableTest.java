package io.sintonia.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.names.PairTable.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real names with the right answers: what is applied without asking must be right, and most of what is right be applied. */
class MatchTableTest {
    private static final Logger LOG = LoggerFactory.getLogger("figures");

    @Test
    void eachPairOfChannelAndGuideGetsTheVerdictWeWant() {
        assertThat(surprises("pairs", Purpose.GUIDE)).isEmpty();
    }

    @Test
    void eachPairOfAddressesGetsTheVerdictWeWant() {
        assertThat(surprises("addresses", Purpose.ADDRESSES)).isEmpty();
    }

    @Test
    void everyAutomaticMatchIsRightAndNineOfTenAreFound() {
        var pairs = PairTable.read("pairs");
        assertThat(pairs).hasSizeGreaterThan(200);
        var automatic = pairs.stream()
                .filter(pair -> verdict(pair, Purpose.GUIDE).isAutomatic())
                .toList();
        long right = automatic.stream().filter(Pair::same).count();
        long same = pairs.stream().filter(Pair::same).count();
        LOG.info(
                "{} pairs, {} of them one channel: {} automatic, {} of these right",
                pairs.size(),
                same,
                automatic.size(),
                right);
        assertThat(automatic).allMatch(Pair::same);
        assertThat((double) right / same).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void addressesOfOneChannelAreMergedOrAtLeastProposed() {
        var pairs = PairTable.read("addresses");
        assertThat(pairs.stream()
                        .filter(pair -> verdict(pair, Purpose.ADDRESSES).isAutomatic()))
                .allMatch(Pair::same);
        assertThat(pairs.stream().filter(Pair::same))
                .allMatch(pair -> verdict(pair, Purpose.ADDRESSES).isProposed());
    }

    @Test
    void verdictIsTheSameTheOtherWayRound() {
        for (var pair : PairTable.read("pairs")) {
            var first = pair.other();
            var second = pair.one();
            assertThat(Match.compare(first, second, Purpose.GUIDE).score())
                    .as("%s", pair)
                    .isEqualTo(verdict(pair, Purpose.GUIDE).score());
        }
    }

    @Test
    void everyVerdictHasAReason() {
        assertThat(PairTable.read("pairs"))
                .allSatisfy(pair ->
                        assertThat(verdict(pair, Purpose.GUIDE).reasons()).isNotEmpty());
    }

    private static List<String> surprises(String table, Purpose purpose) {
        return PairTable.read(table).stream()
                .filter(pair -> !said(verdict(pair, purpose)).equals(pair.verdict()))
                .map(pair -> pair + " is " + verdict(pair, purpose))
                .toList();
    }

    private static Verdict verdict(Pair pair, Purpose purpose) {
        return Match.compare(pair.one(), pair.other(), purpose);
    }

    private static String said(Verdict verdict) {
        return verdict.isAutomatic() ? "automatic" : verdict.isProposed() ? "proposed" : "none";
    }
}
