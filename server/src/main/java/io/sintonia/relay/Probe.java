package io.sintonia.relay;

import java.time.Duration;
import java.util.List;

/** What came of looking whether an address would play. */
public sealed interface Probe {
    /**
     * It would.
     *
     * @param took from the question to the first entry point
     * @param video codec, picture size and whether it is scrambled; empty if there is no picture
     * @param audio codecs and languages
     */
    record Works(Duration took, String video, List<String> audio) implements Probe {
        public Works {
            audio = List.copyOf(audio);
        }
    }

    /** It would not. */
    record Fails(UpstreamFailure failure) implements Probe {}

    /** It was not looked, or not to the end; says nothing of the address. */
    record Skipped(String why) implements Probe {}
}
