package io.sintonia.accounts;

import static io.sintonia.schema.Tables.ACCOUNT;
import static io.sintonia.schema.Tables.ACCOUNT_BOUQUET;
import static io.sintonia.schema.Tables.BOUQUET;

import io.sintonia.config.InvalidInput;
import io.sintonia.config.NetworkRange;
import io.sintonia.config.Secret;
import io.sintonia.schema.tables.records.AccountRecord;
import io.sintonia.storage.IdSpace;
import io.sintonia.storage.Seal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/** Accounts as they lie in the tables. Lists are texts separated by blanks. */
final class AccountRows {
    /** What an account sees whose bouquets are all gone: no bouquet has this id. */
    private static final Set<Long> NOTHING = Set.of(0L);

    private final Seal seal;
    private final InstantSource clock;

    AccountRows(Seal seal, InstantSource clock) {
        this.seal = seal;
        this.clock = clock;
    }

    List<Account> all(DSLContext sql) {
        Map<Long, Set<Long>> bouquets = new HashMap<>();
        sql.selectFrom(ACCOUNT_BOUQUET)
                .forEach(row -> bouquets.computeIfAbsent(row.getAccountId(), id -> new HashSet<>())
                        .add(row.getBouquetId()));
        return sql.selectFrom(ACCOUNT).fetch(row -> account(row, bouquets.getOrDefault(row.getId(), Set.of())));
    }

    private Account account(AccountRecord row, Set<Long> bouquets) {
        return new Account(
                row.getId(),
                row.getUsername(),
                Secret.of(seal.open(row.getPasswordSealed())),
                row.getMaxConnections().intValue(),
                Optional.ofNullable(row.getExpiresAt()).map(Instant::ofEpochMilli),
                row.getTrial(),
                row.getEnabled(),
                words(row.getFormats()).map(UserSettings.Format::valueOf).toList(),
                UserSettings.AtLimit.valueOf(row.getAtLimit()),
                row.getLimited() && bouquets.isEmpty() ? NOTHING : bouquets,
                words(row.getAllowedNetworks())
                        .map(NetworkRange::parse)
                        .flatMap(Optional::stream)
                        .toList(),
                Instant.ofEpochMilli(row.getCreatedAt()));
    }

    void declare(DSLContext sql, List<UserSettings> declared) {
        List<String> names = declared.stream().map(UserSettings::username).toList();
        sql.deleteFrom(ACCOUNT)
                .where(ACCOUNT.FROM_FILE.isTrue().and(ACCOUNT.USERNAME.notIn(names)))
                .execute();
        Map<String, Long> known = sql.selectFrom(ACCOUNT).fetch().stream()
                .collect(Collectors.toMap(AccountRecord::getUsername, AccountRecord::getId));
        Map<String, Long> bouquets = sql.selectFrom(BOUQUET).fetch().stream()
                .collect(Collectors.toMap(row -> row.getName(), row -> row.getId()));
        for (UserSettings user : declared) {
            Long id = known.get(user.username());
            AccountRecord row = sql.newRecord(ACCOUNT);
            fill(row, user);
            if (id == null) {
                id = IdSpace.ACCOUNT.take(sql);
                row.setId(id);
                row.setCreatedAt(clock.millis());
                sql.insertInto(ACCOUNT).set(row).execute();
            } else {
                sql.update(ACCOUNT).set(row).where(ACCOUNT.ID.eq(id)).execute();
            }
            choose(
                    sql,
                    id,
                    user.bouquets().stream().map(name -> known(bouquets, name)).collect(Collectors.toSet()));
        }
    }

    private void fill(AccountRecord row, UserSettings user) {
        row.setUsername(user.username());
        row.setPasswordSealed(seal.seal(user.password().reveal()));
        row.setMaxConnections((long) user.maxConnections());
        row.setExpiresAt(user.expires().map(Instant::toEpochMilli).orElse(null));
        row.setTrial(user.trial());
        row.setEnabled(user.enabled());
        row.setFormats(user.formats().stream().map(Enum::name).collect(Collectors.joining(" ")));
        row.setAtLimit(user.atLimit().name());
        row.setAllowedNetworks(
                user.allowedNetworks().stream().map(NetworkRange::toString).collect(Collectors.joining(" ")));
        row.setLimited(!user.bouquets().isEmpty());
        row.setFromFile(true);
    }

    /** An account without bouquets sees everything, so a bouquet that is not there must never be left out. */
    private static Long known(Map<String, Long> bouquets, String name) {
        Long id = bouquets.get(name);
        if (id == null) {
            throw new InvalidInput("bouquets", name, "the name of a bouquet that there is");
        }
        return id;
    }

    private static void choose(DSLContext sql, long accountId, Set<Long> bouquetIds) {
        sql.deleteFrom(ACCOUNT_BOUQUET)
                .where(ACCOUNT_BOUQUET.ACCOUNT_ID.eq(accountId))
                .execute();
        for (Long bouquetId : bouquetIds) {
            sql.insertInto(ACCOUNT_BOUQUET)
                    .set(ACCOUNT_BOUQUET.ACCOUNT_ID, accountId)
                    .set(ACCOUNT_BOUQUET.BOUQUET_ID, bouquetId)
                    .execute();
        }
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.split(" ")).filter(word -> !word.isEmpty());
    }
}
