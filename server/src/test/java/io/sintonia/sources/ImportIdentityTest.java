package io.sintonia.sources;

import static io.sintonia.schema.Tables.CHANNEL_OVERRIDE;
import static io.sintonia.schema.Tables.EPISODE;
import static io.sintonia.schema.Tables.MOVIE;
import static io.sintonia.schema.Tables.SERIES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Players remember ids: whatever a provider does to its list, a channel that is still the same keeps its own. */
class ImportIdentityTest {
    @TempDir
    Path folder;

    private static final String A = "#EXTINF:-1 group-title=\"News\",Alpha\n";
    private static final String B = "#EXTINF:-1 group-title=\"News\",Beta\n";
    private static final String C = "#EXTINF:-1 group-title=\"Sport\",Gamma\n";

    private static final String FILM = "#EXTINF:-1 group-title=\"Films\",Delta (1999)\n";
    private static final String PART = "#EXTINF:-1 group-title=\"Series\",Epsilon S01 E02\n";

    static List<Arguments> cases() {
        return List.of(
                Arguments.of(
                        "new tokens in queries",
                        A + "http://p.example/alpha/index.m3u8?token=aaaaaaaa1111\n" + B
                                + "http://p.example/beta/index.m3u8?token=bbbbbbbb2222\n",
                        A + "http://p.example/alpha/index.m3u8?token=cccccccc3333\n" + B
                                + "http://p.example/beta/index.m3u8?token=dddddddd4444\n"),
                Arguments.of(
                        "another order",
                        A + "http://p.example/a.ts\n" + B + "http://p.example/b.ts\n" + C + "http://p.example/c.ts\n",
                        C + "http://p.example/c.ts\n" + A + "http://p.example/a.ts\n" + B + "http://p.example/b.ts\n"),
                Arguments.of(
                        "other numbers",
                        A.replace("-1 ", "-1 tvg-chno=\"1\" ") + "http://p.example/a.ts\n"
                                + B.replace("-1 ", "-1 tvg-chno=\"2\" ") + "http://p.example/b.ts\n",
                        A.replace("-1 ", "-1 tvg-chno=\"2\" ") + "http://p.example/a.ts\n"
                                + B.replace("-1 ", "-1 tvg-chno=\"1\" ") + "http://p.example/b.ts\n"),
                Arguments.of(
                        "a group renamed",
                        A + "http://p.example/a.ts\n" + B + "http://p.example/b.ts\n",
                        A.replace("News", "Notizie") + "http://p.example/a.ts\n" + B.replace("News", "Notizie")
                                + "http://p.example/b.ts\n"),
                Arguments.of(
                        "another domain and password of an Xtream panel",
                        A + "http://old.example:8080/live/user/pass/101.ts\n" + B
                                + "http://old.example:8080/live/user/pass/102.ts\n",
                        A + "https://new.example/live/me/other/101.ts\n" + B
                                + "https://new.example/live/me/other/102.ts\n"),
                Arguments.of(
                        "renamed",
                        A + "http://p.example/hls/a/index.m3u8\n" + B + "http://p.example/hls/b/index.m3u8\n" + FILM
                                + "http://p.example/films/d.mkv\n" + PART + "http://p.example/films/e.mp4\n",
                        A.replace("Alpha", "Alpha HD") + "http://p.example/hls/a/index.m3u8\n"
                                + B.replace("Beta", "Beta HD") + "http://p.example/hls/b/index.m3u8\n"
                                + FILM.replace("Delta", "Delta, the film") + "http://p.example/films/d.mkv\n"
                                + PART.replace("E02", "E02 - The end") + "http://p.example/films/e.mp4\n"),
                Arguments.of(
                        "new tokens in paths",
                        A + "http://p.example/0123456789abcdef0123456789abcdef/a.m3u8\n" + B
                                + "http://p.example/fedcba9876543210fedcba9876543210/b.m3u8\n",
                        A + "http://p.example/aaaaaaaaaaaaaaaa0123456789abcdef/a.m3u8\n" + B
                                + "http://p.example/bbbbbbbbbbbbbbbbfedcba9876543210/b.m3u8\n"),
                Arguments.of(
                        "another domain",
                        A + "http://old.example/hls/a.m3u8\n" + B + "http://old.example/hls/b.m3u8\n" + B
                                + "http://old.example/hls/b2.m3u8\n" + FILM + "http://old.example/films/d.mkv\n"
                                + PART + "http://old.example/films/e.mp4\n",
                        A + "https://new.example/hls/a.m3u8\n" + B + "https://new.example/hls/b.m3u8\n" + B
                                + "https://new.example/hls/b2.m3u8\n" + FILM + "https://new.example/films/d.mkv\n"
                                + PART + "https://new.example/films/e.mp4\n"),
                Arguments.of(
                        "all addresses made anew",
                        A + "http://p.example/stream/1\n" + FILM + "http://p.example/films/d.mkv\n" + PART
                                + "http://p.example/films/e.mp4\n",
                        A + "http://q.example/live/alpha.m3u8\n" + FILM + "http://q.example/vod/delta.mkv\n" + PART
                                + "http://q.example/vod/epsilon.mp4\n"),
                Arguments.of(
                        "entries that move between groups",
                        A + "http://p.example/a.ts\n" + C + "http://p.example/c.ts\n" + FILM
                                + "http://p.example/d.mkv\n" + PART + "http://p.example/e.mp4\n",
                        A.replace("News", "Sport") + "http://p.example/a.ts\n" + C.replace("Sport", "News")
                                + "http://p.example/c.ts\n" + FILM.replace("Films", "New films")
                                + "http://p.example/d.mkv\n" + PART.replace("Series\"", "Other series\"")
                                + "http://p.example/e.mp4\n"),
                Arguments.of(
                        "the same address several times",
                        A + "http://p.example/same.ts\n" + A + "http://p.example/same.ts\n" + C
                                + "http://p.example/c.ts\n",
                        C + "http://p.example/c.ts\n" + A + "http://p.example/same.ts\n" + A
                                + "http://p.example/same.ts\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void idsStay(String what, String before, String after) throws IOException {
        try (ImportHouse house = new ImportHouse(folder)) {
            house.take("#EXTM3U\n" + before);
            List<Long> known = ids(house);
            long first = known.getFirst();
            override(house, first);

            ImportReport report = house.take("#EXTM3U\n" + after);

            assertThat(ids(house)).as(what).isEqualTo(known);
            assertThat(house.catalogue.current().channel(first).orElseThrow().name())
                    .isEqualTo("Mine");
            assertThat(report.counts().added()).isZero();
            assertThat(report.counts().vanished()).isZero();
        }
    }

    private static void override(ImportHouse house, long channel) {
        house.database.write(sql -> sql.insertInto(CHANNEL_OVERRIDE)
                .set(CHANNEL_OVERRIDE.CHANNEL_ID, channel)
                .set(CHANNEL_OVERRIDE.FIELD, "name")
                .set(CHANNEL_OVERRIDE.VALUE_TEXT, "Mine")
                .execute());
        house.editor.tell();
    }

    /** Of channels in their order, films, series and episodes; only those that the list has. */
    private static List<Long> ids(ImportHouse house) {
        List<Long> ids = new ArrayList<>();
        house.catalogue.current().channels().forEach(channel -> ids.add(channel.id()));
        house.database.read(sql -> {
            ids.addAll(sql.select(MOVIE.ID)
                    .from(MOVIE)
                    .where(MOVIE.MISSING_SINCE.isNull())
                    .fetch(MOVIE.ID));
            ids.addAll(sql.select(SERIES.ID)
                    .from(SERIES)
                    .where(SERIES.MISSING_SINCE.isNull())
                    .fetch(SERIES.ID));
            ids.addAll(sql.select(EPISODE.ID)
                    .from(EPISODE)
                    .where(EPISODE.MISSING_SINCE.isNull())
                    .fetch(EPISODE.ID));
            return ids;
        });
        return ids;
    }
}
