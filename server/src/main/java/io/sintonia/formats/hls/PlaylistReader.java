package io.sintonia.formats.hls;

import io.sintonia.formats.Remark;
import io.sintonia.formats.hls.HlsPlaylist.ByteRange;
import io.sintonia.formats.hls.HlsPlaylist.Growth;
import io.sintonia.formats.hls.HlsPlaylist.Mark;
import io.sintonia.formats.hls.HlsPlaylist.Master;
import io.sintonia.formats.hls.HlsPlaylist.Media;
import io.sintonia.formats.hls.HlsPlaylist.NotAPlaylist;
import io.sintonia.formats.hls.HlsPlaylist.Numbers;
import io.sintonia.formats.hls.HlsPlaylist.Picture;
import io.sintonia.formats.hls.HlsPlaylist.Place;
import io.sintonia.formats.hls.HlsPlaylist.Rendition;
import io.sintonia.formats.hls.HlsPlaylist.Segment;
import io.sintonia.formats.hls.HlsPlaylist.SegmentKey;
import io.sintonia.formats.hls.HlsPlaylist.Variant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one playlist, line by line. One use, one thread; the cost is linear in the text. */
final class PlaylistReader {
    private static final int MOST_REMARKS = 100;
    private static final int MOST_VARIABLES = 100;
    private static final int MOST_EXPANDED = 8_000;
    private static final Pattern VARIABLE = Pattern.compile("\\{\\$([A-Za-z0-9_-]{1,100})}");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})[xX](\\d{1,6})");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,18})(?:\\s*@\\s*(\\d{1,18}))?");
    private static final Pattern IV = Pattern.compile("0[xX]([0-9A-Fa-f]{1,32})");
    private static final Duration SHORTEST_TARGET = Duration.ofSeconds(1);

    private final String base;
    private final Map<String, String> imports;
    private final List<Remark> remarks = new ArrayList<>();
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final List<Variant> variants = new ArrayList<>();
    private final List<Rendition> renditions = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();

    // of the whole list
    private boolean hls;
    private OptionalLong sequence = OptionalLong.empty();
    private long discontinuities;
    private Optional<Duration> target = Optional.empty();
    private Growth growth = Growth.LIVE;
    private OptionalDouble start = OptionalDouble.empty();

    // of the segments to come
    private final Map<String, SegmentKey> keys = new LinkedHashMap<>();
    private Optional<Place> map = Optional.empty();
    private Place lastPlace = new Place("", Optional.empty());

    // of the next address
    private Optional<AttributeList> streamInf = Optional.empty();
    private Optional<Duration> duration = Optional.empty();
    private Optional<String> range = Optional.empty();
    private Optional<Instant> programTime = Optional.empty();
    private final Set<Mark> marks = EnumSet.noneOf(Mark.class);
    private boolean announced;

    private long line;

    PlaylistReader(String base, Map<String, String> imports) {
        this.base = base;
        this.imports = Map.copyOf(imports);
    }

    HlsPlaylist read(String text) {
        String rest = text.startsWith("\uFEFF") ? text.substring(1) : text;
        boolean headed = false;
        for (int at = 0; at < rest.length(); ) {
            int end = at;
            while (end < rest.length() && rest.charAt(end) != '\n' && rest.charAt(end) != '\r') {
                end++;
            }
            line++;
            String one = rest.substring(at, end).strip();
            at = end + (rest.startsWith("\r\n", end) ? 2 : 1);
            if (one.isEmpty()) {
                continue;
            }
            if (!headed && !one.startsWith("#EXT")) {
                return new NotAPlaylist("it does not begin with #EXTM3U");
            }
            if (!headed && !one.startsWith("#EXTM3U")) {
                remark(one, "no #EXTM3U before it: read all the same");
            }
            headed = true;
            if (one.startsWith("#")) {
                tag(one);
            } else {
                address(one);
            }
        }
        return conclude(headed);
    }

    private HlsPlaylist conclude(boolean headed) {
        if (!headed) {
            return new NotAPlaylist("it is empty");
        }
        if (!hls) {
            return new NotAPlaylist("it is a list without a single tag of HLS");
        }
        if (!variants.isEmpty()) {
            if (!segments.isEmpty()) {
                remarks.add(new Remark(0, "", "a list of variants with segments in it: the segments are left out"));
            }
            return new Master(variants, renditions, variables, remarks);
        }
        Duration longest = segments.stream()
                .map(Segment::duration)
                .max(Duration::compareTo)
                .orElse(SHORTEST_TARGET);
        Duration said = target.orElse(longest);
        return new Media(
                new Numbers(sequence, discontinuities),
                said.compareTo(SHORTEST_TARGET) < 0 ? SHORTEST_TARGET : said,
                growth,
                start,
                segments,
                remarks);
    }

    private void tag(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon).strip();
        String value = colon < 0 ? "" : text.substring(colon + 1).strip();
        if (name.startsWith("#EXT-X-") && !name.equals("#EXT-X-SESSION-DATA")) {
            hls = true;
        }
        switch (name) {
            case "#EXTINF" -> extinf(text, value);
            case "#EXT-X-TARGETDURATION" ->
                target = known(text, Numeral.seconds(value), "no duration: the longest segment counts");
            case "#EXT-X-MEDIA-SEQUENCE" -> sequence = number(text, value);
            case "#EXT-X-DISCONTINUITY-SEQUENCE" ->
                discontinuities = number(text, value).orElse(0);
            case "#EXT-X-DISCONTINUITY" -> marks.add(Mark.DISCONTINUITY);
            case "#EXT-X-GAP" -> marks.add(Mark.GAP);
            case "#EXT-X-BYTERANGE" -> range = Optional.of(unquoted(value));
            case "#EXT-X-PROGRAM-DATE-TIME" -> programTime = known(text, Numeral.moment(value), "no time: left out");
            case "#EXT-X-ENDLIST" -> growth = Growth.ENDED;
            case "#EXT-X-PLAYLIST-TYPE" -> type(value);
            case "#EXT-X-KEY" -> key(text, attributes(value));
            case "#EXT-X-MAP" -> map(text, attributes(value));
            case "#EXT-X-START" ->
                start = attributes(value)
                        .text("TIME-OFFSET")
                        .map(Numeral::decimal)
                        .orElse(start);
            case "#EXT-X-DEFINE" -> define(text, attributes(value));
            case "#EXT-X-STREAM-INF" -> streamInf = Optional.of(attributes(value));
            case "#EXT-X-MEDIA" -> rendition(text, attributes(value));
            default -> {
                // comments, tags of others, and tags that change nothing for us (RFC 8216, 4.1, wants them passed over)
            }
        }
    }

    private void type(String value) {
        if (growth == Growth.LIVE && value.equalsIgnoreCase("EVENT")) {
            growth = Growth.EVENT;
        }
        if (value.equalsIgnoreCase("VOD")) { // RFC 8216, 4.3.3.5: such a list never changes
            growth = Growth.ENDED;
        }
    }

    private void extinf(String text, String value) {
        int comma = value.indexOf(',');
        announced = true;
        duration = Numeral.seconds(comma < 0 ? value : value.substring(0, comma));
        if (duration.isEmpty()) {
            remark(text, "no duration: the target duration counts");
        }
    }

    private void key(String text, AttributeList said) {
        String method = said.text("METHOD").orElse("");
        if (method.isEmpty() || method.equalsIgnoreCase("NONE")) {
            if (method.isEmpty()) {
                remark(text, "no METHOD: taken for NONE");
            }
            keys.clear();
            return;
        }
        String format = said.text("KEYFORMAT").orElse("identity");
        Optional<String> iv = said.text("IV").flatMap(written -> {
            Matcher digits = IV.matcher(written);
            if (digits.matches()) {
                return Optional.of("0".repeat(32 - digits.group(1).length()) + digits.group(1));
            }
            remark(text, "an IV that is not 0x and 32 hexadecimal digits: the segment's number counts");
            return Optional.empty();
        });
        // RFC 8216, 4.3.2.4: a key replaces the one of the same format; a bound, since formats are the list's to invent
        if (keys.size() >= 16) {
            keys.clear();
        }
        keys.put(
                format,
                new SegmentKey(method, said.text("URI").map(this::resolved).orElse(""), iv, format));
    }

    private void map(String text, AttributeList said) {
        Optional<String> uri = said.text("URI");
        if (uri.isEmpty()) {
            remark(text, "no URI: left out");
            return;
        }
        map = Optional.of(new Place(
                resolved(uri.get()),
                said.text("BYTERANGE").flatMap(part -> range(text, part, new Place("", Optional.empty()), ""))));
    }

    private void rendition(String text, AttributeList said) {
        Optional<String> type = said.text("TYPE");
        Optional<String> group = said.text("GROUP-ID");
        if (type.isEmpty() || group.isEmpty()) {
            remark(text, "no TYPE or no GROUP-ID: left out");
            return;
        }
        renditions.add(new Rendition(
                type.get(),
                group.get(),
                said.text("NAME").orElse(""),
                said.text("LANGUAGE"),
                said.text("URI").map(this::resolved)));
    }

    /** RFC 8216bis, 4.4.2.3. */
    private void define(String text, AttributeList said) {
        Optional<String> name = said.text("NAME");
        Optional<String> imported = said.text("IMPORT");
        Optional<String> parameter = said.text("QUERYPARAM");
        Optional<String> value = name.isPresent()
                ? Optional.of(said.text("VALUE").orElse(""))
                : imported.isPresent()
                        ? imported.map(imports::get)
                        : parameter.flatMap(wanted -> queryValue(base, wanted));
        Optional<String> known = name.or(() -> imported).or(() -> parameter);
        if (known.isEmpty() || value.isEmpty() || variables.size() >= MOST_VARIABLES) {
            remark(text, "a variable without a name or a value: left out");
            return;
        }
        variables.putIfAbsent(known.get(), value.get());
    }

    private static Optional<String> queryValue(String address, String name) {
        int question = address.indexOf('?');
        if (question < 0) {
            return Optional.empty();
        }
        for (String pair : address.substring(question + 1).split("[&#]", -1)) {
            if (pair.startsWith(name + "=")) {
                return Optional.of(pair.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }

    private void address(String text) {
        String uri = resolved(text);
        if (streamInf.isPresent()) {
            variants.add(variant(uri, streamInf.get()));
            streamInf = Optional.empty();
            return;
        }
        if (!announced) {
            if (!variants.isEmpty()) {
                remark(text, "an address without EXT-X-STREAM-INF: left out");
                return;
            }
            remark(text, "an address without EXTINF: taken for a segment of the target duration");
        }
        Optional<ByteRange> part = range.flatMap(said -> range(text, said, lastPlace, uri));
        Place place = new Place(uri, part);
        segments.add(new Segment(
                place,
                duration.or(() -> target).orElse(SHORTEST_TARGET),
                List.copyOf(keys.values()),
                map,
                marks,
                programTime));
        lastPlace = place;
        announced = false;
        duration = Optional.empty();
        range = Optional.empty();
        programTime = Optional.empty();
        marks.clear();
    }

    private static Variant variant(String uri, AttributeList said) {
        List<String> codecs = said.text("CODECS").stream()
                .flatMap(all -> Pattern.compile(",").splitAsStream(all))
                .map(String::strip)
                .filter(codec -> !codec.isEmpty())
                .toList();
        double rate = said.text("FRAME-RATE")
                .map(Numeral::decimal)
                .orElse(OptionalDouble.empty())
                .orElse(0);
        Picture picture = said.text("RESOLUTION")
                .map(SIZE::matcher)
                .filter(Matcher::matches)
                .map(size -> new Picture(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)), rate))
                .orElse(new Picture(0, 0, rate));
        return new Variant(
                uri,
                said.number("BANDWIDTH").orElse(said.number("AVERAGE-BANDWIDTH").orElse(0)),
                codecs,
                picture,
                said.text("AUDIO"));
    }

    /** {@code n[@o]}; without an offset it goes on after the part before, if that is of the same address. */
    private Optional<ByteRange> range(String text, String said, Place before, String uri) {
        Matcher numbers = RANGE.matcher(said.strip());
        if (!numbers.matches() || Long.parseLong(numbers.group(1)) == 0) {
            remark(text, "a byte range that is not n@o: the whole is taken");
            return Optional.empty();
        }
        long offset = numbers.group(2) != null
                ? Long.parseLong(numbers.group(2))
                : before.uri().equals(uri) ? before.range().map(ByteRange::end).orElse(0L) : 0;
        return Optional.of(new ByteRange(offset, Long.parseLong(numbers.group(1))));
    }

    private AttributeList attributes(String value) {
        return AttributeList.of(expanded(value));
    }

    private String resolved(String reference) {
        return HlsAddress.resolve(base, expanded(reference));
    }

    /** {@code {$name}} replaced, once: values may not hold variables in turn. */
    private String expanded(String text) {
        if (variables.isEmpty() || !text.contains("{$")) {
            return text;
        }
        Matcher found = VARIABLE.matcher(text);
        StringBuilder out = new StringBuilder(text.length());
        while (found.find() && out.length() < MOST_EXPANDED) {
            String value = variables.getOrDefault(found.group(1), found.group());
            found.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        return found.appendTail(out).toString();
    }

    private OptionalLong number(String text, String value) {
        OptionalLong number = Numeral.whole(value);
        if (number.isEmpty()) {
            remark(text, "no number: left out");
        }
        return number;
    }

    private <T> Optional<T> known(String text, Optional<T> value, String reason) {
        if (value.isEmpty()) {
            remark(text, reason);
        }
        return value;
    }

    private static String unquoted(String value) {
        return value.replace("\"", "");
    }

    private void remark(String text, String reason) {
        if (remarks.size() < MOST_REMARKS) {
            remarks.add(new Remark(line, text, reason));
        }
    }
}
