package io.sintonia.outputs.hls;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sintonia.channellog.LogSegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The playlists of one log as they were listed last: made once for each change of the window, by the first who asks, and
 * from the ones before, so that a window of a day costs a copy and not 43,200 lines anew.
 *
 * <p>One for each folder that segments are told to lie in, which depends on how a viewer asked and on the hour; few are
 * kept. From any thread. The lock guards memory only, for about a millisecond where the window is a day.
 */
final class PlaylistWindow {
    private static final int MOST_FOLDERS = 3;
    private static final int LEAST_TARGET_SECONDS = 3;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<String, ListedWindow> listed = new LinkedHashMap<>(4, 0.75f, true);

    /** The target duration once told: it must not change (RFC 8216, 4.3.3.1). */
    @GuardedBy("lock")
    private int targetSeconds;

    @GuardedBy("lock")
    private long measured = -1;

    @GuardedBy("lock")
    private long longestMillis;

    /** The playlist of a window that is not empty. */
    ListedWindow of(List<LogSegment> window, String folder) {
        lock.lock();
        try {
            measure(window);
            ListedWindow before = listed.get(folder);
            if (before == null && listed.size() >= MOST_FOLDERS) {
                listed.remove(listed.keySet().iterator().next());
            }
            ListedWindow now = before == null
                    ? ListedWindow.anew(window, folder, targetSeconds)
                    : before.movedTo(window, targetSeconds);
            listed.put(folder, now);
            return now;
        } finally {
            lock.unlock();
        }
    }

    /** Half as much again as the longest segment so far; raised only if the stream breaks that promise itself. */
    @GuardedBy("lock")
    private void measure(List<LogSegment> window) {
        for (int i = window.size() - 1; i >= 0 && window.get(i).sequence() > measured; i--) {
            longestMillis = Math.max(longestMillis, window.get(i).duration().toMillis());
        }
        measured = Math.max(measured, window.getLast().sequence());
        targetSeconds = targetSeconds == 0
                ? Math.max(LEAST_TARGET_SECONDS, (int) Math.ceil(longestMillis * 1.5 / 1000.0))
                : Math.max(targetSeconds, (int) Math.round(longestMillis / 1000.0));
    }
}
