package io.sintonia.outputs.live;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.sintonia.accounts.Session;
import io.sintonia.channellog.ChannelLog;
import io.sintonia.channellog.LogCursor;
import io.sintonia.channellog.LogRead;
import io.sintonia.channellog.LogSegment;
import io.sintonia.outputs.wire.Answer;
import io.sintonia.plays.Play;
import io.sintonia.plays.PlayOutcome;
import io.sintonia.relay.Viewing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One viewer on its connection: sends the log from an entry point on, as fast as the viewer reads and no faster than it
 * comes.
 *
 * <p>On its event loop only. One region is in flight at a time, since a region weighs nothing in Netty's water marks; its
 * end starts the next one by a task of its own, never from within. A viewer whose next bytes are gone is moved to the
 * newest entry point, with PAT and PMT first, and counted. Memory per viewer does not depend on how slow it is.
 */
final class TsViewer extends ChannelInboundHandlerAdapter implements Answer.Taker {
    private static final Logger LOG = LoggerFactory.getLogger(TsViewer.class);
    /** A multiple of 188; larger sends gain nothing and make the slow wait (docs/decisions/0003). */
    private static final int MOST_BYTES = 680 * 188;

    static final int DEAD_PEER_MILLIS = 30_000;
    /** A connection that ends after so long without progress ended for that reason. */
    private static final long STALLED_NANOS = 15_000_000_000L;
    /**
     * RFC 9112, 9.6: without length or chunks the body ends with the connection. Players take that for a raw stream.
     */
    static final byte[] HEAD = """
            HTTP/1.1 200 OK
            Content-Type: video/mp2t
            Cache-Control: no-store
            Accept-Ranges: none
            Access-Control-Allow-Origin: *
            Connection: close

            """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);

    private final Viewing viewing;
    private final Session session;
    private final Play play;
    private final ViewerTicks ticks;
    private final LogCursor cursor;

    private @Nullable Channel channel;
    private @Nullable Region inFlight;
    private boolean ending;
    private boolean toldStalled;
    /** While this is set a region that leaves at once is noticed by the pump itself, without a task of its own. */
    private boolean pumping;

    private long lastProgress = System.nanoTime();
    private long lastTransferred;

    TsViewer(Entrance.Outcome.Yes watching, ViewerTicks ticks) {
        this.viewing = watching.viewing();
        this.session = watching.session();
        this.play = watching.play();
        this.ticks = ticks;
        this.cursor = viewing.log().cursor();
    }

    @Override
    public void take(Channel taken) {
        channel = taken;
        taken.pipeline().addLast("viewer", this);
        taken.config().setOption(ChannelOption.SO_KEEPALIVE, true);
        if (taken instanceof EpollSocketChannel) {
            // a peer that vanished without a word, or reads nothing, holds the connection no longer than this
            taken.config().setOption(EpollChannelOption.TCP_USER_TIMEOUT, DEAD_PEER_MILLIS);
        }
        ticks.add(this, viewing.log(), taken.eventLoop());
        byte[] preamble = cursor.skipToNewestEntry();
        var _ = taken.write(Unpooled.wrappedBuffer(HEAD, preamble));
        viewing.sent(preamble.length);
        play.joined(viewing::source);
        pump(taken);
        taken.flush();
        viewing.onDismissal(() -> end(taken, PlayOutcome.DISMISSED));
        session.onEviction(() -> end(taken, PlayOutcome.EVICTED));
    }

    @Override
    public void abandon() {
        leave();
    }

    /** Called when the log has grown. */
    void tick(long now) {
        Channel open = channel;
        if (open == null) {
            return;
        }
        Region sending = inFlight;
        if (sending == null) {
            lastProgress = now;
            pump(open);
        } else if (sending.transferred() != lastTransferred) {
            lastTransferred = sending.transferred();
            lastProgress = now;
        } else if (now - lastProgress > ticks.patience().toNanos()) {
            stalled();
            LOG.info(
                    "viewer {} of {} read nothing for {} s and is closed",
                    viewing.viewer().user(),
                    viewing.viewer().address(),
                    ticks.patience().toSeconds());
            var _ = open.close();
        }
    }

    private void pump(Channel open) {
        pumping = true;
        try {
            pumpOn(open);
        } finally {
            pumping = false;
        }
    }

    private void pumpOn(Channel open) {
        while (inFlight == null && !ending && open.isActive()) {
            switch (cursor.next(MOST_BYTES)) {
                case LogRead.Bytes(LogSegment segment, long offset, int length) -> send(open, segment, offset, length);
                case LogRead.NothingYet() -> {
                    return;
                }
                case LogRead.FellBehind() -> {
                    byte[] preamble = cursor.skipToNewestEntry();
                    if (preamble.length == 0) {
                        play.ending(PlayOutcome.CHANNEL_ENDED);
                        end(open);
                        return;
                    }
                    viewing.skippedForward();
                    play.skipped();
                    var _ = open.write(Unpooled.wrappedBuffer(preamble));
                    viewing.sent(preamble.length);
                }
                case LogRead.Ended(String why) -> {
                    play.ending(PlayOutcome.CHANNEL_ENDED, "the channel ended: " + why);
                    end(open);
                    return;
                }
            }
        }
    }

    private void send(Channel open, LogSegment segment, long offset, int length) {
        if (!segment.tryRetain()) {
            throw new IllegalStateException("the cursor lost the segment it holds");
        }
        Region region = new Region(segment, offset, length);
        inFlight = region;
        lastTransferred = 0;
        var _ = open.writeAndFlush(region, open.voidPromise());
    }

    /** A region has left, or never will: within {@link #pump} if the socket took it at once, else later. */
    private void sent(Channel open, Region region) {
        inFlight = null;
        // the kernel may give up a peer that reads nothing before our own patience ends
        boolean cutOff = region.transferred() < region.count();
        if (cutOff && System.nanoTime() - lastProgress > STALLED_NANOS) {
            stalled();
        }
        viewing.sent(region.transferred());
        lastProgress = System.nanoTime();
        // a full region means there is probably more; else the next tick is soon enough
        if (!pumping && region.count() == MOST_BYTES && open.isActive()) {
            open.eventLoop().execute(() -> pump(open));
        }
    }

    private void stalled() {
        if (!toldStalled) {
            toldStalled = true;
            ticks.countStalled();
            play.stalled();
        }
    }

    /** From any thread: the reason is noted at once, before the end of the channel that may follow is. */
    private void end(Channel open, PlayOutcome why) {
        play.ending(why);
        open.eventLoop().execute(() -> end(open));
    }

    private void end(Channel open) {
        if (!ending) {
            ending = true;
            open.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void leave() {
        cursor.close();
        viewing.close();
        session.close();
        play.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        // whatever a player still says on this connection, it gets a stream
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ChannelLog log = viewing.log();
        ticks.remove(this, log, context.channel().eventLoop());
        leave();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("a fault while sending to a viewer", cause);
        }
        var _ = context.close();
    }

    /** A part of a segment on its way to this viewer. */
    private final class Region extends DefaultFileRegion {
        private final LogSegment segment;

        Region(LogSegment segment, long offset, int length) {
            super(segment.file(), offset, length);
            this.segment = segment;
        }

        @Override
        protected void deallocate() {
            segment.release();
            Channel open = channel;
            if (open != null) {
                sent(open, this);
            }
        }
    }
}
