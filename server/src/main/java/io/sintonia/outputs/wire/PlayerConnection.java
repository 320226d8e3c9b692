package io.sintonia.outputs.wire;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One player's connection: sorts out which requests are a player's, answers those in order, passes the others on to the
 * framework, and gives the whole connection away when an answer takes it over.
 *
 * <p>On its event loop only. While a request is answered, what comes after it waits in a short queue: answers on one
 * connection leave in the order of their questions (RFC 9112, 9.3.2), whoever gives them.
 */
final class PlayerConnection extends ChannelDuplexHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PlayerConnection.class);
    /** More than this many messages behind an unanswered request is no player. */
    private static final int MOST_WAITING = 256;

    private final PlayerSite site;
    private final RequestReader reader;
    private final Queue<Object> waiting = new ArrayDeque<>();

    private @Nullable Inbound inbound;
    private @Nullable Thread answering;
    /** From a request's last byte until its answer has been written, which takes longer than to find the answer. */
    private boolean busy;

    private int withFramework;
    private boolean draining;

    PlayerConnection(PlayerSite site, RequestReader reader) {
        this.site = site;
        this.reader = reader;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (busy || (!waiting.isEmpty() && !draining)) {
            enqueue(context, message);
            return;
        }
        Inbound collecting = inbound;
        if (collecting != null) {
            collecting.add(message);
            if (collecting.isComplete()) {
                inbound = null;
                answer(context, collecting);
            }
            return;
        }
        if (message instanceof HttpRequest request && site.serves(reader.path(request.uri()))) {
            if (withFramework > 0) {
                enqueue(context, message);
                return;
            }
            Inbound began = new Inbound(request);
            began.add(message);
            if (began.isComplete()) {
                answer(context, began);
            } else {
                inbound = began;
            }
            return;
        }
        if (message instanceof HttpRequest) {
            withFramework++;
        }
        context.fireChannelRead(message);
    }

    private void enqueue(ChannelHandlerContext context, Object message) {
        if (waiting.size() >= MOST_WAITING) {
            ReferenceCountUtil.release(message);
            var _ = context.close();
            return;
        }
        waiting.add(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        // the framework asks for more only when it waits for something itself
        context.read();
    }

    /** Only the framework's answers pass here; ours are written from this handler's context on. */
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean last = message instanceof LastHttpContent
                && !(message instanceof HttpResponse response
                        && response.status().code() == 100);
        var _ = context.write(message, promise); // whoever wrote it watches the promise
        if (last && withFramework > 0) {
            withFramework--;
            if (withFramework == 0 && !waiting.isEmpty()) {
                context.executor().execute(() -> {
                    context.flush();
                    drain(context);
                });
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Thread thinking = answering;
        if (thinking != null) {
            thinking.interrupt();
        }
        Inbound collecting = inbound;
        if (collecting != null) {
            collecting.release();
            inbound = null;
        }
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        context.fireChannelInactive();
    }

    private void answer(ChannelHandlerContext context, Inbound complete) {
        HttpRequest head = complete.head();
        busy = true;
        if (complete.isTooLarge()) {
            new Outbound(context, head).write(Answer.text(413, "this request is too long"), this::answered);
            return;
        }
        PlayerRequest request = reader.read(
                head, complete.form(), (InetSocketAddress) context.channel().remoteAddress());
        Outbound outbound = new Outbound(context, head);
        answering = Thread.ofVirtual().name("player").unstarted(() -> {
            Answer answer = answerOf(request);
            context.executor().execute(() -> {
                answering = null;
                outbound.write(answer, this::answered);
            });
        });
        answering.start();
    }

    private Answer answerOf(PlayerRequest request) {
        try {
            return site.answer(request);
        } catch (RuntimeException | Error e) {
            LOG.error("a fault while answering {} /{}", request.method(), kind(request), e);
            return Answer.text(500, "a fault in the server; its log says more");
        }
    }

    /** The path without what may be credentials. */
    private static String kind(PlayerRequest request) {
        return request.segments().isEmpty() ? "" : request.segments().getLast();
    }

    private void answered(ChannelHandlerContext context) {
        busy = false;
        if (context.channel().isActive()) {
            drain(context);
            context.read();
        }
    }

    private void drain(ChannelHandlerContext context) {
        draining = true;
        try {
            while (!busy && !waiting.isEmpty()) {
                Object next = waiting.peek();
                if (withFramework > 0
                        && next instanceof HttpMessage
                        && next instanceof HttpRequest request
                        && site.serves(reader.path(request.uri()))) {
                    return;
                }
                waiting.remove();
                channelRead(context, next);
            }
        } finally {
            draining = false;
        }
        context.fireChannelReadComplete();
    }
}
