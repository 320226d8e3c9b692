package io.sintonia.admin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sintonia.catalogue.Catalogue;
import io.sintonia.channellog.SegmentStore;
import io.sintonia.checks.Checks;
import io.sintonia.outputs.gate.Refusals;
import io.sintonia.outputs.live.ViewerTicks;
import io.sintonia.plays.PlayOutcome;
import io.sintonia.plays.Plays;
import io.sintonia.relay.ProviderUse;
import io.sintonia.relay.Relay;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** The counters of the house, in Prometheus' text form. Values are read when asked for; nothing is counted twice. */
public final class Meters implements AutoCloseable {
    private static final Duration[] FIRST_BYTE = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Refusals refusals;
    /** Reasons that have their counter. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    private final Relay relay;
    private final Catalogue catalogue;
    private final MultiGauge connections;
    private final MultiGauge learntLimits;

    public Meters(Relay relay, SegmentStore segments, Catalogue catalogue, Admitted admitted) {
        ViewerTicks ticks = admitted.ticks();
        this.refusals = admitted.refusals();
        this.relay = relay;
        this.catalogue = catalogue;
        this.connections = MultiGauge.builder("sintonia.sources.connections")
                .description("Connections of a source that are taken now")
                .register(registry);
        this.learntLimits = MultiGauge.builder("sintonia.sources.learnt.limit")
                .description("Connections that a source seems to allow since it refused one too many; 0 if it did not")
                .register(registry);
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        gauge(
                "sintonia.channels",
                "Channels in the catalogue",
                () -> catalogue.current().channels().size());
        gauge(
                "sintonia.live.channels",
                "Channels that play now",
                () -> relay.playing().size());
        gauge(
                "sintonia.live.viewers",
                "Viewers that watch now",
                () -> relay.playing().stream()
                        .mapToInt(channel -> channel.viewings().size())
                        .sum());
        gauge(
                "sintonia.live.upstreams",
                "Connections to sources that are open now",
                () -> relay.playing().stream()
                        .mapToInt(channel -> channel.upstreamConnections())
                        .sum());
        gauge("sintonia.live.segments.bytes", "Bytes of live segments", segments::takenBytes);
        gauge("sintonia.live.segments.budget.bytes", "Most bytes of live segments", segments::budgetBytes);
        count(
                "sintonia.live.segments.dropped",
                "Live segments that went before live.window was over, for want of room",
                segments,
                SegmentStore::droppedEarly);
        count(
                "sintonia.live.segments.failures",
                "Files of live segments that could not be opened, closed or deleted",
                segments,
                SegmentStore::failures);
        count("sintonia.live.channels.started", "Channels started", relay, Relay::channelsStarted);
        count("sintonia.live.sent.bytes", "Bytes sent to viewers", relay, Relay::bytesSent);
        count("sintonia.live.skips", "Viewers moved forward because they read too slowly", relay, Relay::skips);
        count("sintonia.live.failovers", "Channels that went on with another connection", relay, Relay::failovers);
        count("sintonia.sources.limits.learnt", "Refusals taken for a source's limit", relay, Relay::limitsLearnt);
        count("sintonia.live.stalled", "Viewers closed because they read nothing", ticks, ViewerTicks::stalled);
        countPlays(admitted.plays());
    }

    /** What is known of who was let in and who was not. */
    public record Admitted(Refusals refusals, ViewerTicks ticks, Plays plays) {}

    /** Counts what checks find. */
    void count(Checks checks) {
        checks("works", checks, Checks::worked);
        checks("fails", checks, Checks::failed);
    }

    private void checks(String outcome, Checks checks, ToDoubleFunction<Checks> count) {
        FunctionCounter.builder("sintonia.checks", checks, count)
                .description("Addresses that were looked at while nobody watched")
                .tag("outcome", outcome)
                .register(registry);
    }

    private void countPlays(Plays plays) {
        for (PlayOutcome outcome : PlayOutcome.values()) {
            if (outcome != PlayOutcome.PLAYING) {
                FunctionCounter.builder(
                                "sintonia.plays", plays, all -> all.counts().getOrDefault(outcome, 0L))
                        .description("Plays that ended, by their outcome")
                        .tag("outcome", outcome.code())
                        .register(registry);
            }
        }
        count("sintonia.plays.dropped", "Changes of plays let go unwritten", plays, Plays::dropped);
        count(
                "sintonia.plays.refusals.not.kept",
                "Refused plays counted only, since too many were alike",
                plays,
                Plays::refusalsNotKept);
        plays.onFirstByte(Timer.builder("sintonia.plays.first.byte")
                .description("From a viewer's request to its first byte")
                .serviceLevelObjectives(FIRST_BYTE)
                .register(registry)::record);
    }

    /** All counters as text. */
    String text() {
        for (String reason : refusals.counts().keySet()) {
            if (known.add(reason)) {
                FunctionCounter.builder(
                                "sintonia.refusals",
                                refusals,
                                all -> all.counts().getOrDefault(reason, 0L))
                        .description("Requests refused")
                        .tag("reason", reason)
                        .register(registry);
            }
        }
        connections.register(rows(ProviderUse::connections), true);
        learntLimits.register(rows(use -> use.learntLimit().orElse(0)), true);
        return registry.scrape();
    }

    /** A row per source that there is now. */
    private List<MultiGauge.Row<?>> rows(ToIntFunction<ProviderUse> value) {
        return catalogue.current().providers().stream()
                .<MultiGauge.Row<?>>map(provider -> MultiGauge.Row.of(
                        Tags.of("source", provider.name()), value.applyAsInt(relay.use(provider.id()))))
                .toList();
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    private <T> void count(String name, String description, T owner, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, owner, value).description(description).register(registry);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
