package io.sintonia.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.FoundEntry;
import io.sintonia.config.ByteSize;
import io.sintonia.sources.SourceSettings.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second way through a list makes only what the first one marked: it must be the same, keys and order included. */
class SecondReadingTest {
    /** Repeated addresses and series, headers in the middle, directives, addresses without a name, several to a line, too long ones. */
    private static final String ODD = """
            #EXTM3U url-tvg="http://guide.example/"
            #EXTINF:-1 group-title="A",One
            http://provider.example/one?token=1
            #EXTINF:-1,Without an address
            #EXTINF:-1,One again
            http://provider.example/one?token=2
            #EXTGRP:Grouped
            #EXTVLCOPT:http-user-agent=Box
            #EXTINF:-1 tvg-id="two",Two|x
            words in between
            http://provider.example/two|User-Agent=Other
            http://provider.example/bare.ts
            #EXTM3U group-title="Later" catchup="shift"
            #EXTINF:-1 group-title="Series",Show S01 E01
            http://p.example/series/u/p/1.mp4
            #EXTINF:-1 group-title="Series",SHOW s01e02
            http://p.example/series/u/p/2.mp4
            #EXTINF:-1 group-title="Series",Show S01 E02
            http://p.example/series/u/p/2.mp4
            #EXTINF:-1 group-title="Films",A Film (1999)
            http://p.example/movie/u/p/3.mkv
            #EXTINF:-1,Too long
            http://provider.example/%s
            Genre,#genre#
            Many,http://provider.example/m1#http://provider.example/m2#http://provider.example/one?token=3
            #KODIPROP:inputstream.adaptive.license_type=clearkey
            #EXTINF:-1 group-title="Series",Other S02 E01
            http://p.example/series/u/p/4.mp4
            #EXTINF:-1,Last
            http://provider.example/one?token=4
            #EXTINF:-1,Nothing follows
            """.formatted("x".repeat(8000));

    @TempDir
    Path folder;

    @Test
    void whatIsMarkedIsShownAsInTheFirst() throws IOException {
        holds(ODD, EnumSet.allOf(Content.class));
        holds(ImportHouse.mixed(0, 60), EnumSet.allOf(Content.class));
    }

    @Test
    void whatIsNotWantedTakesNoPlace() throws IOException {
        for (Content content : Content.values()) {
            holds(ODD, EnumSet.of(content));
            holds(ImportHouse.mixed(0, 60), EnumSet.complementOf(EnumSet.of(content)));
        }
    }

    private void holds(String list, Set<Content> wanted) throws IOException {
        Random random = new Random(5);
        try (ImportHouse house = new ImportHouse(Files.createTempDirectory(folder, "house"))) {
            house.write(list);
            SourceOptions options = new SourceOptions(
                    wanted,
                    Optional.empty(),
                    Optional.empty(),
                    new SourceOptions.Limits(Duration.ofMinutes(1), new ByteSize(1 << 20), Duration.ZERO),
                    List.of());
            Source source = house.declare("m3u", "file:" + house.list(), ImportHouse.provider(), options);
            List<FoundEntry> all = house.entries(source);
            assertThat(all).isNotEmpty();
            for (int round = 0; round < 40; round++) {
                BitSet places = new BitSet();
                List<FoundEntry> marked = new ArrayList<>();
                for (int place = 0; place < all.size(); place++) {
                    if (random.nextInt(40) < round) {
                        places.set(place);
                        marked.add(all.get(place));
                    }
                }
                assertThat(house.again(source, places)).as("%s", places).isEqualTo(marked);
            }
        }
    }
}
