package io.sintonia.catalogue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How one channel lies in a block: everything but its category, which the table keeps in a column. */
final class ChannelRow {
    private static final int RADIO = 1;
    private static final int ADULT = 2;

    private ChannelRow() {}

    /** What players are shown of it, which a digest is made of. */
    static void writeShown(RowText row, Channel channel) {
        row.number(channel.id());
        row.number(channel.addedAt().toEpochMilli());
        row.number((channel.radio() ? RADIO : 0) | (channel.adult() ? ADULT : 0));
        row.text(channel.name());
        row.text(channel.number());
        row.text(channel.logo());
        row.text(channel.guideId());
    }

    /** The rest: where its stream can be had. */
    static void writeSources(RowText row, Channel channel) {
        row.number(channel.sources().size());
        for (StreamSource source : channel.sources()) {
            row.number(source.id());
            row.number(source.providerId());
            row.text(source.url());
            row.number(source.headers().size());
            source.headers().forEach((name, value) -> {
                row.text(name);
                row.text(value);
            });
            row.text(source.unsupported());
        }
    }

    static Channel read(RowText.Reading row, Category category) {
        long id = row.number();
        Instant addedAt = Instant.ofEpochMilli(row.number());
        long flags = row.number();
        String name = row.text();
        String number = row.text();
        String logo = row.text();
        String guideId = row.text();
        return new Channel(
                id,
                name,
                number,
                logo,
                guideId,
                category,
                (flags & RADIO) != 0,
                (flags & ADULT) != 0,
                addedAt,
                sources(row));
    }

    private static List<StreamSource> sources(RowText.Reading row) {
        int count = (int) row.number();
        List<StreamSource> sources = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sources.add(new StreamSource(row.number(), row.number(), row.text(), headers(row), row.text()));
        }
        return sources;
    }

    private static Map<String, String> headers(RowText.Reading row) {
        int count = (int) row.number();
        if (count == 0) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            headers.put(row.text(), row.text());
        }
        return headers;
    }
}
