package io.sintonia.outputs;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.sintonia.accounts.Accounts;
import io.sintonia.accounts.LoginThrottle;
import io.sintonia.accounts.Sessions;
import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.Library;
import io.sintonia.guide.Guide;
import io.sintonia.outputs.gate.Gate;
import io.sintonia.outputs.gate.Refusals;
import io.sintonia.outputs.hls.HlsAnswers;
import io.sintonia.outputs.hls.HlsViewers;
import io.sintonia.outputs.hls.SegmentTokens;
import io.sintonia.outputs.hls.SlateFiles;
import io.sintonia.outputs.live.Entrance;
import io.sintonia.outputs.live.LiveAnswers;
import io.sintonia.outputs.live.SlateHall;
import io.sintonia.outputs.live.ViewerTicks;
import io.sintonia.outputs.m3u.Playlists;
import io.sintonia.outputs.wire.BaseUrl;
import io.sintonia.outputs.wire.PlayerSite;
import io.sintonia.outputs.wire.RequestReader;
import io.sintonia.outputs.xmltv.GuidePages;
import io.sintonia.outputs.xtream.PlayerApi;
import io.sintonia.plays.Plays;
import io.sintonia.relay.LiveSettings;
import io.sintonia.relay.Relay;
import io.sintonia.relay.Slates;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Wires the room. */
@Factory
final class OutputsBeans {
    @Singleton
    Refusals refusals() {
        return new Refusals();
    }

    @Singleton
    Gate gate(Accounts accounts, LoginThrottle throttle, InstantSource clock, Refusals refusals) {
        return new Gate(accounts, throttle, clock, refusals);
    }

    @Singleton
    RequestReader reader(ServerSettings settings) {
        return new RequestReader(settings.trustedProxies(), settings.publicUrl().map(BaseUrl::parse));
    }

    @Singleton
    ViewerTicks ticks(LiveSettings settings) {
        return new ViewerTicks(settings.window());
    }

    @Singleton
    Entrance entrance(Sessions sessions, Catalogue catalogue, Relay relay, Refusals refusals, Plays plays) {
        return new Entrance(sessions, catalogue, relay, refusals, plays);
    }

    @Singleton
    SlateHall slateHall(LiveSettings settings, Slates slates) {
        return new SlateHall(settings.slates(), slates, System::nanoTime);
    }

    @Singleton
    LiveAnswers live(Entrance entrance, ViewerTicks ticks, SlateHall slates) {
        return new LiveAnswers(entrance, ticks, slates);
    }

    @Singleton
    HlsViewers hlsViewers(InstantSource clock) {
        return new HlsViewers(clock);
    }

    @Singleton
    SlateFiles slateFiles(SlateHall hall, Slates slates) {
        return new SlateFiles(hall, slates);
    }

    @Singleton
    HlsAnswers hls(Entrance entrance, HlsViewers viewers, Relay relay, SegmentTokens tokens, SlateFiles slates) {
        return new HlsAnswers(entrance, viewers, relay, tokens, slates);
    }

    @Singleton
    @Bean(preDestroy = "close")
    RenderedAnswers answers(Catalogue catalogue, AnswersFolder folder, ServerSettings settings, InstantSource clock) {
        return new RenderedAnswers(catalogue, folder.path(), settings.answersLimit(), clock);
    }

    @Singleton
    Offer offer(Catalogue catalogue, Library library, RenderedAnswers answers) {
        return new Offer(catalogue, library, answers);
    }

    @Singleton
    PlayerApi api(Gate gate, Sessions sessions, Offer offer, Guide guide, InstantSource clock) {
        return new PlayerApi(gate, sessions, offer, guide, clock);
    }

    @Singleton
    Playlists playlists(Gate gate, Offer offer, Guide guide) {
        return new Playlists(gate, offer, guide);
    }

    @Singleton
    GuidePages guidePages(Gate gate, Catalogue catalogue, Guide guide, InstantSource clock) {
        return new GuidePages(gate, catalogue, guide, clock);
    }

    @Singleton
    PlayerSite site(Gate gate, PlayerApi api, Playlists playlists, GuidePages guide, LiveAnswers live, HlsAnswers hls) {
        return new PlayerAddresses(gate, api, playlists, guide, new PlayerAddresses.Streams(live, hls));
    }
}
