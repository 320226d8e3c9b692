/**
 * What tests of the answers share: {@code House} with its {@code Draft}s and guides, {@code JsonTree}. Other rooms' tests may
 * use them too. Single-threaded, but for the house's own parts.
 */
@NullMarked
package io.sintonia.outputs;

import org.jspecify.annotations.NullMarked;
