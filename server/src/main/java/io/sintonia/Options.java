package io.sintonia;

import io.sintonia.config.NearestName;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What was said on the command line.
 *
 * @param command what to do
 * @param argument the file a command works on
 * @param config the configuration file that was named
 */
record Options(
        Command command,
        Optional<Path> argument,
        boolean demo,
        Optional<Path> config,
        Optional<Path> data,
        Optional<Integer> port,
        Optional<String> bind) {

    static final String USAGE = """
            sintonia                      serves; reads sintonia.yaml if there is one
              --demo                      with the built-in demo channels and the player account admin/admin
              --config FILE               another configuration file
              --data DIR                  another data directory
              --port N                    another port
              --bind ADDR                 another address to listen on
            sintonia check FILE           reads a configuration file and prints all that is wrong with it
            sintonia backup FILE          copies database, keys and configuration into one archive, also while serving
            sintonia restore FILE         brings an archive back; the server must be stopped
            """;

    private static final Set<String> NAMES = Set.of("--demo", "--config", "--data", "--port", "--bind", "--help");
    private static final Set<String> COMMANDS = Set.of("check", "backup", "restore");

    /** What the program is asked to do. */
    enum Command {
        SERVE,
        CHECK,
        BACKUP,
        RESTORE,
        HELP
    }

    /** Options that cannot be followed. */
    static final class Misspelt extends Exception {
        private static final long serialVersionUID = 1;

        Misspelt(String message) {
            super(message);
        }
    }

    /** Reads the command line. */
    static Options read(List<String> words) throws Misspelt {
        Reading reading = new Reading(words);
        return reading.options();
    }

    private static final class Reading {
        private final Deque<String> left;
        private Command command = Command.SERVE;
        private Optional<Path> argument = Optional.empty();
        private boolean demo;
        private Optional<Path> config = Optional.empty();
        private Optional<Path> data = Optional.empty();
        private Optional<Integer> port = Optional.empty();
        private Optional<String> bind = Optional.empty();

        Reading(List<String> words) {
            left = new ArrayDeque<>(words);
        }

        Options options() throws Misspelt {
            while (!left.isEmpty()) {
                String word = left.removeFirst();
                int equals = word.startsWith("--") ? word.indexOf('=') : -1;
                if (equals > 0) {
                    left.addFirst(word.substring(equals + 1));
                    word = word.substring(0, equals);
                }
                take(word);
            }
            return new Options(command, argument, demo, config, data, port, bind);
        }

        private void take(String word) throws Misspelt {
            switch (word) {
                case "--demo" -> demo = true;
                case "--config" -> config = Optional.of(Path.of(value(word)));
                case "--data" -> data = Optional.of(Path.of(value(word)));
                case "--port" -> port = Optional.of(portNumber(value(word)));
                case "--bind" -> bind = Optional.of(value(word));
                case "--help", "-h" -> command = Command.HELP;
                case "check" -> work(Command.CHECK);
                case "backup" -> work(Command.BACKUP);
                case "restore" -> work(Command.RESTORE);
                default ->
                    throw new Misspelt(
                            "unknown option " + word + NearestName.hint(word, word.startsWith("-") ? NAMES : COMMANDS));
            }
        }

        private void work(Command wanted) throws Misspelt {
            command = wanted;
            argument = Optional.of(Path.of(value(wanted.name().toLowerCase(Locale.ROOT))));
        }

        private String value(String word) throws Misspelt {
            if (left.isEmpty()) {
                throw new Misspelt(word + " needs a value after it");
            }
            return left.removeFirst();
        }

        private static int portNumber(String text) throws Misspelt {
            try {
                int number = Integer.parseInt(text);
                if (number >= 0 && number <= 65_535) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new Misspelt("--port is '" + text + "': expected a number from 0 to 65535");
            }
            throw new Misspelt("--port is '" + text + "': expected a number from 0 to 65535");
        }
    }
}
