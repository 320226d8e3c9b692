/**
 * Checks against a real database.
 *
 * <p>No door. One thread.
 */
@NullMarked
package io.sintonia.checks;

import org.jspecify.annotations.NullMarked;
