package io.sintonia.outputs.xtream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sintonia.accounts.Account;
import io.sintonia.accounts.Sessions;
import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.Lineup;
import io.sintonia.guide.Guide;
import io.sintonia.outputs.TooManyGuesses;
import io.sintonia.outputs.gate.Entry;
import io.sintonia.outputs.gate.Gate;
import io.sintonia.outputs.wire.Answer;
import io.sintonia.outputs.wire.PlayerRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * Answers {@code /player_api.php} and the older {@code /panel_api.php}. Always 200 with JSON, also for strangers
 * ({@code auth} 0), since players take anything else for a broken server; only guessing is answered with 429.
 */
public final class PlayerApi {
    private static final byte[] STRANGER = "{\"user_info\":{\"auth\":0}}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] EMPTY_LIST = "[]".getBytes(StandardCharsets.UTF_8);
    /** What players know as "no such film". */
    private static final byte[] NO_FILM = "{\"info\":[]}".getBytes(StandardCharsets.UTF_8);
    /** What players know as "no such series": a name that is null, and all three members. */
    private static final byte[] NO_SERIES = Json.bytes(PlayerApi::noSeries);

    private final Gate gate;
    private final Sessions sessions;
    private final Catalogue catalogue;
    private final Guide guide;
    private final InstantSource clock;
    private final LiveRows liveRows;
    private final GuideRows guideRows;
    private final RenderedLists rendered = new RenderedLists();

    public PlayerApi(Gate gate, Sessions sessions, Catalogue catalogue, Guide guide, InstantSource clock) {
        this.gate = gate;
        this.sessions = sessions;
        this.catalogue = catalogue;
        this.guide = guide;
        this.clock = clock;
        this.liveRows = new LiveRows(guide);
        this.guideRows = new GuideRows(guide, clock);
    }

    /** Answers {@code /player_api.php}: the login object, or what an action asks for. */
    public Answer answer(PlayerRequest request) {
        return switch (enter(request)) {
            case Entry.Stranger _ -> Json.answer(STRANGER);
            case Entry.Guessing _ -> guessing();
            case Entry.Suspended(Account account, Account.Standing standing) ->
                Json.answer(login(request, account, standing).bytes());
            case Entry.Welcome(Account account) -> act(request, account);
        };
    }

    /** Answers {@code /panel_api.php}: login object, categories and channels at once, or {@code get_epg}. */
    public Answer panel(PlayerRequest request) {
        boolean guideOnly = Action.of(request.parameters().text("action")) == Action.BARE_GUIDE;
        return switch (enter(request)) {
            case Entry.Stranger _ -> Json.answer(STRANGER);
            case Entry.Guessing _ -> guessing();
            case Entry.Suspended(Account account, Account.Standing standing) ->
                Json.answer(
                        guideOnly
                                ? EMPTY_LIST
                                : login(request, account, standing).bytes());
            case Entry.Welcome(Account account) ->
                Json.answer(
                        guideOnly
                                ? guideRows.bareGuide(lineup(account), request.parameters())
                                : everything(request, account));
        };
    }

    /** Some servers take {@code u} and {@code p} as well, so some players send them. */
    private Entry enter(PlayerRequest request) {
        Optional<String> username = request.parameters().get("u");
        return username.isPresent() && request.parameters().get("username").isEmpty()
                ? gate.enter(request, username.get(), request.parameters().text("p"))
                : gate.byParameters(request);
    }

    private static Answer guessing() {
        return new Answer.Whole(
                new Answer.Head(429, Json.HEADERS).with("Retry-After", TooManyGuesses.RETRY_AFTER_SECONDS), STRANGER);
    }

    private Answer act(PlayerRequest request, Account account) {
        return switch (Action.of(request.parameters().text("action"))) {
            case LOGIN ->
                Json.answer(login(request, account, Account.Standing.ACTIVE).bytes());
            case LIVE_CATEGORIES -> categories(request, lineup(account));
            case LIVE_STREAMS -> streams(request, lineup(account));
            case EMPTY_LIST -> Json.answer(EMPTY_LIST);
            case FILM -> Json.answer(NO_FILM);
            case SERIES -> Json.answer(NO_SERIES);
            case SHORT_GUIDE -> Json.answer(guideRows.shortGuide(lineup(account), request.parameters()));
            case WHOLE_GUIDE -> Json.answer(guideRows.wholeGuide(lineup(account), request.parameters()));
            case BARE_GUIDE -> Json.answer(guideRows.bareGuide(lineup(account), request.parameters()));
        };
    }

    private Lineup lineup(Account account) {
        return catalogue.current().lineup(account.bouquetIds());
    }

    private LoginObject login(PlayerRequest request, Account account, Account.Standing standing) {
        Instant now = clock.instant();
        return new LoginObject(account, standing, request.base(), now, sessions.seatsOf(account.id()));
    }

    private Answer categories(PlayerRequest request, Lineup lineup) {
        return rendered.get(key(lineup, "categories", RenderedLists.EVERY), json -> LiveRows.categories(json, lineup))
                .answer(request, Json.HEADERS);
    }

    private Answer streams(PlayerRequest request, Lineup lineup) {
        String wanted = request.parameters().text("category_id").strip();
        if (wanted.isEmpty() || wanted.equals("*")) {
            wanted = "0";
        }
        Optional<Long> category = GuideRows.number(wanted).filter(id -> id == RenderedLists.EVERY || has(lineup, id));
        // an unknown category is not kept: there would be no end of them
        return category.isEmpty()
                ? Json.answer(EMPTY_LIST)
                : rendered.get(
                                key(lineup, "streams", category.get()),
                                json -> liveRows.streams(json, lineup, category.get()))
                        .answer(request, Json.HEADERS);
    }

    private static boolean has(Lineup lineup, long category) {
        return lineup.categories().stream().anyMatch(each -> each.id() == category);
    }

    private RenderedLists.Key key(Lineup lineup, String list, long category) {
        return new RenderedLists.Key(lineup.key(), guide.version(), list, category);
    }

    /** The login object with the kept lists behind it: joined as bytes, inside the braces of the first. */
    private byte[] everything(PlayerRequest request, Account account) {
        Lineup lineup = lineup(account);
        byte[] login = login(request, account, Account.Standing.ACTIVE).bytes();
        byte[] lists = rendered.getSeldom(
                        key(lineup, "panel", RenderedLists.EVERY), json -> liveRows.panel(json, lineup))
                .plain();
        byte[] whole = Arrays.copyOf(login, login.length + lists.length - 1);
        whole[login.length - 1] = ',';
        System.arraycopy(lists, 1, whole, login.length, lists.length - 1);
        return whole;
    }

    private static void noSeries(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("seasons");
        json.writeEndArray();
        json.writeObjectFieldStart("info");
        for (String name : new String[] {
            "name",
            "title",
            "year",
            "cover",
            "plot",
            "cast",
            "director",
            "genre",
            "release_date",
            "releaseDate",
            "last_modified",
            "rating",
            "rating_5based",
            "backdrop_path",
            "youtube_trailer",
            "episode_run_time",
            "category_id",
            "category_ids"
        }) {
            json.writeNullField(name);
        }
        json.writeEndObject();
        json.writeObjectFieldStart("episodes");
        json.writeEndObject();
        json.writeEndObject();
    }
}
