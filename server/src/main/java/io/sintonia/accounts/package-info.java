/**
 * Who plays, who administers, and how many may play at once.
 *
 * <p>Doors: {@link io.sintonia.accounts.Accounts}, {@link io.sintonia.accounts.Account}, {@link io.sintonia.accounts.SignIn},
 * {@link io.sintonia.accounts.Sessions}, {@link io.sintonia.accounts.Admission}, {@link io.sintonia.accounts.Session},
 * {@link io.sintonia.accounts.Client}, {@link io.sintonia.accounts.Administrators}, {@link io.sintonia.accounts.LoginThrottle}
 * and the settings records.
 *
 * <p>Threads: signing in reads memory; admission may wait for a seat and is for virtual threads; a session may be closed
 * from anywhere.
 */
@NullMarked
package io.sintonia.accounts;

import org.jspecify.annotations.NullMarked;
