/**
 * The XMLTV format. The public door is {@link io.sintonia.formats.xmltv.XmltvWriter}. A writer belongs to one thread and
 * holds nothing of what it has written.
 */
@NullMarked
package io.sintonia.formats.xmltv;

import org.jspecify.annotations.NullMarked;
