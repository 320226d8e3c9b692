/**
 * Which guide channel belongs to which channel, with a score and reasons for each answer.
 *
 * <p>Doors: {@link io.sintonia.guide.matching.GuideMatcher}, which is given the {@link io.sintonia.guide.matching.GuideChannel}s of
 * all guides once and then {@link io.sintonia.guide.matching.Listed} channels, and answers each with a {@link
 * io.sintonia.guide.matching.GuideMatch}. It stores nothing; what the owner has chosen by hand is not asked of it.
 *
 * <p>Pure apart from its index: a matcher belongs to one thread at a time, everything else is immutable.
 */
@NullMarked
package io.sintonia.guide.matching;

import org.jspecify.annotations.NullMarked;
