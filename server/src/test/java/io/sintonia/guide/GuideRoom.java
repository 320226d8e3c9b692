package io.sintonia.guide;

import io.sintonia.catalogue.Channel;
import io.sintonia.fetch.Fetcher;
import io.sintonia.outputs.House;
import io.sintonia.storage.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The room in a small house, worked by hand: guides are files of the test's, read and matched when the test says so. */
final class GuideRoom {
    private final House house;
    private final Path folder;
    private final GuideSources sources;
    private final GuideMatching matching;
    private final GuideImporter importer;
    private final Holding holding;
    private final ImportedGuide guide;
    private final MatchBook book;

    GuideRoom(House house, Path folder) throws IOException {
        this.house = house;
        this.folder = folder;
        Database database = house.database();
        sources = new GuideSources(database, house.clock());
        GuideBlocks blocks = new GuideBlocks(database);
        matching = new GuideMatching(database, house.catalogue(), sources, blocks);
        Fetcher fetcher = new Fetcher(Files.createDirectories(folder.resolve("downloads")), System::nanoTime);
        importer = new GuideImporter(
                new GuideImporter.Tools(database, fetcher, "Test", house.clock()),
                sources,
                matching,
                new ProgrammeSettings(Duration.ofDays(7)));
        guide = new ImportedGuide(
                blocks, new GeneratedGuide(channel -> channel.name().equals("Demo"), house.clock()));
        holding = new Holding(new ChosenGuides(database, house.clock()), guide);
        book = new MatchBook(database, house.catalogue(), this::hold, house.clock());
    }

    /** A guide as the settings would have it. */
    static GuideSettings settings(String name, String file, int priority) {
        return new GuideSettings(
                name,
                "file:" + file,
                Duration.ofHours(12),
                priority,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    GuideRoom declare(GuideSettings... settings) {
        var _ = sources.declare(DeclaredGuides.of(List.of(settings), folder));
        return this;
    }

    GuideRoom file(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
        return this;
    }

    GuideSource source(String name) {
        return sources.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Reads a guide, matches and follows, as the schedule does. */
    GuideReport read(String name) throws InterruptedException {
        GuideReport report = importer.run(source(name));
        hold();
        importer.tidy(report.guideId());
        match();
        return report;
    }

    void match() {
        var _ = matching.run();
        hold();
    }

    void hold() {
        holding.renew().forEach(sources::incomplete);
    }

    Guide guide() {
        return guide;
    }

    GuideSources sources() {
        return sources;
    }

    MatchBook book() {
        return book;
    }

    /** All programmes of a channel as {@code start stop title}, for people. */
    List<String> told(String channel) {
        Channel shown = house.channel(channel);
        return guide.programmes(shown, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z")).stream()
                .map(each -> each.start() + " " + each.stop() + " " + each.title())
                .toList();
    }

    String idOf(String channel) {
        return guide.guideIdOf(house.channel(channel)).orElse("none");
    }
}
