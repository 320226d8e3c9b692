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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes one answer. On the connection's event loop. */
final class Outbound {
    private static final int PIECE = 64 << 10;

    private final ChannelHandlerContext context;
    private final boolean keepAlive;
    private final boolean headOnly;

    Outbound(ChannelHandlerContext context, HttpRequest request) {
        this.context = context;
        this.keepAlive = HttpUtil.isKeepAlive(request);
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
            case Answer.Spliced(Answer.Head head, SplicedText text, Splice splice) -> {
                put(response(head, text.length(splice)));
                if (headOnly) {
                    finish(then);
                } else {
                    writePieces(text.read(splice), then);
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
            case Answer.Whole _, Answer.Spliced _ -> {}
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

    /** One piece at a time, the next when the last has left: a slow reader holds 64 KB, not the whole text. */
    private void writePieces(SplicedText.Reading reading, Consumer<ChannelHandlerContext> then) {
        byte[] piece = new byte[PIECE];
        int length = reading.fill(piece);
        if (length == 0) {
            finish(then);
            return;
        }
        context.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(piece, 0, length)))
                .addListener(written -> {
                    if (written.isSuccess()) {
                        context.executor().execute(() -> writePieces(reading, then));
                    } else {
                        close();
                    }
                });
    }

    private void finish(Consumer<ChannelHandlerContext> then) {
        ChannelFuture last = context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        if (!keepAlive) {
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
