package io.sintonia.formats.xtream;

import java.util.HashMap;
import java.util.Map;

/** The names of one kind's categories, by id. Filled by one thread; bounded. */
public final class PanelCategories {
    private static final int MOST = 50_000;

    private final Map<String, String> names = new HashMap<>();

    /** Notes a row of {@code get_live_categories} and its relatives; one without id or name says nothing. */
    public void add(PanelRow row) {
        String name = row.text("category_name", "name");
        String id = row.text("category_id", "id");
        if (!name.isEmpty() && !id.isEmpty() && names.size() < MOST) {
            names.putIfAbsent(id, name);
        }
    }

    /** The name of the category that a row is in, also where it says so only in its list of them; else "". */
    public String of(PanelRow row) {
        String own = names.getOrDefault(row.text("category_id"), "");
        return own.isEmpty() ? names.getOrDefault(row.text("category_ids"), row.text("category_name")) : own;
    }
}
