package io.sintonia.relay;

import io.sintonia.catalogue.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The words ffmpeg is started with. Each stands for itself, no shell reads them; what a list brings stands only behind an
 * option that takes a value: the address behind {@code -i}, which begins with an allowed scheme, and headers of HTTP.
 */
final class FfmpegCommand {
    private static final String ANALYZE_MICROS = "3000000";
    private static final String USER_AGENT = "user-agent";

    private FfmpegCommand() {}

    /**
     * Why ffmpeg cannot ask as the provider wants it, if so: a proxy must never be passed by.
     */
    static Optional<String> objection(FfmpegAddress address, Provider provider) {
        Optional<String> proxy = provider.proxy();
        if (proxy.isEmpty()) {
            return Optional.empty();
        }
        boolean web = address.way().options() == FfmpegAddress.Options.WEB;
        return web && proxy.get().toLowerCase(Locale.ROOT).startsWith("http://")
                ? Optional.empty()
                : Optional.of("its source has a proxy, through which ffmpeg cannot read addresses of this kind");
    }

    /** The program and its arguments. */
    static List<String> of(String program, FfmpegAddress address, UpstreamOpener.Request request, String ownAgent) {
        List<String> words = new ArrayList<>(List.of(program, "-nostdin", "-hide_banner", "-loglevel", "error"));
        FfmpegAddress.Way way = address.way();
        Optional<String> proxy = request.provider().proxy();
        words.addAll(List.of("-protocol_whitelist", way.protocols() + (proxy.isPresent() ? ",httpproxy" : "")));
        if (!way.formats().isEmpty()) {
            words.addAll(List.of("-format_whitelist", way.formats()));
        }
        String stallMicros = Long.toString(request.stall().toMillis() * 1_000);
        switch (way.options()) {
            case STREAM -> words.addAll(List.of("-rw_timeout", stallMicros));
            case RTSP -> words.addAll(List.of("-timeout", stallMicros, "-rtsp_flags", "prefer_tcp"));
            case RTSP_TCP -> words.addAll(List.of("-timeout", stallMicros, "-rtsp_transport", "tcp"));
            case RTSP_UDP -> words.addAll(List.of("-timeout", stallMicros, "-rtsp_transport", "udp"));
            case WEB -> {
                words.addAll(List.of("-rw_timeout", stallMicros));
                words.addAll(web(request, ownAgent));
                proxy.ifPresent(through -> words.addAll(List.of("-http_proxy", through)));
            }
        }
        words.addAll(List.of("-analyzeduration", ANALYZE_MICROS, "-i", address.url()));
        if (way.options() != FfmpegAddress.Options.WEB) {
            // a manifest offers each picture in several sizes: there ffmpeg takes the best picture and sound
            words.addAll(List.of("-map", "0", "-ignore_unknown"));
        }
        words.addAll(List.of("-c", "copy", "-f", "mpegts", "pipe:1"));
        return List.copyOf(words);
    }

    /** The entry's headers go before its source's; one that could break out of its line is left out. */
    private static List<String> web(UpstreamOpener.Request request, String ownAgent) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.provider().headers().forEach((name, value) -> put(headers, name, value));
        request.source().headers().forEach((name, value) -> put(headers, name, value));
        String agent = request.provider().userAgent().orElse(ownAgent);
        if (headers.containsKey(USER_AGENT)) {
            agent = headers.get(USER_AGENT);
            headers.remove(USER_AGENT);
        }
        StringBuilder lines = new StringBuilder();
        headers.forEach(
                (name, value) -> lines.append(name).append(": ").append(value).append("\r\n"));
        List<String> words = new ArrayList<>(List.of("-user_agent", agent));
        if (!lines.isEmpty()) {
            words.addAll(List.of("-headers", lines.toString()));
        }
        return words;
    }

    private static void put(Map<String, String> headers, String name, String value) {
        boolean token = name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}"); // RFC 9110, 5.6.2
        if (token && value.chars().noneMatch(c -> c < ' ' || c == 127)) {
            headers.put(name.toLowerCase(Locale.ROOT), value);
        }
    }
}
