package io.sintonia.relay;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address that ffmpeg may be given: an allowed scheme, a host, and no character that could mean anything else.
 *
 * @param url as ffmpeg is to be told
 * @param host a name or a literal, IPv6 in brackets
 * @param way how its scheme is read
 * @param listens whether it makes ffmpeg wait for a sender instead of calling one
 */
record FfmpegAddress(String url, String host, Way way, boolean listens) {
    private static final int MOST_CHARACTERS = 8_000;
    private static final Pattern PARTS = Pattern.compile(
            "([a-z][a-z0-9]{2,6})://(?:([^/?#@\\[\\]]*)@)?(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9._-]{1,253})(:[0-9]{1,5})?([/?].*)?");
    private static final Pattern LISTENING = Pattern.compile("(?i)[?&]mode=(?!caller(?:[&#]|$))");

    /**
     * How addresses of a scheme are read.
     *
     * @param scheme in ffmpeg's words
     * @param protocols all that ffmpeg may speak for it
     * @param formats all that it may take the bytes for, empty for any; a list of other addresses in disguise is none of them
     * @param options of this kind alone
     */
    record Way(String scheme, String protocols, String formats, Options options) {}

    /** Which options a kind of input knows; ffmpeg refuses those that it does not. */
    enum Options {
        /** A time-out in reads. */
        STREAM,
        /** Prefers one TCP connection. */
        RTSP,
        /** RTSP, TCP or nothing. */
        RTSP_TCP,
        /** RTSP, UDP or nothing. */
        RTSP_UDP,
        /** Headers, User-Agent and proxy. */
        WEB
    }

    /** What an address turned out to be. */
    sealed interface Reading {
        record Read(FfmpegAddress address) implements Reading {}

        /** With what is wrong with it, for the operator. */
        record Unusable(String reason) implements Reading {}
    }

    private static final String FLASH = "flv,live_flv";
    private static final String STREAMS = "mpegts,flv,matroska";
    private static final String MANIFESTS = "hls,dash,mov,mpegts,matroska,aac,mp3,ac3,eac3,webvtt";
    private static final String WEB = "http,https,tcp,tls,crypto";

    /** Schemes of their own. file, pipe, concat, data, subfile and the like stand nowhere, so nothing leads to them. */
    private static final Map<String, Way> WAYS = Map.ofEntries(
            Map.entry("rtmp", new Way("rtmp", "rtmp,tcp", FLASH, Options.STREAM)),
            Map.entry("rtmps", new Way("rtmps", "rtmps,tls,tcp", FLASH, Options.STREAM)),
            Map.entry("rtmpe", new Way("rtmpe", "rtmpe,ffrtmpcrypt,tcp", FLASH, Options.STREAM)),
            Map.entry("rtmpt", new Way("rtmpt", "rtmpt,ffrtmphttp,http,tcp", FLASH, Options.STREAM)),
            Map.entry("rtmpts", new Way("rtmpts", "rtmpts,ffrtmphttp,https,tls,tcp", FLASH, Options.STREAM)),
            Map.entry("rtmpte", new Way("rtmpte", "rtmpte,ffrtmpcrypt,ffrtmphttp,http,tcp", FLASH, Options.STREAM)),
            Map.entry("rtsp", new Way("rtsp", "rtsp,rtp,udp,tcp", "", Options.RTSP)),
            Map.entry("rtsps", new Way("rtsps", "rtsps,rtp,udp,tls,tcp", "", Options.RTSP)),
            // VLC's spelling of the transport
            Map.entry("rtspt", new Way("rtsp", "rtsp,rtp,tcp", "", Options.RTSP_TCP)),
            Map.entry("rtspu", new Way("rtsp", "rtsp,rtp,udp,tcp", "", Options.RTSP_UDP)),
            Map.entry("srt", new Way("srt", "srt", STREAMS, Options.STREAM)),
            Map.entry("rist", new Way("rist", "rist", STREAMS, Options.STREAM)),
            // servers that say mms: speak it over HTTP nowadays
            Map.entry("mms", new Way("mmsh", "mmsh,http,tcp", "asf", Options.STREAM)),
            Map.entry("mmsh", new Way("mmsh", "mmsh,http,tcp", "asf", Options.STREAM)),
            Map.entry("mmst", new Way("mmst", "mmst,tcp", "asf", Options.STREAM)));

    private static final Map<String, Way> WEB_WAYS = Map.of(
            "http",
            new Way("http", WEB, MANIFESTS, Options.WEB),
            "https",
            new Way("https", WEB, MANIFESTS, Options.WEB));

    /** Whether the address has a scheme that only ffmpeg reads here. */
    static boolean isForFfmpeg(String url) {
        return WAYS.containsKey(scheme(url))
                && url.startsWith("://", scheme(url).length());
    }

    /** Reads an address of a scheme that only ffmpeg reads here. */
    static Reading read(String url) {
        return read(url, WAYS);
    }

    /** Reads the address of a DASH manifest or of an HLS playlist of fragmented MP4. */
    static Reading readWeb(String url) {
        return read(url, WEB_WAYS);
    }

    private static Reading read(String written, Map<String, Way> ways) {
        if (written.length() > MOST_CHARACTERS) {
            return new Reading.Unusable("it is longer than 8,000 characters");
        }
        if (!written.chars().allMatch(c -> c > ' ' && c < 127 && "\"'\\`<>|^{}".indexOf(c) < 0)) {
            return new Reading.Unusable("it holds a character that no address may hold");
        }
        String scheme = scheme(written);
        Way way = ways.get(scheme);
        if (way == null) {
            return new Reading.Unusable("its scheme is none that ffmpeg may read");
        }
        String lower = scheme + written.substring(scheme.length());
        Matcher parts = PARTS.matcher(lower);
        if (!parts.matches()) {
            return new Reading.Unusable("it has no host, or one that is no valid name");
        }
        String url = way.scheme() + lower.substring(scheme.length());
        return new Reading.Read(new FfmpegAddress(url, parts.group(3), way, listens(scheme, parts)));
    }

    /** SRT by its mode, RIST by an '@' without a user before it. */
    private static boolean listens(String scheme, Matcher parts) {
        String rest = parts.group(5) == null ? "" : parts.group(5);
        return switch (scheme) {
            case "srt" -> LISTENING.matcher(unescaped(rest)).find();
            case "rist" -> parts.group(2) != null && parts.group(2).isEmpty();
            default -> false;
        };
    }

    private static String unescaped(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String scheme(String url) {
        int colon = url.indexOf(':');
        return colon < 0 || colon > 7 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
    }
}
