package io.sintonia.sources;

import static io.sintonia.schema.Tables.IMPORT_REPORT;
import static io.sintonia.schema.Tables.IMPORT_SKIP;
import static io.sintonia.schema.Tables.SOURCE;

import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.ProviderText;
import io.sintonia.formats.Remark;
import io.sintonia.schema.tables.records.ImportReportRecord;
import io.sintonia.schema.tables.records.SourceRecord;
import io.sintonia.storage.Database;
import io.sintonia.storage.IdSpace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/** Sources and what their imports brought, as they lie in the tables. Blocks. */
public final class SourceRows {
    private static final int REPORTS_KEPT = 50;
    private static final Duration USUAL_REFRESH = Duration.ofHours(12);

    private final Database database;
    private final InstantSource clock;

    public SourceRows(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** All sources, by id. */
    public List<Source> all() {
        return database.read(sql -> sql.selectFrom(SOURCE).orderBy(SOURCE.ID).fetch(SourceRows::source));
    }

    /** One source. */
    public Optional<Source> find(long id) {
        return database.read(sql ->
                sql.selectFrom(SOURCE).where(SOURCE.ID.eq(id)).fetchOptional().map(SourceRows::source));
    }

    /** The newest reports of a source, newest first; skipped entries included. */
    public List<ImportReport> reports(long sourceId, int most) {
        return database.read(sql -> sql.selectFrom(IMPORT_REPORT)
                .where(IMPORT_REPORT.SOURCE_ID.eq(sourceId))
                .orderBy(IMPORT_REPORT.ID.desc())
                .limit(most)
                .fetch(row -> report(row, skips(sql, row.getId()))));
    }

    /** Makes the sources of the configuration file exactly these; a source that keeps its name keeps its id. */
    public void declare(List<Declared> declared) {
        database.write(sql -> {
            List<String> names = declared.stream().map(Declared::name).toList();
            sql.deleteFrom(SOURCE)
                    .where(SOURCE.FROM_FILE.isTrue().and(SOURCE.NAME.notIn(names)))
                    .execute();
            Map<String, SourceRecord> known = sql.selectFrom(SOURCE).fetch().stream()
                    .collect(Collectors.toMap(SourceRecord::getName, row -> row));
            declared.forEach(source -> store(sql, source, Optional.ofNullable(known.get(source.name()))));
            return names.size();
        });
    }

    /**
     * A source as the configuration declares it.
     *
     * @param location with a file's path made absolute
     */
    public record Declared(
            String name,
            String kind,
            String location,
            Duration refresh,
            boolean enabled,
            Provider provider,
            SourceOptions options) {
        /** One that is read as usual. */
        public Declared(
                String name, String kind, String location, Duration refresh, boolean enabled, Provider provider) {
            this(name, kind, location, refresh, enabled, provider, SourceOptions.DEFAULT);
        }

        /** Its name; never its address. */
        @Override
        public String toString() {
            return kind + " '" + name + "'";
        }
    }

    private void store(DSLContext sql, Declared declared, Optional<SourceRecord> known) {
        SourceRecord row = sql.newRecord(SOURCE);
        row.setName(declared.name());
        row.setKind(declared.kind());
        row.setLocation(declared.location());
        row.setSettings(declared.options().textWith(ProviderText.of(declared.provider())));
        row.setRefreshSeconds(declared.refresh().toSeconds());
        row.setEnabled(declared.enabled());
        row.setFromFile(true);
        if (known.isEmpty()) {
            row.setId(IdSpace.SOURCE.take(sql));
            row.setCreatedAt(clock.millis());
            sql.insertInto(SOURCE).set(row).execute();
            return;
        }
        if (!known.get().getLocation().equals(declared.location())
                || !known.get().getSettings().equals(row.getSettings())) {
            // another list, or read in another way: what the old one said of itself means nothing for it
            row.setEtag(null);
            row.setLastModified(null);
            row.setContentHash(null);
            row.setRefreshedAt(null);
        }
        sql.update(SOURCE).set(row).where(SOURCE.ID.eq(known.get().getId())).execute();
    }

    void remember(long sourceId, SourceContent content, Instant now) {
        database.write(sql -> remember(sql, sourceId, content, now));
    }

    /** The same within a transaction that is under way. */
    int remember(DSLContext sql, long sourceId, SourceContent content, Instant now) {
        return sql.update(SOURCE)
                .set(
                        SOURCE.ETAG,
                        content.validators()
                                .etag()
                                .filter(etag -> etag.length() <= 500)
                                .orElse(null))
                .set(
                        SOURCE.LAST_MODIFIED,
                        content.validators()
                                .lastModified()
                                .filter(text -> text.length() <= 100)
                                .orElse(null))
                .set(SOURCE.CONTENT_HASH, content.hash())
                .set(SOURCE.REFRESHED_AT, now.toEpochMilli())
                .where(SOURCE.ID.eq(sourceId))
                .execute();
    }

    void touch(long sourceId, Instant now) {
        database.write(sql -> sql.update(SOURCE)
                .set(SOURCE.REFRESHED_AT, now.toEpochMilli())
                .where(SOURCE.ID.eq(sourceId))
                .execute());
    }

    void keep(ImportReport report) {
        database.write(sql -> keep(sql, report));
    }

    /** The same within a transaction that is under way; answers the report's id. */
    long keep(DSLContext sql, ImportReport report) {
        long id = IdSpace.IMPORT_REPORT.take(sql);
        ImportReport.Counts counts = report.counts();
        sql.insertInto(IMPORT_REPORT)
                .set(IMPORT_REPORT.ID, id)
                .set(IMPORT_REPORT.SOURCE_ID, report.sourceId())
                .set(IMPORT_REPORT.STARTED_AT, report.started().toEpochMilli())
                .set(IMPORT_REPORT.TOOK_MS, report.took().toMillis())
                .set(IMPORT_REPORT.OUTCOME, report.outcome().name().toLowerCase(Locale.ROOT))
                .set(IMPORT_REPORT.MESSAGE, shortened(report.message()))
                .set(IMPORT_REPORT.FOUND, counts.found())
                .set(IMPORT_REPORT.ADDED, counts.added())
                .set(IMPORT_REPORT.CHANGED, counts.changed())
                .set(IMPORT_REPORT.UNCHANGED, counts.unchanged())
                .set(IMPORT_REPORT.VANISHED, counts.vanished())
                .set(IMPORT_REPORT.SKIPPED_COUNT, counts.skipped())
                .set(IMPORT_REPORT.NOT_WANTED, counts.notWanted())
                .set(IMPORT_REPORT.PEAK_MEMORY_MB, report.peakMemoryMb())
                .execute();
        long position = 0;
        for (Remark skip : report.skipped()) {
            sql.insertInto(IMPORT_SKIP)
                    .set(IMPORT_SKIP.REPORT_ID, id)
                    .set(IMPORT_SKIP.POSITION, position++)
                    .set(IMPORT_SKIP.LINE, skip.line())
                    .set(IMPORT_SKIP.ENTRY, skip.text())
                    .set(IMPORT_SKIP.REASON, skip.reason())
                    .execute();
        }
        var newest = sql.select(IMPORT_REPORT.ID)
                .from(IMPORT_REPORT)
                .where(IMPORT_REPORT.SOURCE_ID.eq(report.sourceId()))
                .orderBy(IMPORT_REPORT.ID.desc())
                .limit(REPORTS_KEPT);
        sql.deleteFrom(IMPORT_REPORT)
                .where(IMPORT_REPORT.SOURCE_ID.eq(report.sourceId()).and(IMPORT_REPORT.ID.notIn(newest)))
                .execute();
        return id;
    }

    private static List<Remark> skips(DSLContext sql, long reportId) {
        return sql.selectFrom(IMPORT_SKIP)
                .where(IMPORT_SKIP.REPORT_ID.eq(reportId))
                .orderBy(IMPORT_SKIP.POSITION)
                .fetch(row -> new Remark(row.getLine(), row.getEntry(), row.getReason()));
    }

    private static ImportReport report(ImportReportRecord row, List<Remark> skips) {
        return new ImportReport(
                row.getSourceId(),
                Instant.ofEpochMilli(row.getStartedAt()),
                Duration.ofMillis(row.getTookMs()),
                ImportReport.Outcome.valueOf(row.getOutcome().toUpperCase(Locale.ROOT)),
                row.getMessage(),
                new ImportReport.Counts(
                        row.getFound(),
                        row.getAdded(),
                        row.getChanged(),
                        row.getUnchanged(),
                        row.getVanished(),
                        row.getSkippedCount(),
                        row.getNotWanted()),
                skips,
                row.getPeakMemoryMb());
    }

    private static Source source(SourceRecord row) {
        return new Source(
                row.getId(),
                row.getName(),
                row.getKind(),
                row.getLocation(),
                row.getRefreshSeconds() == null ? USUAL_REFRESH : Duration.ofSeconds(row.getRefreshSeconds()),
                row.getEnabled(),
                ProviderText.read(row.getId(), row.getName(), row.getSettings()),
                SourceOptions.read(row.getSettings()),
                Optional.ofNullable(row.getEtag()),
                Optional.ofNullable(row.getLastModified()),
                Optional.ofNullable(row.getContentHash()),
                Optional.ofNullable(row.getRefreshedAt()).map(Instant::ofEpochMilli));
    }

    private static String shortened(String message) {
        return message.length() <= 2000 ? message : message.substring(0, 2000);
    }
}
