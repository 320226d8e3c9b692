/**
 * What the owner makes of what the sources say: rules, edits by hand, channels that are one, and the way back.
 *
 * <p>Doors: {@link io.sintonia.curation.Edits} (every edit by hand, journalled, and its undoing), {@link
 * io.sintonia.curation.RuleBook} (the rules as the catalogue applies them), {@link
 * io.sintonia.curation.CurationSettings}.
 *
 * <p>Everything here is written over what the imports write and never into it, so a refresh loses none of it. Blocking; one
 * transaction an edit; told to the catalogue after the commit.
 */
@NullMarked
package io.sintonia.curation;

import org.jspecify.annotations.NullMarked;
