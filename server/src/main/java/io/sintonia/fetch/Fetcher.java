package io.sintonia.fetch;

import io.sintonia.fetch.FetchFailure.Kind;
import io.sintonia.fetch.FetchOutcome.Failed;
import io.sintonia.fetch.FetchOutcome.Fetched;
import io.sintonia.fetch.FetchOutcome.NotModified;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Downloads lists and guides to temporary files, within limits, if they changed. Blocks; any number of threads (virtual ones, best) may call at
 * once. Interrupting the calling thread ends a download.
 */
public final class Fetcher {
    private final Path directory;
    private final LongSupplier nanoTime;
    private final Connector connector;

    /**
     * @param directory where the temporary files go; it must exist
     * @param nanoTime {@code System::nanoTime}
     */
    public Fetcher(Path directory, LongSupplier nanoTime) {
        this(directory, nanoTime, Connector.system());
    }

    Fetcher(Path directory, LongSupplier nanoTime, Connector connector) {
        this.directory = directory;
        this.nanoTime = nanoTime;
        this.connector = connector;
    }

    /** Reads all of it or says why not. Never throws for what the network or the address does. */
    public FetchOutcome fetch(FetchRequest request) {
        return LocalFile.named(request.address())
                .map(file -> fromDisk(file, request))
                .orElseGet(() -> fromNetwork(request));
    }

    private FetchOutcome fromNetwork(FetchRequest request) {
        FetchLimits limits = request.limits();
        FetchTimes times = limits.times();
        var plan =
                new Journey.Plan(headers(request.validators()), limits.redirects(), times.connect(), times.silence());
        var journey = new Journey(
                connector, request.address(), request.access(), plan, new Patience(nanoTime, times.total()));
        try (var arrival = journey.travel()) {
            if (arrival.head().status() == 304 && !request.validators().isEmpty()) {
                return new NotModified();
            }
            return new Fetched(readable(received(arrival, limits)));
        } catch (IOException e) {
            return new Failed(journey.failure("reading", e));
        }
    }

    private Download received(Journey.Arrival arrival, FetchLimits limits) throws IOException {
        ResponseHead head = arrival.head();
        if (head.status() != 200 && head.status() != 203) {
            throw new FetchException(Kind.HTTP_STATUS, "it answered " + head.statusLine());
        }
        List<String> codings = head.words("Content-Encoding");
        Unpacking.requireKnown(codings);
        OptionalLong announced = Body.length(head);
        if (announced.isPresent() && announced.getAsLong() > limits.receivedBytes()) {
            throw Storing.tooLarge(limits.receivedBytes());
        }
        var stored = new Storing(directory, limits.receivedBytes()).store(arrival.body());
        var answer = new Download.Answer(
                new Validators(head.first("ETag"), head.first("Last-Modified")), head.first("Content-Type"));
        var from = new ReachedAddress(arrival.address().exact());
        return new Download(
                stored.file(), new Download.Received(from, answer, codings, stored.sha256(), stored.bytes()), limits);
    }

    private FetchOutcome fromDisk(LocalFile file, FetchRequest request) {
        try {
            if (request.localFiles() == LocalFiles.REFUSED) {
                throw new FetchException(Kind.ADDRESS_NOT_ALLOWED, "this source may not name files of this machine");
            }
            Validators now = file.validators();
            if (now.etag().equals(request.validators().etag())) {
                return new NotModified();
            }
            return new Fetched(readable(file.copied(directory, now, request.limits())));
        } catch (IOException e) {
            FetchException what = e instanceof FetchException known
                    ? known
                    : new FetchException(Kind.NOT_READABLE, FetchException.words(e));
            return new Failed(new FetchFailure(
                    what.kind(), "reading " + Addresses.redacted(request.address()) + " failed: " + what.getMessage()));
        }
    }

    /** Looks at the beginning, so that content that cannot be unpacked is refused here rather than by the reader. */
    private static Download readable(Download download) throws IOException {
        try (var content = download.open()) {
            content.readNBytes(1);
            return download;
        } catch (IOException e) {
            download.close();
            throw e instanceof FetchException ? e : new FetchException(Kind.NOT_READABLE, FetchException.words(e));
        }
    }

    private static Map<String, String> headers(Validators known) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Accept-Encoding", "gzip, deflate");
        known.etag().ifPresent(etag -> headers.put("If-None-Match", etag));
        known.lastModified().ifPresent(date -> headers.put("If-Modified-Since", date));
        return headers;
    }
}
