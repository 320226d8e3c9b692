package io.sintonia.accounts;

import io.sintonia.storage.Database;
import io.sintonia.storage.Seal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everybody who plays, held in memory; read again after each change. Signing in takes a map look-up. */
public final class Accounts {
    private final Database database;
    private final AccountRows rows;
    private final ReentrantLock oneLoad = new ReentrantLock();
    private volatile Map<String, Account> byName;

    public Accounts(Database database, Seal seal, InstantSource clock) {
        this.database = database;
        this.rows = new AccountRows(seal, clock);
        this.byName = load();
    }

    /** Whom a username and a password belong to. Usernames are compared with case, passwords in constant time. */
    public SignIn signIn(String username, String password) {
        Account account = byName.get(username);
        String right = account == null ? "" : account.password().reveal();
        boolean fits = MessageDigest.isEqual(bytes(right), bytes(password));
        return account != null && fits ? new SignIn.Known(account) : new SignIn.Unknown();
    }

    /** All accounts, by name. */
    public List<Account> all() {
        return byName.values().stream()
                .sorted((a, b) -> a.username().compareTo(b.username()))
                .toList();
    }

    /** Makes the accounts of the configuration file exactly these; an account that keeps its name keeps its id. */
    public void declare(List<UserSettings> declared) {
        database.write(sql -> {
            rows.declare(sql, declared);
            return declared.size();
        });
        oneLoad.lock(); // of two loads the one that began later is kept
        try {
            byName = load();
        } finally {
            oneLoad.unlock();
        }
    }

    private Map<String, Account> load() {
        return database.read(rows::all).stream()
                .collect(Collectors.toUnmodifiableMap(Account::username, Function.identity()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
