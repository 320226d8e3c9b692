package io.sintonia.outputs.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers on one connection leave whole and in the order of their questions, however slowly they are made. */
class PlayerConnectionTest {
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Semaphore requests = new Semaphore(0);
    private final CountDownLatch rest = new CountDownLatch(1);
    private Channel listening;

    @BeforeEach
    void listen() throws InterruptedException {
        listening = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new Pipeline())
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    @AfterEach
    void close() throws InterruptedException {
        rest.countDown();
        listening.close().sync();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    }

    @Test
    void requestThatComesWhileAnAnswerIsBeingSentIsAnsweredAfterIt() throws IOException, InterruptedException {
        int port = ((InetSocketAddress) listening.localAddress()).getPort();
        try (Socket player = new Socket(InetAddress.getLoopbackAddress(), port)) {
            player.setSoTimeout(10_000);
            ask(player, "GET /long HTTP/1.1\r\nHost: tv.example\r\n\r\n");
            String begun = readUntil(player.getInputStream(), "first ");
            ask(player, "HEAD /short HTTP/1.1\r\nHost: tv.example\r\nConnection: close\r\n\r\n");
            assertThat(requests.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
            rest.countDown();
            String others = new String(player.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(begun).contains("content-length: 12");
            assertThat(others).startsWith("secondHTTP/1.1 200 OK").contains("content-length: 6");
        }
    }

    private static void ask(Socket player, String request) throws IOException {
        player.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    private static String readUntil(InputStream in, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int c = in.read();
            assertThat(c).as("the connection stays open after " + read).isNotNegative();
            read.append((char) c);
        }
        return read.toString();
    }

    private final class Pipeline extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new HttpServerCodec(), new Counting(), connection());
        }
    }

    private PlayerConnection connection() {
        return new PlayerConnection(new Site(), new RequestReader(List.of(), Optional.empty()));
    }

    /** Tells that a request has reached the connection. */
    private final class Counting extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            boolean isRequest = message instanceof HttpRequest;
            context.fireChannelRead(message);
            if (isRequest) {
                requests.release();
            }
        }
    }

    /** A long answer comes in two pieces, the second when the test lets it. */
    private final class Site implements PlayerSite {
        @Override
        public boolean serves(String path) {
            return true;
        }

        @Override
        public Answer answer(PlayerRequest request) {
            Answer.Head head = new Answer.Head(200, Map.of());
            return request.segments().contains("long")
                    ? new Answer.Streamed(head, OptionalLong.of(12), new TwoPieces())
                    : new Answer.Whole(head, "thirds".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private final class TwoPieces implements Pieces {
        private int given;

        @Override
        public int fill(byte[] piece) throws IOException {
            given++;
            if (given > 2) {
                return 0;
            }
            if (given == 2) {
                await();
            }
            byte[] text = (given == 1 ? "first " : "second").getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, piece, 0, text.length);
            return text.length;
        }

        private void await() throws IOException {
            try {
                rest.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
