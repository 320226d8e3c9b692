package io.sintonia.fetch;

import java.time.Duration;
import java.util.Optional;

/** What came of opening a live stream. */
public sealed interface LiveOpening {
    /** It answers as a stream should. The receiver closes it. */
    record Opened(LiveStream stream) implements LiveOpening {}

    /**
     * It does not; the connection is closed already.
     *
     * @param httpStatus if it answered at all
     * @param retryAfter if it said when to come back: at most a day
     */
    record NotOpened(FetchFailure failure, Optional<Integer> httpStatus, Optional<Duration> retryAfter)
            implements LiveOpening {}
}
