package io.sintonia.outputs.hls;

import io.sintonia.formats.mpegts.ClipLoop;
import io.sintonia.outputs.live.Entrance;
import io.sintonia.outputs.live.SlateHall;
import io.sintonia.outputs.wire.Answer;
import io.sintonia.outputs.wire.PlayerRequest;
import io.sintonia.relay.Slate;
import io.sintonia.relay.Slates;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Slates as HLS: a playlist that ends after five minutes, each segment one lap of the clip. Nobody is remembered: the
 * segments are the same for all, named by their number, and hold nothing secret.
 */
public final class SlateFiles {
    private static final String FOLDER = "slate-";
    private static final Duration LENGTH = Duration.ofMinutes(5);

    private final SlateHall hall;
    private final Slates slates;

    public SlateFiles(SlateHall hall, Slates slates) {
        this.hall = hall;
        this.slates = slates;
    }

    /** A refused player's playlist: the refusal, or a slate in its place. */
    Answer playlist(PlayerRequest request, Entrance.Outcome.Refused refused) {
        return hall.insteadOf(refused.reason())
                .<Answer>map(slate -> new Answer.Whole(HlsAnswers.head(), text(request, slate)))
                .orElseGet(refused::answer);
    }

    /** Whether a folder of segments is a slate's. */
    boolean has(String folder) {
        return folder.startsWith(FOLDER);
    }

    /** A slate's segment, if refused players may see that slate. */
    Answer segment(String folder, Optional<Long> number) {
        Optional<ClipLoop> clip = hall.shown()
                .filter(slate -> folder.equals(folder(slate)))
                .findFirst()
                .map(slates::clip);
        return clip.flatMap(loop -> number.filter(lap -> lap < laps(loop)).<Answer>map(lap -> {
                    var head =
                            new Answer.Head(200, Map.of("Content-Type", "video/mp2t", "Cache-Control", "max-age=120"));
                    return new Answer.Whole(head, loop.lap(lap));
                }))
                .orElseGet(() -> Answer.text(404, "there is no such slate"));
    }

    private byte[] text(PlayerRequest request, Slate slate) {
        ClipLoop clip = slates.clip(slate);
        double seconds = clip.lap().toMillis() / 1000.0;
        String folder = "../".repeat(request.segments().size() - 1) + "hls/" + folder(slate) + "/";
        StringBuilder text = new StringBuilder(8 << 10)
                .append("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-TARGETDURATION:")
                .append((int) Math.ceil(seconds))
                .append("\n#EXT-X-MEDIA-SEQUENCE:0\n");
        for (int lap = 0; lap < laps(clip); lap++) {
            text.append(String.format(Locale.ROOT, "#EXTINF:%.3f,\n", seconds))
                    .append(folder)
                    .append(lap)
                    .append(".ts\n");
        }
        return text.append("#EXT-X-ENDLIST\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String folder(Slate slate) {
        return FOLDER + slate.code();
    }

    private static long laps(ClipLoop clip) {
        return LENGTH.dividedBy(clip.lap());
    }
}
