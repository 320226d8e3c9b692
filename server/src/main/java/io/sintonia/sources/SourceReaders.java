package io.sintonia.sources;

import io.sintonia.catalogue.ProviderSlots;
import io.sintonia.fetch.Fetcher;
import java.time.InstantSource;
import java.util.List;

/** One reader for each kind of source. */
record SourceReaders(List<SourceReader> all) {
    SourceReaders {
        all = List.copyOf(all);
    }

    /** {@code ownAgent} is sent to sources that want no other. For where nothing plays beside. */
    static SourceReaders of(
            Fetcher fetcher, String ownAgent, XtreamReader.Logins logins, InstantSource clock, Rest rest) {
        return of(new PoliteFetcher(fetcher, ProviderSlots.ANY, Importer.PATIENCE), ownAgent, logins, clock, rest);
    }

    /** {@code ownAgent} is sent to sources that want no other. */
    static SourceReaders of(
            PoliteFetcher fetcher, String ownAgent, XtreamReader.Logins logins, InstantSource clock, Rest rest) {
        return new SourceReaders(List.of(
                new ListReader(fetcher, ownAgent),
                new XtreamReader(fetcher, ownAgent, logins, clock, rest),
                new PageReader(fetcher, ownAgent, rest),
                new FolderReader(),
                new ManualReader()));
    }
}
