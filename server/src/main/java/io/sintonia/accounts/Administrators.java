package io.sintonia.accounts;

import static io.sintonia.schema.Tables.ADMINISTRATOR;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sintonia.storage.Database;
import io.sintonia.storage.IdSpace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jooq.DSLContext;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * Who may change things. Passwords are kept as bcrypt hashes; a sign-in gives a token, of which only a digest is held, in
 * memory, for half a day after its last use.
 */
public final class Administrators {
    private static final Duration TOKEN_IDLE = Duration.ofHours(12);
    private static final int MOST_TOKENS = 10_000;
    private static final int GENERATED_BYTES = 12;

    private final Database database;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Holder> tokens;
    private final String nobodysHash = BCrypt.hashpw("nobody", BCrypt.gensalt());

    /** Who signed in, and with which password. */
    private record Holder(String username, String passwordHash) {}

    public Administrators(Database database, InstantSource clock) {
        this(database, clock, System::nanoTime);
    }

    Administrators(Database database, InstantSource clock, LongSupplier nanoTime) {
        this.database = database;
        this.clock = clock;
        this.tokens = Caffeine.newBuilder()
                .maximumSize(MOST_TOKENS)
                .ticker(nanoTime::getAsLong)
                .expireAfterAccess(TOKEN_IDLE)
                .build();
    }

    /**
     * Sees to it that there is an administrator as the configuration says. A password that the configuration changes ends
     * the sign-ins made with the old one; an administrator whom it named and no longer names is removed.
     *
     * @return the password that was made up, if there was nobody and none was configured; it is told once and kept nowhere
     */
    public Optional<String> ensure(AdminSettings settings) {
        Optional<String> made = database.write(sql -> ensure(sql, settings));
        Set<Holder> still = database.read(sql ->
                sql.selectFrom(ADMINISTRATOR).fetchSet(row -> new Holder(row.getUsername(), row.getPasswordHash())));
        tokens.asMap().values().removeIf(holder -> !still.contains(holder));
        return made;
    }

    private Optional<String> ensure(DSLContext sql, AdminSettings settings) {
        String username = settings.username();
        sql.deleteFrom(ADMINISTRATOR)
                .where(ADMINISTRATOR.FROM_FILE.isTrue().and(ADMINISTRATOR.USERNAME.ne(username)))
                .execute();
        Optional<String> hash = hashOf(sql, username);
        if (settings.password().isPresent()) {
            String password = settings.password().get().reveal();
            if (hash.isEmpty()) {
                insert(sql, username, hashed(password), true);
            } else if (!BCrypt.checkpw(digest(password), hash.get())) {
                sql.update(ADMINISTRATOR)
                        .set(ADMINISTRATOR.PASSWORD_HASH, hashed(password))
                        .set(ADMINISTRATOR.FROM_FILE, true)
                        .where(ADMINISTRATOR.USERNAME.eq(username))
                        .execute();
            }
            return Optional.empty();
        }
        if (hash.isPresent()) {
            return Optional.empty();
        }
        String made = token(GENERATED_BYTES);
        insert(sql, username, hashed(made), false);
        return Optional.of(made);
    }

    /** A token for a right username and password; empty for wrong ones. Takes a tenth of a second on purpose. */
    public Optional<String> signIn(String username, String password) {
        Optional<String> hash = database.read(sql -> hashOf(sql, username));
        // somebody unknown costs as much time as a wrong password
        boolean fits = BCrypt.checkpw(digest(password), hash.orElse(nobodysHash));
        if (hash.isEmpty() || !fits) {
            return Optional.empty();
        }
        String token = token(32);
        tokens.put(digest(token), new Holder(username, hash.get()));
        return Optional.of(token);
    }

    private static Optional<String> hashOf(DSLContext sql, String username) {
        return sql.selectFrom(ADMINISTRATOR)
                .where(ADMINISTRATOR.USERNAME.eq(username))
                .fetchOptional()
                .map(row -> row.getPasswordHash());
    }

    /** Whose token this is. */
    public Optional<String> bearer(String token) {
        return Optional.ofNullable(tokens.getIfPresent(digest(token))).map(Holder::username);
    }

    /** Makes a token worthless. */
    public void signOut(String token) {
        tokens.invalidate(digest(token));
    }

    /** Digested first, since bcrypt reads 72 bytes and no more. */
    private static String hashed(String password) {
        return BCrypt.hashpw(digest(password), BCrypt.gensalt());
    }

    private void insert(DSLContext sql, String username, String hash, boolean fromFile) {
        sql.insertInto(ADMINISTRATOR)
                .set(ADMINISTRATOR.ID, IdSpace.ADMINISTRATOR.take(sql))
                .set(ADMINISTRATOR.USERNAME, username)
                .set(ADMINISTRATOR.PASSWORD_HASH, hash)
                .set(ADMINISTRATOR.FROM_FILE, fromFile)
                .set(ADMINISTRATOR.CREATED_AT, clock.millis())
                .execute();
    }

    private String token(int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(noise);
    }

    private static String digest(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
