package io.sintonia.outputs;

import io.sintonia.outputs.wire.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a list or guide is answered with while an address is not listened to (RFC 6585, 4). */
public final class TooManyGuesses {
    /** For how long, as the throttle remembers a guess. */
    public static final String RETRY_AFTER_SECONDS = "60";

    private TooManyGuesses() {}

    /** The answer, for people. */
    public static Answer answer() {
        return new Answer.Whole(
                new Answer.Head(
                        429, Map.of("Content-Type", "text/plain; charset=utf-8", "Retry-After", RETRY_AFTER_SECONDS)),
                "too many wrong passwords from this address; wait a minute\n".getBytes(StandardCharsets.UTF_8));
    }
}
