package io.sintonia.sources;

import io.sintonia.fetch.Download;
import io.sintonia.fetch.FetchOutcome;
import io.sintonia.fetch.FetchRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/**
 * Reads pages that hold links to streams: HTML and JSON, the lists they link to and the frames in them. What is followed is the page's
 * word, so it may lead only where the source's entries may; everything is bounded in depth, number, size and time.
 *
 * <p>A site of ZeroNet is a page with its gateway's address, which puts it into a frame.
 */
final class PageReader implements SourceReader {
    private static final int PAGE_BYTES = 16 << 20;
    private static final int DEEPEST = 2;
    private static final int MOST_REQUESTS = 30;

    private final PoliteFetcher fetcher;
    private final String ownAgent;
    private final Rest rest;
    private final PageRecipes recipes = PageRecipes.builtIn();

    /** {@code ownAgent} is sent to sources that want no other. */
    PageReader(PoliteFetcher fetcher, String ownAgent, Rest rest) {
        this.fetcher = fetcher;
        this.ownAgent = ownAgent;
        this.rest = rest;
    }

    private record Wanted(String address, int depth) {}

    @Override
    public boolean reads(Source source) {
        return source.kind().equals("page");
    }

    @Override
    public Outcome fetch(Source source) throws IOException {
        SourceRequests requests = new SourceRequests(source, ownAgent);
        PageContent content = new PageContent();
        try {
            switch (fetcher.fetch(requests.declared(source.location()), source.provider())) {
                case FetchOutcome.Failed failed -> {
                    return new Outcome.Failed(failed.failure().sentence());
                }
                case FetchOutcome.NotModified() -> {
                    return new Outcome.NotModified();
                }
                case FetchOutcome.Fetched(Download first) -> {
                    Queue<Wanted> wanted = new ArrayDeque<>();
                    look(first, 0, content, wanted);
                    follow(source, requests, content, wanted);
                }
            }
            return new Outcome.Fetched(content);
        } catch (IOException | RuntimeException e) {
            content.close();
            throw e;
        }
    }

    private void follow(Source source, SourceRequests requests, PageContent content, Queue<Wanted> wanted)
            throws IOException {
        Set<String> asked = new HashSet<>(Set.of(source.location()));
        int requestsMade = 0;
        for (Wanted next = wanted.poll(); next != null; next = wanted.poll()) {
            if (!asked.add(next.address())) {
                continue;
            }
            if (++requestsMade > MOST_REQUESTS) {
                content.odd("it leads to more than " + MOST_REQUESTS + " other pages and lists");
                return;
            }
            rest.rest(source.options().limits().pause());
            FetchRequest request = requests.found(next.address());
            switch (fetcher.fetch(request, source.provider())) {
                case FetchOutcome.Fetched(Download download) -> look(download, next.depth(), content, wanted);
                case FetchOutcome.Failed failed -> content.odd(failed.failure().sentence());
                case FetchOutcome.NotModified() -> content.odd("a page it leads to was not sent");
            }
        }
    }

    /** Takes a body as what it is; what it leads to becomes wanted. */
    private void look(Download download, int depth, PageContent content, Queue<Wanted> wanted) throws IOException {
        byte[] body;
        try (InputStream in = download.open()) {
            body = in.readNBytes(PAGE_BYTES);
            if (PageLinks.isList(body)) {
                content.addList(download);
                return;
            }
        } catch (IOException e) {
            download.close();
            throw e;
        }
        try (download) {
            PageFindings findings = PageLinks.of(body, download.finalAddress().exact(), recipes);
            content.addPage(findings, body.length < PAGE_BYTES);
            if (depth < DEEPEST) {
                findings.pages().forEach(page -> wanted.add(new Wanted(page, depth + 1)));
                findings.lists().forEach(list -> wanted.add(new Wanted(list, DEEPEST)));
            }
        }
    }
}
