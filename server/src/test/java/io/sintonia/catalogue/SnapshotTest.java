package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.BOUQUET_CHANNEL;
import static io.sintonia.schema.Tables.BOUQUET_RULE;
import static io.sintonia.schema.Tables.CHANNEL_OVERRIDE;
import static io.sintonia.schema.Tables.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.Await;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.storage.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot is small, tells the same as the rows, and leads every id that a player may remember to what it is now. */
class SnapshotTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    private final ChangeFeed changes = new ChangeFeed();
    private Database database;
    private CatalogueEditor editor;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = Database.sqlite(folder.resolve("house.db"));
        database.write(sql -> sql.insertInto(SOURCE)
                .set(SOURCE.ID, 1L)
                .set(SOURCE.NAME, "My list")
                .set(SOURCE.KIND, "m3u")
                .set(SOURCE.LOCATION, "file:list.m3u")
                .set(SOURCE.SETTINGS, "{}")
                .set(SOURCE.ENABLED, true)
                .set(SOURCE.FROM_FILE, true)
                .set(SOURCE.CREATED_AT, 0L)
                .execute());
        editor = new CatalogueEditor(database, changes, CLOCK);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** A channel as real lists have them: a name, a logo, an address with a token. */
    private static FoundChannel found(int number) {
        return new FoundChannel(
                "key" + number,
                number,
                "Channel " + number + (number % 3 == 0 ? " HD" : " Ünd 漢"),
                number % 5 == 0 ? "" : Integer.toString(number),
                "https://logos.provider.example/images/channels/" + number * 7919L + ".png",
                "channel" + number + ".tv",
                "Group " + number / 50,
                number % 40 == 0,
                false,
                "http://provider.example:8080/live/username/password/" + number * 31L + ".ts?token="
                        + Integer.toHexString(number * 0x9E3779B9),
                number % 10 == 0 ? Map.of("Referer", "http://portal.example/") : Map.of(),
                Map.of(),
                "");
    }

    private void add(int count) {
        editor.importChannels(1, work -> IntStream.rangeClosed(1, count).forEach(number -> work.add(found(number))));
    }

    private Catalogue catalogue() {
        return new Catalogue(database, changes, CLOCK);
    }

    private void run(String statement) {
        database.write(sql -> sql.execute(statement));
    }

    private static List<String> names(Lineup lineup) {
        return lineup.channels().stream()
                .map(channel -> channel.name().substring(0, 9).strip())
                .toList();
    }

    @Test
    void everyChannelReadsBackWhatWasSaidOfIt() {
        add(1000);
        CatalogueSnapshot snapshot = catalogue().current();
        int number = 0;
        for (Channel channel : snapshot.channels()) {
            FoundChannel found = found(++number);
            assertThat(channel.id()).isEqualTo(number);
            assertThat(channel.name()).isEqualTo(found.name());
            assertThat(channel.number()).isEqualTo(found.number());
            assertThat(channel.logo()).isEqualTo(found.logo());
            assertThat(channel.guideId()).isEqualTo(found.guideId());
            assertThat(channel.radio()).isEqualTo(found.radio());
            assertThat(channel.category().name()).isEqualTo(found.group());
            assertThat(channel.sources().getFirst().url()).isEqualTo(found.url());
            assertThat(channel.sources().getFirst().headers()).isEqualTo(found.headers());
            assertThat(snapshot.channel(number)).contains(channel);
        }
        assertThat(number).isEqualTo(1000);
        assertThat(snapshot.channel(1001)).isEmpty();
        assertThat(snapshot.channel(0)).isEmpty();
        assertThat(snapshot.channel(-5)).isEmpty();
        assertThat(snapshot.channel(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void channelTakesAboutAHundredBytes() {
        List<Channel> channels = new ArrayList<>();
        for (int number = 1; number <= 50_000; number++) {
            FoundChannel found = found(number);
            channels.add(new Channel(
                    number,
                    found.name(),
                    found.number(),
                    found.logo(),
                    found.guideId(),
                    new Category(1, "Group", 1),
                    found.radio(),
                    false,
                    CLOCK.instant(),
                    List.of(new StreamSource(number, 1, found.url(), found.headers(), ""))));
        }
        ChannelTable table = ChannelTable.of(channels);
        assertThat(table.at(49_999)).isEqualTo(channels.getLast());
        assertThat(table.weight() / table.size()).as("bytes per channel").isLessThan(110);
    }

    @Test
    void mergedChannelIsNotListedAndItsIdLeadsToTheOneItWasMergedInto() {
        add(4);
        run("update channel set merged_into = 2 where id = 1");
        run("update channel set merged_into = 3 where id = 2");
        CatalogueSnapshot snapshot = catalogue().current();
        assertThat(snapshot.channels()).extracting(Channel::id).containsExactly(3L, 4L);
        assertThat(snapshot.channel(1).orElseThrow().id()).isEqualTo(3);
        assertThat(snapshot.lineup(Set.of()).channel(2).orElseThrow().id()).isEqualTo(3);
    }

    @Test
    void channelsThatWereMergedInACircleLeadNowhere() {
        add(3);
        run("update channel set merged_into = 2 where id = 1");
        run("update channel set merged_into = 1 where id = 2");
        CatalogueSnapshot snapshot = catalogue().current();
        assertThat(snapshot.channels()).extracting(Channel::id).containsExactly(3L);
        assertThat(snapshot.channel(1)).isEmpty();
    }

    @Test
    void categoryIsShownUnderItsTitleAndAMergedOneIsShownInTheOther() {
        add(120);
        run("update category set title = 'Best of' where name = 'Group 0'");
        run(
                "update category set merged_into = (select id from category where name = 'Group 0') where name = 'Group 1'");
        run("update category set hidden = 1 where name = 'Group 2'");
        Lineup lineup = catalogue().current().lineup(Set.of());
        assertThat(lineup.categories()).extracting(Category::name).containsExactly("Best of");
        assertThat(lineup.channels()).hasSize(99);
        assertThat(lineup.channelsOf(lineup.categories().getFirst().id())).hasSize(99);
    }

    @Test
    void bouquetMeansAGroupByItsOldNameItsTitleAndTheCategoryItWasMergedInto() {
        add(160);
        run("update category set title = 'Best of' where name = 'Group 0'");
        run(
                "update category set merged_into = (select id from category where name = 'Group 0') where name = 'Group 1'");
        editor.declare(List.of(
                new BouquetSettings("old", List.of("Group 1")),
                new BouquetSettings("title", List.of("Best of")),
                new BouquetSettings("other", List.of("Group 2"))));
        CatalogueSnapshot snapshot = catalogue().current();
        assertThat(snapshot.lineup(Set.of(bouquet(snapshot, "old"))).channels()).hasSize(50);
        assertThat(snapshot.lineup(Set.of(bouquet(snapshot, "title"))).channels())
                .hasSize(99);
        assertThat(snapshot.lineup(Set.of(bouquet(snapshot, "other"))).channels())
                .hasSize(50);
    }

    private static long bouquet(CatalogueSnapshot snapshot, String name) {
        return snapshot.bouquets().stream()
                .filter(bouquet -> bouquet.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void bouquetHasSingleChannelsAndKeepsOthersOut() {
        add(60);
        editor.declare(List.of(new BouquetSettings("Some", List.of("Group 1"))));
        long id = catalogue().current().bouquets().getFirst().id();
        member(id, 3, true);
        member(id, 51, false);
        run("update channel set merged_into = 4 where id = 5");
        member(id, 5, true);
        Lineup lineup = catalogue().current().lineup(Set.of(id));
        assertThat(names(lineup))
                .startsWith("Channel 3", "Channel 4", "Channel 5")
                .hasSize(2 + 11 - 1);
        assertThat(lineup.channel(51)).isEmpty();
        assertThat(lineup.channel(5).orElseThrow().id()).isEqualTo(4);
    }

    private void member(long bouquetId, long channelId, boolean member) {
        database.write(sql -> sql.insertInto(BOUQUET_CHANNEL)
                .set(BOUQUET_CHANNEL.BOUQUET_ID, bouquetId)
                .set(BOUQUET_CHANNEL.CHANNEL_ID, channelId)
                .set(BOUQUET_CHANNEL.MEMBER, member)
                .execute());
    }

    /** Rules of a test: names in capitals, no radio, and bouquets' conditions are the ends of names. */
    private static final class Loud implements CurationRules {
        @Override
        public Curation curation(DSLContext sql) {
            return listed -> listed.radio()
                    ? new Curation.Outcome.Hidden()
                    : new Curation.Outcome.Shown(new ListedChannel(
                            listed.id(),
                            listed.name().toUpperCase(Locale.ROOT),
                            "9",
                            listed.logo(),
                            listed.guideId(),
                            "Group 1",
                            listed.radio(),
                            listed.adult(),
                            listed.providerId()));
        }

        @Override
        public ChannelFilter bouquet(List<String> conditions) {
            return channel -> conditions.stream().anyMatch(channel.name()::endsWith);
        }
    }

    @Test
    void rulesComeBetweenWhatSourcesSayAndWhatTheOwnerSaysByHand() {
        add(80);
        database.write(sql -> sql.insertInto(CHANNEL_OVERRIDE)
                .set(CHANNEL_OVERRIDE.CHANNEL_ID, 1L)
                .set(CHANNEL_OVERRIDE.FIELD, "name")
                .set(CHANNEL_OVERRIDE.VALUE_TEXT, "By hand")
                .execute());
        database.write(sql -> sql.insertInto(CHANNEL_OVERRIDE)
                .set(CHANNEL_OVERRIDE.CHANNEL_ID, 40L)
                .set(CHANNEL_OVERRIDE.FIELD, "hidden")
                .set(CHANNEL_OVERRIDE.VALUE_TEXT, "false")
                .execute());
        CatalogueSnapshot snapshot = new Catalogue(database, changes, CLOCK, new Loud()).current();
        assertThat(snapshot.channel(1).orElseThrow().name()).isEqualTo("By hand");
        assertThat(snapshot.channel(1).orElseThrow().number()).isEqualTo("9");
        assertThat(snapshot.channel(1).orElseThrow().category().name()).isEqualTo("Group 1");
        assertThat(snapshot.channel(2).orElseThrow().name()).startsWith("CHANNEL 2");
        assertThat(snapshot.channel(40)).isPresent();
        assertThat(snapshot.channel(80)).isEmpty();
    }

    @Test
    void conditionsOfABouquetBringChannelsIn() {
        add(12);
        editor.declare(List.of(new BouquetSettings("Rules", List.of())));
        long id = catalogue().current().bouquets().getFirst().id();
        database.write(sql -> sql.insertInto(BOUQUET_RULE)
                .set(BOUQUET_RULE.BOUQUET_ID, id)
                .set(BOUQUET_RULE.POSITION, 0L)
                .set(BOUQUET_RULE.CONDITION, " HD")
                .execute());
        Lineup lineup =
                new Catalogue(database, changes, CLOCK, new Loud()).current().lineup(Set.of(id));
        assertThat(lineup.channels()).extracting(Channel::id).containsExactly(3L, 6L, 9L, 12L);
        assertThat(catalogue().current().lineup(Set.of(id)).channels()).isEmpty();
    }

    @Test
    void numberGivenByARuleStandsBeforeTheListsOwn() {
        add(2);
        run("update channel set given_number = '77' where id = 1");
        assertThat(catalogue().current().channel(1).orElseThrow().number()).isEqualTo("77");
    }

    @Test
    void lineupKeepsItsKeyWhenWhatItShowsIsTheSame() {
        add(120);
        editor.declare(List.of(
                new BouquetSettings("One", List.of("Group 0")), new BouquetSettings("Two", List.of("Group 1"))));
        Catalogue catalogue = catalogue();
        CatalogueSnapshot before = catalogue.current();
        run("update channel set name = 'Another name' where id = 60");
        run("update stream_source set url = 'http://elsewhere.example/' where channel_id = 1");
        editor.tell();
        CatalogueSnapshot after = catalogue.current();
        assertThat(after).isNotSameAs(before);
        Set<Long> one = Set.of(bouquet(after, "One"));
        Set<Long> two = Set.of(bouquet(after, "Two"));
        assertThat(after.lineup(one).key()).isEqualTo(before.lineup(one).key());
        assertThat(after.lineup(two).key()).isNotEqualTo(before.lineup(two).key());
        assertThat(after.channel(1).orElseThrow().sources().getFirst().url()).isEqualTo("http://elsewhere.example/");
    }

    @Test
    void changesThatAreToldTogetherAreReadTogether() throws InterruptedException {
        add(500);
        CountDownLatch ready = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Catalogue catalogue = new Catalogue(database, changes, CLOCK, new Held(ready, busy, go));
        AtomicInteger swaps = new AtomicInteger();
        catalogue.afterSwap(swaps::incrementAndGet);
        ready.countDown();
        List<Thread> tellers = new ArrayList<>();
        tellers.add(Thread.ofVirtual().start(editor::tell));
        busy.await();
        for (int i = 0; i < 20; i++) {
            tellers.add(Thread.ofVirtual().start(editor::tell));
        }
        Await.until(
                "all wait for the reading",
                Duration.ofSeconds(20),
                () -> tellers.stream().allMatch(teller -> teller.getState() == Thread.State.WAITING));
        go.countDown();
        for (Thread teller : tellers) {
            assertThat(teller.join(Duration.ofSeconds(20))).isTrue();
        }
        assertThat(catalogue.loads())
                .as("the first, the held one, one for all others")
                .isEqualTo(3);
        assertThat(swaps).hasValue(2);
    }

    /** Rules whose reading, once it is ready, waits until it may go on. */
    private record Held(CountDownLatch ready, CountDownLatch busy, CountDownLatch go) implements CurationRules {
        @Override
        public Curation curation(DSLContext sql) {
            if (ready.getCount() == 0) {
                busy.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return Curation.NONE;
        }

        @Override
        public ChannelFilter bouquet(List<String> conditions) {
            return ChannelFilter.NONE;
        }
    }
}
