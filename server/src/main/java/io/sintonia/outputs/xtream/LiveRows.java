package io.sintonia.outputs.xtream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sintonia.catalogue.Category;
import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.Lineup;
import io.sintonia.guide.Guide;
import io.sintonia.outputs.ShownChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Live channels and their categories as the API lists them. */
final class LiveRows {
    private final Guide guide;

    LiveRows(Guide guide) {
        this.guide = guide;
    }

    /** Names what guides say of channels here. */
    String version() {
        return guide.version();
    }

    /** Categories of any kind. */
    static void categories(JsonGenerator json, List<Category> categories) throws IOException {
        json.writeStartArray();
        for (Category category : categories) {
            json.writeStartObject();
            json.writeStringField("category_id", Long.toString(category.id()));
            json.writeStringField("category_name", ShownChannel.group(category));
            json.writeNumberField("parent_id", 0);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The channels of a category, or of all; their places count over the whole lineup. */
    void streams(JsonGenerator json, Lineup lineup, long category) throws IOException {
        json.writeStartArray();
        lineup.each(
                category, (channel, place) -> unchecked(() -> stream(json, ShownChannel.of(channel, place, guide))));
        json.writeEndArray();
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void unchecked(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stream(JsonGenerator json, ShownChannel shown) throws IOException {
        Channel channel = shown.channel();
        json.writeStartObject();
        json.writeNumberField("num", shown.number());
        json.writeStringField("name", shown.name());
        json.writeStringField("stream_type", streamType(channel));
        json.writeNumberField("stream_id", channel.id());
        json.writeStringField("stream_icon", shown.icon());
        guideId(json, shown);
        json.writeStringField("added", Long.toString(channel.addedAt().getEpochSecond()));
        json.writeStringField("is_adult", channel.adult() ? "1" : "0");
        json.writeStringField("category_id", Long.toString(channel.category().id()));
        json.writeArrayFieldStart("category_ids");
        json.writeNumber(channel.category().id());
        json.writeEndArray();
        json.writeStringField("custom_sid", "");
        json.writeNumberField("tv_archive", 0);
        json.writeStringField("direct_source", "");
        json.writeNumberField("tv_archive_duration", 0);
        json.writeStringField("thumbnail", "");
        json.writeEndObject();
    }

    /** The channels as members of the old panel's object. */
    void panelStreams(JsonGenerator json, Lineup lineup) {
        lineup.each(
                Lineup.EVERY_CATEGORY,
                (channel, place) -> unchecked(() -> panelStream(json, ShownChannel.of(channel, place, guide))));
    }

    private static void panelStream(JsonGenerator json, ShownChannel shown) throws IOException {
        Channel channel = shown.channel();
        json.writeObjectFieldStart(Long.toString(channel.id()));
        json.writeNumberField("num", shown.number());
        json.writeStringField("name", shown.name());
        json.writeStringField("stream_type", streamType(channel));
        json.writeStringField("type_name", channel.radio() ? "Radio Stations" : "Live Streams");
        json.writeStringField("stream_id", Long.toString(channel.id()));
        json.writeStringField("stream_icon", shown.icon());
        guideId(json, shown);
        json.writeStringField("added", Long.toString(channel.addedAt().getEpochSecond()));
        json.writeStringField("category_name", shown.group());
        json.writeStringField("category_id", Long.toString(channel.category().id()));
        json.writeNullField("series_no");
        json.writeStringField("live", "1");
        json.writeNullField("container_extension");
        json.writeStringField("custom_sid", "");
        json.writeNumberField("tv_archive", 0);
        json.writeStringField("direct_source", "");
        json.writeNumberField("tv_archive_duration", 0);
        json.writeEndObject();
    }

    private static String streamType(Channel channel) {
        return channel.radio() ? "radio_streams" : "live";
    }

    private static void guideId(JsonGenerator json, ShownChannel shown) throws IOException {
        if (shown.guideId().isEmpty()) {
            json.writeNullField("epg_channel_id");
        } else {
            json.writeStringField("epg_channel_id", shown.guideId());
        }
    }
}
