package io.sintonia.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.FoundEntry;
import io.sintonia.catalogue.FoundEpisode;
import io.sintonia.catalogue.FoundMovie;
import io.sintonia.catalogue.FoundSeries;
import io.sintonia.catalogue.Provider;
import io.sintonia.fetch.FaultyOrigin;
import io.sintonia.fetch.FaultyOrigin.Answer;
import io.sintonia.sources.Importer.Vanishing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Importing from pages, TXT lists, folders, and from what stands in the declaration. */
class OtherKindsTest {
    private static final String A = "a".repeat(39) + "1";
    private static final String B = "b".repeat(39) + "2";

    @TempDir
    Path folder;

    private ImportHouse house;
    private FaultyOrigin origin;

    @BeforeEach
    void open() throws IOException {
        house = new ImportHouse(Files.createDirectories(folder.resolve("house")));
        origin = FaultyOrigin.start();
    }

    @AfterEach
    void close() throws IOException {
        origin.close();
        house.close();
    }

    private ImportReport run() {
        return house.run(Vanishing.GUARDED);
    }

    private Source page(String path) {
        return house.declare("page", origin.url(path), ImportHouse.provider(), SourceOptions.DEFAULT);
    }

    @Test
    void pageItsFrameAndItsListBecomeOneListOfChannels() {
        origin.on(
                "/",
                Answer.ok("<html><a href='acestream://" + A + "'>One</a><iframe src='/inner'></iframe>"
                        + "<a href='/list.m3u'>all</a><a href='/gone.m3u'>old</a>"));
        origin.on("/inner", Answer.ok("<html><p>Two " + B + "</p><p>One again " + A + "</p><iframe src='/inner'>"));
        origin.on(
                "/list.m3u",
                Answer.ok("#EXTM3U\n#EXTINF:-1 group-title=\"G\",Three\nhttp://x.example/3.ts\n"
                        + "#EXTINF:-1,One in the list\nacestream://" + A + "\n"));
        page("/");
        ImportReport report = run();
        assertThat(report.outcome()).as(report.message()).isEqualTo(ImportReport.Outcome.APPLIED);
        assertThat(house.names()).containsExactly("One", "Two", "Three");
        assertThat(report.message()).contains("404");
        assertThat(report.skipped()).hasSize(1);
        assertThat(run().outcome()).isEqualTo(ImportReport.Outcome.UNCHANGED);
    }

    @Test
    void pageWithoutAnyLinkLeavesTheOldList() {
        origin.on("/", Answer.ok("<html><a href='acestream://" + A + "'>One</a>"));
        page("/");
        run();
        origin.on("/", Answer.ok("<html>Log in, please"));
        ImportReport report = run();
        assertThat(report.outcome()).isEqualTo(ImportReport.Outcome.FAILED);
        assertThat(report.message()).contains("no link to a stream was found on the page");
        assertThat(house.names()).containsExactly("One");
    }

    @Test
    void pageThatLeadsInCirclesIsAskedABoundedNumberOfTimes() {
        origin.otherwise(Answer.ok("<html><iframe src='a" + "?'></iframe>"
                + IntStream.range(0, 200)
                        .mapToObj(i -> "<a href='/l" + i + ".m3u'>l</a>")
                        .collect(Collectors.joining())));
        page("/");
        run();
        assertThat(origin.requests()).hasSizeLessThanOrEqualTo(31);
    }

    @Test
    void chineseListWithAlternativesIsImported() throws IOException {
        Files.writeString(
                house.list(),
                "\u592e\u89c6,#genre#\nCCTV1,http://x.example/1.m3u8#http://y.example/1.m3u8\nCCTV2,http://x.example/2.m3u8$HD\n",
                StandardCharsets.UTF_8);
        house.declare("file:" + house.list());
        assertThat(run().outcome()).isEqualTo(ImportReport.Outcome.APPLIED);
        assertThat(house.names()).containsExactly("CCTV1", "CCTV1", "CCTV2");
        assertThat(house.catalogue.current().channels().getFirst().category().name())
                .isEqualTo("\u592e\u89c6");
    }

    @Test
    void channelOfTheDeclarationKeepsItsIdWithAnotherAddress() {
        declareManual("http://x.example/1.ts|User-Agent=VLC");
        assertThat(run().outcome()).isEqualTo(ImportReport.Outcome.APPLIED);
        Map<String, Long> before = house.ids();
        Channel channel = house.catalogue.current().channels().getFirst();
        assertThat(channel.sources().getFirst().headers()).containsEntry("User-Agent", "VLC");
        assertThat(channel.number()).isEqualTo("7");
        declareManual("udp://@239.0.0.1:1234");
        assertThat(run().counts().changed()).isOne();
        assertThat(house.ids()).isEqualTo(before);
        assertThat(run().outcome()).isEqualTo(ImportReport.Outcome.UNCHANGED);
    }

    private void declareManual(String url) {
        ManualChannel one = new ManualChannel(
                "One", url, Optional.of("News"), Optional.empty(), Optional.of("7"), Optional.empty());
        house.declare(
                "manual",
                "manual:",
                new Provider(0, "", Optional.empty(), Map.of(), Optional.empty(), 0, true),
                new SourceOptions(
                        SourceOptions.DEFAULT.include(),
                        Optional.empty(),
                        Optional.empty(),
                        SourceOptions.DEFAULT.limits(),
                        List.of(one)));
    }

    @Test
    void folderBecomesFilmsAndEpisodesAndShowsNothingFromOutside() throws IOException {
        Path films = Files.createDirectories(folder.resolve("films"));
        Files.writeString(films.resolve("Some Film (2020).mkv"), "x");
        Path show = Files.createDirectories(films.resolve("Shows/Show One/Season 1"));
        Files.writeString(show.resolve("Show.One.S01E02.Pilot.mp4"), "x");
        Files.writeString(show.resolve("E03.mp4"), "x");
        Files.writeString(films.resolve("song.mp3"), "x");
        Files.writeString(films.resolve("notes.txt"), "x");
        Files.writeString(folder.resolve("secret.mp4"), "x");
        Files.createSymbolicLink(films.resolve("link.mp4"), folder.resolve("secret.mp4"));
        Files.createSymbolicLink(films.resolve("elsewhere"), folder.resolve("house"));
        Source source = house.declare("folder", "file:" + films, ImportHouse.provider(), SourceOptions.DEFAULT);

        List<FoundEntry> entries = house.entries(source);

        assertThat(entries)
                .filteredOn(FoundMovie.class::isInstance)
                .extracting(Object::toString)
                .containsExactly("film 'Some Film'");
        assertThat(entries)
                .filteredOn(FoundSeries.class::isInstance)
                .extracting(Object::toString)
                .containsExactly("series 'Show One'");
        assertThat(entries)
                .filteredOn(FoundEpisode.class::isInstance)
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("episode 1x3 'E03'", "episode 1x2 'Pilot'");
        assertThat(entries.toString()
                        + entries.stream()
                                .filter(FoundMovie.class::isInstance)
                                .map(film -> ((FoundMovie) film).url())
                                .toList())
                .doesNotContain("secret")
                .contains("file:" + films.toRealPath() + "/Some Film (2020).mkv");
    }

    @Test
    void folderThatIsNotThereLeavesTheOldList() {
        house.declare("folder", "file:" + folder.resolve("none"), ImportHouse.provider(), SourceOptions.DEFAULT);
        assertThat(run().message()).contains("there is no such folder");
    }
}
