package io.sintonia.outputs.live;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.sintonia.formats.mpegts.ClipLoop;
import io.sintonia.formats.mpegts.ClipReader;
import io.sintonia.formats.mpegts.TsPacket;
import io.sintonia.outputs.wire.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A refused player on its connection: is sent a slate in real time for five minutes, then the connection ends.
 *
 * <p>On its event loop only. A slate takes 17 KB a second, so each viewer has its own copy in passing; no log, no thread.
 * What a slow one does not take is not made: the slate waits for it, and one that takes nothing for 15 s is closed.
 */
final class SlateViewer extends ChannelInboundHandlerAdapter implements Answer.Taker {
    private static final Logger LOG = LoggerFactory.getLogger(SlateViewer.class);
    /** Long enough to read a sentence; whoever stays may ask again, and is admitted if that is possible then. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    static final Duration TICK = Duration.ofMillis(200);
    /** Two seconds at once, as a channel gives them: players fill a buffer before they show anything. */
    private static final int HEAD_START = 50;
    /** Fifteen seconds. */
    private static final int MOST_BEHIND = 375;

    private static final int MOST_BYTES = 64 * TsPacket.SIZE;

    private final ClipReader reader;
    private final LongSupplier nanos;
    private final Runnable onEnd;
    private long began;
    private @Nullable Future<?> ticking;

    /** {@code onEnd} runs once, when the viewer has gone or never came. */
    SlateViewer(ClipLoop clip, LongSupplier nanos, Runnable onEnd) {
        this.reader = new ClipReader(clip, clip.opening(0));
        this.nanos = nanos;
        this.onEnd = onEnd;
    }

    @Override
    public void take(Channel taken) {
        taken.pipeline().addLast("slate", this);
        taken.config().setOption(ChannelOption.SO_KEEPALIVE, true);
        if (taken instanceof EpollSocketChannel) {
            taken.config().setOption(EpollChannelOption.TCP_USER_TIMEOUT, TsViewer.DEAD_PEER_MILLIS);
        }
        began = nanos.getAsLong();
        var _ = taken.write(Unpooled.wrappedBuffer(TsViewer.HEAD));
        tick(taken);
        ticking = taken.eventLoop()
                .scheduleAtFixedRate(() -> tick(taken), TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void abandon() {
        onEnd.run();
    }

    private void tick(Channel open) {
        long passed = nanos.getAsLong() - began;
        long now = passed / ClipLoop.STEP_NANOS + HEAD_START;
        if (passed >= LONGEST.toNanos()) {
            stopTicking();
            open.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        if (now - reader.dueStep() > MOST_BEHIND) {
            stopTicking();
            var _ = open.close();
            return;
        }
        while (open.isWritable()) {
            byte[] piece = new byte[MOST_BYTES];
            int length = reader.take(piece, now);
            if (length == 0) {
                break;
            }
            var _ = open.write(Unpooled.wrappedBuffer(piece, 0, length));
        }
        open.flush();
    }

    private void stopTicking() {
        Future<?> running = ticking;
        if (running != null) {
            running.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        // whatever a player still says on this connection, it gets a slate
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopTicking();
        onEnd.run();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("a fault while sending a slate", cause);
        }
        var _ = context.close();
    }
}
