/**
 * The account's programme guide as XMLTV. The public door is {@link io.sintonia.outputs.xmltv.GuidePages}. It is called on
 * the virtual thread of a request; a page is rendered once per lineup, window and hour, and kept.
 */
@NullMarked
package io.sintonia.outputs.xmltv;

import org.jspecify.annotations.NullMarked;
