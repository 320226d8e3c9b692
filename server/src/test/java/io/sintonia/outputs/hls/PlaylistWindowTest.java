package io.sintonia.outputs.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.channellog.ChannelLog;
import io.sintonia.channellog.EntryMark;
import io.sintonia.channellog.LogClock;
import io.sintonia.channellog.LogLimits;
import io.sintonia.channellog.LogSegment;
import io.sintonia.channellog.SegmentStore;
import io.sintonia.formats.hls.MediaPlaylist;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A playlist that moves on with its window says what one made from nothing would say. */
class PlaylistWindowTest {
    private static final Logger LOG = LoggerFactory.getLogger(PlaylistWindowTest.class);
    /** With {@code -Dsintonia.long=true} the window is a whole day, else an hour and a half: files take time to make. */
    private static final boolean WHOLE_DAY = Boolean.getBoolean("sintonia.long");

    private static final String FOLDER = "../../../hls/7.token/";

    @TempDir
    Path directory;

    private long nanos;
    private long groups;

    private final LogClock clock =
            new LogClock(() -> Instant.ofEpochSecond(1_800_000_000).plusNanos(nanos), () -> nanos);

    private ChannelLog log(Duration window) throws IOException {
        SegmentStore store = SegmentStore.open(directory, 1 << 30);
        LogLimits limits = LogLimits.of(window, Duration.ofSeconds(2));
        return new ChannelLog("7", ChannelLog.Beginning.at(40), store, limits, clock);
    }

    private void groups(ChannelLog log, int count) throws IOException {
        for (int i = 0; i < count; i++, groups++) {
            log.enter(new EntryMark(new byte[188], groups * 180_000 + groups % 7 * 900));
            log.append(ByteBuffer.allocate(188));
            log.publish();
            nanos += 2_000_000_000;
        }
    }

    private static String text(ListedWindow listed) {
        return new String(listed.body(), StandardCharsets.UTF_8);
    }

    private static String lines(List<LogSegment> window) {
        StringBuilder lines = new StringBuilder();
        for (LogSegment segment : window) {
            new MediaPlaylist.Segment(
                            FOLDER + segment.sequence() + ".ts",
                            segment.duration(),
                            segment.beginsAnew(),
                            segment.arrived())
                    .appendTo(lines);
        }
        return lines.toString();
    }

    @Test
    void playlistThatMovedOnEqualsOneMadeFromNothing() throws IOException {
        ChannelLog log = log(Duration.ofSeconds(60));
        PlaylistWindow playlists = new PlaylistWindow();
        groups(log, 2);
        for (int i = 0; i < 120; i++) {
            if (i % 50 == 20) {
                log.beginAnew();
            }
            groups(log, i % 3);
            List<LogSegment> window = log.window();
            LogSegment first = window.getFirst();
            String head = new MediaPlaylist.Head(4, first.sequence(), first.breaksBefore()).text();
            assertThat(text(playlists.of(window, FOLDER))).isEqualTo(head + lines(window));
        }
        assertThat(log.window().getFirst().breaksBefore()).isPositive();
    }

    @Test
    void playlistIsMadeOnceForAllWhoAskForTheSameWindow() throws IOException {
        ChannelLog log = log(Duration.ofSeconds(60));
        PlaylistWindow playlists = new PlaylistWindow();
        groups(log, 10);
        ListedWindow first = playlists.of(log.window(), FOLDER);
        assertThat(playlists.of(log.window(), FOLDER)).isSameAs(first);
        List<LogSegment> old = log.window();
        groups(log, 1);
        ListedWindow second = playlists.of(log.window(), FOLDER);
        assertThat(second).isNotSameAs(first);
        assertThat(playlists.of(old, FOLDER))
                .as("who looked earlier gets the newer one")
                .isSameAs(second);
    }

    @Test
    void eachFolderHasItsPlaylist() throws IOException {
        ChannelLog log = log(Duration.ofSeconds(60));
        PlaylistWindow playlists = new PlaylistWindow();
        groups(log, 4);
        for (int i = 0; i < 9; i++) {
            String folder = "../hls/" + i + "/";
            assertThat(text(playlists.of(log.window(), folder)).lines().filter(line -> !line.startsWith("#")))
                    .hasSize(3)
                    .allMatch(line -> line.startsWith(folder));
        }
    }

    @Test
    void playersOfALiveWindowAreToldNothingThatWouldStartThemAtItsBeginning() throws IOException {
        ChannelLog log = log(Duration.ofHours(4));
        groups(log, 2000);
        // RFC 8216, 6.3.3: without an end, players begin three target durations before the end of what is listed
        assertThat(text(new PlaylistWindow().of(log.window(), FOLDER)))
                .doesNotContain("#EXT-X-ENDLIST", "#EXT-X-PLAYLIST-TYPE", "#EXT-X-START");
    }

    @Test
    void playerThatKnowsTheBeginningIsToldTheEndOnly() throws IOException {
        ChannelLog log = log(Duration.ofHours(4));
        groups(log, 1001);
        ListedWindow listed = new PlaylistWindow().of(log.window(), FOLDER);
        assertThat(listed.offersSkips()).isTrue();
        assertThat(text(listed)).startsWith("""
                #EXTM3U
                #EXT-X-VERSION:3
                #EXT-X-TARGETDURATION:4
                #EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=24
                #EXT-X-MEDIA-SEQUENCE:40
                """);
        String delta = new String(listed.sinceSkip(), StandardCharsets.UTF_8);
        assertThat(delta).isEqualTo("""
                #EXTM3U
                #EXT-X-VERSION:9
                #EXT-X-TARGETDURATION:4
                #EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=24
                #EXT-X-MEDIA-SEQUENCE:40
                #EXT-X-SKIP:SKIPPED-SEGMENTS=988
                """ + lines(log.window().subList(988, 1000)));
    }

    @Test
    void shortWindowOffersNoSkips() throws IOException {
        ChannelLog log = log(Duration.ofSeconds(60));
        groups(log, 200);
        ListedWindow listed = new PlaylistWindow().of(log.window(), FOLDER);
        assertThat(listed.offersSkips()).isFalse();
        assertThat(text(listed)).doesNotContain("SERVER-CONTROL");
    }

    @Test
    void packedPlaylistIsThePlaylist() throws IOException {
        ChannelLog log = log(Duration.ofHours(4));
        groups(log, 1000);
        ListedWindow listed = new PlaylistWindow().of(log.window(), FOLDER);
        assertThat(listed.isWorthPacking()).isTrue();
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(listed.packed()))) {
            assertThat(in.readAllBytes()).isEqualTo(listed.body());
        }
        assertThat(listed.packed().length).isLessThan(listed.body().length / 5);
    }

    @Test
    void dayOfSegmentsIsMovedOnInMillisecondsAndNotMadeAnew() throws IOException {
        ChannelLog log = log(Duration.ofHours(24));
        groups(log, WHOLE_DAY ? 43_300 : 3000);
        PlaylistWindow playlists = new PlaylistWindow();
        long begin = System.nanoTime();
        int size = playlists.of(log.window(), FOLDER).body().length;
        long anew = System.nanoTime() - begin;
        long[] moves = new long[40];
        for (int i = 0; i < moves.length; i++) {
            groups(log, 1);
            List<LogSegment> window = log.window();
            begin = System.nanoTime();
            playlists.of(window, FOLDER);
            moves[i] = System.nanoTime() - begin;
        }
        Arrays.sort(moves);
        begin = System.nanoTime();
        int packed = playlists.of(log.window(), FOLDER).packed().length;
        long packing = System.nanoTime() - begin;
        LOG.info(
                "{} segments: {} bytes anew in {} us, moved on in {} us, packed to {} bytes in {} us",
                log.window().size(),
                size,
                anew / 1000,
                moves[20] / 1000,
                packed,
                packing / 1000);
        assertThat(moves[20]).isLessThan(anew);
    }
}
