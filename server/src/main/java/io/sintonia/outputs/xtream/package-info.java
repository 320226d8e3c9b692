/**
 * The Xtream Codes API that players log in with and take their lists from; every form is the one that all surveyed players
 * read. The public door is {@link io.sintonia.outputs.xtream.PlayerApi}. It is called on the virtual thread of a request;
 * lists are rendered once per lineup and kept.
 */
@NullMarked
package io.sintonia.outputs.xtream;

import org.jspecify.annotations.NullMarked;
