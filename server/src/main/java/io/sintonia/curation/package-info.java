/**
 * What the owner makes of what the sources say: rules, edits by hand, channels that are one, and the way back.
 *
 * <p>Doors: {@link io.sintonia.curation.Edits} (every edit by hand, journalled, and its undoing), {@link
 * io.sintonia.curation.RuleBook} (the rules as the catalogue applies them); for whoever shows an owner what there is {@link
 * io.sintonia.curation.ChannelDirectory}, {@link io.sintonia.curation.GroupDirectory}, {@link
 * io.sintonia.curation.FilmDirectory}, {@link io.sintonia.curation.Bouquets}, {@link io.sintonia.curation.Proposals} and {@link
 * io.sintonia.curation.RulePreview}; {@link io.sintonia.curation.CurationSettings}, {@link
 * io.sintonia.curation.RuleSettings}.
 *
 * <p>Everything here is written over what the imports write and never into it, so a refresh loses none of it. Blocking; one
 * transaction an edit; told to the catalogue after the commit.
 */
@NullMarked
package io.sintonia.curation;

import org.jspecify.annotations.NullMarked;
