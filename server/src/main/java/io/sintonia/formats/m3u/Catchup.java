package io.sintonia.formats.m3u;

import io.sintonia.formats.Redacted;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to ask for what has been on air. The source keeps its placeholders as written ({@code {utc}}, {@code ${start}}…).
 *
 * @param type how the archive's URL is made
 * @param days how far back the archive reaches, 1 to 365; empty where the list does not say
 * @param source the URL or its ending with placeholders; empty where the type needs none
 * @param correction to be added to the times asked for
 */
public record Catchup(Type type, OptionalInt days, String source, Optional<Duration> correction) {
    private static final int MOST_DAYS = 365;

    /** The forms of archive URLs that lists announce. */
    public enum Type {
        /** The source is the whole URL. */
        DEFAULT("default"),
        /** The source is appended to the stream's URL. */
        APPEND("append"),
        /** {@code utc=} and {@code lutc=} are appended. */
        SHIFT("shift"),
        /** Flussonic, HLS. */
        FLUSSONIC("flussonic"),
        /** Flussonic, transport stream. */
        FLUSSONIC_TS("flussonic-ts"),
        /** An Xtream panel's timeshift path. */
        XC("xc"),
        /** The source is the URL of the finished programme. */
        VOD("vod");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        /** The word for it in a list. */
        public String word() {
            return word;
        }
    }

    /**
     * What an entry and its list's header say together; the entry's own word wins.
     *
     * @param panel true where the stream is an Xtream panel's, for lists that name days but no type
     */
    static Optional<Catchup> of(Extinf said, boolean panel) {
        var days = days(said);
        var source = said.value("catchup-source").strip();
        var first = said.value("catchup").strip().toLowerCase(Locale.ROOT);
        var second = said.value("catchup-type").strip().toLowerCase(Locale.ROOT);
        if (isNo(first) || isNo(second) || (days.isPresent() && days.getAsInt() == 0)) {
            return Optional.empty();
        }
        if (first.isEmpty() && second.isEmpty() && source.isEmpty() && days.isEmpty()) {
            return Optional.empty();
        }
        var implied = implied(source, panel);
        // Where the two contradict each other, the one that can be completed counts.
        var type = type(first)
                .filter(named -> second.isEmpty() || isComplete(named, source))
                .or(() -> type(second))
                .or(() -> type(first))
                .orElse(implied);
        // The header's source completes its own type; an entry that names one which needs none does not inherit it.
        var completed = isComplete(type, "")
                ? Text.first(said.attributes(), "catchup-source").strip()
                : source;
        return Optional.of(new Catchup(type, days, completed, Hours.of(said.value("catchup-correction"))));
    }

    private static Type implied(String source, boolean panel) {
        if (!source.isEmpty()) {
            return source.contains("://") ? Type.DEFAULT : Type.APPEND;
        }
        return panel ? Type.XC : Type.SHIFT;
    }

    private static boolean isNo(String word) {
        return switch (word) {
            case "0", "false", "no", "none", "off", "disabled" -> true;
            default -> false;
        };
    }

    private static boolean isComplete(Type type, String source) {
        return !source.isEmpty() || (type != Type.DEFAULT && type != Type.APPEND && type != Type.VOD);
    }

    private static Optional<Type> type(String word) {
        return switch (word) {
            case "default" -> Optional.of(Type.DEFAULT);
            case "append" -> Optional.of(Type.APPEND);
            case "shift", "timeshift" -> Optional.of(Type.SHIFT);
            case "flussonic", "flussonic-hls" -> Optional.of(Type.FLUSSONIC);
            case "flussonic-ts", "fs" -> Optional.of(Type.FLUSSONIC_TS);
            case "xc" -> Optional.of(Type.XC);
            case "vod" -> Optional.of(Type.VOD);
            default -> Optional.empty();
        };
    }

    /** Days of archive, 0 where the entry says that it has none; words and absurd numbers say nothing. */
    private static OptionalInt days(Extinf said) {
        var own = days(said.attributes());
        return own.isPresent() ? own : days(said.defaults());
    }

    private static OptionalInt days(Map<String, String> attributes) {
        for (var key : new String[] {"catchup-days", "catchup-length", "tvg-rec", "timeshift"}) {
            var text = Text.first(attributes, key).strip();
            if (Text.isNumber(text) && text.length() <= 3 && Integer.parseInt(text) <= MOST_DAYS) {
                return OptionalInt.of(Integer.parseInt(text));
            }
        }
        return OptionalInt.empty();
    }

    /** Without credentials of the source. */
    @Override
    public String toString() {
        return "Catchup[" + type.word + ", days=" + days + ", source=" + Redacted.of(source) + ", correction="
                + correction + "]";
    }
}
