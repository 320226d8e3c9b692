package io.sintonia.outputs.live;

import io.sintonia.plays.Play;
import io.sintonia.relay.ChannelEvent;
import io.sintonia.relay.ChannelListener;
import io.sintonia.relay.UpstreamFailure;

/** Writes what becomes of a channel's upstreams into the timeline of one who watches it. */
record PlayTold(Play play) implements ChannelListener {
    @Override
    public void happened(ChannelEvent event) {
        String source = event.which().source();
        String place = event.which().place() + " of " + event.which().of();
        switch (event) {
            case ChannelEvent.Tried _ -> play.tried(source, place);
            case ChannelEvent.Connected _ -> play.connected(source, place);
            case ChannelEvent.FirstByte _ -> play.firstByte(source, place);
            case ChannelEvent.EntryPoint _ -> play.entryPoint(source, place);
            case ChannelEvent.Failed(var _, UpstreamFailure failure) -> play.failed(source, place, failure.text());
        }
    }
}
