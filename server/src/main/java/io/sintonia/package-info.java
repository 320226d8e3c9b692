/** The front door: the command line, the settings of the whole house, and what starts and stops it. */
@NullMarked
package io.sintonia;

import org.jspecify.annotations.NullMarked;
