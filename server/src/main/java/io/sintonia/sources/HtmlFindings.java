package io.sintonia.sources;

import io.sintonia.sources.PageFindings.Words;
import io.sintonia.sources.PageRecipes.Recipe;
import io.sintonia.sources.PageRecipes.Spot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/** Finds links in an HTML page by the recipes, and bare ids of AceStream beside their names. No script is ever run. */
final class HtmlFindings {
    private static final Pattern ACE =
            Pattern.compile("acestream:(?://)?[0-9A-Fa-f]{40}|(?<![0-9A-Za-z])[0-9A-Fa-f]{40}(?![0-9A-Za-z])");
    private static final int MOST_NAME = 200;
    private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4");
    private static final int CLIMB = 4;
    private static final int MOST_NEIGHBOURS = 30;
    /** How much text is looked through for names in all: a page could be made such that all of it is near every link. */
    private static final int MOST_CHARACTERS = 50_000_000;

    private final Document page;
    private final PageRecipes recipes;
    private final PageFindings findings;
    private int charactersLeft = MOST_CHARACTERS;

    HtmlFindings(Document page, PageRecipes recipes, PageFindings findings) {
        this.page = page;
        this.recipes = recipes;
        this.findings = findings;
    }

    void collect() {
        recipes.of("items").forEach(this::items);
        scripts();
        bareIds();
        recipes.of("follow").forEach(this::follow);
    }

    private void items(Recipe recipe) {
        for (Element item : page.select(recipe.text("each"))) {
            for (String link : recipe.of("link")) {
                for (String written : said(item, link, false)) {
                    String name = first(item, recipe.of("name"));
                    Words words = new Words(
                            name.isEmpty() ? nameNear(item) : name,
                            group(item, recipe),
                            first(item, recipe.of("logo")));
                    findings.add(written, words, "an element of the page");
                }
            }
        }
    }

    private String group(Element item, Recipe recipe) {
        String own = first(item, recipe.of("group"));
        return own.isEmpty() ? headingBefore(item) : own;
    }

    /** Texts or attributes at a spot; the whole page's scripts are no text of it. */
    private static List<String> said(Element item, String written, boolean resolved) {
        Spot spot = Spot.of(written);
        List<Element> elements = spot.selector().isBlank() ? List.of(item) : item.select(spot.selector());
        return elements.stream()
                .map(element -> spot.attribute().isEmpty()
                        ? element.text()
                        : resolved ? element.absUrl(spot.attribute()) : element.attr(spot.attribute()))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static String first(Element item, List<String> spots) {
        for (String spot : spots) {
            boolean address = spot.endsWith("@src") || spot.endsWith("@href");
            for (String text : said(item, spot, address)) {
                String name = address ? text : plain(text);
                if (!name.isEmpty()) {
                    return name;
                }
            }
        }
        return "";
    }

    /** A name without ids and addresses in it, and without what only divides. */
    private static String plain(String text) {
        String cut = text.length() > 2000 ? text.substring(0, 2000) : text;
        String bare = cut.replaceAll("(?i)(?:acestream|https?):\\S*|(?<![0-9A-Za-z])[0-9a-f]{40}(?![0-9A-Za-z])", " ")
                .replaceAll("\\s+", " ")
                .replaceAll("^[\\s|:>»•,;=-]+|[\\s|:>»•,;=(\\[-]+$", "");
        return bare.length() > MOST_NAME ? "" : bare;
    }

    /** The words in an element, else around it, else before it. */
    private String nameNear(Element start) {
        Element at = start;
        for (int i = 0; i < CLIMB && charactersLeft > 0; i++) {
            String text = at.text();
            charactersLeft -= text.length();
            String own = plain(text);
            if (!own.isEmpty()) {
                return own;
            }
            Optional<Element> before = before(at);
            if (before.isPresent()) {
                String around = before.get().text();
                charactersLeft -= around.length();
                String said = plain(around);
                if (!said.isEmpty()) {
                    return said;
                }
            }
            Element parent = at.parent();
            if (parent == null || parent.nameIs("body") || parent.childNodeSize() > MOST_NEIGHBOURS) {
                return "";
            }
            at = parent;
        }
        return "";
    }

    /** The element before it among its neighbours. By nodes: an element's place among elements is looked for from the first. */
    private static Optional<Element> before(Node at) {
        Node before = at.previousSibling();
        for (int i = 0; i < MOST_NEIGHBOURS && before != null; i++) {
            if (before instanceof Element element) {
                return Optional.of(element);
            }
            before = before.previousSibling();
        }
        return Optional.empty();
    }

    /** The nearest heading before it. */
    private static String headingBefore(Element item) {
        Element at = item;
        for (int i = 0; i < CLIMB + 2; i++) {
            Node before = at.previousSibling();
            for (int looked = 0; before != null && looked < MOST_NEIGHBOURS * 8; looked++) {
                if (before instanceof Element element && HEADINGS.contains(element.tagName())) {
                    return plain(element.text());
                }
                before = before.previousSibling();
            }
            Element parent = at.parent();
            if (parent == null || parent.nameIs("body")) {
                return "";
            }
            at = parent;
        }
        return "";
    }

    private void scripts() {
        Recipe keys = recipes.of("json").getFirst();
        JsonFindings json = new JsonFindings(keys, findings);
        for (Element script : page.select("script")) {
            String text = script.data();
            if (text.strip().startsWith("{") || text.strip().startsWith("[")) {
                json.read(text.strip(), "JSON in the page");
            }
            for (Recipe recipe : recipes.of("script")) {
                Matcher after = Pattern.compile(recipe.text("after")).matcher(text);
                for (int i = 0; i < 50 && after.find(); i++) {
                    json.read(text.substring(after.end()), "a variable of the page's script");
                }
            }
            for (Recipe recipe : recipes.of("list")) {
                Matcher after = Pattern.compile(recipe.text("after")).matcher(text);
                for (int i = 0; i < 20 && after.find(); i++) {
                    String quoted = quoted(text, after.end());
                    if (quoted.contains("#EXTINF") || quoted.contains(",#genre#")) {
                        findings.addListText(quoted);
                    }
                }
            }
        }
    }

    /** The text of a string of JavaScript that begins here, its escapes undone; "" if none does. */
    private static String quoted(String text, int from) {
        if (from >= text.length() || "\"'`".indexOf(text.charAt(from)) < 0) {
            return "";
        }
        char quote = text.charAt(from);
        StringBuilder said = new StringBuilder();
        for (int at = from + 1; at < text.length() && text.charAt(at) != quote; at++) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                char escaped = text.charAt(++at);
                said.append(
                        switch (escaped) {
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            case 't' -> '\t';
                            default -> escaped;
                        });
            } else {
                said.append(c);
            }
        }
        return said.toString();
    }

    private void bareIds() {
        NodeTraversor.traverse(
                (NodeVisitor) (node, _) -> {
                    if (node instanceof TextNode text && text.parent() != null) {
                        idsIn(text.getWholeText(), text.parent());
                    }
                },
                page.body());
    }

    /** Each with the words of its line before it, else behind it, else around it. */
    private void idsIn(String text, Element around) {
        Matcher id = ACE.matcher(text);
        int from = 0;
        while (id.find()) {
            int lineStart = Math.max(text.lastIndexOf('\n', id.start()) + 1, from);
            int lineEnd = text.indexOf('\n', id.end());
            String name = plain(text.substring(lineStart, id.start()));
            if (name.isEmpty()) {
                name = plain(text.substring(id.end(), lineEnd < 0 ? Math.min(text.length(), id.end() + 500) : lineEnd));
            }
            from = id.end();
            Words words = new Words(name.isEmpty() ? nameNear(around) : name, headingBefore(around), "");
            findings.add(id.group(), words, "an id in the page's text");
        }
    }

    private void follow(Recipe recipe) {
        Pattern where = Pattern.compile(recipe.text("where"));
        for (String spot : recipe.of("each")) {
            for (Element element : page.select(Spot.of(spot).selector())) {
                String written = element.attr(Spot.of(spot).attribute());
                String address = element.absUrl(Spot.of(spot).attribute());
                if (where.matcher(written).find() && address.matches("(?i)https?://.*")) {
                    if (recipe.text("as").equals("page")) {
                        findings.followPage(address);
                    } else {
                        findings.followList(address);
                    }
                }
            }
        }
    }
}
