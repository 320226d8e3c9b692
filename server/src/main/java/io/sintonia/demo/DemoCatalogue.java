package io.sintonia.demo;

import io.sintonia.catalogue.CatalogueEditor;
import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.ChannelImport;
import io.sintonia.catalogue.FoundChannel;
import io.sintonia.catalogue.KnownEntries;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The demo source's channels in the catalogue. */
public final class DemoCatalogue {
    private DemoCatalogue() {}

    /**
     * Makes the channels of a source exactly those of the demo, as an import does: ids and overrides stay. Writes, and
     * tells, only what differs. In an empty catalogue their ids are 1, 2 and 3. Blocks.
     *
     * @param sourceId of a source that was declared already
     */
    public static void install(CatalogueEditor editor, long sourceId) {
        List<FoundChannel> found =
                Arrays.stream(DemoChannel.values()).map(DemoCatalogue::found).toList();
        KnownEntries known = editor.known(sourceId);
        if (differs(known, found)) {
            editor.importChannels(sourceId, changing -> apply(changing, known, found));
        }
    }

    /** Whether one of a channel's streams comes from the demo source. */
    public static boolean isDemo(Channel channel) {
        return channel.sources().stream().anyMatch(source -> source.url().startsWith(DemoChannel.SCHEME));
    }

    private static boolean differs(KnownEntries known, List<FoundChannel> found) {
        AtomicBoolean differs = new AtomicBoolean();
        for (FoundChannel channel : found) {
            int place = known.find(channel.key());
            if (place < 0) {
                differs.set(true);
                continue;
            }
            known.markSeen(place);
            if (known.fingerprint(place) != channel.fingerprint()) {
                differs.set(true);
            }
        }
        known.forEachUnseen(id -> differs.set(true));
        return differs.get();
    }

    private static void apply(ChannelImport changing, KnownEntries known, List<FoundChannel> found) {
        for (FoundChannel channel : found) {
            int place = known.find(channel.key());
            if (place < 0) {
                changing.add(channel);
            } else if (known.fingerprint(place) != channel.fingerprint()) {
                changing.change(known.streamSourceId(place), channel);
            }
        }
        known.forEachUnseen(changing::vanish);
    }

    private static FoundChannel found(DemoChannel channel) {
        return new FoundChannel(
                channel.key(),
                fingerprint(channel),
                channel.title(),
                channel.number(),
                "",
                channel.guideId(),
                channel.group(),
                channel.radio(),
                false,
                channel.url(),
                Map.of(),
                Map.of(),
                "");
    }

    /** Of what it says, so that an edit of {@link DemoChannel} is taken for a change, also by a catalogue of an older version. */
    private static long fingerprint(DemoChannel channel) {
        String said = String.join(
                "\n",
                channel.title(),
                channel.number(),
                channel.guideId(),
                channel.group(),
                Boolean.toString(channel.radio()),
                channel.url());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(said.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
