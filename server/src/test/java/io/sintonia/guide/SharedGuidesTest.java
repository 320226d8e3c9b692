package io.sintonia.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.SharedFiles;
import io.sintonia.formats.xmltv.GuideChannel;
import io.sintonia.formats.xmltv.Programme;
import io.sintonia.formats.xmltv.XmltvHandler;
import io.sintonia.formats.xmltv.XmltvOptions;
import io.sintonia.formats.xmltv.XmltvReader;
import io.sintonia.outputs.Draft;
import io.sintonia.outputs.House;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every real guide beside the checkout is read, or refused with a reason; nothing else happens to one. */
class SharedGuidesTest {
    @Test
    void everyGuideIsReadOrRefusedWithAReason(@TempDir Path folder) throws IOException, InterruptedException {
        List<Path> guides;
        try (Stream<Path> files = Files.list(SharedFiles.need("data/xmltv"))) {
            guides = files.filter(file -> file.toString().endsWith(".xml"))
                    .sorted()
                    .toList();
        }
        assertThat(guides).isNotEmpty();
        for (Path guide : guides) {
            read(guide, Files.createDirectories(folder.resolve(String.valueOf(guide.getFileName()))));
        }
    }

    private static Instant firstStart(Path file) throws IOException {
        List<Instant> starts = new ArrayList<>(List.of(House.NOON));
        var every = new XmltvHandler() {
            @Override
            public void channel(GuideChannel channel) {}

            @Override
            public boolean wants(String channelId) {
                return true;
            }

            @Override
            public void programme(Programme programme) {
                starts.add(programme.airing().start());
            }
        };
        try (InputStream in = Files.newInputStream(file)) {
            var _ = XmltvReader.read(in, XmltvOptions.defaults(), every);
        }
        return Collections.min(starts);
    }

    private static void read(Path file, Path folder) throws IOException, InterruptedException {
        var roll = new ChannelRoll();
        try (InputStream in = Files.newInputStream(file)) {
            var _ = XmltvReader.read(in, XmltvOptions.defaults(), roll);
        }
        House house = new House(folder)
                .channels(roll.entries().stream()
                        .limit(200)
                        .map(entry -> Draft.channel(entry.id(), "G").withGuideId(entry.id()))
                        .toArray(Draft[]::new));
        try {
            house.timeIs(firstStart(file)); // such a guide is years old
            var room = new GuideRoom(house, folder);
            room.declare(new GuideSettings(
                    "S",
                    "file:" + file.toAbsolutePath(),
                    Duration.ofHours(1),
                    1,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    Optional.empty(),
                    Optional.empty()));
            GuideReport report = room.read("S");
            switch (report.outcome()) {
                case APPLIED, PARTIAL -> {
                    assertThat(report.counts().programmes()).as(file.toString()).isPositive();
                    assertThat(report.counts().stored()).as(file.toString()).isPositive();
                }
                case FAILED -> assertThat(report.message()).as(file.toString()).contains("not read: ");
                case UNCHANGED -> throw new AssertionError(file + " was never read before");
            }
            house.catalogue()
                    .current()
                    .channels()
                    .forEach(channel -> assertThat(room.told(channel.name())).doesNotHaveDuplicates());
        } finally {
            house.database().close();
        }
    }
}
