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
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes records of what was written. It never stops at a problem: what cannot be used is noted and left out, and where a
 * section has a setting that failed, its default or example stands in, so that the record's own constructor can still judge the
 * others; the record is then thrown away.
 */
final class RecordBinder {
    private final Group rootGroup;
    private final Section root;
    private final List<Problem> problems;
    private final Map<String, Set<String>> declared = new HashMap<>();
    // Thousands of users share the defaults of one record; reading each anew would be most of the work.
    private final IdentityHashMap<Setting, Object> ownValues = new IdentityHashMap<>();

    private RecordBinder(Group rootGroup, Section root, List<Problem> problems) {
        this.rootGroup = rootGroup;
        this.root = root;
        this.problems = problems;
    }

    /** The record, or empty when problems were added. */
    static Optional<Object> bind(Group group, Section root, List<Problem> problems) {
        return new RecordBinder(group, root, problems).group(group, root);
    }

    private Optional<Object> group(Group group, Section section) {
        tellUnknown(group, section);
        var values = new ArrayList<>();
        var failed = new HashSet<String>();
        for (var setting : group.settings()) {
            var bound = setting(setting, section);
            if (bound.isEmpty()) {
                failed.add(setting.key());
            }
            bound.or(() -> standIn(setting)).ifPresent(values::add);
        }
        if (values.size() < group.settings().size()) {
            return Optional.empty();
        }
        return switch (RecordMaking.of(group.type(), values)) {
            case RecordMaking.Made(var made) -> failed.isEmpty() ? Optional.of(made) : Optional.empty();
            case RecordMaking.Refused(var complaints) -> {
                complaints.stream()
                        .filter(complaint ->
                                !failed.contains(Lookup.steps(complaint.field()).getFirst()))
                        .forEach(complaint -> tell(complaint, group, section));
                yield Optional.empty();
            }
        };
    }

    private void tellUnknown(Group group, Section section) {
        var known = Names.keys(group);
        section.entries().forEach((key, written) -> {
            if (!known.contains(key)) {
                var place = written.place();
                problems.add(place.problem(Names.unknown(group, place.path(), key, rootGroup)));
            }
        });
    }

    private void tell(InvalidInput complaint, Group group, Section section) {
        var key = Lookup.steps(complaint.field()).getFirst();
        var setting = group.settings().stream()
                .filter(candidate -> candidate.key().equals(key))
                .findFirst();
        var inFile = setting.filter(Setting::secret)
                .map(secret -> section.entries().get(secret.fileKey()))
                .map(Written::place);
        var place = inFile.orElseGet(() -> Lookup.place(section, complaint.field()));
        if (complaint.value().isEmpty()
                && inFile.isEmpty()
                && !section.entries().containsKey(key)) {
            problems.add(place.problem("is missing: expected " + complaint.expectation()));
            return;
        }
        problems.add(place.problem(
                setting.map(known -> known.shown(complaint.value())).orElse(Secret.MASK), complaint.expectation()));
    }

    /** The component's value, an {@link Optional} where it is one; empty when a problem was added. */
    private Optional<Object> setting(Setting setting, Section section) {
        var written = section.entries().get(setting.key());
        var file = setting.secret() ? section.entries().get(setting.fileKey()) : null;
        if (file != null) {
            if (written == null) {
                return fromFile(setting, file);
            }
            problems.add(file.place().problem("stands beside " + setting.key() + ": give one of them"));
            return Optional.empty();
        }
        if (written == null || (written instanceof Nothing && !(setting.shape() instanceof Scalar))) {
            return absent(setting, section);
        }
        return wrapped(setting, value(setting, setting.shape(), written));
    }

    private static Optional<Object> wrapped(Setting setting, Optional<Object> value) {
        return setting.optional() ? value.<Object>map(Optional::of) : value;
    }

    private Optional<Object> fromFile(Setting setting, Written named) {
        if (!(named instanceof Text path)) {
            return refused(named, "the path of a file");
        }
        return switch (TextFile.secret(path)) {
            case TextFile.Content.Unreadable(var why) -> {
                problems.add(path.place().problem(why));
                yield Optional.empty();
            }
            case TextFile.Content.Whole(var text) ->
                wrapped(setting, value(setting, setting.shape(), new Text(path.place(), text)));
        };
    }

    private Optional<Object> absent(Setting setting, Section section) {
        if (setting.defaultText().isPresent()) {
            return Optional.of(byText(setting, setting.defaultText().get()));
        }
        if (setting.optional()) {
            return Optional.of(Optional.empty());
        }
        return switch (setting.shape()) {
            case Listing _ -> Optional.of(List.of());
            case Entries _ -> Optional.of(Map.of());
            case Group group -> group(group, new Section(section.place().child(setting.key()), Map.of()));
            case Scalar(var type) -> {
                problems.add(
                        section.place().child(setting.key()).problem("is missing: expected " + type.expectation()));
                yield Optional.empty();
            }
        };
    }

    /** What takes a failed setting's place while the others are judged. */
    private Optional<Object> standIn(Setting setting) {
        if (setting.defaultText().isEmpty() && setting.example().isPresent() && !setting.optional()) {
            return Optional.of(byText(setting, setting.example().get()));
        }
        var silent = new RecordBinder(rootGroup, root, new ArrayList<>());
        return silent.absent(setting, new Section(new Place(0, ""), Map.of()));
    }

    /** The value of a text that the record itself declares; if it cannot be read, that is a bug of the record. */
    private Object byText(Setting setting, String text) {
        return ownValues.computeIfAbsent(setting, one -> read(one, text));
    }

    private static Object read(Setting setting, String text) {
        var found = new ArrayList<Problem>();
        var silent =
                new RecordBinder(new Group(Record.class, List.of()), new Section(new Place(0, ""), Map.of()), found);
        return YamlText.parse(text)
                .tree()
                .flatMap(written -> wrapped(setting, silent.plain(setting, setting.shape(), written)))
                .orElseThrow(() -> new IllegalStateException(
                        setting.component() + " declares a default or example that it refuses: " + found));
    }

    private Optional<Object> value(Setting setting, Shape shape, Written written) {
        var before = problems.size();
        setting.nameOf().ifPresent(list -> tellUndeclared(setting, written, list));
        var bound = plain(setting, shape, written);
        setting.distinct().ifPresent(key -> tellTwins(written, key));
        return problems.size() == before ? bound : Optional.empty();
    }

    private Optional<Object> plain(Setting setting, Shape shape, Written written) {
        return switch (shape) {
            case Scalar(var type) -> scalar(setting, type, written);
            case Listing(var element) -> listing(setting, element, written);
            case Entries _ -> entries(written);
            case Group group ->
                written instanceof Section section
                        ? group(group, section)
                        : refused(written, "a section with " + String.join(", ", Names.keys(group)));
        };
    }

    private Optional<Object> scalar(Setting setting, ScalarType type, Written written) {
        if (!(written instanceof Text text)) {
            return refused(written, type.expectation());
        }
        var value = type.reader().apply(text.text());
        if (value.isEmpty()) {
            var expectation = type.samples().isEmpty() ? type.noun() + setting.bounds() : type.expectation();
            problems.add(text.place().problem(setting.shown(text.text()), expectation));
        } else if (!setting.allows(type, value.get())) {
            problems.add(text.place().problem(setting.shown(text.text()), type.noun() + setting.bounds()));
            return Optional.empty();
        }
        return value;
    }

    private Optional<Object> listing(Setting setting, Shape element, Written written) {
        if (written instanceof Text && element instanceof Scalar) {
            return plain(setting, element, written).<Object>map(List::of);
        }
        if (!(written instanceof Sequence sequence)) {
            return refused(written, "a list, each item beginning with '- '");
        }
        // Every element is looked at before any is given up.
        var bound = sequence.items().stream()
                .map(item -> plain(setting, element, item))
                .toList();
        return bound.stream().allMatch(Optional::isPresent)
                ? Optional.of(bound.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
    }

    private Optional<Object> entries(Written written) {
        if (!(written instanceof Section section)) {
            return refused(written, "names with a text each, such as {Name: text}");
        }
        var texts = new LinkedHashMap<String, String>();
        section.entries().forEach((name, value) -> {
            switch (value) {
                case Text(var place, var text) -> texts.put(name, text);
                case Nothing _, Sequence _, Section _, Spoiled _ -> refused(value, "some text");
            }
        });
        return texts.size() == section.entries().size()
                ? Optional.of(Collections.unmodifiableMap(texts))
                : Optional.empty();
    }

    /** What was written has the wrong shape; it is never shown, since it may be a secret in the wrong place. */
    private Optional<Object> refused(Written written, String expectation) {
        var found = switch (written) {
            case Nothing _ -> "has no value";
            case Text _ -> "is a single value";
            case Sequence _ -> "is a list";
            case Section _ -> "is a section";
            case Spoiled _ -> "";
        };
        if (!found.isEmpty()) {
            problems.add(written.place().problem(found + ": expected " + expectation));
        }
        return Optional.empty();
    }

    private void tellUndeclared(Setting setting, Written written, String listAndKey) {
        var names = declared.computeIfAbsent(listAndKey, wanted -> Lookup.texts(root, wanted));
        var list = Lookup.steps(listAndKey).getFirst();
        Lookup.texts(written).filter(name -> !names.contains(name.text())).forEach(name -> {
            var shown = setting.shown(name.text());
            var text = "is '" + shown + "', which " + list + " does not declare";
            problems.add(new Problem(
                    name.place().line(), name.place().shown(), shown, text + NearestName.hint(name.text(), names)));
        });
    }

    private void tellTwins(Written list, String key) {
        if (!(list instanceof Sequence sequence)) {
            return;
        }
        var first = new LinkedHashMap<String, Place>();
        for (var item : sequence.items()) {
            if (item instanceof Section section && section.entries().get(key) instanceof Text(var place, var text)) {
                var before = first.putIfAbsent(text, place);
                if (before != null) {
                    problems.add(new Problem(
                            place.line(),
                            place.shown(),
                            text,
                            "is '" + text + "', which " + taken(before) + " is already"));
                }
            }
        }
    }

    private static String taken(Place before) {
        return before.shown() + (before.line() > 0 ? " on line " + before.line() : "");
    }
}
