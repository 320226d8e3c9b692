/**
 * What is on, now and later: guides in XMLTV are read, kept, matched with channels and asked as one.
 *
 * <p>Doors: {@link io.sintonia.guide.Guide} with {@link io.sintonia.guide.Programme}, which is all that players' answers need; {@link
 * io.sintonia.guide.GuideSettings}, {@link io.sintonia.guide.ProgrammeSettings} and {@link io.sintonia.guide.DeclaredGuides} for what
 * the configuration says; {@link io.sintonia.guide.GuideSources} with {@link io.sintonia.guide.GuideSource} and {@link
 * io.sintonia.guide.GuideReport}, {@link io.sintonia.guide.GuideSchedule}, and {@link io.sintonia.guide.MatchBook} with {@link
 * io.sintonia.guide.ChannelMatches} for the administrator; {@link io.sintonia.guide.GeneratedGuide} for channels that have none.
 *
 * <p>Threads: one reads guides ({@code guide-reader}), one looks for what is due and matches ({@code guide-timer}); whoever asks for
 * programmes waits for one query at the most. docs/decisions/0027 tells how they are kept.
 */
@NullMarked
package io.sintonia.guide;

import org.jspecify.annotations.NullMarked;
