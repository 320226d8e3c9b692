package io.sintonia.relay;

import io.sintonia.formats.mpegts.StreamSplice;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The slate of one channel: written into the same log as the sources, spliced like them, while none of them plays. The pump's
 * own; between two pieces of it the pump looks whether a source is ready.
 */
final class Interlude {
    private static final int READ_BYTES = 16 << 10;

    private final ChannelRelay relay;
    private final RelayHouse house;
    private final FailoverPlan plan;
    private final StreamSplice splice;
    private final byte[] buffer = new byte[READ_BYTES];
    private @Nullable Upstream slate;
    private @Nullable LogFeeder feeder;

    Interlude(ChannelRelay relay, RelayHouse house, FailoverPlan plan, StreamSplice splice) {
        this.relay = relay;
        this.house = house;
        this.plan = plan;
        this.splice = splice;
    }

    /**
     * Writes the next piece, in real time: waits for less than a tenth of a second.
     *
     * @param silentSince when the last bytes of any source came
     * @return false if there is nothing to show, or not yet
     */
    boolean goesOn(long silentSince) throws IOException {
        Upstream open = slate;
        LogFeeder writes = feeder;
        if (open == null || writes == null) {
            if (!isDue(silentSince)) {
                return false;
            }
            open = house.slates().open(plan.hasPlayed() ? Slate.UNAVAILABLE : Slate.STARTING);
            writes = new LogFeeder(relay.log(), house.clock().nanos(), splice);
            slate = open;
            feeder = writes;
            relay.reads(open);
            // from here on viewers have an answer, and are held like those of a channel that has played
            plan.played();
        }
        int count;
        try {
            count = open.read(buffer);
        } catch (IOException e) {
            return false; // the channel was ended while it waited
        }
        writes.feed(buffer, count);
        return true;
    }

    private boolean isDue(long silentSince) {
        SlateSettings settings = house.settings().slates();
        boolean wanted = plan.hasPlayed() ? settings.outage() : settings.starting();
        long silence = house.clock().nanos().getAsLong() - silentSince;
        return wanted && silence >= settings.outageAfter().toNanos();
    }

    /** A source is ready, or the channel ends. */
    void end() throws IOException {
        Upstream open = slate;
        LogFeeder writes = feeder;
        slate = null;
        feeder = null;
        if (open != null && writes != null) {
            relay.reads(null);
            open.close();
            writes.finish();
            relay.log().beginAnew();
        }
    }
}
