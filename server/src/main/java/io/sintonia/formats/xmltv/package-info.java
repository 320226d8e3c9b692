/**
 * The XMLTV format: guides are read whatever state they are in, and written as every player reads them. The doors are
 * {@link io.sintonia.formats.xmltv.XmltvReader} with its options, handler and outcome, the values
 * {@link io.sintonia.formats.xmltv.GuideChannel} and {@link io.sintonia.formats.xmltv.Programme},
 * {@link io.sintonia.formats.xmltv.XmltvTime}, and {@link io.sintonia.formats.xmltv.XmltvWriter}. A reading and a writer
 * belong to one thread and hold nothing of what has passed; values are immutable.
 */
@NullMarked
package io.sintonia.formats.xmltv;

import org.jspecify.annotations.NullMarked;
