/**
 * Settings as text: a file and the environment are read into records, with every problem told at once and where it stands.
 * Its doors are {@link io.sintonia.config.SettingsFile} with {@link io.sintonia.config.SettingsReading} and {@link
 * io.sintonia.config.Problem}, the annotations that describe a setting, {@link io.sintonia.config.SettingsReference}, and the
 * values {@link io.sintonia.config.Secret}, {@link io.sintonia.config.ByteSize}, {@link io.sintonia.config.NetworkRange},
 * {@link io.sintonia.config.Durations}, {@link io.sintonia.config.InvalidInput}, {@link io.sintonia.config.Inspection} and
 * {@link io.sintonia.config.Redacted}. Everything here is immutable or lives within one call, so any thread may use it; only
 * {@code SettingsFile} reads files, and nothing here ever asks the network.
 */
@NullMarked
package io.sintonia.config;

import org.jspecify.annotations.NullMarked;
