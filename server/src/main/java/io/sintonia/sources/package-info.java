/**
 * Where channels come from: sources, and the imports that bring them into the catalogue.
 *
 * <p>Doors: {@link io.sintonia.sources.SourceRows}, {@link io.sintonia.sources.SourceEditor}, {@link io.sintonia.sources.Source},
 * {@link io.sintonia.sources.DeclaredSources}, {@link io.sintonia.sources.Importer},
 * {@link io.sintonia.sources.ImportSchedule}, {@link io.sintonia.sources.ImportJob},
 * {@link io.sintonia.sources.ImportReport}, {@link io.sintonia.sources.SourceSettings}, {@link io.sintonia.sources.ManualChannel}, {@link io.sintonia.sources.SourceOptions},
 * {@link io.sintonia.sources.ProviderAccounts}, {@link io.sintonia.sources.SourcePreview},
 * {@link io.sintonia.sources.SourcePreviews}.
 *
 * <p>Threads: an import blocks and runs on a virtual thread of its own, at most two at a time.
 */
@NullMarked
package io.sintonia.sources;

import org.jspecify.annotations.NullMarked;
