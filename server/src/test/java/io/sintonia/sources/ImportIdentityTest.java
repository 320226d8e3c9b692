package io.sintonia.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.Channel;
import java.io.IOException;
import java.nio.file.Path;
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
            List<List<Object>> known = identities(house);

            ImportReport report = house.take("#EXTM3U\n" + after);

            assertThat(identities(house)).as(what).isEqualTo(known);
            assertThat(report.counts().added()).isZero();
            assertThat(report.counts().vanished()).isZero();
        }
    }

    private static List<List<Object>> identities(ImportHouse house) {
        return house.catalogue.current().channels().stream()
                .map((Channel channel) -> List.<Object>of(channel.id(), channel.name()))
                .toList();
    }
}
