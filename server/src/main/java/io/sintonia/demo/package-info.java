/**
 * The built-in demo source: three channels that go on for ever, looped from clips in the jar.
 *
 * <p>Doors: {@link io.sintonia.demo.DemoUpstreams} opens their addresses ({@code demo:card}, {@code demo:bars},
 * {@code demo:radio}) for the relay, {@link io.sintonia.demo.DemoCatalogue} puts them into the catalogue.
 *
 * <p>Threads: the doors may be called from any; an open stream is read by one thread, paced on that thread, and closed
 * from any.
 */
@NullMarked
package io.sintonia.demo;

import org.jspecify.annotations.NullMarked;
