package io.sintonia.sources;

import io.sintonia.formats.m3u.ListKind;
import io.sintonia.sources.PageFindings.Words;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/** What a page holds: links, and addresses of more. Pure; asks for nothing and runs nothing. */
final class PageLinks {
    private static final Pattern ACE =
            Pattern.compile("(?i)acestream:(?://)?[0-9a-f]{40}|(?<![0-9a-z])[0-9a-f]{40}(?![0-9a-z])");
    private static final Pattern CHARSET = Pattern.compile("(?i)charset=[\"']?([A-Za-z0-9_.:-]{2,40})");

    /** What lies deeper is lifted: selecting costs depth times size. */
    private static final int DEEPEST = 100;

    private PageLinks() {}

    /** Whether a body is a list in itself. */
    static boolean isList(byte[] content) {
        return switch (ListKind.of(content, content.length)) {
            case M3U, TXT_LIST -> true;
            case HLS_PLAYLIST, HTML, JSON, XML, EMPTY, HEADER_ONLY, OTHER_TEXT, BINARY -> false;
        };
    }

    /**
     * What is found in a body that is no list.
     *
     * @param address where it came from, which relative addresses in it start from
     */
    static PageFindings of(byte[] content, String address, PageRecipes recipes) {
        PageFindings findings = new PageFindings();
        switch (ListKind.of(content, content.length)) {
            case JSON ->
                new JsonFindings(recipes.of("json").getFirst(), findings)
                        .read(new String(content, StandardCharsets.UTF_8), "JSON");
            case HTML, XML -> {
                Document page = Parser.htmlParser()
                        .setMaxDepth(DEEPEST)
                        .parseInput(new String(content, charset(content)), address);
                new HtmlFindings(page, recipes, findings).collect();
            }
            case OTHER_TEXT, HEADER_ONLY, M3U, TXT_LIST -> lines(new String(content, charset(content)), findings);
            case HLS_PLAYLIST, EMPTY, BINARY -> {
                // nothing to be found in it
            }
        }
        return findings;
    }

    private static void lines(String text, PageFindings findings) {
        String before = "";
        for (String line : text.lines().toList()) {
            Matcher id = ACE.matcher(line);
            String name = ACE.matcher(line)
                    .replaceAll(" ")
                    .replaceAll("\\s+", " ")
                    .replaceAll("^[\\s|:,;=-]+|[\\s|:,;=-]+$", "");
            boolean found = false;
            while (id.find()) {
                found |= findings.add(id.group(), new Words(name.isEmpty() ? before : name, "", ""), "a line of text");
            }
            before = found ? "" : name.length() > 200 ? "" : name;
        }
    }

    /** What the page says of itself within its first bytes; else UTF-8 where it is, else what old pages are. */
    private static Charset charset(byte[] content) {
        String head = new String(content, 0, Math.min(content.length, 2048), StandardCharsets.ISO_8859_1);
        Matcher said = CHARSET.matcher(head);
        if (said.find() && Charset.isSupported(said.group(1))) {
            return Charset.forName(said.group(1));
        }
        String utf8 = new String(content, StandardCharsets.UTF_8);
        return utf8.indexOf('\uFFFD') < 0 ? StandardCharsets.UTF_8 : Charset.forName("windows-1252");
    }
}
