package io.sintonia.outputs.gate;

import io.sintonia.accounts.Account;

/** What the gate says of a player's credentials. */
public sealed interface Entry {
    /** They are somebody's, and the account may be used now and from here. */
    record Welcome(Account account) implements Entry {}

    /** They are somebody's, but the account has expired or is disabled. */
    record Suspended(Account account, Account.Standing standing) implements Entry {}

    /**
     * They are nobody's, or may not be used from this address.
     *
     * @param username as it was typed
     * @param reason its code, for whoever operates the server; a player is not told
     */
    record Stranger(String username, String reason) implements Entry {}

    /**
     * Too many wrong passwords came from this address; nobody is listened to for a minute.
     *
     * @param username as it was typed
     */
    record Guessing(String username) implements Entry {}
}
