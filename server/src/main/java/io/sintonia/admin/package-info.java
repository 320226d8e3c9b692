/**
 * What administrators and machines are served: REST under {@code /api/v1}, health, metrics, and the page at {@code /}.
 *
 * <p>Doors: the addresses of the contract; for the house {@link io.sintonia.admin.AdminOptions} and {@link io.sintonia.admin.Meters}.
 *
 * <p>Threads: requests on virtual threads of the framework.
 */
@NullMarked
package io.sintonia.admin;

import org.jspecify.annotations.NullMarked;
