package io.sintonia.config;

import io.sintonia.config.Shape.Group;
import io.sintonia.config.Written.Nothing;
import io.sintonia.config.Written.Section;
import io.sintonia.config.Written.Sequence;
import io.sintonia.config.Written.Spoiled;
import io.sintonia.config.Written.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a YAML file and the environment into a tree of records. */
public final class SettingsFile {
    // Nobody mends more in one sitting, and a file may be wrong on every line.
    private static final int MOST_PROBLEMS = 500;

    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> remarks = new ArrayList<>();

    private SettingsFile() {}

    /**
     * Reads settings; the environment's variables ({@code SINTONIA_…}) win over the file. All problems are found in one pass, and
     * none of them shows a secret. Costs the reading of the file, of at most some megabytes, and of the files that {@code
     * …-file} settings name.
     *
     * @param file the YAML file; without one all comes from the environment and the defaults
     * @param environment such as {@link System#getenv()}
     * @param root the record of all settings; its components are sections, lists, maps or single values
     */
    public static <R extends Record> SettingsReading<R> read(
            Optional<Path> file, Map<String, String> environment, Class<R> root) {
        return new SettingsFile().reading(file, environment, root);
    }

    /** The record that an empty section gives; a record with settings that must be given is a bug of the caller. */
    public static <R extends Record> R defaults(Class<R> type) {
        var problems = new ArrayList<Problem>();
        return RecordBinder.bind(Group.of(type), new Section(new Place(0, ""), Map.of()), problems)
                .map(type::cast)
                .orElseThrow(() -> new IllegalStateException(type + " has no defaults: " + problems));
    }

    private <R extends Record> SettingsReading<R> reading(
            Optional<Path> file, Map<String, String> environment, Class<R> root) {
        var group = Group.of(root);
        var written = file.isPresent() ? section(file.get()) : Optional.of(new Section(new Place(0, ""), Map.of()));
        var overlaid =
                Environment.over(written.orElseGet(() -> new Section(new Place(0, ""), Map.of())), environment, group);
        problems.addAll(overlaid.problems());
        remarks.addAll(overlaid.remarks());
        // Of a file that cannot be read at all, nothing is known to be missing.
        var bound = written.isPresent() ? RecordBinder.bind(group, overlaid.tree(), problems) : Optional.empty();
        return problems.isEmpty() && bound.isPresent()
                ? new SettingsReading.Usable<>(root.cast(bound.get()), inOrder(remarks))
                : new SettingsReading.Refused<>(inOrder(problems));
    }

    /** What the file says; empty when that cannot be told. */
    private Optional<Section> section(Path file) {
        var name = String.valueOf(file.getFileName());
        return switch (TextFile.read(file, YamlText.MOST_CHARACTERS)) {
            case TextFile.Content.Unreadable(var why) -> {
                problems.add(new Problem(0, name, "", why));
                yield Optional.empty();
            }
            case TextFile.Content.Whole(var text) -> section(name, text);
        };
    }

    private Optional<Section> section(String name, String text) {
        var parsed = YamlText.parse(text);
        problems.addAll(parsed.problems());
        if (parsed.tree().isEmpty() && !parsed.problems().isEmpty()) {
            return Optional.empty();
        }
        return switch (parsed.tree().orElse(new Nothing(new Place(1, "")))) {
            case Section section -> Optional.of(section);
            case Nothing(var place) -> {
                remarks.add(new Problem(0, name, "", "says nothing, so the defaults hold"));
                yield Optional.of(new Section(place, Map.of()));
            }
            case Spoiled _ -> Optional.empty();
            case Text(var place, var _) -> notSections(place);
            case Sequence(var place, var _) -> notSections(place);
        };
    }

    private Optional<Section> notSections(Place place) {
        problems.add(new Problem(
                place.line(), "", "", "the file must hold sections, such as 'server:' with 'port: 8000' below it"));
        return Optional.empty();
    }

    /** The file's by line, then the environment's; of very many, the first ones. */
    private static List<Problem> inOrder(List<Problem> found) {
        var all = found.stream()
                .sorted(Comparator.comparingInt(problem -> problem.line() == 0 ? Integer.MAX_VALUE : problem.line()))
                .distinct()
                .toList();
        if (all.size() <= MOST_PROBLEMS) {
            return all;
        }
        var told = new ArrayList<>(all.subList(0, MOST_PROBLEMS));
        told.add(new Problem(0, "", "", "and " + (all.size() - MOST_PROBLEMS) + " more"));
        return told;
    }
}
