package io.sintonia.outputs.xtream;

import io.sintonia.accounts.Account;
import io.sintonia.accounts.Sessions;
import io.sintonia.catalogue.Category;
import io.sintonia.catalogue.Lineup;
import io.sintonia.guide.Guide;
import io.sintonia.outputs.Offer;
import io.sintonia.outputs.Rendered;
import io.sintonia.outputs.TooManyGuesses;
import io.sintonia.outputs.gate.Entry;
import io.sintonia.outputs.gate.Gate;
import io.sintonia.outputs.wire.Answer;
import io.sintonia.outputs.wire.PlayerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Answers {@code /player_api.php} and the older {@code /panel_api.php}. Always 200 with JSON, also for strangers
 * ({@code auth} 0), since players take anything else for a broken server; only guessing is answered with 429.
 */
public final class PlayerApi {
    private static final byte[] STRANGER = "{\"user_info\":{\"auth\":0}}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] EMPTY_LIST = "[]".getBytes(StandardCharsets.UTF_8);
    private final Gate gate;
    private final Sessions sessions;
    private final Offer offer;
    private final InstantSource clock;
    private final ApiList.Rows rows;
    private final FilmDetails details;
    private final GuideRows guideRows;

    public PlayerApi(Gate gate, Sessions sessions, Offer offer, Guide guide, InstantSource clock) {
        this.gate = gate;
        this.sessions = sessions;
        this.offer = offer;
        this.clock = clock;
        this.rows = new ApiList.Rows(new LiveRows(guide), new FilmRows(offer.library()));
        this.details = new FilmDetails(offer.library());
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
                guideOnly
                        ? Json.answer(guideRows.bareGuide(lineup(account), request.parameters()))
                        : everything(request, account);
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
            case LIVE_CATEGORIES -> whole(request, account, ApiList.Which.LIVE_CATEGORIES);
            case LIVE_STREAMS ->
                some(
                        request,
                        account,
                        ApiList.Which.LIVE_STREAMS,
                        lineup(account).categories());
            case MOVIE_CATEGORIES -> whole(request, account, ApiList.Which.MOVIE_CATEGORIES);
            case MOVIES ->
                some(
                        request,
                        account,
                        ApiList.Which.MOVIES,
                        lineup(account).movies().categories());
            case SERIES_CATEGORIES -> whole(request, account, ApiList.Which.SERIES_CATEGORIES);
            case ALL_SERIES ->
                some(
                        request,
                        account,
                        ApiList.Which.SERIES,
                        lineup(account).series().categories());
            case EMPTY_LIST -> Json.answer(EMPTY_LIST);
            case FILM -> Json.answer(details.film(lineup(account), id(request, "vod_id")));
            case SERIES -> Json.answer(details.series(lineup(account), id(request, "series_id")));
            case SHORT_GUIDE -> Json.answer(guideRows.shortGuide(lineup(account), request.parameters()));
            case WHOLE_GUIDE -> Json.answer(guideRows.wholeGuide(lineup(account), request.parameters()));
            case BARE_GUIDE -> Json.answer(guideRows.bareGuide(lineup(account), request.parameters()));
        };
    }

    private Lineup lineup(Account account) {
        return offer.lineup(account.bouquetIds());
    }

    private LoginObject login(PlayerRequest request, Account account, Account.Standing standing) {
        Instant now = clock.instant();
        return new LoginObject(account, standing, request.base(), now, sessions.seatsOf(account.id()));
    }

    private static String id(PlayerRequest request, String name) {
        return request.parameters().text(name).strip();
    }

    private Answer whole(PlayerRequest request, Account account, ApiList.Which which) {
        return rendered(account, which, Lineup.EVERY_CATEGORY).answer(request, Json.HEADERS);
    }

    /** The list of a category, or of all for no category, {@code 0} and {@code *}. */
    private Answer some(PlayerRequest request, Account account, ApiList.Which which, List<Category> categories) {
        String wanted = id(request, "category_id");
        if (wanted.isEmpty() || wanted.equals("*")) {
            wanted = "0";
        }
        Optional<Long> category = GuideRows.number(wanted)
                .filter(id -> id == Lineup.EVERY_CATEGORY || categories.stream().anyMatch(each -> each.id() == id));
        // an unknown category is not kept: there would be no end of them
        return category.isEmpty()
                ? Json.answer(EMPTY_LIST)
                : rendered(account, which, category.get()).answer(request, Json.HEADERS);
    }

    private Rendered rendered(Account account, ApiList.Which which, long category) {
        return offer.answers().get(account.bouquetIds(), new ApiList(rows, which, category));
    }

    /** The login object with the rendered lists behind it, inside its braces. */
    private Answer everything(PlayerRequest request, Account account) {
        byte[] login = login(request, account, Account.Standing.ACTIVE).bytes();
        login[login.length - 1] = ',';
        return rendered(account, ApiList.Which.PANEL, Lineup.EVERY_CATEGORY)
                .behind(new Answer.Head(200, Json.HEADERS).with("Cache-Control", "no-store"), login);
    }
}
