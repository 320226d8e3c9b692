package io.sintonia.outputs.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A player's request while it comes in: head and body, bounded. */
final class Inbound {
    /** A login form is a hundred bytes; nothing a player sends is near this. */
    private static final int MOST_BODY = 64 << 10;

    private static final String FORM_DATA = "multipart/form-data";

    private final HttpRequest head;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private boolean complete;
    private boolean tooLarge;

    Inbound(HttpRequest head) {
        this.head = head;
    }

    HttpRequest head() {
        return head;
    }

    boolean isComplete() {
        return complete;
    }

    boolean isTooLarge() {
        return tooLarge;
    }

    /** Takes a part of the request and releases it. */
    void add(Object message) {
        try {
            if (message instanceof HttpContent content) {
                take(content.content());
            }
            complete = message instanceof LastHttpContent;
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void take(ByteBuf bytes) {
        if (body.size() + bytes.readableBytes() > MOST_BODY) {
            tooLarge = true;
            return;
        }
        byte[] copy = new byte[bytes.readableBytes()];
        bytes.readBytes(copy);
        body.writeBytes(copy);
    }

    void release() {
        body.reset();
    }

    /**
     * The body's fields: multipart if it says so, else read as a URL-encoded form whatever its type says, since players
     * leave the type out or set a wrong one. What is no form has no fields.
     */
    Map<String, String> form() {
        if (body.size() == 0 || !head.method().equals(HttpMethod.POST)) {
            return Map.of();
        }
        String type = head.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        String text = body.toString(StandardCharsets.UTF_8).strip();
        // RFC 2046, 5.1.1: each part begins with two dashes and the boundary; without them it only says it is multipart
        if (type.regionMatches(true, 0, FORM_DATA, 0, FORM_DATA.length()) && text.startsWith("--")) {
            return multipart(type);
        }
        return text.startsWith("{") || text.startsWith("[") ? Map.of() : Parameters.first(text, Parameters.Plus.BLANK);
    }

    private Map<String, String> multipart(String type) {
        var whole = new DefaultFullHttpRequest(
                head.protocolVersion(), HttpMethod.POST, head.uri(), Unpooled.wrappedBuffer(body.toByteArray()));
        whole.headers().set(head.headers());
        // RFC 9110, 8.3.1: types are compared without case; the decoder knows small letters only
        whole.headers().set(HttpHeaderNames.CONTENT_TYPE, FORM_DATA + type.substring(FORM_DATA.length()));
        Map<String, String> fields = new LinkedHashMap<>();
        HttpPostRequestDecoder decoder = null;
        try {
            decoder = new HttpPostRequestDecoder(new DefaultHttpDataFactory(false), whole);
            for (InterfaceHttpData part : decoder.getBodyHttpDatas()) {
                if (part instanceof Attribute field) {
                    fields.putIfAbsent(field.getName(), field.getValue());
                }
            }
        } catch (IOException | DecoderException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // half a form: what was understood counts. The decoder has a kind of its own for each kind of nonsense.
            return fields;
        } finally {
            if (decoder != null) {
                decoder.destroy();
            }
            whole.release();
        }
        return fields;
    }
}
