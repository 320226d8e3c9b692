package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.CHANNEL_OVERRIDE;
import static io.sintonia.schema.Tables.SOURCE;
import static io.sintonia.schema.Tables.STREAM_SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sintonia.changes.Change;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.storage.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a source's changes do to the catalogue, and what a snapshot of it shows to whom. */
class CatalogueTest {
    private static final long SOURCE_ID = 1;

    @TempDir
    Path folder;

    private final ChangeFeed changes = new ChangeFeed();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Database database;
    private CatalogueEditor editor;
    private Catalogue catalogue;

    @BeforeEach
    void open() {
        database = Database.sqlite(folder.resolve("house.db"));
        database.write(sql -> sql.insertInto(SOURCE)
                .set(SOURCE.ID, SOURCE_ID)
                .set(SOURCE.NAME, "My list")
                .set(SOURCE.KIND, "m3u")
                .set(SOURCE.LOCATION, "http://user:pass@provider.example/")
                .set(
                        SOURCE.SETTINGS,
                        ProviderText.of(new Provider(0, "", Optional.empty(), Map.of(), Optional.empty(), 2, true)))
                .set(SOURCE.ENABLED, true)
                .set(SOURCE.FROM_FILE, true)
                .set(SOURCE.CREATED_AT, 0L)
                .execute());
        editor = new CatalogueEditor(database, changes, () -> now);
        catalogue = new Catalogue(database, changes, () -> now);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static FoundChannel found(String key, String name, String group) {
        return new FoundChannel(
                key,
                name.hashCode(),
                name,
                "7.1",
                "http://logos.example/" + key + ".png",
                key + ".it",
                group,
                false,
                false,
                "http://provider.example/live/user/secret/" + key + ".ts",
                Map.of("Referer", "http://portal.example/"),
                Map.of("tvg-id", key + ".it"),
                "");
    }

    private void add(FoundChannel... found) {
        editor.importChannels(SOURCE_ID, changing -> List.of(found).forEach(changing::add));
    }

    private long stream(String key) {
        KnownEntries known = editor.known(SOURCE_ID);
        return known.streamSourceId(known.find(key));
    }

    private void vanish(String key) {
        long stream = stream(key);
        editor.importChannels(SOURCE_ID, changing -> changing.vanish(stream));
    }

    private List<String> names() {
        return catalogue.current().channels().stream().map(Channel::name).toList();
    }

    private Channel channel(String name) {
        return catalogue.current().channels().stream()
                .filter(channel -> channel.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void addedChannelIsThereWithEverythingThatWasSaidOfIt() {
        add(found("a", "Rai 1", "News"));

        Channel channel = channel("Rai 1");
        assertThat(channel.number()).isEqualTo("7.1");
        assertThat(channel.logo()).isEqualTo("http://logos.example/a.png");
        assertThat(channel.guideId()).isEqualTo("a.it");
        assertThat(channel.category().name()).isEqualTo("News");
        assertThat(channel.addedAt()).isEqualTo(now);
        StreamSource stream = channel.sources().getFirst();
        assertThat(stream.url()).isEqualTo("http://provider.example/live/user/secret/a.ts");
        assertThat(stream.headers()).containsExactly(Map.entry("Referer", "http://portal.example/"));
        assertThat(catalogue.current().provider(stream.providerId()))
                .hasValueSatisfying(
                        provider -> assertThat(provider.maxConnections()).isEqualTo(2));
    }

    @Test
    void changedEntryChangesItsChannelAndKeepsIdPlaceAndOthers() {
        add(found("a", "Rai 1", "News"), found("b", "Rai 2", "News"));
        long id = channel("Rai 1").id();

        long stream = stream("a");
        editor.importChannels(SOURCE_ID, changing -> changing.change(stream, found("a", "Rai Uno", "General")));

        assertThat(channel("Rai Uno").id()).isEqualTo(id);
        assertThat(channel("Rai Uno").category().name()).isEqualTo("General");
        assertThat(names()).containsExactly("Rai Uno", "Rai 2");
    }

    @Test
    void vanishedChannelIsGoneAndComesBackWithTheSameId() {
        add(found("a", "Rai 1", "News"), found("b", "Rai 2", "News"));
        long id = channel("Rai 1").id();

        vanish("a");
        assertThat(names()).containsExactly("Rai 2");
        assertThat(catalogue.current().channel(id)).isEmpty();

        add(found("a", "Rai 1 HD", "News"));
        assertThat(channel("Rai 1 HD").id()).isEqualTo(id);
        assertThat(names()).containsExactly("Rai 1 HD", "Rai 2");
    }

    @Test
    void idsOfNewChannelsAreOnesThatNobodyEverHad() {
        add(found("a", "one", "G"), found("b", "two", "G"));
        vanish("b");
        add(found("c", "three", "G"));

        assertThat(channel("one").id()).isEqualTo(1);
        assertThat(channel("three").id()).isEqualTo(3);
    }

    @Test
    void manyChannelsKeepTheOrderOfTheListOverAllBatches() {
        editor.importChannels(
                SOURCE_ID,
                changing -> IntStream.range(0, 1234)
                        .forEach(i -> changing.add(found("k" + i, "channel " + i, "group " + i % 7))));

        assertThat(names())
                .isEqualTo(
                        IntStream.range(0, 1234).mapToObj(i -> "channel " + i).toList());
        assertThat(catalogue.current().channels())
                .allMatch(channel -> channel.sources().size() == 1);
        assertThat(catalogue.current().channels().getLast().id()).isEqualTo(1234);
    }

    @Test
    void whatTheOwnerSaidByHandSurvivesARefresh() {
        add(found("a", "Rai 1", "News"));
        long id = channel("Rai 1").id();
        override(id, "name", "Number one");
        override(id, "number", "1");
        editor.tell();
        assertThat(catalogue.current().channel(id).orElseThrow().name()).isEqualTo("Number one");

        long stream = stream("a");
        editor.importChannels(SOURCE_ID, changing -> changing.change(stream, found("a", "Rai Uno", "News")));
        Channel after = catalogue.current().channel(id).orElseThrow();
        assertThat(after.name()).isEqualTo("Number one");
        assertThat(after.number()).isEqualTo("1");
        assertThat(after.logo()).isEqualTo("http://logos.example/a.png");
    }

    @Test
    void channelHiddenByHandIsNotShown() {
        add(found("a", "Rai 1", "News"), found("b", "Rai 2", "News"));
        override(channel("Rai 1").id(), "hidden", "true");
        editor.tell();

        assertThat(names()).containsExactly("Rai 2");
    }

    private void override(long channelId, String field, String value) {
        database.write(sql -> sql.insertInto(CHANNEL_OVERRIDE)
                .set(CHANNEL_OVERRIDE.CHANNEL_ID, channelId)
                .set(CHANNEL_OVERRIDE.FIELD, field)
                .set(CHANNEL_OVERRIDE.VALUE_TEXT, value)
                .execute());
    }

    @Test
    void categoriesKeepTheirIds() {
        add(found("a", "Rai 1", "News"), found("b", "Rai 2", "Sport"));
        long news = channel("Rai 1").category().id();
        long sport = channel("Rai 2").category().id();
        vanish("a");
        add(found("c", "Other", "Film"), found("a", "Rai 1", "News"));

        assertThat(channel("Rai 1").category().id()).isEqualTo(news);
        assertThat(Set.of(news, sport, channel("Other").category().id())).hasSize(3);
    }

    @Test
    void importThatFailsLeavesEverythingAsItWasAndTellsNobody() {
        add(found("a", "Rai 1", "News"));
        List<Change> told = new ArrayList<>();
        changes.subscribe(told::add);
        CatalogueSnapshot before = catalogue.current();

        assertThatThrownBy(() -> editor.importChannels(SOURCE_ID, changing -> {
                    IntStream.range(0, 1200).forEach(i -> changing.add(found("k" + i, "channel " + i, "New group")));
                    throw new IllegalStateException("the list ended early");
                }))
                .hasMessage("the list ended early");

        assertThat(told).isEmpty();
        assertThat(catalogue.current()).isSameAs(before);
        assertThat(database.<Integer>read(sql -> sql.fetchCount(CHANNEL))).isOne();
        assertThat(database.<Integer>read(sql -> sql.fetchCount(STREAM_SOURCE))).isOne();
        add(found("b", "Rai 2", "News"));
        assertThat(channel("Rai 2").id()).isEqualTo(2);
    }

    @Test
    void snapshotIsSwappedAfterTheCommitAndNotBefore() {
        List<Integer> seen = new ArrayList<>();
        editor.importChannels(SOURCE_ID, changing -> {
            changing.add(found("a", "Rai 1", "News"));
            seen.add(catalogue.current().channels().size());
        });
        seen.add(catalogue.current().channels().size());

        assertThat(seen).containsExactly(0, 1);
    }

    @Test
    void everySnapshotHasAnotherVersion() {
        String first = catalogue.current().version();
        editor.tell();
        String second = catalogue.current().version();
        now = now.plusMillis(1);

        assertThat(second).isNotEqualTo(first);
        assertThat(new Catalogue(database, changes, () -> now).current().version())
                .isNotIn(first, second);
    }

    @Test
    void whatIsCommittedWhileTheCatalogueIsFirstReadIsNotMissed() {
        // the clock is asked when the first reading begins: whoever commits from then on is heard
        ChangeFeed feed = new ChangeFeed();
        CatalogueEditor other = new CatalogueEditor(database, feed, () -> now);
        List<Thread> committers = new ArrayList<>();
        Catalogue late = new Catalogue(database, feed, () -> {
            if (committers.isEmpty()) {
                committers.add(Thread.ofVirtual()
                        .start(() -> other.importChannels(
                                SOURCE_ID, changing -> changing.add(found("z", "Just in time", "News")))));
            }
            return now;
        });
        committers.forEach(CatalogueTest::join);

        assertThat(late.current().channels()).extracting(Channel::name).containsExactly("Just in time");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void channelsOfADisabledSourceAreNotShown() {
        add(found("a", "Rai 1", "News"));
        database.write(sql -> sql.update(SOURCE).set(SOURCE.ENABLED, false).execute());
        editor.tell();

        assertThat(names()).isEmpty();
    }

    @Test
    void nothingThatMayBePrintedHoldsAnAddressWithCredentials() {
        FoundChannel found = found("a", "Rai 1", "News");
        add(found);

        assertThat(found + " " + channel("Rai 1") + " " + channel("Rai 1").sources() + " "
                        + catalogue.current().provider(SOURCE_ID))
                .contains("Rai 1")
                .doesNotContain("secret")
                .doesNotContain("user");
    }

    @Test
    void bouquetShowsItsGroupsAndAccountsWithoutOneSeeEverything() {
        add(found("a", "Rai 1", "News"), found("b", "Rai 2", "Sport"), found("c", "Rai 3", "Kids"));
        editor.declare(List.of(
                new BouquetSettings("Family", List.of("News", "Kids", "News", "Nothing")),
                new BouquetSettings("Sports", List.of("Sport"))));
        long family = bouquet("Family");
        long sports = bouquet("Sports");

        CatalogueSnapshot snapshot = catalogue.current();
        assertThat(snapshot.lineup(Set.of()).channels()).hasSize(3);
        assertThat(snapshot.lineup(Set.of(family)).channels())
                .extracting(Channel::name)
                .containsExactly("Rai 1", "Rai 3");
        assertThat(snapshot.lineup(Set.of(family, sports)).channels()).hasSize(3);
        assertThat(snapshot.lineup(Set.of(sports)).categories())
                .extracting(Category::name)
                .containsExactly("Sport");
        assertThat(snapshot.lineup(Set.of(sports)).channel(channel("Rai 1").id()))
                .isEmpty();
        assertThat(snapshot.lineup(Set.of(family))
                        .channelsOf(channel("Rai 3").category().id()))
                .extracting(Channel::name)
                .containsExactly("Rai 3");
    }

    @Test
    void bouquetThatIsGoneShowsNothing() {
        add(found("a", "Rai 1", "News"));

        assertThat(catalogue.current().lineup(Set.of(99L)).channels()).isEmpty();
    }

    @Test
    void equalChoicesShareOneLineup() {
        add(found("a", "Rai 1", "News"), found("b", "Rai 2", "Sport"));
        editor.declare(List.of(new BouquetSettings("A", List.of("News")), new BouquetSettings("B", List.of("Sport"))));

        CatalogueSnapshot snapshot = catalogue.current();
        assertThat(snapshot.lineup(Set.of(bouquet("A"), bouquet("B"))))
                .isSameAs(snapshot.lineup(Set.of(bouquet("B"), bouquet("A"))));
        assertThat(snapshot.lineup(Set.of(bouquet("A"))).key())
                .isNotEqualTo(snapshot.lineup(Set.of()).key());
    }

    @Test
    void bouquetThatKeepsItsNameKeepsItsIdAndOthersAreNotGivenItAgain() {
        editor.declare(List.of(new BouquetSettings("A", List.of("News")), new BouquetSettings("B", List.of())));
        long a = bouquet("A");
        long b = bouquet("B");

        editor.declare(List.of(new BouquetSettings("C", List.of()), new BouquetSettings("A", List.of("Sport"))));

        assertThat(bouquet("A")).isEqualTo(a);
        assertThat(bouquet("C")).isNotEqualTo(b);
        assertThat(catalogue.current().bouquets()).extracting(Bouquet::name).containsExactlyInAnyOrder("A", "C");
    }

    private long bouquet(String name) {
        return catalogue.current().bouquets().stream()
                .filter(bouquet -> bouquet.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }
}
