package io.sintonia.admin;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.sintonia.config.InvalidInput;
import io.sintonia.formats.Remark;
import io.sintonia.relay.ProviderUse;
import io.sintonia.relay.Relay;
import io.sintonia.sources.ImportJob;
import io.sintonia.sources.ImportReport;
import io.sintonia.sources.ImportSchedule;
import io.sintonia.sources.Importer.Vanishing;
import io.sintonia.sources.ProviderAccounts;
import io.sintonia.sources.ProviderAccounts.ProviderAccount;
import io.sintonia.sources.Source;
import io.sintonia.sources.SourceEditor;
import io.sintonia.sources.SourceRows;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where channels come from, and what each import brought. */
@Controller("/api/v1/sources")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class SourceResource {
    private static final int REPORTS = 50;

    private final SourceRows sources;
    private final ImportSchedule schedule;
    private final Relay relay;
    private final ProviderAccounts accounts;
    private final SourceEditor editor;

    SourceResource(
            SourceRows sources, ImportSchedule schedule, Relay relay, ProviderAccounts accounts, SourceEditor editor) {
        this.sources = sources;
        this.schedule = schedule;
        this.relay = relay;
        this.accounts = accounts;
        this.editor = editor;
    }

    /** What an Xtream provider said of the account at the last login. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record AccountShown(
            String status,
            @Nullable Instant expires,
            @Nullable Integer maxConnections,
            @Nullable Integer activeConnections,
            String message,
            Instant checked) {
        static AccountShown of(ProviderAccount account) {
            return new AccountShown(
                    account.status(),
                    account.expires().orElse(null),
                    boxed(account.maxConnections()),
                    boxed(account.activeConnections()),
                    account.message(),
                    account.checked());
        }

        private static @Nullable Integer boxed(OptionalInt number) {
            return number.isPresent() ? number.getAsInt() : null;
        }
    }

    /**
     * A source; its address may hold credentials and is not shown.
     *
     * @param connections taken now
     * @param maxConnections as declared; 0 for no limit
     * @param learntLimit how many connections it seems to allow, if it has refused one too many lately
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Shown(
            long id,
            String name,
            String type,
            boolean enabled,
            long refreshSeconds,
            int connections,
            int maxConnections,
            @Nullable Integer learntLimit,
            boolean refreshCounts,
            boolean trustLocal,
            @Nullable Instant refreshed,
            List<String> include,
            boolean fromFile,
            @Nullable AccountShown account) {
        static Shown of(Source source, ProviderUse use, Optional<ProviderAccount> account, boolean fromFile) {
            @Nullable
            Integer learnt = use.learntLimit().isPresent() ? use.learntLimit().getAsInt() : null;
            return new Shown(
                    source.id(),
                    source.name(),
                    source.kind(),
                    source.enabled(),
                    source.refresh().toSeconds(),
                    use.connections(),
                    source.provider().maxConnections(),
                    learnt,
                    source.provider().refreshCounts(),
                    source.provider().trustLocal(),
                    source.refreshedAt().orElse(null),
                    source.include().stream()
                            .map(content -> content.name().toLowerCase(Locale.ROOT))
                            .toList(),
                    fromFile,
                    account.map(AccountShown::of).orElse(null));
        }
    }

    /** What one import brought. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Report(
            Instant started,
            long tookMs,
            String outcome,
            String message,
            long found,
            long added,
            long changed,
            long unchanged,
            long vanished,
            long skippedCount,
            long notWanted,
            boolean heldBack,
            long peakMemoryMb,
            List<Skipped> skipped) {
        static Report of(ImportReport report) {
            ImportReport.Counts counts = report.counts();
            return new Report(
                    report.started(),
                    report.took().toMillis(),
                    report.outcome().name().toLowerCase(Locale.ROOT),
                    report.message(),
                    counts.found(),
                    counts.added(),
                    counts.changed(),
                    counts.unchanged(),
                    counts.vanished(),
                    counts.skipped(),
                    counts.notWanted(),
                    report.outcome() == ImportReport.Outcome.HELD_BACK,
                    report.peakMemoryMb(),
                    report.skipped().stream().map(Skipped::of).toList());
        }
    }

    /** An entry that was not taken over. */
    @Serdeable
    record Skipped(long line, String text, String reason) {
        static Skipped of(Remark remark) {
            return new Skipped(remark.line(), remark.text(), remark.reason());
        }
    }

    /** Which job does it. */
    @Serdeable
    record Started(long job) {}

    /** All sources. */
    @Get("{?page,size}")
    Page<Shown> list(@QueryValue(defaultValue = "1") int page, @QueryValue(defaultValue = "50") int size) {
        return Page.of(sources.all().stream().map(this::shown).toList(), page, size);
    }

    /** One source. */
    @Get("/{id}")
    HttpResponse<?> find(long id) {
        Optional<Shown> found = sources.find(id).map(this::shown);
        return found.isPresent() ? HttpResponse.ok(found.get()) : unknown(id);
    }

    /** Makes one, and reads it at once. */
    @Post
    HttpResponse<?> create(@Body SourceWish wish) {
        try {
            return answer(editor.create(wish.settings(Optional.empty())), 0, HttpStatus.CREATED);
        } catch (InvalidInput e) {
            return invalid(e);
        }
    }

    /** Changes one; what the wish leaves out stays as it is. */
    @Patch("/{id}")
    HttpResponse<?> change(long id, @Body SourceWish wish) {
        Optional<Source> before = sources.find(id);
        if (before.isEmpty()) {
            return unknown(id);
        }
        try {
            return answer(editor.change(id, wish.settings(before)), id, HttpStatus.OK);
        } catch (InvalidInput e) {
            return invalid(e);
        }
    }

    /** Removes one with its channels. */
    @Delete("/{id}")
    HttpResponse<?> delete(long id) {
        return switch (editor.delete(id)) {
            case SourceEditor.Outcome.Done _ -> HttpResponse.noContent();
            case SourceEditor.Outcome.Unknown() -> unknown(id);
            case SourceEditor.Outcome.Refused(String sentence) -> Problem.answer(HttpStatus.CONFLICT, sentence);
        };
    }

    private HttpResponse<?> answer(SourceEditor.Outcome outcome, long id, HttpStatus status) {
        return switch (outcome) {
            case SourceEditor.Outcome.Done(long done) -> {
                schedule.lookNow();
                yield HttpResponse.status(status)
                        .body(sources.find(done).map(this::shown).orElseThrow());
            }
            case SourceEditor.Outcome.Unknown() -> unknown(id);
            case SourceEditor.Outcome.Refused(String sentence) -> Problem.answer(HttpStatus.CONFLICT, sentence);
        };
    }

    /** Its newest reports, newest first. */
    @Get("/{id}/reports{?page,size}")
    HttpResponse<?> reports(
            long id, @QueryValue(defaultValue = "1") int page, @QueryValue(defaultValue = "50") int size) {
        return sources.find(id).isPresent()
                ? HttpResponse.ok(Page.of(
                        sources.reports(id, REPORTS).stream().map(Report::of).toList(), page, size))
                : unknown(id);
    }

    /** Reads it again now; with {@code approve=true} also when much of it has vanished. */
    @Post("/{id}/refresh{?approve}")
    HttpResponse<?> refresh(long id, @QueryValue(defaultValue = "false") boolean approve) {
        Optional<Source> source = sources.find(id);
        if (source.isEmpty()) {
            return unknown(id);
        }
        ImportJob job = schedule.refresh(source.get(), approve ? Vanishing.APPROVED : Vanishing.GUARDED);
        return HttpResponse.accepted().body(new Started(job.id()));
    }

    /** Field by field; a value that may be secret is not repeated. */
    static HttpResponse<Problem> invalid(InvalidInput first) {
        List<Problem.FieldError> errors = Stream.concat(Stream.of(first), Stream.of(first.getSuppressed()))
                .filter(InvalidInput.class::isInstance)
                .map(InvalidInput.class::cast)
                .map(error ->
                        new Problem.FieldError(error.field().replace('-', '_'), "expected " + error.expectation()))
                .toList();
        return Problem.answer(HttpStatus.BAD_REQUEST, "the source cannot be so: see errors", errors);
    }

    private Shown shown(Source source) {
        return Shown.of(source, relay.use(source.id()), accounts.find(source.id()), editor.isFromFile(source.id()));
    }

    private static HttpResponse<Problem> unknown(long id) {
        return Problem.answer(HttpStatus.NOT_FOUND, "there is no source " + id);
    }
}
