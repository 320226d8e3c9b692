package io.sintonia.outputs.wire;

/** What answers players' requests. */
public interface PlayerSite {
    /** Whether a path is a player's; everything else is the framework's. Quick: called on the event loop. */
    boolean serves(String path);

    /** Answers a request. Blocking; on a virtual thread that is interrupted when the player has gone. */
    Answer answer(PlayerRequest request);
}
