package io.sintonia.outputs.xtream;

import java.util.Locale;

/** What a player wants of the API. */
enum Action {
    /** The login object: no action, or one that nobody knows; some players ask for {@code get_profile} and the like. */
    LOGIN,
    LIVE_CATEGORIES,
    LIVE_STREAMS,
    MOVIE_CATEGORIES,
    MOVIES,
    SERIES_CATEGORIES,
    ALL_SERIES,
    /** A list of something there is none of. */
    EMPTY_LIST,
    FILM,
    SERIES,
    SHORT_GUIDE,
    WHOLE_GUIDE,
    BARE_GUIDE;

    /** Reads the action's name, or the number that some panels give it. */
    static Action of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "get_live_categories", "201" -> LIVE_CATEGORIES;
            case "get_live_streams", "202" -> LIVE_STREAMS;
            case "get_vod_categories", "200" -> MOVIE_CATEGORIES;
            case "get_vod_streams", "203" -> MOVIES;
            case "get_series_categories", "206" -> SERIES_CATEGORIES;
            case "get_series", "208" -> ALL_SERIES;
            case "get_catchup_table", "get_epg_batch" -> EMPTY_LIST;
            case "get_series_info", "204" -> SERIES;
            case "get_vod_info", "209" -> FILM;
            case "get_short_epg", "205" -> SHORT_GUIDE;
            case "get_simple_data_table", "get_simple_date_table", "207" -> WHOLE_GUIDE;
            case "get_epg" -> BARE_GUIDE;
            default -> LOGIN;
        };
    }
}
