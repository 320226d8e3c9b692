package io.sintonia.sources;

import io.sintonia.sources.SourceSettings.Content;
import java.util.Locale;

/** The panel's three shelves, and what asks for them. */
enum XtreamShelf {
    LIVE(Content.LIVE, "get_live_categories", "get_live_streams"),
    MOVIES(Content.MOVIES, "get_vod_categories", "get_vod_streams"),
    SERIES(Content.SERIES, "get_series_categories", "get_series");

    private final Content content;
    private final String categories;
    private final String rows;

    XtreamShelf(Content content, String categories, String rows) {
        this.content = content;
        this.categories = categories;
        this.rows = rows;
    }

    Content content() {
        return content;
    }

    /** The action that lists the categories' names. */
    String categoriesAction() {
        return categories;
    }

    /** The action that lists what is on the shelf. */
    String rowsAction() {
        return rows;
    }

    /** For people: live, movies, series. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
