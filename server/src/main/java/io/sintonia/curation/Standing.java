package io.sintonia.curation;

import io.sintonia.curation.LiveGroups.Place;
import io.sintonia.curation.SaidChannels.Said;
import io.sintonia.curation.rules.Listed;
import io.sintonia.curation.rules.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What holds of a channel in the end: what the sources say, then the rules, then the owner's word. The same as the catalogue
 * shows to players, here also of channels that no player is shown.
 */
record Standing(String name, String number, String logo, String guideId, Optional<Place> group, boolean hidden) {
    static Standing of(Said said, List<Rule> rules, Map<String, String> word, LiveGroups groups) {
        Listed after = RuleBook.applied(rules, said.listed());
        Optional<Place> own = groups.place(said.categoryId());
        String byHand = word.getOrDefault("category_id", "");
        Optional<Place> group = byHand.matches("\\d{1,18}")
                ? groups.place(Long.parseLong(byHand))
                : groups.placeOfName(after.group()).or(() -> own);
        boolean hidden =
                Boolean.parseBoolean(word.getOrDefault("hidden", Boolean.toString(said.hidden() || after.hidden())));
        return new Standing(
                word.getOrDefault("name", after.name()),
                word.getOrDefault("number", after.number()),
                word.getOrDefault("logo", after.logo()),
                word.getOrDefault("guide_id", after.guide()),
                group,
                hidden || group.map(Place::hidden).orElse(true));
    }
}
