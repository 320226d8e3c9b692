/**
 * Which channels of different lists are one channel, so that one has the other's address to fall back on.
 *
 * <p>Doors: {@link io.sintonia.curation.matching.ChannelMatcher} is given all {@link io.sintonia.curation.matching.Offered}
 * channels and what has been {@link io.sintonia.curation.matching.Decided}, and answers with a {@link
 * io.sintonia.curation.matching.MatchPlan} of {@link io.sintonia.curation.matching.Pairing}s to apply and to propose.
 *
 * <p>A pure function: nothing is stored, the same input gives the same plan; any thread.
 */
@NullMarked
package io.sintonia.curation.matching;

import org.jspecify.annotations.NullMarked;
