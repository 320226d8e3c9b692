package io.sintonia.outputs.wire;

import io.netty.channel.Channel;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What is sent back. CORS headers, Content-Length and the connection's own headers are added on the way. */
public sealed interface Answer {
    /** Status and headers, in order. */
    record Head(int status, Map<String, String> headers) {
        public Head {
            headers = new LinkedHashMap<>(headers);
        }

        /** The same with one more header. */
        public Head with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Head(status, more);
        }
    }

    /** A whole body in memory. */
    record Whole(Head head, byte[] body) implements Answer {}

    /**
     * A body that is read while it is sent.
     *
     * @param length in bytes; unknown for what is packed on the way, which is then sent in chunks
     */
    record Streamed(Head head, OptionalLong length, Pieces pieces) implements Answer {}

    /** A part of a file, with a few bytes in front. */
    record FilePart(Head head, byte[] before, FileBytes bytes) implements Answer {}

    /** The connection itself: what follows is no HTTP message any more. */
    record TakeOver(Taker taker) implements Answer {}

    /** Bytes of an open file. */
    interface FileBytes {
        FileChannel file();

        long length();

        /** Called once, when they have been sent or never will be. */
        void release();
    }

    /** Who goes on with a connection that was taken over. */
    interface Taker {
        /** Called on the event loop, with no HTTP handlers left in the pipeline. */
        void take(Channel channel);

        /** Called instead, when the player went away before. */
        void abandon();
    }

    /** A short text for people, in plain ASCII or UTF-8. */
    static Answer text(int status, String text) {
        return new Whole(
                new Head(status, Map.of("Content-Type", "text/plain; charset=utf-8")),
                (text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
