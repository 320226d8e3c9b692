package io.sintonia.config;

import io.sintonia.config.Written.Nothing;
import io.sintonia.config.Written.Section;
import io.sintonia.config.Written.Sequence;
import io.sintonia.config.Written.Spoiled;
import io.sintonia.config.Written.Text;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * A YAML text as a tree of what was written, read through the node API: values stay texts (no {@code no} turns into a boolean,
 * no {@code 0123} into a number), every piece has its line, and no class is ever loaded. Messages quote nothing of the text,
 * since what breaks the syntax is often an unquoted password.
 */
final class YamlText {
    // Bounds against hostile files: an honest one of a thousand users stays far below.
    static final int MOST_CHARACTERS = 4_000_000;
    private static final int MOST_PIECES = 500_000;
    private static final int DEEPEST = 20;
    private static final int MOST_ALIASES = 50;

    private static final Set<Tag> PLAIN_TAGS =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.SEQ, Tag.MAP);

    private final List<Problem> problems = new ArrayList<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int pieces;

    private YamlText() {}

    /**
     * What a text says.
     *
     * @param tree empty when the text is empty or is no YAML
     * @param problems with the syntax, or pieces that were left out of the tree
     */
    record Parsed(Optional<Written> tree, List<Problem> problems) {
        Parsed {
            problems = List.copyOf(problems);
        }
    }

    /** Reads a text; never throws for what stands in it. */
    static Parsed parse(String text) {
        var unprintable = unprintableLine(text);
        if (unprintable > 0) {
            return failed(unprintable, "there is a control character that YAML does not allow");
        }
        var options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setProcessComments(false);
        Optional<Node> root;
        try {
            root = Optional.ofNullable(new Yaml(options).compose(new StringReader(text)));
        } catch (MarkedYAMLException e) {
            return failed(YamlFault.line(e), YamlFault.explained(e));
        } catch (YAMLException e) {
            return failed(0, YamlFault.explained(e));
        }
        var reader = new YamlText();
        var tree = root.map(
                node -> reader.written(node, new Place(node.getStartMark().getLine() + 1, "")));
        return new Parsed(tree, reader.problems);
    }

    private static Parsed failed(int line, String text) {
        return new Parsed(Optional.empty(), List.of(new Problem(line, "", "", text)));
    }

    private Written written(Node node, Place place) {
        // An alias repeats a whole branch, and branches of branches multiply: count what comes out, not what went in.
        if (++pieces > MOST_PIECES) {
            return refused(place, "repeats too much by its aliases");
        }
        if (!PLAIN_TAGS.contains(node.getTag())) {
            return refused(
                    place, "has a tag, and tags are not supported: put quotes around a value that begins with !");
        }
        if (!open.add(node)) {
            return refused(place, "contains itself by an alias");
        }
        try {
            return switch (node) {
                case MappingNode mapping -> section(mapping, place);
                case SequenceNode sequence -> sequence(sequence, place);
                case ScalarNode scalar ->
                    scalar.getTag().equals(Tag.NULL) ? new Nothing(place) : new Text(place, scalar.getValue());
                default -> refused(place, "is nothing that settings know");
            };
        } finally {
            open.remove(node);
        }
    }

    private Section section(MappingNode mapping, Place place) {
        var entries = new LinkedHashMap<String, Written>();
        for (NodeTuple entry : mapping.getValue()) {
            var line = entry.getKeyNode().getStartMark().getLine() + 1;
            if (!(entry.getKeyNode() instanceof ScalarNode name)) {
                problems.add(new Problem(line, place.path(), "", "has a key that is a list or a section"));
            } else if (name.getTag().equals(Tag.MERGE)) {
                problems.add(place.child(line, "<<").problem("is not supported: write the settings out"));
            } else {
                add(entries, place.child(line, name.getValue()), name.getValue(), entry.getValueNode());
            }
        }
        return new Section(place, entries);
    }

    private void add(Map<String, Written> entries, Place place, String key, Node value) {
        var first = entries.get(key);
        if (first == null) {
            entries.put(key, written(value, place));
        } else {
            problems.add(place.problem(
                    "is given twice, first on line " + first.place().line()));
        }
    }

    private Sequence sequence(SequenceNode sequence, Place place) {
        var items = new ArrayList<Written>();
        for (Node item : sequence.getValue()) {
            items.add(written(item, place.element(item.getStartMark().getLine() + 1, items.size())));
        }
        return new Sequence(place, items);
    }

    private Written refused(Place place, String text) {
        // One complaint about the bound is enough; the rest of the tree says the same.
        if (pieces <= MOST_PIECES + 1) {
            problems.add(place.problem(text));
        }
        return new Spoiled(place);
    }

    /** The line of the first character outside YAML 1.1, 5.1; 0 if there is none. */
    private static int unprintableLine(String text) {
        int line = 1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            var codePoint = text.codePointAt(i);
            if (codePoint == '\n') {
                line++;
            } else if (!StreamReader.isPrintable(codePoint)) {
                return line;
            }
        }
        return 0;
    }
}
