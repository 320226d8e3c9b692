package io.sintonia.relay;

import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.StreamSource;
import java.io.IOException;
import java.util.List;

/** Tells a channel's viewers what becomes of one of its upstreams. The pump's. */
record ChannelNews(ChannelRelay relay, ChannelEvent.Which which) {
    static ChannelNews of(RelayHouse house, ChannelRelay relay, StreamSource address) {
        List<StreamSource> addresses =
                house.channel(relay.channelId()).map(Channel::sources).orElse(List.of());
        String source = house.provider(address.providerId()).map(Provider::name).orElse("");
        int place = 1;
        for (int i = 0; i < addresses.size(); i++) {
            if (addresses.get(i).id() == address.id()) {
                place = i + 1;
            }
        }
        return new ChannelNews(relay, new ChannelEvent.Which(place, Math.max(place, addresses.size()), source));
    }

    void tried() {
        tell(new ChannelEvent.Tried(which));
    }

    /** The upstream, its first byte told of when it comes. */
    Upstream connected(Upstream opened) {
        tell(new ChannelEvent.Connected(which));
        return new Told(opened, this);
    }

    void entryPoint() {
        tell(new ChannelEvent.EntryPoint(which));
    }

    void failed(UpstreamFailure failure) {
        tell(new ChannelEvent.Failed(which, failure));
    }

    private void tell(ChannelEvent event) {
        relay.viewings().forEach(viewing -> viewing.tell(event));
    }

    private static final class Told implements Upstream {
        private final Upstream upstream;
        private final ChannelNews news;
        private boolean told;

        Told(Upstream upstream, ChannelNews news) {
            this.upstream = upstream;
            this.news = news;
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            int count = upstream.read(buffer);
            if (!told && count > 0) {
                told = true;
                news.tell(new ChannelEvent.FirstByte(news.which()));
            }
            return count;
        }

        @Override
        public boolean beginsAnew() {
            return upstream.beginsAnew();
        }

        @Override
        public void close() {
            upstream.close();
        }
    }
}
