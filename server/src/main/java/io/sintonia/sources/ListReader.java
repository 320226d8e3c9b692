package io.sintonia.sources;

import io.sintonia.fetch.Download;
import io.sintonia.fetch.FetchFailure;
import io.sintonia.fetch.FetchOutcome;
import io.sintonia.fetch.FetchRequest;
import io.sintonia.fetch.Validators;
import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;

/** Reads lists in one file: M3U, and Chinese TXT lists. */
final class ListReader implements SourceReader {
    private final PoliteFetcher fetcher;
    private final String ownAgent;

    /** {@code ownAgent} is sent to sources that want no other. */
    ListReader(PoliteFetcher fetcher, String ownAgent) {
        this.fetcher = fetcher;
        this.ownAgent = ownAgent;
    }

    @Override
    public boolean reads(Source source) {
        return source.kind().equals("m3u");
    }

    @Override
    public Outcome fetch(Source source) {
        return switch (fetcher.fetch(request(source), source.provider())) {
            case FetchOutcome.Failed(FetchFailure failure) -> new Outcome.Failed(failure.sentence());
            case FetchOutcome.NotModified() -> new Outcome.NotModified();
            case FetchOutcome.Fetched(Download download) ->
                new Outcome.Fetched(new ListContent(download, Wanted.of(source)));
        };
    }

    private FetchRequest request(Source source) {
        return new SourceRequests(source, ownAgent)
                .declared(source.location())
                .unless(new Validators(source.etag(), source.lastModified()));
    }

    private record ListContent(Download download, Wanted wanted) implements SourceContent {
        @Override
        public Optional<String> whyNoList() throws IOException {
            return ListReading.whyNoList(download);
        }

        @Override
        public EntryReading reading() {
            return new ListReading(download, wanted);
        }

        @Override
        public void again(EntryReading over, BitSet places, EntryReading.Visitor visitor) throws IOException {
            if (over instanceof ListReading read) {
                read.again(places, visitor);
            } else {
                SourceContent.super.again(over, places, visitor);
            }
        }

        @Override
        public String hash() {
            return download.sha256();
        }

        @Override
        public Validators validators() {
            return download.validators();
        }

        @Override
        public void close() throws IOException {
            download.close();
        }
    }
}
