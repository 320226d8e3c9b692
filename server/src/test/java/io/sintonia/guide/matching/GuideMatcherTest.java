package io.sintonia.guide.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.sintonia.guide.matching.GuideMatch.Matched;
import io.sintonia.guide.matching.GuideMatch.None;
import io.sintonia.guide.matching.GuideMatch.Proposed;
import io.sintonia.names.PairTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A channel gets the guide that is its own, or a question. */
class GuideMatcherTest {
    private static GuideChannel guide(String id, String... names) {
        return new GuideChannel(id, List.of(names), 0, "");
    }

    private static Listed channel(String name, String guideId) {
        return new Listed(7, name, guideId, "", "");
    }

    private static String matched(GuideMatch match) {
        assertThat(match).isInstanceOf(Matched.class);
        return ((Matched) match).guide().channel().id();
    }

    @Test
    void sameIdWinsOverNames() {
        var matcher = new GuideMatcher(List.of(guide("a", "Nova"), guide("b", "Something else")));
        assertThat(matched(matcher.match(channel("Nova", "B")))).isEqualTo("b");
    }

    @Test
    void idsAreKnownInTheFormsTheyHaveInTheWild() {
        var matcher = new GuideMatcher(List.of(guide("Rai1.it"), guide("Rai2.it"), guide("Rai3.it")));
        for (var form : List.of("RAI1.IT", "RAI 1 HD.it", "rai-1", "Rai1.it@SD", " rai1.it ")) {
            assertThat(matched(matcher.match(channel("", form)))).as(form).isEqualTo("Rai1.it");
        }
    }

    @Test
    void wrongNumberBehindTheRightIdIsAQuestion() {
        var matcher =
                new GuideMatcher(List.of(guide("SkySport1.it", "Sky Sport 1"), guide("SkySport2.it", "Sky Sport 2")));
        var match = matcher.match(channel("IT: Sky Sport 2 HD", "SkySport1.it"));
        assertThat(matched(match)).isEqualTo("SkySport2.it"); // its name says so, and nothing speaks against it
        var alone = new GuideMatcher(List.of(guide("SkySport1.it", "Sky Sport 1")));
        assertThatObject(alone.match(channel("IT: Sky Sport 2 HD", "SkySport1.it")))
                .isInstanceOfSatisfying(
                        Proposed.class,
                        proposed -> assertThat(proposed.guides().getFirst().reasons())
                                .contains("numbers differ: 2 and 1"));
    }

    @Test
    void twoOfOneNameInTwoCountriesAreAQuestion() {
        var matcher = new GuideMatcher(List.of(guide("Arte.de", "Arte"), guide("Arte.fr", "Arte")));
        assertThat(matcher.match(channel("Arte HD", ""))).isInstanceOf(Proposed.class);
        assertThat(matched(matcher.match(channel("FR: Arte HD", "")))).isEqualTo("Arte.fr");
        assertThat(matched(matcher.match(new Listed(7, "Arte HD", "", "", "de"))))
                .isEqualTo("Arte.de");
    }

    @Test
    void channelInTwoGuidesIsTakenFromTheFirst() {
        var matcher = new GuideMatcher(List.of(
                new GuideChannel("rai-uno", List.of("Rai 1"), 2, "it"),
                new GuideChannel("1234", List.of("Rai 1"), 1, "it")));
        assertThat(matched(matcher.match(channel("IT: Rai 1", "")))).isEqualTo("1234");
    }

    @Test
    void ofTwoQualitiesInOneGuideTheSameIsTaken() {
        var matcher = new GuideMatcher(List.of(guide("10", "Nova"), guide("11", "Nova HD")));
        assertThat(matched(matcher.match(channel("Nova HD", "")))).isEqualTo("11");
        assertThat(matched(matcher.match(channel("Nova", "")))).isEqualTo("10");
    }

    @Test
    void guideNameOfTheListCountsAsAName() {
        var matcher = new GuideMatcher(List.of(guide("x1", "Rai Movie")));
        assertThat(matched(matcher.match(new Listed(1, "Film italiani", "", "Rai Movie", ""))))
                .isEqualTo("x1");
    }

    @Test
    void similarNamesAreOnlyProposedTheLikeliestFirst() {
        var matcher = new GuideMatcher(List.of(guide("x1", "Telelombardia"), guide("x2", "Telenova")));
        assertThatObject(matcher.match(channel("Telelombarida", "")))
                .isInstanceOfSatisfying(Proposed.class, proposed -> {
                    assertThat(proposed.guides().getFirst().channel().id()).isEqualTo("x1");
                    assertThat(proposed.guides().getFirst().score()).isLessThan(90);
                });
    }

    @Test
    void nothingIsSaidOfChannelsNobodyKnows() {
        var matcher = new GuideMatcher(List.of(guide("x1", "Telelombardia")));
        assertThat(matcher.match(channel("Zebra", ""))).isInstanceOf(None.class);
        assertThat(matcher.match(channel("", ""))).isEqualTo(new None(7, "it has no name"));
        assertThat(new GuideMatcher(List.of()).match(channel("Zebra", "z"))).isInstanceOf(None.class);
    }

    /** Every channel of the table against every guide channel of the table: none may get one that is not its own. */
    @Test
    void noChannelOfTheTableGetsTheGuideOfAnother() {
        var pairs = PairTable.read("pairs");
        var guides = new ArrayList<GuideChannel>();
        Map<String, PairTable.Pair> byId = new HashMap<>();
        for (var pair : pairs) {
            if (!pair.otherId().isEmpty() && byId.putIfAbsent(pair.otherId().toLowerCase(Locale.ROOT), pair) == null) {
                guides.add(new GuideChannel(pair.otherId(), pair.others(), 0, ""));
            }
        }
        var matcher = new GuideMatcher(guides);
        for (var pair : pairs) {
            if (!pair.same() && matcher.match(channel(pair.name(), pair.id())) instanceof Matched match) {
                assertThat(match.guide().channel().id())
                        .as("%s: %s", pair.name(), match)
                        .isNotEqualTo(pair.otherId());
            }
        }
        long found = pairs.stream()
                .filter(pair -> pair.verdict().equals("automatic")
                        && !(matcher.match(channel(pair.name(), pair.id())) instanceof None))
                .count();
        assertThat(found).isGreaterThan(120);
    }
}
