package io.sintonia.outputs;

import static io.sintonia.outputs.Draft.channel;
import static io.sintonia.outputs.House.ask;
import static io.sintonia.outputs.House.header;
import static io.sintonia.outputs.House.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sintonia.Await;
import io.sintonia.catalogue.Bouquet;
import io.sintonia.catalogue.BouquetSettings;
import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.Library;
import io.sintonia.catalogue.Lineup;
import io.sintonia.config.ByteSize;
import io.sintonia.outputs.wire.Answer;
import io.sintonia.outputs.wire.PlayerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list is rendered once for all who see the same, anew when that changes, and never more is kept than fits. */
class RenderedAnswersTest {
    private static final PlayerRequest PLAIN = ask("/");
    private static final PlayerRequest PACKED = ask("/", House.packed());

    private House house;
    private RenderedAnswers answers;
    private Path folder;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        house = new House(folder)
                .channels(channel("Alpha", "News"), channel("Bravo", "Sport"))
                .bouquets(new BouquetSettings("N", List.of("News")), new BouquetSettings("S", List.of("Sport")));
        this.folder = Files.createDirectories(folder.resolve("kept"));
        answers = new RenderedAnswers(house.catalogue(), this.folder, new ByteSize(200_000), house.clock());
    }

    @AfterEach
    void close() {
        answers.close();
        house.close();
    }

    private Set<Long> bouquet(String name) {
        return house.catalogue().current().bouquets().stream()
                .filter(bouquet -> bouquet.name().equals(name))
                .map(Bouquet::id)
                .collect(Collectors.toSet());
    }

    /** Names of channels, a line each, and as many bytes behind as asked for. */
    private record Names(int padding) implements Listing {
        @Override
        public String key(Lineup lineup) {
            return padding + "/" + lineup.key();
        }

        @Override
        public Library.Reading write(Lineup lineup, OutputStream out) throws IOException {
            for (Channel channel : lineup.channels()) {
                out.write((channel.name() + "\n").getBytes(StandardCharsets.UTF_8));
            }
            out.write("x".repeat(padding).getBytes(StandardCharsets.UTF_8));
            return Library.Reading.AS_KNOWN;
        }

        @Override
        public Form keptAs() {
            return Form.WHOLE;
        }
    }

    private String get(Set<Long> bouquets, Listing listing) {
        return text(answers.get(bouquets, listing).answer(PLAIN, Map.of()));
    }

    private String tag(String bouquet) {
        Answer answer = answers.get(bouquet(bouquet), new Names(0)).answer(PLAIN, Map.of());
        House.bytes(answer);
        return header(answer, "ETag");
    }

    private List<String> files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void equalListingsOfEqualLineupsAreRenderedOnce() {
        assertThat(get(Set.of(), new Names(0))).isEqualTo("Alpha\nBravo\n");
        assertThat(get(Set.of(), new Names(0))).isEqualTo("Alpha\nBravo\n");
        assertThat(answers.rendered()).isOne();
        assertThat(get(bouquet("N"), new Names(0))).isEqualTo("Alpha\n");
        assertThat(answers.rendered()).isEqualTo(2);
    }

    @Test
    void changeOfOneLineupLeavesTheOthersFileAndTag() {
        String news = tag("N");
        String sport = tag("S");
        house.channels(channel("Charlie", "Sport"));
        Await.until("the changed one is rendered ahead", Duration.ofSeconds(10), () -> answers.rendered() == 3);
        assertThat(tag("N")).isEqualTo(news);
        assertThat(tag("S")).isNotEqualTo(sport);
        assertThat(answers.rendered()).isEqualTo(3);
    }

    @Test
    void whatNobodyAskedForLatelyIsNotRenderedAhead() {
        get(bouquet("S"), new Names(0));
        house.timeIs(House.NOON.plus(Duration.ofHours(2)));
        get(bouquet("S"), new Names(1));
        house.channels(channel("Charlie", "Sport"));
        Await.until("the one that was asked for", Duration.ofSeconds(10), () -> answers.rendered() == 3);
        assertThat(get(bouquet("S"), new Names(1))).isEqualTo("Bravo\nCharlie\nx");
        assertThat(answers.rendered()).isEqualTo(3);
    }

    @Test
    void answerIsNeverOlderThanTheCatalogue() {
        for (int i = 0; i < 20; i++) {
            house.channels(channel("New " + i, "Sport"));
            assertThat(get(Set.of(), new Names(0))).endsWith("New " + i + "\n");
        }
    }

    @Test
    void longestUnusedGoesWhereThereIsTooMuch() throws IOException {
        get(Set.of(), new Names(60_000));
        get(Set.of(), new Names(60_001));
        get(Set.of(), new Names(60_000));
        get(Set.of(), new Names(60_002));
        assertThat(files()).doesNotContain("answer-2").contains("answer-1", "answer-1.gz", "answer-3");
        assertThat(answers.keptBytes()).isLessThan(200_000);
        get(Set.of(), new Names(60_000));
        assertThat(answers.rendered()).isEqualTo(3);
        get(Set.of(), new Names(60_001));
        assertThat(answers.rendered()).isEqualTo(4);
    }

    @Test
    void answerLargerThanAllThatIsAllowedIsGivenAllTheSame() {
        assertThat(get(Set.of(), new Names(1_000_000))).hasSize(12 + 1_000_000);
        assertThat(get(Set.of(), new Names(0))).isEqualTo("Alpha\nBravo\n");
        assertThat(answers.keptBytes()).isLessThan(200_000);
    }

    @Test
    void answerThatIsBeingSentOutlivesItsFile() throws IOException {
        Answer held = answers.get(Set.of(), new Names(60_000)).answer(PLAIN, Map.of());
        get(Set.of(), new Names(80_001));
        get(Set.of(), new Names(80_002));
        assertThat(files()).doesNotContain("answer-1");
        assertThat(text(held)).startsWith("Alpha").hasSize(12 + 60_000);
    }

    @Test
    void onceIsNotKept() throws IOException {
        assertThat(text(answers.once(Set.of(), new Names(3)).answer(PLAIN, Map.of())))
                .endsWith("xxx");
        assertThat(files()).isEmpty();
    }

    @Test
    void encodingsHaveTagsOfTheirOwnAndEitherIsKnownAgain() throws IOException {
        Answer plain = answers.get(Set.of(), new Names(5000)).answer(PLAIN, Map.of("Content-Type", "text/plain"));
        Answer packed = answers.get(Set.of(), new Names(5000)).answer(PACKED, Map.of());
        assertThat(House.unpacked(House.bytes(packed))).isEqualTo(text(plain));
        assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(plain, "Content-Type")).isEqualTo("text/plain");
        for (Answer each : List.of(plain, packed)) {
            assertThat(header(each, "Vary")).isEqualTo("Accept-Encoding");
            PlayerRequest knows = ask("/", House.knowing("\"other\", W/" + header(each, "ETag")));
            Answer again = answers.get(Set.of(), new Names(5000)).answer(knows, Map.of());
            assertThat(House.head(again).status()).isEqualTo(304);
            assertThat(House.bytes(again)).isEmpty();
        }
    }

    /** Counts who renders, and waits in the middle. */
    private record Slow(CountDownLatch begun, CountDownLatch goOn, AtomicInteger renderings) implements Listing {
        @Override
        public String key(Lineup lineup) {
            return "slow";
        }

        @Override
        public Library.Reading write(Lineup lineup, OutputStream out) throws IOException {
            renderings.incrementAndGet();
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("stopped", e);
            }
            out.write('y');
            return Library.Reading.AS_KNOWN;
        }

        @Override
        public Form keptAs() {
            return Form.PLAIN;
        }
    }

    @Test
    void manyWhoAskAtOnceWaitForOneRenderingAndOneWhoGoesAwayStopsNobody() throws InterruptedException {
        Slow slow = new Slow(new CountDownLatch(1), new CountDownLatch(1), new AtomicInteger());
        List<String> got = new ArrayList<>();
        List<Thread> players = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            players.add(Thread.ofVirtual().start(() -> {
                String text = get(Set.of(), slow);
                synchronized (got) {
                    got.add(text);
                }
            }));
        }
        slow.begun().await();
        Await.until(
                "all wait",
                Duration.ofSeconds(10),
                () -> players.stream().allMatch(player -> player.getState() == Thread.State.WAITING));
        players.getFirst().interrupt();
        players.getFirst().join(Duration.ofSeconds(10));
        slow.goOn().countDown();
        for (Thread player : players) {
            assertThat(player.join(Duration.ofSeconds(10))).isTrue();
        }
        assertThat(got).hasSize(7).containsOnly("y");
        assertThat(slow.renderings()).hasValue(1);
    }

    /** Fails the first time. */
    private record Broken(AtomicInteger renderings) implements Listing {
        @Override
        public String key(Lineup lineup) {
            return "broken";
        }

        @Override
        public Library.Reading write(Lineup lineup, OutputStream out) throws IOException {
            out.write('y');
            if (renderings.incrementAndGet() == 1) {
                throw new IOException("no space left on device");
            }
            return Library.Reading.NEWER;
        }

        @Override
        public Form keptAs() {
            return Form.WHOLE;
        }
    }

    @Test
    void renderingThatFailsLeavesNothingAndIsTriedAgain() throws IOException {
        Broken broken = new Broken(new AtomicInteger());
        assertThatThrownBy(() -> get(Set.of(), broken)).hasRootCauseMessage("no space left on device");
        assertThat(files()).isEmpty();
        assertThat(get(Set.of(), broken)).isEqualTo("y");
    }

    @Test
    void whatWasRenderedOfNewerRowsGoesWithTheNextSnapshot() {
        Broken newer = new Broken(new AtomicInteger(1));
        get(Set.of(), newer);
        get(Set.of(), newer);
        assertThat(newer.renderings()).hasValue(2);
        house.channels(channel("Charlie", "Sport"));
        Await.until(
                "it is rendered anew",
                Duration.ofSeconds(10),
                () -> newer.renderings().get() == 3);
    }
}
