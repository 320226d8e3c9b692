/**
 * What there is to watch, curated: channels with their stream sources, categories, bouquets, providers.
 *
 * <p>Doors: {@link io.sintonia.catalogue.Catalogue} (the current snapshot), {@link io.sintonia.catalogue.CatalogueSnapshot},
 * {@link io.sintonia.catalogue.Lineup}, the records they hold, {@link io.sintonia.catalogue.CatalogueEditor} with
 * {@link io.sintonia.catalogue.SourceImport} and {@link io.sintonia.catalogue.ChannelImport} (every change),
 * {@link io.sintonia.catalogue.CatalogueSettings}, {@link io.sintonia.catalogue.ProviderSlots}, which the relay implements; {@link io.sintonia.catalogue.Library} (films and series, in the
 * database). {@link io.sintonia.catalogue.CurationRules} is where the owner's rules come in.
 *
 * <p>Threads: reading is one volatile read of an immutable snapshot; changes block, go through the database's one writer,
 * and swap the snapshot after the commit, before the change is done telling.
 */
@NullMarked
package io.sintonia.catalogue;

import org.jspecify.annotations.NullMarked;
