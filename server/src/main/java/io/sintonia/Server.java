package io.sintonia;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.netty.channel.epoll.Epoll;
import io.sintonia.accounts.Accounts;
import io.sintonia.accounts.Sessions;
import io.sintonia.admin.AdminOptions;
import io.sintonia.channellog.SegmentStore;
import io.sintonia.checks.Checks;
import io.sintonia.config.ProgramName;
import io.sintonia.guide.GuideSchedule;
import io.sintonia.outputs.AnswersFolder;
import io.sintonia.outputs.hls.HlsViewers;
import io.sintonia.outputs.hls.SegmentTokens;
import io.sintonia.plays.Plays;
import io.sintonia.sources.ImportSchedule;
import io.sintonia.storage.DataDirectory;
import io.sintonia.storage.Seal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The house, serving: started in order, closed in reverse order. */
final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final String VERSION = "0.1.0";
    private static final long ROUND_MILLIS = 2_000;

    private final Options options;
    private final Settings settings;
    private final Surroundings surroundings;
    private final DataDirectory data;
    private final SegmentStore segments;
    private final InstantSource clock = InstantSource.system();
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("rounds").daemon().factory());
    private final ApplicationContext house;
    private final EmbeddedServer listening;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** What carries the connections: the kernel's own interface, or the JDK's, which is everywhere. */
    enum Transport {
        EPOLL,
        NIO;

        /** Epoll where it is: not on other systems, nor with {@code -Dio.netty.transport.noNative=true}. */
        static Transport best() {
            return Epoll.isAvailable() ? EPOLL : NIO;
        }
    }

    /**
     * What a server starts in.
     *
     * @param file the configuration file, watched for changes
     * @param environment of the process
     * @param out where the greeting goes
     * @param transport what carries the connections
     */
    record Surroundings(Optional<Path> file, Map<String, String> environment, PrintStream out, Transport transport) {
        Surroundings(Optional<Path> file, Map<String, String> environment, PrintStream out) {
            this(file, environment, out, Transport.best());
        }

        Path folder() {
            return file.map(Path::toAbsolutePath)
                    .map(Path::getParent)
                    .orElse(Path.of("").toAbsolutePath());
        }
    }

    /** Starts serving; when this returns, requests are answered. */
    static Server start(Options options, Settings settings, Surroundings surroundings) throws IOException {
        return new Server(
                options,
                settings,
                surroundings,
                DataDirectory.take(settings.data().directory()));
    }

    private Server(Options options, Settings settings, Surroundings surroundings, DataDirectory data)
            throws IOException {
        this.options = options;
        this.settings = settings;
        this.surroundings = surroundings;
        this.data = data;
        this.segments = LiveDirectory.open(settings.live(), data.path());
        this.house = ApplicationContext.builder()
                .mainClass(Main.class)
                .banner(false)
                .properties(properties())
                .singletons(
                        clock,
                        data,
                        segments,
                        new ProgramName(VERSION),
                        settings.server(),
                        settings.live(),
                        settings.catalogue(),
                        settings.curation(),
                        settings.checks(),
                        settings.guide(),
                        new AnswersFolder(data.emptyFolder("answers")),
                        new AdminOptions(
                                VERSION, clock.instant(), settings.metrics().allowedNetworks(), options.demo()))
                .build();
        house.start();
        house.registerSingleton(SegmentTokens.class, new SegmentTokens(house.getBean(Seal.class)::sign, clock));
        Declarations declarations = house.getBean(Declarations.class);
        Optional<String> madeUp = declarations.apply(settings, surroundings.folder(), demo());
        this.listening = house.getBean(EmbeddedServer.class);
        listening.start();
        house.getBean(ImportSchedule.class).start();
        house.getBean(GuideSchedule.class).start();
        house.getBean(Checks.class).start();
        beginRounds(declarations);
        greet(madeUp);
    }

    /** The port that is listened on. */
    int port() {
        return listening.getPort();
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("micronaut.application.name", "sintonia");
        properties.put("micronaut.server.port", settings.server().port());
        properties.put("micronaut.server.host", settings.server().bind());
        properties.put("micronaut.server.dispatch-options-requests", true);
        // an empty list is an answer: whoever reads it must not have to tell it from a field that is gone
        properties.put("micronaut.serde.serialization.inclusion", "always");
        // one thread a core: viewers are spread over them, and each writes all its viewers in one go
        properties.put(
                "micronaut.netty.event-loops.default.num-threads",
                Runtime.getRuntime().availableProcessors());
        if (surroundings.transport() == Transport.EPOLL) {
            properties.put("micronaut.netty.event-loops.default.transport", "epoll");
            properties.put("micronaut.netty.event-loops.parent.transport", "epoll");
        }
        return properties;
    }

    private Declarations.Demo demo() {
        return options.demo() ? Declarations.Demo.ON : Declarations.Demo.OFF;
    }

    /** What is looked after every two seconds. */
    private void beginRounds(Declarations declarations) {
        HlsViewers hls = house.getBean(HlsViewers.class);
        Sessions sessions = house.getBean(Sessions.class);
        Accounts accounts = house.getBean(Accounts.class);
        Optional<ConfigurationWatch> watch = surroundings
                .file()
                .map(path -> new ConfigurationWatch(
                        path, surroundings.environment(), changed -> apply(declarations, changed)));
        var _ = rounds.scheduleWithFixedDelay(
                () -> {
                    try {
                        hls.sweep();
                        sessions.review(accounts);
                        watch.ifPresent(ConfigurationWatch::look);
                    } catch (RuntimeException e) {
                        LOG.error("a fault on the rounds; they go on", e);
                    }
                },
                ROUND_MILLIS,
                ROUND_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private void apply(Declarations declarations, Settings changed) {
        Settings effective = Overrides.apply(changed, options, data.path());
        var _ = declarations.apply(effective, surroundings.folder(), demo());
        boolean restart = !effective.server().equals(settings.server())
                || !effective.live().equals(settings.live())
                || !effective.checks().equals(settings.checks())
                || !effective.metrics().equals(settings.metrics());
        LOG.info(
                "the configuration has changed and was applied{}",
                restart ? "; what it says under server, live, checks and metrics needs a restart" : "");
    }

    private void greet(Optional<String> madeUp) {
        PrintStream out = surroundings.out();
        String bind = settings.server().bind();
        boolean anywhere = bind.equals("0.0.0.0") || bind.equals("::");
        String url = settings.server().publicUrl().orElse("http://" + (anywhere ? "localhost" : bind) + ":" + port());
        out.println();
        out.println("  Sintonia " + VERSION + " serves at " + url + "   (stop it with Ctrl+C)");
        if (options.demo()) {
            out.println("  Players sign in with username admin, password admin; try");
            out.println("    " + url + "/live/admin/admin/1.ts");
        }
        madeUp.ifPresent(password -> out.println(
                "  The administrator is '" + settings.admin().username() + "', the password made up for it: " + password
                        + "\n  It is shown this once; admin.password in the configuration sets another."));
        out.println();
        out.flush();
    }

    /** Stops listening, ends all streams, closes the database and lets the directories go. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        rounds.shutdownNow();
        house.getBean(Plays.class).stopping();
        house.close();
        segments.clear();
        try {
            data.close();
        } catch (IOException e) {
            LOG.warn("the data directory could not be let go: {}", e.getMessage());
        }
    }
}
