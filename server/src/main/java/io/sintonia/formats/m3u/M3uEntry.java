package io.sintonia.formats.m3u;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One entry of a list: what it is called, where it is, what it is. What only some callers ask is worked out when asked,
 * so that an import of a million entries pays for nothing else.
 *
 * @param line where its {@code #EXTINF} stands (or its URL, if it has none), from 1
 * @param extinf what the list says about it in words
 * @param groups the groups it is in, in order, each once; empty where it names none
 * @param link where the stream is
 * @param kind live, film or episode
 */
public record M3uEntry(long line, Extinf extinf, List<String> groups, StreamLink link, EntryKind kind) {
    /** Groups that are meant for adults; a channel block called Adult Swim is not. */
    private static final Pattern ADULT_GROUP = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(?:xxx|porn[oô]?|erotic[ao]?|erotik|adults?(?! ?swim)|adulti|adultos?|adultes?)(?![\\p{L}\\p{N}])"
                    + "|18\\s?\\+|\\+\\s?18(?!\\d)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    public M3uEntry {
        groups = List.copyOf(groups);
    }

    /** The display name, never empty. */
    public String name() {
        return extinf.name();
    }

    /** Length as written in seconds; -1 for live. */
    public long durationSeconds() {
        return extinf.durationSeconds();
    }

    /** Every attribute in its order, keys in lower case. */
    public Map<String, String> attributes() {
        return extinf.attributes();
    }

    /** The guide's id, which several entries may share. */
    public Optional<String> tvgId() {
        return said("tvg-id", "channel-id");
    }

    /** The guide's name of the channel; in lists of films the title. */
    public Optional<String> tvgName() {
        return said("tvg-name");
    }

    /** The logo's URL as written: may be relative, {@code data:} or {@code file:}. */
    public Optional<String> logo() {
        return said("tvg-logo", "logo", "tvg-logo-small");
    }

    /** The number it wants; words in its place are no number. */
    public Optional<ChannelNumber> number() {
        if (attributes().isEmpty()) {
            return Optional.empty();
        }
        for (var key : new String[] {"tvg-chno", "channel-number", "ch-number", "tvg-num", "number", "channel-id"}) {
            var text = Text.first(attributes(), key);
            var number = text.isEmpty() ? Optional.<ChannelNumber>empty() : ChannelNumber.of(text);
            if (number.isPresent()) {
                return number;
            }
        }
        return Optional.empty();
    }

    /** True for a radio station. */
    public boolean radio() {
        return Text.isYes(Text.first(attributes(), "radio"));
    }

    /** How to ask for the past; live entries only. The header's word holds where the entry is silent. */
    public Optional<Catchup> catchup() {
        return kind == EntryKind.Live.LIVE
                ? Catchup.of(extinf, XtreamPath.of(link.url()).isPresent())
                : Optional.empty();
    }

    /** How much later than the guide's times its programmes are; negative for earlier. */
    public Optional<Duration> guideShift() {
        var own = Hours.of(Text.first(attributes(), "tvg-shift"));
        return own.isPresent() ? own : Hours.of(Text.first(extinf.defaults(), "tvg-shift"));
    }

    /** True where an attribute or a group says that it is for adults. */
    public boolean adult() {
        for (var key : new String[] {"is-adult", "adult", "censored", "lock", "parent-code", "parental"}) {
            var value = Text.first(attributes(), key);
            if (!value.isEmpty() && (Text.isYes(value) || (key.equals("parent-code") && !value.equals("0")))) {
                return true;
            }
        }
        for (var group : groups) {
            if (ADULT_GROUP.matcher(group).find()) {
                return true;
            }
        }
        return false;
    }

    /** The provider's own id: an attribute that carries one, else the number in an Xtream panel's path. */
    public Optional<String> providerId() {
        return said("cuid", "xui-id", "stream-id", "channel-id")
                .or(() -> XtreamPath.of(link.url()).map(XtreamPath::id));
    }

    private Optional<String> said(String... keys) {
        var value = Text.first(attributes(), keys);
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** Tells which without telling credentials. */
    @Override
    public String toString() {
        return "M3uEntry[line " + line + ", " + name() + ", " + kind + ", " + link + "]";
    }
}
