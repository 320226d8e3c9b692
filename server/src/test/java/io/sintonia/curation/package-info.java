@NullMarked
package io.sintonia.curation;

import org.jspecify.annotations.NullMarked;
