package io.sintonia.outputs.live;

import io.sintonia.accounts.UserSettings;
import io.sintonia.outputs.gate.Entry;
import io.sintonia.outputs.wire.Answer;
import io.sintonia.outputs.wire.PlayerRequest;
import java.util.Map;

/** Answers requests for a live channel as a transport stream: gives the connection to a viewer. */
public final class LiveAnswers {
    private static final Answer.Head TS_HEAD = new Answer.Head(
            200, Map.of("Content-Type", "video/mp2t", "Cache-Control", "no-store", "Accept-Ranges", "none"));

    private final Entrance entrance;
    private final ViewerTicks ticks;
    private final SlateHall slates;

    public LiveAnswers(Entrance entrance, ViewerTicks ticks, SlateHall slates) {
        this.entrance = entrance;
        this.ticks = ticks;
        this.slates = slates;
    }

    /** What a channel's transport stream is answered with. Blocks until there is a picture or a reason. */
    public Answer stream(PlayerRequest request, Entry entry, long channelId) {
        return switch (entrance.admit(request, entry, channelId, UserSettings.Format.TS)) {
            case Entrance.Outcome.No(Answer answer) -> answer;
            case Entrance.Outcome.Refused refused -> refused(request, refused);
            case Entrance.Outcome.HeadOnly() -> new Answer.Whole(TS_HEAD, new byte[0]);
            case Entrance.Outcome.Yes watching -> new Answer.TakeOver(new TsViewer(watching, ticks));
        };
    }

    private Answer refused(PlayerRequest request, Entrance.Outcome.Refused refused) {
        if (request.isHead() && slates.insteadOf(refused.reason()).isPresent()) {
            return new Answer.Whole(TS_HEAD, new byte[0]);
        }
        return slates.seat(refused).<Answer>map(Answer.TakeOver::new).orElseGet(refused::answer);
    }
}
