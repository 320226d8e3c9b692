package io.sintonia.guide;

import io.sintonia.formats.xmltv.GuideChannel;
import io.sintonia.formats.xmltv.LocalText;
import io.sintonia.formats.xmltv.Programme;
import io.sintonia.formats.xmltv.XmltvHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The second reading of a guide: the programmes of wanted channels go into the draft. One thread. */
final class ProgrammeKeeping implements XmltvHandler {
    /** What is announced for later than this is a mistake. */
    private static final long AHEAD = Duration.ofDays(366).toSeconds();

    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final List<String> ANY_LANGUAGE = List.of();

    private final Map<String, Integer> numbers = new HashMap<>();
    private final GuideDraft draft;
    private final long from;

    /** Programmes that were over at {@code from} are left out. */
    ProgrammeKeeping(List<ChannelRoll.Entry> entries, BitSet wanted, GuideDraft draft, Instant from) {
        wanted.stream().forEach(number -> numbers.put(entries.get(number).id(), number));
        this.draft = draft;
        this.from = from.getEpochSecond();
    }

    @Override
    public void channel(GuideChannel channel) {
        // known since the first reading
    }

    @Override
    public boolean wants(String channelId) {
        return numbers.containsKey(channelId);
    }

    @Override
    public void programme(Programme programme) {
        Integer number = numbers.get(programme.channelId());
        Programme.Airing when = programme.airing();
        long start = when.start().getEpochSecond();
        long stop = when.stop().map(Instant::getEpochSecond).orElse(0L);
        boolean isOver = Math.max(stop, start + (stop == 0 ? DAY : 0)) <= from;
        if (number == null || isOver || start > from + AHEAD) {
            return;
        }
        words(programme)
                .ifPresent(words -> draft.addNew(
                        number,
                        new Airing(
                                start,
                                stop,
                                when.length()
                                        .map(length -> (int) Math.min(DAY, length.toSeconds()))
                                        .orElse(0),
                                words)));
    }

    /** None without a title: there would be nothing to show. */
    private static Optional<Airing.Words> words(Programme programme) {
        Programme.Wording wording = programme.wording();
        Optional<LocalText> title = LocalText.preferred(wording.titles(), ANY_LANGUAGE)
                .or(() -> LocalText.preferred(wording.subTitles(), ANY_LANGUAGE));
        return title.map(main -> new Airing.Words(
                main.text(), programme.description(ANY_LANGUAGE), main.language(), Excerpt.of(programme)));
    }
}
