/**
 * MPEG transport streams as bytes: where packets begin, what flows in them, and where a player may start.
 *
 * <p>Doors: {@link io.sintonia.formats.mpegts.PacketAligner} makes whole packets of any chunks,
 * {@link io.sintonia.formats.mpegts.StreamAnalyzer} finds entry points, the preamble and the facts of a stream,
 * {@link io.sintonia.formats.mpegts.Restamper} moves clocks and counters, {@link io.sintonia.formats.mpegts.StreamSplice}
 * joins the streams of several sources into one ({@link io.sintonia.formats.mpegts.SplicedSource}),
 * {@link io.sintonia.formats.mpegts.ClipLoop} and {@link io.sintonia.formats.mpegts.ClipReader} play a clip for ever,
 * {@link io.sintonia.formats.mpegts.OpenUnits} knows what a dying source leaves unfinished, and
 * {@link io.sintonia.formats.mpegts.AudioMuxer} makes a transport stream of bare sound; beneath them lie
 * {@link io.sintonia.formats.mpegts.TsPacket}, {@link io.sintonia.formats.mpegts.SectionAssembler},
 * {@link io.sintonia.formats.mpegts.ProgramMap}, {@link io.sintonia.formats.mpegts.ClockReference} and
 * {@link io.sintonia.formats.mpegts.Crc32Mpeg}.
 *
 * <p>Threads: none; an aligner, an analyser, a restamper or a muxer belongs to the one thread that feeds it, reads no clock,
 * does no I/O and allocates nothing per packet.
 */
@NullMarked
package io.sintonia.formats.mpegts;

import org.jspecify.annotations.NullMarked;
