package io.sintonia.config;

import io.sintonia.config.Shape.Entries;
import io.sintonia.config.Shape.Group;
import io.sintonia.config.Shape.Listing;
import io.sintonia.config.Shape.Scalar;
import io.sintonia.config.Written.Nothing;
import io.sintonia.config.Written.Section;
import io.sintonia.config.Written.Sequence;
import io.sintonia.config.Written.Spoiled;
import io.sintonia.config.Written.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lays the environment's variables over what the file says: {@code SINTONIA_SERVER_PORT} over {@code server.port}, {@code
 * SINTONIA_USERS_0_USERNAME} over the first user's name. A hyphen and a dot both become an underscore, so a variable is
 * understood by walking the records, never by its text alone.
 */
final class Environment {
    /** What Kubernetes gives to every container beside a service named "sintonia"; no words of an operator. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("SINTONIA_SERVICE_(HOST|PORT(_.*)?)|SINTONIA_PORT(_\\d+_(TCP|UDP)(_\\w+)?)?");

    private static final Pattern LINKED_ADDRESS = Pattern.compile("(tcp|udp)://.*");
    private static final Pattern INDEX = Pattern.compile("(\\d{1,4})(?:_(.+))?", Pattern.DOTALL);
    private static final Pattern INDEXES = Pattern.compile("_\\d{1,4}(?=_|$)");
    private static final Pattern BRACKETS = Pattern.compile("\\[(\\d+)]");

    private final Group root;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> remarks = new ArrayList<>();

    private Environment(Group root) {
        this.root = root;
    }

    /** The tree with the environment laid over it, what is wrong with the variables, and what is worth knowing. */
    record Overlaid(Section tree, List<Problem> problems, List<Problem> remarks) {
        Overlaid {
            problems = List.copyOf(problems);
            remarks = List.copyOf(remarks);
        }
    }

    private record Target(String path, Shape shape, boolean secret) {}

    private record Variable(String name, String value, Target target) {
        /** The path with its numbers padded, so that element 2 comes before element 10 and a list before its elements. */
        String order() {
            return BRACKETS.matcher(target.path())
                    .replaceAll(index -> "[" + "0".repeat(4 - index.group(1).length()) + index.group(1) + "]");
        }
    }

    static Overlaid over(Section file, Map<String, String> environment, Group root) {
        var overlay = new Environment(root);
        var variables = environment.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(Place.PREFIX))
                .filter(entry -> !isServiceLink(entry.getKey(), entry.getValue()))
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> overlay.understood(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Variable::order))
                .toList();
        var tree = file;
        for (var variable : variables) {
            tree = overlay.laid(tree, variable);
        }
        return new Overlaid(tree, overlay.problems, overlay.remarks);
    }

    private static boolean isServiceLink(String name, String value) {
        // SINTONIA_PORT=8000 is a slip for SINTONIA_SERVER_PORT and must be told; tcp://10.0.0.7:8000 is Kubernetes
        // speaking.
        return SERVICE_LINK.matcher(name).matches()
                && (!name.equals("SINTONIA_PORT")
                        || LINKED_ADDRESS.matcher(value).matches());
    }

    private Stream<Variable> understood(String name, String value) {
        var target = find(root, name.substring(Place.PREFIX.length()), "");
        if (target.isEmpty()) {
            problems.add(new Problem(0, name, "", "is not a setting" + hint(name)));
            return Stream.empty();
        }
        if (holdsSeveral(target.get().shape())) {
            problems.add(new Problem(
                    0, name, "", "names a whole section: set its settings one by one, " + firstInside(name)));
            return Stream.empty();
        }
        if (value.isBlank()) {
            remarks.add(new Problem(0, name, "", "is empty and ignored"));
            return Stream.empty();
        }
        return Stream.of(new Variable(name, value, target.get()));
    }

    private static boolean holdsSeveral(Shape shape) {
        return switch (shape) {
            case Scalar _ -> false;
            case Listing(var element) -> !(element instanceof Scalar);
            case Entries _, Group _ -> true;
        };
    }

    private String hint(String name) {
        var indexes =
                INDEXES.matcher(name).results().map(found -> found.group()).toList();
        return NearestName.of(INDEXES.matcher(name).replaceAll("_0"), Names.variables(root))
                .map(near -> {
                    var used = indexes.iterator();
                    return INDEXES.matcher(near).replaceAll(found -> used.hasNext() ? used.next() : found.group());
                })
                .or(() -> Names.variables(root).stream()
                        .filter(variable -> variable.endsWith(name.substring(Place.PREFIX.length() - 1)))
                        .findFirst())
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
    }

    private String firstInside(String name) {
        return Names.variables(root).stream()
                        .filter(inside ->
                                inside.startsWith(INDEXES.matcher(name).replaceAll("_0") + "_"))
                        .findFirst()
                        .orElse(name + "_NAME")
                + " and the like";
    }

    private Optional<Target> find(Group group, String rest, String prefix) {
        return group.settings().stream()
                .flatMap(setting -> find(setting, rest, prefix + setting.key()).stream())
                .findFirst();
    }

    private Optional<Target> find(Setting setting, String rest, String path) {
        var name = setting.key().replace('-', '_').toUpperCase(Locale.ROOT);
        if (rest.equals(name)) {
            return Optional.of(new Target(path, setting.shape(), setting.secret()));
        }
        if (setting.secret() && rest.equals(name + "_FILE")) {
            return Optional.of(new Target(path + Setting.FILE, setting.shape(), true));
        }
        return rest.startsWith(name + "_")
                ? inside(setting.shape(), rest.substring(name.length() + 1), path)
                : Optional.empty();
    }

    private Optional<Target> inside(Shape shape, String rest, String path) {
        return switch (shape) {
            case Scalar _ -> Optional.empty();
            case Group group -> find(group, rest, path + ".");
            // Header names know no case, so what the environment cannot write is not missed.
            case Entries _ ->
                Optional.of(
                        new Target(path + "." + rest.toLowerCase(Locale.ROOT).replace('_', '-'), textShape(), false));
            case Listing(var element) -> {
                var index = INDEX.matcher(rest);
                if (!index.matches()) {
                    yield Optional.empty();
                }
                var place = path + "[" + Integer.parseInt(index.group(1)) + "]";
                yield index.group(2) == null
                        ? Optional.of(new Target(place, element, false))
                        : inside(element, index.group(2), place);
            }
        };
    }

    private static Shape textShape() {
        return Shape.of(String.class);
    }

    private Section laid(Section tree, Variable variable) {
        return put(tree, Lookup.steps(variable.target().path()), variable) instanceof Section changed ? changed : tree;
    }

    private Written put(Written current, List<String> steps, Variable variable) {
        if (steps.isEmpty()) {
            return leaf(current, variable);
        }
        var step = steps.getFirst();
        var rest = steps.subList(1, steps.size());
        var index = Lookup.index(step);
        if (index.isPresent()) {
            return element(current, index.get(), rest, variable);
        }
        return switch (current) {
            case Nothing(var place) -> put(new Section(place, Map.of()), steps, variable);
            case Section section -> {
                var place = section.place().child(0, step);
                var before = section.entries().getOrDefault(step, new Nothing(place));
                var cleared =
                        rest.isEmpty() && variable.target().secret() ? withoutTwin(section, step, variable) : section;
                yield cleared.with(step, put(before, rest, variable));
            }
            // What the file says here has the wrong shape; the binder tells, and the variable cannot mend it.
            case Text _, Sequence _, Spoiled _ -> current;
        };
    }

    private Written element(Written current, int index, List<String> rest, Variable variable) {
        var items = new ArrayList<Written>();
        switch (current) {
            case Nothing _ -> {}
            case Text text -> items.add(text);
            case Sequence sequence -> items.addAll(sequence.items());
            case Section _, Spoiled _ -> {
                return current;
            }
        }
        if (index > items.size()) {
            problems.add(new Problem(
                    0,
                    variable.name(),
                    "",
                    "leaves a gap: the list has " + items.size() + " before it, so the next number is "
                            + items.size()));
            return current;
        }
        var place = current.place().element(0, index);
        var before = index < items.size() ? items.get(index) : new Nothing(place);
        var changed = put(before, rest, variable);
        if (index < items.size()) {
            items.set(index, changed);
        } else {
            items.add(changed);
        }
        return new Sequence(current.place(), items);
    }

    private Written leaf(Written current, Variable variable) {
        var place = new Place(0, variable.target().path());
        overridden(current, variable);
        if (variable.target().shape() instanceof Listing) {
            // The elements keep the variable's own name: there is none with a number to point to.
            return new Sequence(
                    place,
                    Pattern.compile(",")
                            .splitAsStream(variable.value())
                            .map(part -> (Written) new Text(place, part.strip()))
                            .toList());
        }
        return new Text(place, variable.value());
    }

    private Section withoutTwin(Section section, String key, Variable variable) {
        var twin = key.endsWith(Setting.FILE)
                ? key.substring(0, key.length() - Setting.FILE.length())
                : key + Setting.FILE;
        var before = section.entries().get(twin);
        if (before == null || before.place().line() == 0) {
            return section;
        }
        overridden(before, variable);
        return section.without(twin);
    }

    private void overridden(Written before, Variable variable) {
        if (before.place().line() > 0) {
            remarks.add(before.place().problem("is overridden by " + variable.name()));
        }
    }
}
