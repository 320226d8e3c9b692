package io.sintonia.config;

import java.util.List;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Says in our words what the YAML parser found, and how to mend it. The parser's own words are never passed on: they quote the
 * text, and a password such as {@code *s3cret} or {@code !s3cret} is just what breaks the syntax.
 */
final class YamlFault {
    private static final String UNCLOSED = "found unexpected end of stream";

    private record Explanation(String parserSays, String weSay) {}

    private static final List<Explanation> EXPLANATIONS = List.of(
            new Explanation("(TAB)", "a tab cannot indent YAML: use spaces"),
            new Explanation(
                    "mapping values are not allowed",
                    "there is a second ': ' on the line, or the line is indented too far: put quotes around a value that holds ': '"),
            new Explanation(
                    "could not find expected ':'", "expected 'key: value', but there is no colon after the key"),
            new Explanation(
                    "expected <block end>",
                    "the line does not fit those above: check its indentation, and quotes and brackets before it"),
            new Explanation(UNCLOSED, "a quote is opened here and never closed"),
            new Explanation("expected ',' or", "a comma or a closing bracket is missing in [...] or {...}"),
            new Explanation(
                    "found undefined alias",
                    "put quotes around a value that begins with * (it refers to an anchor, and there is none)"),
            new Explanation(
                    "expected alphabetic or numeric character", "put quotes around a value that begins with * or &"),
            new Explanation("unexpected character found", "put quotes around a value that begins with * or &"),
            new Explanation("tag", "tags are not supported: put quotes around a value that begins with !"),
            new Explanation("URI", "tags are not supported: put quotes around a value that begins with !"),
            new Explanation(
                    "cannot start any token",
                    "put quotes around a value that begins with a character such as @, ` or %"),
            new Explanation(
                    "escape", "a backslash in double quotes begins an escape: use single quotes, or write it twice"),
            new Explanation(
                    "hexadecimal",
                    "a backslash in double quotes begins an escape: use single quotes, or write it twice"),
            new Explanation("another document", "a second document begins here: remove the line '---'"),
            new Explanation("aliases", "the file repeats too much by its aliases"),
            new Explanation("Nesting Depth", "lists and sections are nested too deeply"),
            new Explanation("exceeds the limit", "the file is too large for settings"));

    private YamlFault() {}

    /** The line to look at, from 1: where an unclosed quote opens, else where the parser stopped; 0 if it does not say. */
    static int line(MarkedYAMLException fault) {
        var context = fault.getContextMark();
        var mark = context != null && says(fault, UNCLOSED) ? context : fault.getProblemMark();
        return mark == null ? 0 : mark.getLine() + 1;
    }

    /** One sentence without any of the file's text. */
    static String explained(YAMLException fault) {
        return EXPLANATIONS.stream()
                .filter(explanation -> says(fault, explanation.parserSays()))
                .findFirst()
                .map(Explanation::weSay)
                .orElse("this is not YAML: check indentation, quotes and brackets");
    }

    private static boolean says(YAMLException fault, String words) {
        var said = fault instanceof MarkedYAMLException marked ? marked.getProblem() : fault.getMessage();
        return said != null && said.contains(words);
    }
}
