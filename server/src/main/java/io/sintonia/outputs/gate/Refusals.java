package io.sintonia.outputs.gate;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts refusals by their reason and writes a line for each kind at most once a second, so guessing fills no disk. */
public final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int LONGEST_NAME = 60;
    private static final long QUIET_NANOS = 1_000_000_000L;

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, Long> lastLine = new ConcurrentHashMap<>();

    /** Counts a refusal. The reasons are a small fixed set. */
    public void count(String reason) {
        counts.computeIfAbsent(reason, any -> new LongAdder()).increment();
    }

    /** Counts a refusal and says so in the log. */
    public void note(String reason, String username, InetAddress address) {
        count(reason);
        long now = System.nanoTime();
        Long last = lastLine.get(reason);
        if (last == null || now - last > QUIET_NANOS) {
            lastLine.put(reason, now);
            LOG.info("refused {} from {}: {}", shown(username), address.getHostAddress(), reason);
        }
    }

    /** How often each reason was given since the start. */
    public Map<String, Long> counts() {
        return counts.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().sum()));
    }

    /** A name someone typed may hold anything: one line, short. */
    private static String shown(String username) {
        String plain = username.replaceAll("[^\\p{L}\\p{N}@._-]", "?");
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME);
    }
}
