package io.sintonia.outputs;

import io.sintonia.outputs.gate.Entry;
import io.sintonia.outputs.gate.Gate;
import io.sintonia.outputs.hls.HlsAnswers;
import io.sintonia.outputs.live.LiveAnswers;
import io.sintonia.outputs.m3u.Playlists;
import io.sintonia.outputs.wire.Answer;
import io.sintonia.outputs.wire.BaseUrl;
import io.sintonia.outputs.wire.PlayerRequest;
import io.sintonia.outputs.wire.PlayerSite;
import io.sintonia.outputs.xmltv.GuidePages;
import io.sintonia.outputs.xtream.PlayerApi;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which of players' addresses is answered by whom. The forms are those of docs/players.md. */
public final class PlayerAddresses implements PlayerSite {
    private static final Set<String> SCRIPTS =
            Set.of("player_api.php", "panel_api.php", "get.php", "xmltv.php", "xmltv.php.gz", "playlist.m3u");
    private static final Set<String> LIVE = Set.of("live", "radio_streams", "created_live");
    /** Known forms for what this version does not serve yet: they pass the gate and find nothing. */
    private static final Set<String> LATER = Set.of("movie", "series", "timeshift", "timeshifts");

    /** First parts of paths that are never a username; kept in step with the reserved names of accounts. */
    private static final Set<String> PEOPLES = Set.of("api", "health", "metrics", "assets", "hls", "streaming");

    /** Paths of players have six parts at most, and proxies put one or two before them. */
    private static final int MOST_PARTS = 12;

    private static final Map<String, String> PREFLIGHT = Map.of(
            "Access-Control-Allow-Methods", "GET, POST, HEAD, OPTIONS",
            "Access-Control-Allow-Headers", "*",
            "Access-Control-Max-Age", "86400");

    private final Gate gate;
    private final PlayerApi api;
    private final Playlists playlists;
    private final GuidePages guide;
    private final LiveAnswers live;
    private final HlsAnswers hls;

    public PlayerAddresses(Gate gate, PlayerApi api, Playlists playlists, GuidePages guide, Streams streams) {
        this.gate = gate;
        this.api = api;
        this.playlists = playlists;
        this.guide = guide;
        this.live = streams.live();
        this.hls = streams.hls();
    }

    /** The two forms of live channels. */
    public record Streams(LiveAnswers live, HlsAnswers hls) {}

    @Override
    public boolean serves(String path) {
        String[] parts = path.split("/", MOST_PARTS);
        String last = parts[parts.length - 1].toLowerCase(Locale.ROOT);
        if (SCRIPTS.contains(last)) {
            return true;
        }
        String first = parts.length > 1 ? parts[1] : "";
        String form = parts.length > 4 ? parts[parts.length - 4] : first;
        if (PEOPLES.contains(first) && !first.equals("hls")) {
            return false; // also /api/v1/live/{channel}/viewers/{viewer}, which has a player's form at its end
        }
        if (LIVE.contains(form) || LATER.contains(first)) {
            return parts.length > 3;
        }
        return first.equals("hls")
                ? parts.length == 4
                : parts.length == 4 && !PEOPLES.contains(first) && !last.isEmpty() && isDigit(last.charAt(0));
    }

    @Override
    public Answer answer(PlayerRequest request) {
        return switch (request.method()) {
            case "OPTIONS" -> new Answer.Whole(new Answer.Head(204, PREFLIGHT), new byte[0]);
            case "GET", "POST", "HEAD" -> route(request);
            default -> Answer.text(405, "players ask with GET, POST or HEAD");
        };
    }

    private Answer route(PlayerRequest request) {
        List<String> parts = request.segments();
        if (parts.isEmpty()) {
            return nothing();
        }
        String last = parts.getLast().toLowerCase(Locale.ROOT);
        if (SCRIPTS.contains(last)) {
            return script(last, below(request, parts.subList(0, parts.size() - 1)));
        }
        String first = parts.getFirst();
        if (first.equals("hls")) {
            return hls.segment(request, parts.get(1), parts.get(2));
        }
        int form = parts.size() - 4;
        if (form >= 0 && LIVE.contains(parts.get(form))) {
            return channel(request, gate.enter(request, parts.get(form + 1), parts.get(form + 2)), parts.getLast());
        }
        if (LATER.contains(first) && parts.size() >= 4) {
            return gate.enter(request, parts.get(1), parts.get(2)) instanceof Entry.Welcome
                    ? nothing()
                    : Answer.text(403, "these credentials are not known here");
        }
        return parts.size() == 3
                ? channel(request, gate.enter(request, parts.get(0), parts.get(1)), parts.get(2))
                : nothing();
    }

    private Answer script(String name, PlayerRequest request) {
        return switch (name) {
            case "player_api.php" -> api.answer(request);
            case "panel_api.php" -> api.panel(request);
            case "get.php" -> playlists.get(request);
            case "playlist.m3u" -> playlists.playlist(request);
            default -> guide.get(request);
        };
    }

    /** {@code 7}, {@code 7.ts} or {@code 7.m3u8}: digits up to the first dot, the ending in any case. */
    private Answer channel(PlayerRequest request, Entry entry, String name) {
        int dot = name.indexOf('.');
        String digits = dot < 0 ? name : name.substring(0, dot);
        String ending = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        boolean number =
                !digits.isEmpty() && digits.length() <= 10 && digits.chars().allMatch(PlayerAddresses::isDigit);
        long id = number ? Long.parseLong(digits) : 0;
        return switch (ending) {
            case "", "ts", "ch", "mpegts" -> live.stream(request, entry, id);
            case "m3u8", "m3u" -> hls.playlist(request, entry, id);
            default -> live.stream(request, entry, 0);
        };
    }

    /** The same request, its base extended by whatever path a proxy put before our scripts. */
    private static PlayerRequest below(PlayerRequest request, List<String> prefix) {
        if (prefix.isEmpty()) {
            return request;
        }
        BaseUrl base = request.base();
        BaseUrl extended =
                new BaseUrl(base.scheme(), base.host(), base.port(), base.prefix() + "/" + String.join("/", prefix));
        return new PlayerRequest(
                request.method(),
                request.segments().subList(prefix.size(), request.segments().size()),
                request.parameters(),
                request.address(),
                request.agent(),
                extended,
                request.wishes());
    }

    private static Answer nothing() {
        return Answer.text(404, "there is nothing here");
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
