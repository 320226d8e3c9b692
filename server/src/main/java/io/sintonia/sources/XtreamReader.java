package io.sintonia.sources;

import io.sintonia.fetch.Download;
import io.sintonia.fetch.FetchOutcome;
import io.sintonia.formats.xtream.PanelAccount;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads Xtream providers by their API: the account, then for each shelf that is wanted its categories and its rows, one request after
 * the other with a rest between them. Episodes are not asked for here: that takes a request for each series.
 */
final class XtreamReader implements SourceReader {
    /** Where what a provider says at a login goes. */
    @FunctionalInterface
    interface Logins {
        /** Of a source's account, now. */
        void said(long sourceId, PanelAccount account, Instant now);
    }

    private final PoliteFetcher fetcher;
    private final String ownAgent;
    private final Logins logins;
    private final InstantSource clock;
    private final Rest rest;

    /** {@code ownAgent} is sent to sources that want no other. */
    XtreamReader(PoliteFetcher fetcher, String ownAgent, Logins logins, InstantSource clock, Rest rest) {
        this.fetcher = fetcher;
        this.ownAgent = ownAgent;
        this.logins = logins;
        this.clock = clock;
        this.rest = rest;
    }

    @Override
    public boolean reads(Source source) {
        return source.kind().equals("xtream");
    }

    @Override
    public Outcome fetch(Source source) throws IOException {
        PanelAddress panel = PanelAddress.of(source);
        SourceRequests requests = new SourceRequests(source, ownAgent);
        PanelAccount account;
        switch (fetcher.fetch(requests.declared(panel.login()), source.provider())) {
            case FetchOutcome.Fetched(Download login) -> {
                try (login;
                        InputStream in = login.open()) {
                    switch (PanelAccount.read(in)) {
                        case PanelAccount.Reading.Read(PanelAccount read) -> account = read;
                        case PanelAccount.Reading.NoAccount(String reason) -> {
                            return new Outcome.Failed("the provider's answer to the login cannot be used: " + reason);
                        }
                    }
                }
            }
            case FetchOutcome.NotModified() -> {
                return new Outcome.NotModified();
            }
            case FetchOutcome.Failed failed -> {
                return new Outcome.Failed(failed.failure().sentence());
            }
        }
        logins.said(source.id(), account, clock.instant());
        Optional<String> objection = account.objection(clock.instant());
        if (objection.isPresent()) {
            return new Outcome.Failed(objection.get());
        }
        return shelves(source, new XtreamContent(panel, account.playlistsOnly()), requests);
    }

    private Outcome shelves(Source source, XtreamContent content, SourceRequests requests) throws IOException {
        Optional<String> failure = Optional.empty();
        try {
            for (XtreamShelf shelf : XtreamShelf.values()) {
                if (failure.isEmpty() && source.include().contains(shelf.content())) {
                    failure = shelf(source, content, requests, shelf);
                }
            }
        } catch (IOException | RuntimeException e) {
            content.close();
            throw e;
        }
        if (failure.isPresent()) {
            content.close();
            return new Outcome.Failed(failure.get());
        }
        return new Outcome.Fetched(content);
    }

    private Optional<String> shelf(Source source, XtreamContent content, SourceRequests requests, XtreamShelf shelf)
            throws IOException {
        List<String> odd = new ArrayList<>();
        Optional<Download> categories = Optional.empty();
        rest.rest(source.options().limits().pause());
        switch (fetcher.fetch(requests.declared(content.panel().action(shelf.categoriesAction())), source.provider())) {
            case FetchOutcome.Fetched(Download download) -> categories = Optional.of(download);
            case FetchOutcome.Failed failed -> odd.add(failed.failure().sentence()); // the rows are what counts
            case FetchOutcome.NotModified() -> odd.add("the categories of " + shelf.word() + " were not sent");
        }
        content.addCategories(shelf, categories, odd);
        rest.rest(source.options().limits().pause());
        return switch (fetcher.fetch(
                requests.declared(content.panel().action(shelf.rowsAction())), source.provider())) {
            case FetchOutcome.Fetched(Download download) -> {
                content.addRows(shelf, download);
                yield Optional.empty();
            }
            case FetchOutcome.Failed failed -> Optional.of(failed.failure().sentence());
            case FetchOutcome.NotModified() -> Optional.of("the list of " + shelf.word() + " was not sent");
        };
    }
}
