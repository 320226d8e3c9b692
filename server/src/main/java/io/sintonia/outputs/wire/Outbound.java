package io.sintonia.outputs.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one answer. On the connection's event loop. */
final class Outbound {
    private static final Logger LOG = LoggerFactory.getLogger(Outbound.class);
    private static final int PIECE = 64 << 10;

    private final ChannelHandlerContext context;
    private final boolean keepAlive;
    private final boolean headOnly;
    private final boolean chunks;
    private boolean endsWithTheConnection;

    Outbound(ChannelHandlerContext context, HttpRequest request) {
        this.context = context;
        this.keepAlive = HttpUtil.isKeepAlive(request);
        this.chunks = request.protocolVersion().isKeepAliveDefault();
        this.headOnly = request.method().equals(HttpMethod.HEAD);
    }

    /** Writes an answer and calls {@code then} when the connection is free for the next request. */
    void write(Answer answer, Consumer<ChannelHandlerContext> then) {
        if (!context.channel().isActive()) {
            giveUp(answer);
            return;
        }
        switch (answer) {
            case Answer.Whole(Answer.Head head, byte[] body) -> {
                put(response(head, body.length));
                if (!headOnly) {
                    put(new DefaultHttpContent(Unpooled.wrappedBuffer(body)));
                }
                finish(then);
            }
            case Answer.Streamed(Answer.Head head, OptionalLong length, Pieces pieces) -> {
                put(length.isPresent() ? response(head, length.getAsLong()) : responseOfUnknownLength(head));
                if (headOnly) {
                    close(pieces);
                    finish(then);
                } else {
                    Thread.ofVirtual().name("answer").start(() -> sendPieces(pieces, then));
                }
            }
            case Answer.FilePart(Answer.Head head, byte[] before, Answer.FileBytes bytes) -> {
                put(response(head, before.length + bytes.length()));
                if (headOnly) {
                    bytes.release();
                } else {
                    put(new DefaultHttpContent(Unpooled.wrappedBuffer(before)));
                    put(new Region(bytes));
                }
                finish(then);
            }
            case Answer.TakeOver(Answer.Taker taker) -> takeOver(taker);
        }
    }

    private static void giveUp(Answer answer) {
        switch (answer) {
            case Answer.FilePart(var _, var _, Answer.FileBytes bytes) -> bytes.release();
            case Answer.TakeOver(Answer.Taker taker) -> taker.abandon();
            case Answer.Streamed(var _, var _, Pieces pieces) -> close(pieces);
            case Answer.Whole _ -> {}
        }
    }

    private DefaultHttpResponse response(Answer.Head head, long length) {
        DefaultHttpResponse response =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(head.status()));
        HttpHeaders headers = response.headers();
        for (Map.Entry<String, String> header : head.headers().entrySet()) {
            headers.set(header.getKey(), header.getValue());
        }
        headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        if (head.status() != 304 && head.status() != 204) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, length);
        }
        headers.set(HttpHeaderNames.CONNECTION, keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
        return response;
    }

    /** Failures show at the last write of an answer, and close the connection. */
    private void put(Object message) {
        var _ = context.write(message);
    }

    private void close() {
        var _ = context.close();
    }

    /**
     * On a virtual thread, since a file is read. One piece is on its way while the next is made: a slow reader holds two pieces,
     * not the whole body.
     */
    private void sendPieces(Pieces pieces, Consumer<ChannelHandlerContext> then) {
        boolean whole = false;
        try (pieces) {
            whole = sendAll(pieces);
        } catch (IOException e) {
            LOG.warn("an answer broke off: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (whole) {
            context.executor().execute(() -> finish(then));
        } else {
            close();
        }
    }

    private boolean sendAll(Pieces pieces) throws IOException, InterruptedException {
        byte[][] two = {new byte[PIECE], new byte[PIECE]};
        @Nullable ChannelFuture before = null;
        for (int turn = 0; ; turn ^= 1) {
            int length = pieces.fill(two[turn]);
            if (before != null && !before.await().isSuccess()) {
                return false;
            }
            if (length == 0) {
                return true;
            }
            before = context.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(two[turn], 0, length)));
        }
    }

    private static void close(Pieces pieces) {
        try {
            pieces.close();
        } catch (IOException e) {
            LOG.warn("an answer's file does not close: {}", e.getMessage());
        }
    }

    /** In chunks; a player of the old version reads until the connection ends (RFC 9112, 6.3). */
    private DefaultHttpResponse responseOfUnknownLength(Answer.Head head) {
        DefaultHttpResponse response = response(head, 0);
        response.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
        if (chunks) {
            response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        } else {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            endsWithTheConnection = true;
        }
        return response;
    }

    private void finish(Consumer<ChannelHandlerContext> then) {
        ChannelFuture last = context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        if (!keepAlive || endsWithTheConnection) {
            last.addListener(ChannelFutureListener.CLOSE);
        }
        last.addListener(written -> context.executor().execute(() -> then.accept(context)));
    }

    private void takeOver(Answer.Taker taker) {
        ChannelPipeline pipeline = context.pipeline();
        List<String> handlers = new ArrayList<>();
        for (Map.Entry<String, ChannelHandler> handler : pipeline) {
            if (!(handler.getValue() instanceof SslHandler)) {
                handlers.add(handler.getKey());
            }
        }
        for (String name : handlers) {
            // one handler may take another with it
            if (pipeline.get(name) != null) {
                pipeline.remove(name);
            }
        }
        context.channel().config().setAutoRead(true);
        taker.take(context.channel());
    }

    /** A region of a file that someone else opened and will close. */
    private static final class Region extends DefaultFileRegion {
        private final Answer.FileBytes bytes;

        Region(Answer.FileBytes bytes) {
            super(bytes.file(), 0, bytes.length());
            this.bytes = bytes;
        }

        @Override
        protected void deallocate() {
            bytes.release();
        }
    }
}
