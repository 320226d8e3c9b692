package io.sintonia.accounts;

/** What became of a username and a password. */
public sealed interface SignIn {
    /** They fit. Whether the account may be used is its {@link Account#standingAt}. */
    record Known(Account account) implements SignIn {}

    /** They do not fit: wrong password, no such user, or nothing given; nobody is told which. */
    record Unknown() implements SignIn {}
}
