package io.sintonia.outputs.wire;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/** Hangs the players' handler into every connection of the server, right behind the HTTP codec. */
@Singleton
final class PlayerPort implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    private final Provider<PlayerSite> site;
    private final Provider<RequestReader> reader;

    /** Providers, since the server exists before the rooms that answer. */
    PlayerPort(Provider<PlayerSite> site, Provider<RequestReader> reader) {
        this.site = site;
        this.reader = reader;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new Listening());
        return event.getBean();
    }

    private final class Listening implements NettyServerCustomizer {
        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            return role == ChannelRole.CONNECTION ? new Connected(channel) : this;
        }
    }

    private final class Connected implements NettyServerCustomizer {
        private final Channel channel;

        Connected(Channel channel) {
            this.channel = channel;
        }

        @Override
        public void onStreamPipelineBuilt() {
            ChannelPipeline pipeline = channel.pipeline();
            if (pipeline.get(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC) == null) {
                throw new IllegalStateException(
                        "the framework's pipeline has no HTTP codec any more: " + pipeline.names());
            }
            pipeline.addAfter(
                    ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC,
                    "players",
                    new PlayerConnection(site.get(), reader.get()));
        }
    }
}
