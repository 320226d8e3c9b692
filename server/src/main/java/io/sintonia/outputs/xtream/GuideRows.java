package io.sintonia.outputs.xtream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.Lineup;
import io.sintonia.guide.Guide;
import io.sintonia.guide.Programme;
import io.sintonia.outputs.OneLine;
import io.sintonia.outputs.ShownChannel;
import io.sintonia.outputs.wire.Parameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Programmes as the API lists them: titles and descriptions in base64, times in UTC and as seconds since 1970 in texts.
 *
 * <p>{@code end} is a date in both actions, with {@code stop} beside it: that side of the conflict breaks no player.
 */
final class GuideRows {
    private static final int FEW = 4;
    private static final int MOST = 1000;
    private static final int MOST_CHANNELS = 100;
    private static final Duration AHEAD = Duration.ofDays(30);

    private final Guide guide;
    private final InstantSource clock;

    GuideRows(Guide guide, InstantSource clock) {
        this.guide = guide;
        this.clock = clock;
    }

    /** What is on now and next; {@code limit} rows. Several ids with commas, or {@code multi=1}, answer one list each. */
    byte[] shortGuide(Lineup lineup, Parameters asked) {
        String ids = streamId(asked);
        int limit = limit(asked.text("limit"));
        Instant now = clock.instant();
        return Json.bytes(json -> {
            json.writeStartObject();
            if (ids.indexOf(',') >= 0 || asked.text("multi").equals("1")) {
                json.writeObjectFieldStart("epg_listings");
                for (String id : several(ids)) {
                    Optional<Channel> channel = channel(lineup, id);
                    if (channel.isPresent()) {
                        json.writeArrayFieldStart(Long.toString(channel.get().id()));
                        next(json, channel.get(), now, limit);
                        json.writeEndArray();
                    }
                }
                json.writeEndObject();
            } else {
                json.writeArrayFieldStart("epg_listings");
                Optional<Channel> channel = channel(lineup, ids);
                if (channel.isPresent()) {
                    next(json, channel.get(), now, limit);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        });
    }

    private void next(JsonGenerator json, Channel channel, Instant now, int limit) throws IOException {
        List<Programme> programmes = guide.programmes(channel, now, now.plus(AHEAD));
        String guideId = ShownChannel.guideId(channel, guide);
        for (Programme programme : programmes.subList(0, Math.min(limit, programmes.size()))) {
            json.writeStartObject();
            row(json, channel, guideId, programme);
            json.writeEndObject();
        }
    }

    /** The whole schedule from today on, with what is on now marked. */
    byte[] wholeGuide(Lineup lineup, Parameters asked) {
        Optional<Channel> channel = channel(lineup, streamId(asked));
        Instant now = clock.instant();
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("epg_listings");
            if (channel.isPresent()) {
                String guideId = ShownChannel.guideId(channel.get(), guide);
                boolean marked = false;
                for (Programme programme : fromToday(channel.get(), now)) {
                    boolean on = !marked && programme.isOnAt(now);
                    marked |= on;
                    json.writeStartObject();
                    row(json, channel.get(), guideId, programme);
                    json.writeNumberField("now_playing", on ? 1 : 0);
                    json.writeNumberField("has_archive", 0);
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** The old form: a bare list with times as numbers. */
    byte[] bareGuide(Lineup lineup, Parameters asked) {
        Optional<Channel> channel = channel(lineup, streamId(asked));
        boolean fromNow =
                asked.get("from_now").filter(word -> !word.equals("0")).isPresent();
        Instant now = clock.instant();
        return Json.bytes(json -> {
            json.writeStartArray();
            if (channel.isPresent()) {
                String guideId = ShownChannel.guideId(channel.get(), guide);
                for (Programme programme : fromToday(channel.get(), now)) {
                    if (!fromNow || programme.stop().isAfter(now)) {
                        bareRow(json, channel.get(), guideId, programme);
                    }
                }
            }
            json.writeEndArray();
        });
    }

    private List<Programme> fromToday(Channel channel, Instant now) {
        return guide.programmes(channel, now.truncatedTo(ChronoUnit.DAYS), now.plus(AHEAD));
    }

    private static void row(JsonGenerator json, Channel channel, String guideId, Programme programme)
            throws IOException {
        String end = LoginObject.TIME.format(programme.stop());
        json.writeStringField("id", Long.toString(programme.id()));
        json.writeStringField("epg_id", Long.toString(channel.id()));
        json.writeStringField("title", base64(programme.title()));
        json.writeStringField("lang", programme.language());
        json.writeStringField("start", LoginObject.TIME.format(programme.start()));
        json.writeStringField("end", end);
        json.writeStringField("description", base64(programme.description()));
        json.writeStringField("channel_id", guideId);
        json.writeStringField("start_timestamp", Long.toString(programme.start().getEpochSecond()));
        json.writeStringField("stop_timestamp", Long.toString(programme.stop().getEpochSecond()));
        json.writeStringField("stop", end);
        json.writeStringField("stream_id", Long.toString(channel.id()));
    }

    private static void bareRow(JsonGenerator json, Channel channel, String guideId, Programme programme)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("id", Long.toString(programme.id()));
        json.writeStringField("epg_id", Long.toString(channel.id()));
        json.writeStringField("title", base64(programme.title()));
        json.writeStringField("lang", programme.language());
        json.writeNumberField("start", programme.start().getEpochSecond());
        json.writeNumberField("end", programme.stop().getEpochSecond());
        json.writeStringField("description", base64(programme.description()));
        json.writeStringField("channel_id", guideId);
        json.writeEndObject();
    }

    /** Padded, in the standard alphabet (RFC 4648, 4). */
    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(OneLine.of(text).getBytes(StandardCharsets.UTF_8));
    }

    private static String streamId(Parameters asked) {
        return asked.text("stream_id").strip();
    }

    private static Set<String> several(String ids) {
        Set<String> all = new LinkedHashSet<>();
        for (String id : ids.split(",", MOST_CHANNELS + 1)) {
            if (all.size() < MOST_CHANNELS) {
                all.add(id.strip());
            }
        }
        return all;
    }

    private static Optional<Channel> channel(Lineup lineup, String id) {
        return number(id).flatMap(lineup::channel);
    }

    private static int limit(String text) {
        return number(text)
                .map(limit -> (int) Math.min(MOST, limit))
                .filter(limit -> limit > 0)
                .orElse(FEW);
    }

    /** A whole number from 0, if it is one. */
    static Optional<Long> number(String text) {
        boolean digits = !text.isEmpty() && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
