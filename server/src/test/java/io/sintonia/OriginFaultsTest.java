package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.fetch.FaultyOrigin;
import io.sintonia.fetch.FaultyOrigin.Answer;
import io.sintonia.formats.mpegts.TsPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How sources go wrong, one row each, and what a viewer gets; docs/faults.md shows people the same table. All rows play at
 * once from one house, each channel with one address only, so that nothing but the fault itself is seen.
 */
class OriginFaultsTest {
    private static final boolean LONG = Boolean.getBoolean("sintonia.long");
    private static final Duration START = Duration.ofSeconds(LONG ? 30 : 4);
    private static final Duration SLOW = Duration.ofSeconds(LONG ? 25 : 3);
    private static final String REFUSED = "refuses";

    private static final Card CARD = Card.test();
    private static final Card BARS = Card.bars();

    private static FaultyOrigin origin;
    private static TestHouse house;
    private static String token;

    /** Whether the source's own counters go on; where they break, that is passed on too. */
    enum Counters {
        GO_ON,
        BREAK
    }

    /** What the viewer of a fault gets. */
    sealed interface Outcome {
        /** No picture: a status with the reason, which the play keeps. */
        record NoPicture(int status, String reason) implements Outcome {}

        /** The source's bytes as they come, over the one connection there is. */
        record AsItComes(String video, Counters counters) implements Outcome {}

        /** Its socket stays, and what the source sends after {@code connections} goes on in it without a loss. */
        record GoesOn(int connections, String reason) implements Outcome {}

        /** Its socket is closed once nothing has come for the outage limit, and the play says why. */
        record Ends(String reason) implements Outcome {}
    }

    /** A row: what the source does at its nth connection, and what the viewer gets. */
    record Fault(String name, IntFunction<Answer> script, Outcome outcome) {
        String path() {
            return "/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace('+', '-') + ".ts";
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Fault> faults() {
        return List.of(
                // ---- nothing to watch: a status that says why, within the start budget
                always(REFUSED, Answer.silent(), new Outcome.NoPicture(502, "refused")),
                always("is not there", status(404), new Outcome.NoPicture(502, "404")),
                always(
                        "sends HTML",
                        Answer.ok("<!doctype html><html><body>Your subscription has ended</body></html>"),
                        new Outcome.NoPicture(502, "an HTML page")),
                always("ends at once", Card.head(), new Outcome.NoPicture(502, "the source ")),
                always("resets at once", Answer.silent().reset(), new Outcome.NoPicture(502, "Connection reset")),
                always("is silent", Card.head().stall(), new Outcome.NoPicture(504, "")),
                always(
                        "first byte comes too late",
                        Answer.silent().pause(START.plusSeconds(3)).and(CARD.whole()),
                        new Outcome.NoPicture(504, "")),
                new Fault(
                        "redirects in a circle",
                        nth -> Answer.redirect("/redirects-in-a-circle.ts"),
                        new Outcome.NoPicture(502, "redirected more than 8 times")),
                // ---- odd and yet a stream: it plays as it comes
                always(
                        "first byte comes slowly",
                        Answer.silent().pause(SLOW).and(CARD.whole()),
                        new Outcome.AsItComes("h264", Counters.GO_ON)),
                always(
                        "sends one byte a chunk",
                        chunks(CARD.between(0, 10)).stall(),
                        new Outcome.AsItComes("h264", Counters.GO_ON)),
                always(
                        "twice as fast as it plays",
                        Card.head().paced(CARD.between(0, 24), Duration.ofSeconds(12)),
                        new Outcome.AsItComes("h264", Counters.GO_ON)),
                always(
                        "somewhat slower than it plays",
                        Card.head().raw(CARD.between(0, 3)).paced(CARD.between(3, 10), Duration.ofSeconds(10)),
                        new Outcome.AsItComes("h264", Counters.GO_ON)),
                always(
                        "loops the same 5 s",
                        Card.head()
                                .raw(CARD.between(0, 5))
                                .paced(CARD.between(0, 5), Duration.ofSeconds(5))
                                .paced(CARD.between(0, 5), Duration.ofSeconds(5)),
                        new Outcome.AsItComes("h264", Counters.BREAK)),
                always(
                        "changes its codec",
                        CARD.until(5).and(BARS.bodyUntil(20)),
                        new Outcome.AsItComes("hevc", Counters.BREAK)),
                // ---- it played and then fails: the viewer keeps its socket
                first("dies after 5 s", CARD.until(5), new Outcome.GoesOn(2, "ended the stream")),
                first("stalls", CARD.until(5).stall(), new Outcome.GoesOn(2, "no byte for 2 s")),
                first("resets", CARD.until(5).reset(), new Outcome.GoesOn(2, "the connection broke")),
                first(
                        "half as fast as it plays",
                        Card.head().raw(CARD.between(0, 3)).paced(CARD.between(3, 13), Duration.ofSeconds(20)),
                        new Outcome.GoesOn(2, "% of real time")),
                first(
                        "goes on with null packets alone",
                        CARD.until(5).paced(repeated(TsPacket.nullPacket(), 2000), Duration.ofSeconds(8)),
                        new Outcome.GoesOn(2, "clock has stood still")),
                first(
                        "Content-Length too long",
                        lengthy(CARD.between(0, 3).length * 10L).and(CARD.bodyUntil(5)),
                        new Outcome.GoesOn(2, "of 646,720 bytes")),
                first(
                        "Content-Length too short",
                        lengthy(CARD.between(0, 4.5).length).and(CARD.bodyUntil(20)),
                        new Outcome.GoesOn(2, "ended the stream")),
                new Fault(
                        "404 for a while",
                        nth -> nth == 1 ? CARD.until(5) : nth < 4 ? status(404) : CARD.whole(),
                        new Outcome.GoesOn(4, "404")),
                new Fault(
                        "HTML for a while",
                        nth -> nth == 1 ? CARD.until(5) : nth < 3 ? Answer.ok("<html><body>Busy") : CARD.whole(),
                        new Outcome.GoesOn(3, "an HTML page")),
                new Fault("404 for ever", nth -> nth == 1 ? CARD.until(5) : status(404), new Outcome.Ends("404")));
    }

    private static Fault always(String name, Answer answer, Outcome outcome) {
        return new Fault(name, nth -> answer, outcome);
    }

    /** Does so at its first connection and is well from the second on. */
    private static Fault first(String name, Answer answer, Outcome outcome) {
        return new Fault(name, nth -> nth == 1 ? answer : CARD.whole(), outcome);
    }

    private static Answer status(int code) {
        return Answer.of("HTTP/1.1 " + code + " No").announcing(0).piece(new byte[0]);
    }

    private static Answer lengthy(long length) {
        return Answer.of("HTTP/1.1 200 OK").announcing(length).piece(new byte[0]);
    }

    private static byte[] repeated(byte[] bytes, int times) {
        byte[] all = new byte[bytes.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
        }
        return all;
    }

    private static Answer chunks(byte[] bytes) {
        byte[] wire = new byte[bytes.length * 6];
        for (int i = 0; i < bytes.length; i++) {
            byte[] chunk = {'1', '\r', '\n', bytes[i], '\r', '\n'};
            System.arraycopy(chunk, 0, wire, i * 6, 6);
        }
        return Answer.of("HTTP/1.1 200 OK").chunked().piece(new byte[0]).paced(wire, Duration.ofSeconds(3));
    }

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException, InterruptedException {
        origin = FaultyOrigin.start();
        String closed;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = "http://127.0.0.1:" + nobody.getLocalPort() + "/x.ts";
        }
        StringBuilder list = new StringBuilder("#EXTM3U\n");
        List<Fault> faults = faults();
        for (Fault fault : faults) {
            origin.on(fault.path(), request -> fault.script().apply(connections(fault)));
            list.append("#EXTINF:-1,").append(fault.name()).append('\n');
            list.append(fault.name().equals(REFUSED) ? closed : origin.url(hops(fault.path())))
                    .append('\n');
        }
        Files.writeString(folder.resolve("tv.m3u"), list);
        house = TestHouse.serving(folder, """
                admin: {username: boss, password: correct-horse}
                sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                users: [{username: u, password: p, max-connections: 0}]
                live: {start-timeout: %ss, stall-timeout: 2s, outage-limit: 4s, linger: 1s}
                metrics: {allowed-networks: [127.0.0.1/32]}
                """.formatted(START.toSeconds()));
        house.awaitChannels(faults.size());
        token = house.token("boss", "correct-horse");
    }

    /** Every source is reached by three redirects: an absolute one, one without a host, and a relative one. */
    private static String hops(String path) {
        String start = path.replace(".ts", "/1");
        origin.on(start, Answer.redirect(origin.url(path.replace(".ts", "/2"))));
        origin.on(path.replace(".ts", "/2"), Answer.redirect(path.replace(".ts", "/3")));
        origin.on(path.replace(".ts", "/3"), Answer.redirect(".." + path));
        return start;
    }

    @AfterAll
    static void close() throws IOException {
        house.close();
        origin.close();
    }

    /** How often a source was asked so far, the request that is being answered included. */
    private static int connections(Fault fault) {
        return (int) origin.requests().stream()
                .filter(request -> request.target().equals(fault.path()))
                .count();
    }

    @ParameterizedTest(name = "source that {0}")
    @MethodSource("faults")
    @Execution(ExecutionMode.CONCURRENT)
    void viewerGetsWhatTheTableSays(Fault fault) throws IOException, InterruptedException {
        long channel = channel(fault);
        if (fault.outcome() instanceof Outcome.NoPicture(int status, String reason)) {
            noPicture(channel, status, reason);
            return;
        }
        try (TsClient viewer = TsClient.watching(house.port(), "/live/u/p/" + channel + ".ts", fault.name())) {
            switch (fault.outcome()) {
                case Outcome.NoPicture _ -> throw new AssertionError("has been looked at");
                case Outcome.AsItComes wanted -> asItComes(fault, viewer, channel, wanted);
                case Outcome.GoesOn(int connections, String reason) ->
                    goesOn(fault, viewer, channel, connections, reason);
                case Outcome.Ends(String reason) -> ends(viewer, channel, reason);
            }
        }
    }

    private static void noPicture(long channel, int status, String reason) throws IOException, InterruptedException {
        long asked = System.nanoTime();
        HttpResponse<String> answer = house.get("/live/u/p/" + channel + ".ts");
        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("no picture now", reason).doesNotContain("subscription", "127.0.0.1");
        assertThat(took).isLessThan(START.plusSeconds(2));
        awaitPlay(channel, "\"outcome\":\"no_picture\"", reason);
    }

    private static void asItComes(Fault fault, TsClient viewer, long channel, Outcome.AsItComes wanted) {
        Await.until("a picture", START.plusSeconds(2), () -> viewer.received() > 0);
        assertThat(viewer.status()).isEqualTo(200);
        for (int i = 1; i <= 3; i++) {
            int before = viewer.received();
            Await.until("more", Duration.ofSeconds(4), () -> viewer.received() > before + 100 * TsPacket.SIZE);
        }
        Await.untilSeldom(
                "what plays", Duration.ofSeconds(8), () -> live(channel).contains("\"video\":\"" + wanted.video()));
        assertThat(live(channel)).contains("\"state\":\"playing\"", "\"upstream_connections\":1");
        assertThat(viewer.hasEnded()).isFalse();
        assertThat(connections(fault)).isEqualTo(1);
        byte[] packets = viewer.packets();
        assertThat(TsClient.firstEntry(packets)).isEqualTo(2);
        switch (wanted.counters()) {
            case GO_ON -> assertThat(TsClient.losses(packets)).isZero();
            case BREAK ->
                Await.untilSeldom(
                        "a discontinuity in HLS",
                        Duration.ofSeconds(8),
                        () -> get("/live/u/p/" + channel + ".m3u8").contains("#EXT-X-DISCONTINUITY\n"));
        }
    }

    private static void goesOn(Fault fault, TsClient viewer, long channel, int connections, String reason) {
        Await.until("it plays", START, () -> viewer.received() > 0);
        Await.until(connections + " connections", Duration.ofSeconds(15), () -> connections(fault) >= connections);
        int before = viewer.received();
        Await.until("more", Duration.ofSeconds(6), () -> viewer.received() > before + 200 * TsPacket.SIZE);
        assertThat(viewer.hasEnded()).isFalse();
        assertThat(connections(fault)).isEqualTo(connections);
        byte[] packets = viewer.packets();
        assertThat(TsClient.firstEntry(packets)).isEqualTo(2);
        assertThat(TsClient.losses(packets)).as("one stream").isZero();
        assertThat(live(channel)).contains("\"state\":\"playing\"", "\"upstream_connections\":1");
        awaitPlay(channel, "\"what\":\"failed\"", "\"outcome\":\"playing\"", reason);
    }

    private static void ends(TsClient viewer, long channel, String reason) {
        Await.until("it plays", START, () -> viewer.received() > 0);
        assertThat(viewer.status()).isEqualTo(200);
        Await.until("its end", Duration.ofSeconds(20), viewer::hasEnded);
        awaitPlay(channel, "\"outcome\":\"channel_ended\"", "\"what\":\"failed\"", reason);
        assertThat(live(channel)).isEmpty();
    }

    private static long channel(Fault fault) {
        return faults().stream().map(Fault::name).toList().indexOf(fault.name()) + 1L;
    }

    /** What the operator sees of a channel now; empty if it does not play. */
    private static String live(long channel) {
        String body = get("/api/v1/live?size=100");
        int from = body.indexOf("{\"id\":" + channel + ",\"name\"");
        if (from < 0) {
            return "";
        }
        int to = body.indexOf("\"viewers\"", from);
        return body.substring(from, to);
    }

    private static void awaitPlay(long channel, String... contains) {
        String query = "/api/v1/plays?channel=" + channel;
        boolean there =
                Await.within(Duration.ofSeconds(8), () -> Stream.of(contains).allMatch(get(query)::contains));
        assertThat(there).as("%s in %s", List.of(contains), get(query)).isTrue();
    }

    private static String get(String path) {
        try {
            return house.get(path, "Authorization", "Bearer " + token).body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
