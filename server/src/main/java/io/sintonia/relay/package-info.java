/**
 * Live channels: one upstream each, cut into a log that any number of viewers read.
 *
 * <p>Doors: {@link io.sintonia.relay.Relay}, {@link io.sintonia.relay.Watch}, {@link io.sintonia.relay.Viewing},
 * {@link io.sintonia.relay.Viewer}, {@link io.sintonia.relay.ChannelStatus}, {@link io.sintonia.relay.ChannelListener},
 * {@link io.sintonia.relay.ChannelEvent}, {@link io.sintonia.relay.UpstreamOpener} and
 * {@link io.sintonia.relay.Upstream} (for rooms that bring other kinds of sources), {@link io.sintonia.relay.Slates} (what is
 * shown where there is no picture), {@link io.sintonia.relay.LiveSettings},
 * {@link io.sintonia.relay.SlateSettings}, {@link io.sintonia.relay.ProviderUse}.
 *
 * <p>Addresses are opened by {@link io.sintonia.relay.HttpUpstreams}, UdpUpstreams and FfmpegUpstreams; RadioUpstream makes a
 * transport stream of bare sound (docs/decisions/0013).
 *
 * <p>Threads: one virtual thread per channel owns its state; watching blocks and is for virtual threads; the rest may be
 * called from anywhere.
 */
@NullMarked
package io.sintonia.relay;

import org.jspecify.annotations.NullMarked;
