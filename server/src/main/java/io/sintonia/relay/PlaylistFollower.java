package io.sintonia.relay;

import io.sintonia.formats.hls.HlsPlaylist.Growth;
import io.sintonia.formats.hls.HlsPlaylist.Mark;
import io.sintonia.formats.hls.HlsPlaylist.Media;
import io.sintonia.formats.hls.HlsPlaylist.Segment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which segment comes next, from one reading of a media playlist to the next. Pure; one thread.
 *
 * <p>Segments are followed by number. A number that jumped ahead is a loss; one that fell is either an edge of a CDN that is
 * behind (its segments are known: it is ignored, for a while) or an encoder that began anew. A list without numbers is followed
 * by the addresses of its segments, their queries left aside, since tokens change.
 */
final class PlaylistFollower {
    /** RFC 8216, 6.3.3: a client should not begin less than three target durations before the end. */
    static final int START_SEGMENTS = 3;

    /** How many readings in a row an edge may be behind before that counts as the truth; read at half the target, less than a stall. */
    private static final int MOST_STALE = 5;

    private static final Duration LONGEST_TARGET = Duration.ofMinutes(1);

    private Media list;
    private int position;
    private boolean anew;
    private int stale;
    private long lost;

    /** The next segment; {@code anew} if it does not continue what was had before. */
    record Due(Segment segment, long number, boolean anew) {}

    PlaylistFollower(Media first) {
        this.list = first;
        this.position = start(first);
    }

    /** Takes a newer reading; answers whether it brought anything new. */
    boolean refresh(Media next) {
        return bothNumbered(next) ? refreshByNumber(next) : refreshByAddress(next);
    }

    /** The next segment, if the list has one; gaps are passed over. */
    Optional<Due> due() {
        while (position < list.segments().size()) {
            Segment segment = list.segments().get(position);
            if (!segment.marks().contains(Mark.GAP)) {
                boolean marked = segment.marks().contains(Mark.DISCONTINUITY);
                return Optional.of(new Due(segment, first(list) + position, anew || marked));
            }
            lose(1);
            position++;
        }
        return Optional.empty();
    }

    /** The due segment has been taken. */
    void taken() {
        position++;
        anew = false;
    }

    /** The due segment cannot be had, or broke off in its middle: what follows does not continue. */
    void missed() {
        position++;
        lose(1);
    }

    /** What follows comes from another list, whose clocks may be others. */
    void movedElsewhere() {
        anew = true;
    }

    /** Segments of the list that are still to come. */
    int left() {
        return list.segments().size() - position;
    }

    /** Whether the list says that nothing will be added. */
    boolean hasEnded() {
        return list.growth() == Growth.ENDED;
    }

    /** The target duration; at most a minute, since waits are reckoned by it. */
    Duration target() {
        Duration said = list.target();
        return said.compareTo(LONGEST_TARGET) > 0 ? LONGEST_TARGET : said;
    }

    /** How long the list's last segment is: after it the next one is to be expected. */
    Duration last() {
        return list.segments().isEmpty()
                ? list.target()
                : list.segments().getLast().duration();
    }

    /** Segments that were lost so far. */
    long lost() {
        return lost;
    }

    private boolean refreshByNumber(Media next) {
        long due = first(list) + position;
        long begin = first(next);
        long end = begin + next.segments().size();
        if (due < begin) {
            lose(begin - due);
            become(next, 0);
            return true;
        }
        if (due <= end) {
            boolean grown = end > first(list) + list.segments().size() || isChanged(next);
            become(next, (int) (due - begin));
            return grown;
        }
        boolean behind = due - end < Math.max(next.segments().size(), START_SEGMENTS) && knows(next);
        // an edge that is two segments behind has caught up after two segments' time, which is four readings
        if (behind && ++stale <= Math.min(MOST_STALE, 2 * (due - end) + 2)) {
            return false;
        }
        lose(0);
        become(next, start(next));
        return true;
    }

    private boolean refreshByAddress(Media next) {
        boolean grown = isChanged(next);
        if (position == 0) {
            become(next, start(next));
            return grown;
        }
        String lastTaken = key(list.segments().get(position - 1));
        List<Segment> segments = next.segments();
        for (int i = segments.size() - 1; i >= 0; i--) {
            if (key(segments.get(i)).equals(lastTaken)) {
                become(next, i + 1);
                return grown;
            }
        }
        if (segments.isEmpty()) {
            return false;
        }
        lose(0);
        become(next, start(next));
        return true;
    }

    private void become(Media next, int at) {
        list = next;
        position = at;
        stale = 0;
    }

    private void lose(long segments) {
        lost += segments;
        anew = true;
    }

    /** Whether the end of the list is another one than before. */
    private boolean isChanged(Media next) {
        if (next.segments().isEmpty() || list.segments().isEmpty()) {
            return next.segments().size() != list.segments().size() || next.growth() != list.growth();
        }
        return next.growth() != list.growth()
                || !key(next.segments().getLast()).equals(key(list.segments().getLast()));
    }

    /** Whether the newest segment of a list was in the one before. */
    private boolean knows(Media next) {
        if (next.segments().isEmpty()) {
            return true;
        }
        String newest = key(next.segments().getLast());
        return list.segments().stream().anyMatch(segment -> key(segment).equals(newest));
    }

    private boolean bothNumbered(Media next) {
        return list.numbers().sequence().isPresent()
                && next.numbers().sequence().isPresent();
    }

    /** RFC 8216, 4.3.3.2: 0 where it is not said. */
    private static long first(Media media) {
        OptionalLong sequence = media.numbers().sequence();
        return sequence.orElse(0);
    }

    private static String key(Segment segment) {
        String uri = segment.place().uri();
        int query = uri.indexOf('?');
        return (query < 0 ? uri : uri.substring(0, query))
                + segment.place().range().map(range -> "@" + range.offset()).orElse("");
    }

    /** Where to begin: an ended list at its beginning, a growing one three segments before its end, or as EXT-X-START says. */
    private static int start(Media media) {
        List<Segment> segments = media.segments();
        if (media.start().isPresent() && !segments.isEmpty()) {
            return startAt(segments, media.start().getAsDouble());
        }
        return media.growth() == Growth.ENDED ? 0 : Math.max(0, segments.size() - START_SEGMENTS);
    }

    private static int startAt(List<Segment> segments, double offset) {
        double whole = segments.stream().mapToDouble(PlaylistFollower::seconds).sum();
        double wanted = offset < 0 ? whole + offset : offset;
        double at = 0;
        for (int i = 0; i < segments.size(); i++) {
            at += seconds(segments.get(i));
            if (at > wanted) {
                return i;
            }
        }
        return segments.size() - 1;
    }

    private static double seconds(Segment segment) {
        return segment.duration().toNanos() / 1e9;
    }
}
