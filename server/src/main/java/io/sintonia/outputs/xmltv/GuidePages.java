package io.sintonia.outputs.xmltv;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sintonia.accounts.Account;
import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.Lineup;
import io.sintonia.formats.xmltv.XmltvWriter;
import io.sintonia.guide.Guide;
import io.sintonia.guide.Programme;
import io.sintonia.outputs.KeptBody;
import io.sintonia.outputs.OneLine;
import io.sintonia.outputs.ShownChannel;
import io.sintonia.outputs.TooManyGuesses;
import io.sintonia.outputs.gate.Entry;
import io.sintonia.outputs.gate.Gate;
import io.sintonia.outputs.wire.Answer;
import io.sintonia.outputs.wire.PlayerRequest;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers {@code /xmltv.php} and {@code /xmltv.php.gz}: what is on in the account's own channels, and in no others. */
public final class GuidePages {
    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_DAYS = 30;
    /** Players offer catch-up only for programmes that they have seen in the guide. */
    private static final int PAST_DAYS = 1;

    private static final Map<String, String> PAGE = Map.of(
            "Content-Type",
            "application/xml; charset=utf-8",
            "Content-Disposition",
            "attachment; filename=\"epg.xml\"");
    private static final Map<String, String> PACKED = Map.of(
            "Content-Type", "application/octet-stream", "Content-Disposition", "attachment; filename=\"epg.xml.gz\"");

    private record Key(String lineup, String guide, Window window) {}

    /** Days around an hour, so that everybody who asks within that hour gets the same page. */
    private record Window(Instant hour, int past, int ahead) {
        Instant from() {
            return hour.minus(past, ChronoUnit.DAYS);
        }

        Instant to() {
            return hour.plus(1, ChronoUnit.HOURS).plus(ahead, ChronoUnit.DAYS);
        }
    }

    private final Gate gate;
    private final Catalogue catalogue;
    private final Guide guide;
    private final InstantSource clock;
    private final Cache<Key, KeptBody> pages = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Key key, KeptBody page) -> page.weight())
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    public GuidePages(Gate gate, Catalogue catalogue, Guide guide, InstantSource clock) {
        this.gate = gate;
        this.catalogue = catalogue;
        this.guide = guide;
        this.clock = clock;
    }

    /**
     * The guide of the account that asks. {@code prev_days} and {@code next_days} choose the window, of at most 30 days each
     * way (otherwise a day back and all that is known ahead); {@code gzip=1} or {@code .gz} gives a packed file.
     */
    public Answer get(PlayerRequest request) {
        return switch (gate.byParameters(request)) {
            case Entry.Stranger _ -> Answer.text(403, "these credentials are not known here");
            case Entry.Suspended(Account _, Account.Standing _) -> Answer.text(403, "this account may not be used now");
            case Entry.Guessing _ -> TooManyGuesses.answer();
            case Entry.Welcome(Account account) -> {
                KeptBody page = page(catalogue.current().lineup(account.bouquetIds()), window(request));
                yield isPackedWanted(request) ? page.packedFile(request, PACKED) : page.answer(request, PAGE);
            }
        };
    }

    private static boolean isPackedWanted(PlayerRequest request) {
        return request.parameters().text("gzip").equals("1")
                || (!request.segments().isEmpty()
                        && request.segments().getLast().endsWith(".gz"));
    }

    private Window window(PlayerRequest request) {
        return new Window(
                clock.instant().truncatedTo(ChronoUnit.HOURS),
                days(request.parameters().text("prev_days"), PAST_DAYS),
                days(request.parameters().text("next_days"), MOST_DAYS));
    }

    /** Panels take such a number without its sign, so that is what players may send. */
    private static int days(String text, int otherwise) {
        String digits = text.strip();
        if (digits.startsWith("-")) {
            digits = digits.substring(1);
        }
        boolean number =
                !digits.isEmpty() && digits.length() <= 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Math.min(MOST_DAYS, Integer.parseInt(digits)) : otherwise;
    }

    private KeptBody page(Lineup lineup, Window window) {
        return pages.get(
                new Key(lineup.key(), guide.version(), window), any -> KeptBody.of(out -> render(lineup, window, out)));
    }

    /** Programme by programme, so that memory does not grow with the guide. */
    private void render(Lineup lineup, Window window, OutputStream bytes) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
        XmltvWriter xmltv = new XmltvWriter(out).begin("Sintonia");
        Map<String, ShownChannel> byGuideId = byGuideId(lineup);
        for (ShownChannel shown : byGuideId.values()) {
            xmltv.channel(shown.guideId(), shown.name(), shown.icon());
        }
        for (ShownChannel shown : byGuideId.values()) {
            programmes(xmltv, shown, window);
        }
        xmltv.end();
        out.flush();
    }

    /** One channel for each guide id: the first that the guide knows, else the first. */
    private Map<String, ShownChannel> byGuideId(Lineup lineup) {
        Map<String, ShownChannel> byGuideId = new LinkedHashMap<>();
        ShownChannel.each(lineup, guide, shown -> {
            if (!shown.guideId().isEmpty()) {
                byGuideId.merge(
                        shown.guideId(),
                        shown,
                        (first, next) -> isKnown(first.channel()) || !isKnown(next.channel()) ? first : next);
            }
        });
        return byGuideId;
    }

    private boolean isKnown(Channel channel) {
        return guide.guideIdOf(channel).isPresent();
    }

    private void programmes(XmltvWriter xmltv, ShownChannel shown, Window window) throws IOException {
        for (Programme programme : guide.programmes(shown.channel(), window.from(), window.to())) {
            xmltv.programme(new XmltvWriter.Programme(
                    shown.guideId(),
                    programme.start(),
                    programme.stop(),
                    OneLine.of(programme.title()),
                    OneLine.of(programme.description()),
                    OneLine.of(programme.language()),
                    programme.particulars()));
        }
    }
}
