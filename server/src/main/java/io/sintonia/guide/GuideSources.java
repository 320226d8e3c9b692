package io.sintonia.guide;

import static io.sintonia.schema.Tables.GUIDE;
import static io.sintonia.schema.Tables.GUIDE_REPORT;

import io.sintonia.fetch.Validators;
import io.sintonia.formats.Remark;
import io.sintonia.schema.tables.records.GuideRecord;
import io.sintonia.schema.tables.records.GuideReportRecord;
import io.sintonia.storage.Database;
import io.sintonia.storage.IdSpace;
import io.sintonia.storage.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.Select;

/** Guides and what reading them brought, as they lie in the tables. Blocks; any thread. */
public final class GuideSources {
    private static final int REPORTS_KEPT = 50;
    private static final int MOST_MESSAGE = 2000;
    private static final String HEADER = "header:";

    private final Database database;
    private final InstantSource clock;

    public GuideSources(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** All guides, the preferred one first. */
    public List<GuideSource> all() {
        return database.read(
                sql -> sql.selectFrom(GUIDE).orderBy(GUIDE.PRIORITY, GUIDE.ID).fetch(GuideSources::source));
    }

    /** One guide. */
    public Optional<GuideSource> find(long id) {
        return database.read(sql ->
                sql.selectFrom(GUIDE).where(GUIDE.ID.eq(id)).fetchOptional().map(GuideSources::source));
    }

    /** The newest reports of a guide, newest first. */
    public List<GuideReport> reports(long guideId, int most) {
        return database.read(sql -> sql.selectFrom(GUIDE_REPORT)
                .where(GUIDE_REPORT.GUIDE_ID.eq(guideId))
                .orderBy(GUIDE_REPORT.ID.desc())
                .limit(most)
                .fetch(GuideSources::report));
    }

    /**
     * Makes the guides exactly these; one that keeps its name keeps its id and what is held of it.
     *
     * @return whether anything changed that decides which guide a channel has
     */
    public boolean declare(List<GuideSource> declared) {
        return database.write(sql -> {
            List<String> names = declared.stream().map(GuideSource::name).toList();
            boolean changed =
                    sql.deleteFrom(GUIDE).where(GUIDE.NAME.notIn(names)).execute() > 0;
            Map<String, GuideRecord> known =
                    sql.selectFrom(GUIDE).fetch().stream().collect(Collectors.toMap(GuideRecord::getName, row -> row));
            for (GuideSource guide : declared) {
                changed |= store(sql, guide, Optional.ofNullable(known.get(guide.name())));
            }
            return changed;
        });
    }

    private boolean store(DSLContext sql, GuideSource guide, Optional<GuideRecord> known) {
        GuideRecord row = sql.newRecord(GUIDE);
        row.setName(guide.name());
        row.setLocation(guide.location());
        row.setSettings(text(guide.asking()));
        row.setRefreshSeconds(guide.refresh().toSeconds());
        row.setPriority((long) guide.priority());
        row.setShiftSeconds(guide.shift().toSeconds());
        if (known.isEmpty()) {
            row.setId(IdSpace.GUIDE.take(sql));
            row.setCreatedAt(clock.millis());
            sql.insertInto(GUIDE).set(row).execute();
            return true;
        }
        GuideRecord before = known.get();
        if (!before.getLocation().equals(row.getLocation())
                || !before.getSettings().equals(row.getSettings())) {
            // another guide, or read in another way: what the old one said of itself means nothing for it
            row.setEtag(null);
            row.setLastModified(null);
            row.setContentHash(null);
            row.setRefreshedAt(null);
        }
        sql.update(GUIDE).set(row).where(GUIDE.ID.eq(before.getId())).execute();
        return !before.getPriority().equals(row.getPriority())
                || !before.getShiftSeconds().equals(row.getShiftSeconds());
    }

    private static String text(GuideSource.Asking asking) {
        Map<String, String> map = new LinkedHashMap<>();
        asking.userAgent().ifPresent(agent -> map.put("user-agent", agent));
        asking.proxy().ifPresent(proxy -> map.put("proxy", proxy));
        asking.zone().ifPresent(zone -> map.put("zone", zone.getId()));
        map.put("trust-local", Boolean.toString(asking.trustLocal()));
        asking.headers().forEach((name, value) -> map.put(HEADER + name, value));
        return JsonText.of(map);
    }

    private static GuideSource.Asking asking(String text) {
        Map<String, String> map = JsonText.map(text);
        Map<String, String> headers = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (key.startsWith(HEADER)) {
                headers.put(key.substring(HEADER.length()), value);
            }
        });
        return new GuideSource.Asking(
                Optional.ofNullable(map.get("user-agent")),
                headers,
                Optional.ofNullable(map.get("proxy")),
                Optional.ofNullable(map.get("zone")).map(ZoneId::of),
                Boolean.parseBoolean(map.getOrDefault("trust-local", "false")));
    }

    /** It was asked and has not changed. */
    void touch(long guideId) {
        database.write(sql -> sql.update(GUIDE)
                .set(GUIDE.REFRESHED_AT, clock.millis())
                .where(GUIDE.ID.eq(guideId))
                .execute());
    }

    /** Asks for a reading although nothing may have changed: a channel is wanted that was passed over. */
    void incomplete(long guideId) {
        database.write(sql -> sql.update(GUIDE)
                .set(GUIDE.INCOMPLETE, true)
                .where(GUIDE.ID.eq(guideId))
                .execute());
    }

    /**
     * What a swap makes hold.
     *
     * @param validators to ask with the next time; none after a guide that broke off, so that it is read again
     */
    record Held(long generation, long channels, long programmes, Validators validators, Optional<String> hash) {}

    /** Makes a generation hold, within the caller's transaction; false if the guide is gone. */
    boolean hold(DSLContext sql, long guideId, Held held) {
        return sql.update(GUIDE)
                        .set(GUIDE.GENERATION, held.generation())
                        .set(GUIDE.CHANNELS, held.channels())
                        .set(GUIDE.PROGRAMMES, held.programmes())
                        .set(GUIDE.ETAG, fitting(held.validators().etag(), 500))
                        .set(GUIDE.LAST_MODIFIED, fitting(held.validators().lastModified(), 100))
                        .set(GUIDE.CONTENT_HASH, held.hash().orElse(null))
                        .set(GUIDE.REFRESHED_AT, clock.millis())
                        .set(GUIDE.INCOMPLETE, false)
                        .where(GUIDE.ID.eq(guideId))
                        .execute()
                == 1;
    }

    @SuppressWarnings("NullAway") // a column that may be null is set to null this way
    private static String fitting(Optional<String> text, int most) {
        return text.filter(some -> some.length() <= most).orElse(null);
    }

    void keep(GuideReport report) {
        database.write(sql -> {
            if (!sql.fetchExists(GUIDE, GUIDE.ID.eq(report.guideId()))) {
                return 0;
            }
            keep(sql, report);
            return 1;
        });
    }

    /** The same within a transaction that is under way. */
    void keep(DSLContext sql, GuideReport report) {
        GuideReport.Counts counts = report.counts();
        String message = report.message();
        sql.insertInto(GUIDE_REPORT)
                .set(GUIDE_REPORT.ID, IdSpace.GUIDE_REPORT.take(sql))
                .set(GUIDE_REPORT.GUIDE_ID, report.guideId())
                .set(GUIDE_REPORT.STARTED_AT, report.started().toEpochMilli())
                .set(GUIDE_REPORT.TOOK_MS, report.took().toMillis())
                .set(GUIDE_REPORT.OUTCOME, report.outcome().name().toLowerCase(Locale.ROOT))
                .set(
                        GUIDE_REPORT.MESSAGE,
                        message.length() <= MOST_MESSAGE ? message : message.substring(0, MOST_MESSAGE))
                .set(GUIDE_REPORT.CHANNELS, counts.channels())
                .set(GUIDE_REPORT.KEPT, counts.kept())
                .set(GUIDE_REPORT.PROGRAMMES, counts.programmes())
                .set(GUIDE_REPORT.STORED, counts.stored())
                .set(GUIDE_REPORT.LEFT_OUT, counts.leftOut())
                .set(GUIDE_REPORT.REMARKS, RemarkText.of(report.remarks()))
                .execute();
        Select<Record1<Long>> newest = sql.select(GUIDE_REPORT.ID)
                .from(GUIDE_REPORT)
                .where(GUIDE_REPORT.GUIDE_ID.eq(report.guideId()))
                .orderBy(GUIDE_REPORT.ID.desc())
                .limit(REPORTS_KEPT);
        sql.deleteFrom(GUIDE_REPORT)
                .where(GUIDE_REPORT.GUIDE_ID.eq(report.guideId()).and(GUIDE_REPORT.ID.notIn(newest)))
                .execute();
    }

    private static GuideReport report(GuideReportRecord row) {
        List<Remark> remarks = RemarkText.read(row.getRemarks());
        return new GuideReport(
                row.getGuideId(),
                Instant.ofEpochMilli(row.getStartedAt()),
                Duration.ofMillis(row.getTookMs()),
                GuideReport.Outcome.valueOf(row.getOutcome().toUpperCase(Locale.ROOT)),
                row.getMessage(),
                new GuideReport.Counts(
                        row.getChannels(), row.getKept(), row.getProgrammes(), row.getStored(), row.getLeftOut()),
                remarks);
    }

    private static GuideSource source(GuideRecord row) {
        return new GuideSource(
                row.getId(),
                row.getName(),
                row.getLocation(),
                Duration.ofSeconds(row.getRefreshSeconds()),
                Math.toIntExact(row.getPriority()),
                asking(row.getSettings()),
                Duration.ofSeconds(row.getShiftSeconds()),
                new GuideSource.Standing(
                        Optional.ofNullable(row.getEtag()),
                        Optional.ofNullable(row.getLastModified()),
                        Optional.ofNullable(row.getContentHash()),
                        Optional.ofNullable(row.getRefreshedAt()).map(Instant::ofEpochMilli),
                        row.getGeneration(),
                        row.getChannels(),
                        row.getProgrammes(),
                        row.getIncomplete()));
    }
}
