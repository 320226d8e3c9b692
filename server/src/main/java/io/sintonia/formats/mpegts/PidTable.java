package io.sintonia.formats.mpegts;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tracks of all PIDs seen: 64 pages of 128, made when first needed, so that a usual stream costs 3 KiB. */
final class PidTable {
    private static final int PAGE_BITS = 7;
    private static final int PAGE = 1 << PAGE_BITS;

    private final @Nullable PidTrack[] @Nullable [] pages = new @Nullable PidTrack[TsPacket.PIDS / PAGE][];

    PidTrack of(int pid) {
        var page = pages[pid >> PAGE_BITS];
        if (page != null) {
            var track = page[pid & (PAGE - 1)];
            if (track != null) {
                return track;
            }
        }
        return make(pid);
    }

    void forEach(Consumer<PidTrack> action) {
        for (var page : pages) {
            if (page != null) {
                for (var track : page) {
                    if (track != null) {
                        action.accept(track);
                    }
                }
            }
        }
    }

    private PidTrack make(int pid) {
        var page = pages[pid >> PAGE_BITS];
        if (page == null) {
            page = new @Nullable PidTrack[PAGE];
            pages[pid >> PAGE_BITS] = page;
        }
        var track = new PidTrack(pid);
        page[pid & (PAGE - 1)] = track;
        return track;
    }
}
