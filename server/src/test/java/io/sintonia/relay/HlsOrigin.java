package io.sintonia.relay;

import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.StreamSource;
import io.sintonia.fetch.FaultyOrigin;
import io.sintonia.fetch.FaultyOrigin.Answer;
import io.sintonia.fetch.LiveOpener;
import io.sintonia.formats.mpegts.TsPacket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A scripted HLS source: each reading of a playlist gets the next text of its script, and segment {@code /7.ts} holds packets
 * that say 7, so that what was relayed can be told as {@code "7 8 | 10"}: segments in order, a bar where the stream began anew.
 */
final class HlsOrigin implements AutoCloseable {
    static final int PACKETS = 12;

    final FaultyOrigin origin = FaultyOrigin.start();
    final List<String> handedOver = new CopyOnWriteArrayList<>();
    final FakePause clock = new FakePause();
    private Map<String, String> headers = Map.of();
    private VariantChoice choice = new VariantChoice(Optional.empty(), Optional.empty());

    HlsOrigin() throws IOException {
        for (int number = 0; number < 100; number++) {
            origin.on("/" + number + ".ts", Answer.ok(segment(number)));
        }
    }

    /** Twelve packets that say {@code number}. */
    static byte[] segment(int number) {
        byte[] packets = new byte[PACKETS * TsPacket.SIZE];
        Arrays.fill(packets, (byte) number);
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            packets[at] = TsPacket.SYNC;
        }
        return packets;
    }

    static byte[] encrypted(byte[] plain, byte[] key, byte[] iv) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A live list of segments {@code from} to {@code to}, four seconds each, numbered as they are called. */
    static String live(int from, int to) {
        return live(
                from,
                IntStream.rangeClosed(from, to)
                        .mapToObj(number -> number + ".ts")
                        .toArray(String[]::new));
    }

    /** A live list whose first segment has this number; a line that begins with # goes before the next address. */
    static String live(int sequence, String... lines) {
        return "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-MEDIA-SEQUENCE:" + sequence + "\n" + body(lines);
    }

    static String ended(String... lines) {
        return live(0, lines) + "#EXT-X-ENDLIST\n";
    }

    static String body(String... lines) {
        return Arrays.stream(lines)
                .map(line -> line.startsWith("#") ? line + "\n" : "#EXTINF:4,\n" + line + "\n")
                .collect(Collectors.joining());
    }

    /** The readings of a path, in order; the last is repeated. */
    HlsOrigin lists(String path, String... texts) {
        AtomicInteger readings = new AtomicInteger();
        origin.on(path, request -> Answer.ok(texts[Math.min(readings.getAndIncrement(), texts.length - 1)]));
        return this;
    }

    /** How often a path was asked for. */
    long asked(String path) {
        return origin.requests().stream()
                .filter(request -> request.target().equals(path))
                .count();
    }

    HlsOrigin sending(Map<String, String> wanted) {
        headers = wanted;
        return this;
    }

    HlsOrigin choosing(VariantChoice wanted) {
        choice = wanted;
        return this;
    }

    UpstreamOpener.Opening open(String path) {
        return openAt(origin.url(path));
    }

    UpstreamOpener.Opening openAt(String url) {
        StreamSource source = new StreamSource(1, 1, url, headers, "");
        Provider provider = new Provider(1, "test", Optional.of("Agent/1"), Map.of(), Optional.empty(), 1, true);
        HttpUpstreams opener = new HttpUpstreams(
                new LiveOpener(InstantSource.system(), System::nanoTime), "own", choice, this::noRemuxer, clock);
        return opener.open(new UpstreamOpener.Request(source, provider, Duration.ofSeconds(5), Duration.ofSeconds(5)));
    }

    private UpstreamOpener.Opening noRemuxer(UpstreamOpener.Request request) {
        handedOver.add(request.source().url());
        return new UpstreamOpener.Opening.Failed(
                new UpstreamFailure(UpstreamFailure.Kind.UNSUPPORTED, "there is no remuxer"));
    }

    Upstream opened(String path) {
        return switch (open(path)) {
            case UpstreamOpener.Opening.Opened(Upstream upstream) -> upstream;
            case UpstreamOpener.Opening.Failed(UpstreamFailure failure) -> throw new AssertionError(failure.text());
        };
    }

    UpstreamFailure refused(String path) {
        return switch (open(path)) {
            case UpstreamOpener.Opening.Opened(Upstream upstream) -> {
                upstream.close();
                throw new AssertionError("it was opened");
            }
            case UpstreamOpener.Opening.Failed(UpstreamFailure failure) -> failure;
        };
    }

    /** Plays until so many segments have come, or to the end, or until it fails: the failure's text is then the last word. */
    String played(String path, int segments) {
        return played(opened(path), segments);
    }

    static String played(Upstream upstream, int segments) {
        StringBuilder told = new StringBuilder();
        int had = 0;
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        byte[] buffer = new byte[1000];
        try (upstream) {
            while (had < segments) {
                int count = upstream.read(buffer);
                if (count < 0) {
                    return told.append(" end").toString().strip();
                }
                if (upstream.beginsAnew()) {
                    told.append(" |");
                    rest.reset();
                }
                rest.write(buffer, 0, count);
                byte[] bytes = rest.toByteArray();
                int whole = PACKETS * TsPacket.SIZE;
                if (bytes.length >= whole) {
                    if (!Arrays.equals(Arrays.copyOf(bytes, whole), segment(bytes[1]))) {
                        throw new AssertionError("after" + told + " comes something else than a segment");
                    }
                    told.append(' ').append(bytes[1]);
                    had++;
                    rest.reset();
                    rest.write(bytes, whole, bytes.length - whole);
                }
            }
        } catch (IOException e) {
            told.append(" failed: ").append(e.getMessage());
        }
        return told.toString().strip();
    }

    /** All targets asked for, in order. */
    List<String> targets() {
        return origin.requests().stream().map(FaultyOrigin.Request::target).toList();
    }

    @Override
    public void close() throws IOException {
        origin.close();
    }
}
