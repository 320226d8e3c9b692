package io.sintonia.guide;

import io.sintonia.formats.xmltv.GuideChannel;
import io.sintonia.formats.xmltv.LocalText;
import io.sintonia.formats.xmltv.Programme;
import io.sintonia.formats.xmltv.XmltvHandler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The first reading of a guide: which channels it has, declared or only used, and no programme. One thread. */
final class ChannelRoll implements XmltvHandler {
    /** More channels than any guide has; what comes after them is passed over and counted. */
    static final int MOST_CHANNELS = 200_000;

    private static final int MOST_NAMES = 12;
    private static final int MOST_CHARACTERS = 200;
    private static final int MOST_ID = 500;

    private final Map<String, List<String>> names = new LinkedHashMap<>();
    private long tooMany;

    /** A channel with its names; none if it is only used. */
    record Entry(String id, List<String> names) {}

    @Override
    public void channel(GuideChannel channel) {
        List<String> known = known(channel.id());
        for (LocalText name : channel.displayNames()) {
            String text = name.text();
            if (known.size() < MOST_NAMES && text.length() <= MOST_CHARACTERS && !known.contains(text)) {
                known.add(text);
            }
        }
    }

    @Override
    public boolean wants(String channelId) {
        var _ = known(channelId);
        return false;
    }

    @Override
    public void programme(Programme programme) {
        throw new IllegalStateException("no programme is wanted yet");
    }

    private List<String> known(String id) {
        List<String> known = names.get(id);
        if (known != null) {
            return known;
        }
        List<String> none = new ArrayList<>(2);
        if (names.size() >= MOST_CHANNELS || id.length() > MOST_ID) {
            tooMany++;
            return none;
        }
        names.put(id, none);
        return none;
    }

    /** Declarations and runs of programmes that were passed over because there are too many channels, or their id is too long. */
    long tooMany() {
        return tooMany;
    }

    /** In the order in which they were met. */
    List<Entry> entries() {
        return names.entrySet().stream()
                .map(entry -> new Entry(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }
}
