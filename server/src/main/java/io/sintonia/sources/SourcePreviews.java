package io.sintonia.sources;

import io.sintonia.catalogue.FoundChannel;
import io.sintonia.catalogue.FoundEntry;
import io.sintonia.catalogue.FoundEpisode;
import io.sintonia.catalogue.FoundMovie;
import io.sintonia.catalogue.FoundSeries;
import io.sintonia.config.ByteSize;
import io.sintonia.formats.m3u.Playable;
import io.sintonia.formats.m3u.StreamLink;
import io.sintonia.sources.SourcePreview.Item;
import io.sintonia.sources.SourcePreview.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads sources that are not made yet, by the reader that would read them, and writes nothing. Two at a time, each within the source's
 * own limits and these: 30 seconds and 64 MiB an answer, two minutes altogether. Any thread may call; it blocks for that long.
 */
public final class SourcePreviews {
    private static final Logger LOG = LoggerFactory.getLogger(SourcePreviews.class);
    private static final int AT_ONCE = 2;
    private static final int MOST_ITEMS = 50;
    private static final int MOST_SKIPS = 20;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final long LARGEST = 64L << 20;
    private static final Pattern HOST =
            Pattern.compile("(?s)[A-Za-z][A-Za-z0-9+.-]*:/{0,2}(?:[^/?#]*@)?(\\[[0-9A-Fa-f:.]+]|[^/?#:@\\[\\]|]*).*");

    private final SourceReaders readers;
    private final Duration patience;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /** {@code patience} is how long one may take altogether. */
    SourcePreviews(SourceReaders readers, Duration patience) {
        this.readers = readers;
        this.patience = patience;
    }

    /** Looks at what such a source would bring. */
    public Outcome look(SourceSettings settings) {
        if (!places.tryAcquire()) {
            return new Outcome.Busy();
        }
        try {
            return within(unmade(settings));
        } finally {
            places.release();
        }
    }

    private Outcome within(Source source) {
        FutureTask<Outcome> task = new FutureTask<>(() -> read(source));
        Thread thread = Thread.ofVirtual().name("preview").start(task);
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | CancellationException e) {
            thread.interrupt();
            return new Outcome.Failed("reading it took longer than " + patience.toSeconds() + " s");
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return new Outcome.Failed("the server is stopping");
        } catch (ExecutionException e) {
            LOG.error("a preview ended by a fault", e.getCause());
            return new Outcome.Failed("a fault in the server; its log says more");
        }
    }

    private Outcome read(Source source) {
        SourceReader reader = readers.all().stream()
                .filter(any -> any.reads(source))
                .findFirst()
                .orElseThrow();
        try {
            return switch (reader.fetch(source)) {
                case SourceReader.Outcome.Failed(String sentence) -> new Outcome.Failed(sentence);
                case SourceReader.Outcome.NotModified() -> new Outcome.Failed("it sent no list");
                case SourceReader.Outcome.Fetched(SourceContent content) -> {
                    try (content) {
                        yield LongWork.done("preview", () -> look(content));
                    }
                }
            };
        } catch (UncheckedIOException e) {
            return unreadable(e.getCause());
        } catch (IOException e) {
            return unreadable(e);
        }
    }

    private static Outcome unreadable(@Nullable IOException e) {
        String why = e == null ? "for no reason it gave" : e.getMessage();
        return new Outcome.Failed("the list could not be read to its end (" + why + ")");
    }

    private static Outcome look(SourceContent content) throws IOException {
        Optional<String> wrong = content.whyNoList();
        if (wrong.isPresent()) {
            return new Outcome.Failed(wrong.get());
        }
        List<Item> items = new ArrayList<>();
        EntryReading reading = content.reading();
        reading.read(entry -> {
            if (items.size() < MOST_ITEMS) {
                items.add(item(entry));
            }
        });
        return new Outcome.Seen(new SourcePreview(
                reading.found(),
                items,
                reading.skipped(),
                reading.skips().stream().limit(MOST_SKIPS).toList()));
    }

    private static Item item(FoundEntry entry) {
        return switch (entry) {
            case FoundChannel channel -> new Item(channel.name(), channel.group(), shown(channel.url()));
            case FoundMovie movie -> new Item(movie.name(), movie.group(), shown(movie.url()));
            case FoundSeries series -> new Item(series.name(), series.group(), "");
            case FoundEpisode episode -> new Item(episode.name(), "season " + episode.season(), shown(episode.url()));
        };
    }

    /** Where a stream is without saying how to get it: paths and queries hold passwords, and an id is the way to the stream. */
    static String shown(String url) {
        if (StreamLink.of(url).playable() instanceof Playable.AceStream(var _, String id)) {
            return "AceStream " + id.substring(0, Math.min(8, id.length()));
        }
        Matcher host = HOST.matcher(url);
        return host.matches() ? host.group(1).toLowerCase(Locale.ROOT) : "";
    }

    private static Source unmade(SourceSettings settings) {
        SourceRows.Declared wanted =
                DeclaredSources.of(List.of(settings), Path.of("/")).getFirst();
        SourceOptions options = wanted.options();
        SourceOptions.Limits limits = options.limits();
        SourceOptions bounded = new SourceOptions(
                options.include(),
                options.username(),
                options.password(),
                new SourceOptions.Limits(
                        shorter(limits.time(), LONGEST),
                        new ByteSize(Math.min(limits.size().bytes(), LARGEST)),
                        shorter(limits.pause(), LONGEST_PAUSE)),
                options.channels());
        return new Source(
                0,
                wanted.name(),
                wanted.kind(),
                wanted.location(),
                wanted.refresh(),
                true,
                wanted.provider(),
                bounded,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
