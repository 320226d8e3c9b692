package io.sintonia.formats.m3u;

import java.util.Map;

/**
 * What a list says about an entry in words.
 *
 * @param name the display name, never empty
 * @param durationSeconds length as written, -1 for live and where none stands
 * @param attributes every attribute in its order, unknown ones too; keys in lower case, of repeated ones the first
 * @param defaults the attributes of the list's header, which hold where the entry is silent (catch-up, guide shift)
 */
public record Extinf(String name, long durationSeconds, Map<String, String> attributes, Map<String, String> defaults) {
    public Extinf {
        attributes = Attributes.of(attributes);
        defaults = Attributes.of(defaults);
    }

    /** The entry's own attribute, else the header's, else "". */
    String value(String key) {
        var own = Text.first(attributes, key);
        return own.isEmpty() ? Text.first(defaults, key) : own;
    }

    /** Without attributes, whose URLs may carry credentials. */
    @Override
    public String toString() {
        return "Extinf[" + name + ", " + durationSeconds + " s, " + attributes.keySet() + "]";
    }
}
