package io.sintonia.sources;

import static io.sintonia.schema.Tables.PROVIDER_ACCOUNT;

import io.sintonia.catalogue.CatalogueEditor;
import io.sintonia.formats.xtream.PanelAccount;
import io.sintonia.storage.Database;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What providers said of our accounts at the last login, as it lies in the tables. Blocks. */
public final class ProviderAccounts {
    private final Database database;
    private final CatalogueEditor catalogue;

    public ProviderAccounts(Database database, CatalogueEditor catalogue) {
        this.database = database;
        this.catalogue = catalogue;
    }

    /**
     * An account at a provider.
     *
     * @param status in one word: active, trial, disabled, banned, refused, unknown, or that it is over
     * @param expires empty for never
     * @param maxConnections streams at once; empty for any number
     * @param activeConnections streams that ran at that moment, ours and others'
     * @param message the provider's words to its customer
     * @param checked when the provider said so
     */
    public record ProviderAccount(
            String status,
            Optional<Instant> expires,
            OptionalInt maxConnections,
            OptionalInt activeConnections,
            String message,
            Instant checked) {}

    /** What was last said of a source's account. */
    public Optional<ProviderAccount> find(long sourceId) {
        return database.read(sql -> sql.selectFrom(PROVIDER_ACCOUNT)
                .where(PROVIDER_ACCOUNT.SOURCE_ID.eq(sourceId))
                .fetchOptional()
                .map(row -> new ProviderAccount(
                        row.getStatus(),
                        Optional.ofNullable(row.getExpiresAt()).map(Instant::ofEpochMilli),
                        number(row.getMaxConnections()),
                        number(row.getActiveConnections()),
                        row.getMessage(),
                        Instant.ofEpochMilli(row.getCheckedAt()))));
    }

    /** Keeps what a login said; another limit holds at once. */
    void keep(long sourceId, PanelAccount said, Instant now) {
        Long most =
                said.maxConnections().isPresent() ? (long) said.maxConnections().getAsInt() : null;
        Long active = said.activeConnections().isPresent()
                ? (long) said.activeConnections().getAsInt()
                : null;
        boolean changed = database.write(sql -> {
            Long before = sql.selectFrom(PROVIDER_ACCOUNT)
                    .where(PROVIDER_ACCOUNT.SOURCE_ID.eq(sourceId))
                    .fetchOptional()
                    .map(row -> row.getMaxConnections())
                    .orElse(null);
            sql.deleteFrom(PROVIDER_ACCOUNT)
                    .where(PROVIDER_ACCOUNT.SOURCE_ID.eq(sourceId))
                    .execute();
            sql.insertInto(PROVIDER_ACCOUNT)
                    .set(PROVIDER_ACCOUNT.SOURCE_ID, sourceId)
                    .set(PROVIDER_ACCOUNT.STATUS, word(said))
                    .set(
                            PROVIDER_ACCOUNT.EXPIRES_AT,
                            said.expires().map(Instant::toEpochMilli).orElse(null))
                    .set(PROVIDER_ACCOUNT.MAX_CONNECTIONS, most)
                    .set(PROVIDER_ACCOUNT.ACTIVE_CONNECTIONS, active)
                    .set(PROVIDER_ACCOUNT.MESSAGE, said.message())
                    .set(PROVIDER_ACCOUNT.CHECKED_AT, now.toEpochMilli())
                    .execute();
            return !Objects.equals(before, most);
        });
        if (changed) {
            catalogue.tell();
        }
    }

    private static String word(PanelAccount said) {
        return said.admitted() ? said.status().name().toLowerCase(Locale.ROOT) : "refused";
    }

    private static OptionalInt number(@Nullable Long value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value.intValue());
    }
}
