/**
 * The owner's rules: 'when … then …', written as a person says it, read once and applied to what the sources say of a channel.
 *
 * <p>Doors: {@link io.sintonia.curation.rules.Rule} (a condition and what follows), {@link io.sintonia.curation.rules.Condition},
 * {@link io.sintonia.curation.rules.Listed} (what a rule looks at), {@link io.sintonia.curation.rules.RuleProblem}. The
 * language is described in docs/rules.md.
 *
 * <p>Pure: no state, no input or output; any thread. Regular expressions take time in proportion to the text (RE2), so no
 * rule can bring the server to a stand.
 */
@NullMarked
package io.sintonia.curation.rules;

import org.jspecify.annotations.NullMarked;
