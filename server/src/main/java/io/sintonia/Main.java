package io.sintonia;

import io.sintonia.config.Problem;
import io.sintonia.config.SettingsFile;
import io.sintonia.config.SettingsReading;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the command line and does what it says. Exit codes: 0 well, 1 it could not be done, 2 it was misspelt. */
public final class Main {
    private static final Path USUAL_CONFIG = Path.of("sintonia.yaml");
    private static final Path DEMO_DATA = Path.of("data", "demo");

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    private Main(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    @SuppressWarnings("SystemOut") // the one place where the program meets its terminal
    public static void main(String[] arguments) {
        int code = new Main(System.out, System.err, System.getenv()).run(List.of(arguments));
        if (code != 0) {
            System.exit(code);
        }
    }

    private int run(List<String> arguments) {
        Options options;
        try {
            options = Options.read(arguments);
        } catch (Options.Misspelt e) {
            err.println("sintonia: " + e.getMessage());
            err.println();
            err.print(Options.USAGE);
            return 2;
        }
        try {
            return switch (options.command()) {
                case HELP -> {
                    out.print(Options.USAGE);
                    yield 0;
                }
                case CHECK -> ConfigurationCheck.run(options.argument().orElseThrow(), environment, out);
                case BACKUP ->
                    withSettings(options, (settings, file) -> {
                        Archive.write(
                                options.argument().orElseThrow(),
                                settings.data().directory(),
                                file);
                        out.println("written: " + options.argument().orElseThrow());
                        return 0;
                    });
                case RESTORE ->
                    withSettings(options, (settings, file) -> {
                        Archive.restore(
                                options.argument().orElseThrow(),
                                settings.data().directory(),
                                file);
                        out.println("restored into " + settings.data().directory());
                        return 0;
                    });
                case SERVE -> withSettings(options, (settings, file) -> serve(options, settings, file));
            };
        } catch (IOException e) {
            err.println("sintonia: " + e.getMessage());
            return 1;
        }
    }

    private interface Work {
        int with(Settings settings, Optional<Path> file) throws IOException;
    }

    private int withSettings(Options options, Work work) throws IOException {
        // the usual file is watched for also where there is none yet
        Optional<Path> file = options.config().or(() -> options.demo() ? Optional.empty() : Optional.of(USUAL_CONFIG));
        Optional<Path> read = file.filter(path -> options.config().isPresent() || Files.exists(path));
        return switch (SettingsFile.read(read, environment, Settings.class)) {
            case SettingsReading.Refused<Settings>(List<Problem> problems) -> {
                problems.forEach(err::println);
                err.println("sintonia: "
                        + (problems.size() == 1 ? "1 problem" : problems.size() + " problems")
                        + " in the configuration; nothing was started");
                yield 1;
            }
            case SettingsReading.Usable<Settings>(Settings settings, List<Problem> remarks) -> {
                remarks.forEach(remark -> out.println("note: " + remark));
                yield work.with(Overrides.apply(settings, options, DEMO_DATA), file);
            }
        };
    }

    private int serve(Options options, Settings settings, Optional<Path> file) throws IOException {
        Optional<String> obstacle = LaterVersions.obstacle(settings);
        if (obstacle.isPresent()) {
            throw new IOException(obstacle.get());
        }
        LaterVersions.remarks(settings).forEach(remark -> out.println("note: " + remark));
        Server server = Server.start(options, settings, new Server.Surroundings(file, environment, out));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        return 0;
    }
}
