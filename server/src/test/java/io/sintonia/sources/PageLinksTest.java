package io.sintonia.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found on pages of every shape that people put links on. */
class PageLinksTest {
    private static final String A = "a".repeat(39) + "1";
    private static final String B = "b".repeat(39) + "2";
    private static final PageRecipes RECIPES = PageRecipes.builtIn();

    private static PageFindings found(String page) {
        return PageLinks.of(page.getBytes(StandardCharsets.UTF_8), "https://page.example/a/b.html", RECIPES);
    }

    private static List<String> shown(String page) {
        return found(page).links().stream()
                .map(link -> link.group() + "/" + link.shownName() + "="
                        + link.link().url())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "<html><a href='acestream://%s'>Sport 1</a>; /Sport 1",
                "<html><h2>Football</h2><ul><li><a href='acestream://%s'>Play</a> <b>Sport 1</b></li></ul>; Football/Sport 1",
                "<html><div class='channel-item'><span class='item-name'>Sport 1</span><a href='acestream://%s'>x</a></div>; /Sport 1",
                "<html><div><div class='link-name'>Sport 1</div><div><a href='acestream://%s'>▶</a></div></div>; /Sport 1",
                "<html><div><div class='link-name'>Sport 1</div><a href='acestream://%s'>▶</a></div>; /Sport 1",
                "<html><table><tr><td>Sport 1</td><td><a href='acestream://%s'>acestream</a></td></tr></table>; /Sport 1",
                "<html><p>Sport 1: %s</p>; /Sport 1",
                "<html><table><tr><td>Sport 1</td><td>%s</td></tr></table>; /Sport 1",
                "<html><div><h3>Sport 1</h3><code>%s</code></div>; Sport 1/Sport 1",
                "<html><a href='http://127.0.0.1:6878/ace/getstream?id=%s'>Sport 1</a>; /Sport 1",
                "<html><script>const linksData = {links:[{name:'Sport 1',url:'acestream://%s'}]}</script>; /Sport 1",
                "<html><script type='application/json'>{\"channels\":[{\"title\":\"Sport 1\",\"infohash\":\"x\",\"id\":\"%s\"}]}</script>; /Sport 1",
                "{\"Football\":[{\"name\":\"Sport 1\",\"acestream_id\":\"%s\"}]}; Football/Sport 1",
                "{\"Sport 1\":\"acestream://%s\"}; /Sport 1",
                "[{\"name\":\"Sport 1\",\"group\":\"Football\",\"url\":\"acestream://%s\"}]; Football/Sport 1",
                "Sport 1 %s; /Sport 1"
            })
    void linkIsFoundWithItsName(String page, String name) {
        assertThat(shown(page.replace("%s", A))).containsExactly(name + "=acestream://" + A);
    }

    @Test
    void sameLinkInSeveralDressesIsFoundOnceAndNamedByWhoeverKnowsItsName() {
        assertThat(shown("<html><p><a href='acestream://" + A + "'></a></p><script>var links = [{name:'Sport 1',url:'"
                        + "acestream://" + A.toUpperCase(Locale.ROOT) + "'}]</script>"))
                .containsExactly("/Sport 1=acestream://" + A);
    }

    @Test
    void idsOfOneTextHaveTheWordsBesideThem() {
        assertThat(shown("<html><pre>\nOne: " + A + "\nTwo: " + B + "\n</pre>"))
                .containsExactly("/One=acestream://" + A, "/Two=acestream://" + B);
        assertThat(shown("<html><p>" + A + " - One<br>" + B + " - Two</p>"))
                .containsExactly("/One=acestream://" + A, "/Two=acestream://" + B);
    }

    @Test
    void infohashStaysAnInfohash() {
        assertThat(shown("[{\"name\":\"Sport 1\",\"infohash\":\"" + A + "\"}]"))
                .containsExactly("/Sport 1=acestream:?infohash=" + A);
    }

    @Test
    void framesAndListsAreNotedWithTheirWholeAddresses() {
        PageFindings found =
                found("<html><iframe src='inner/x.html'></iframe><iframe src='javascript:alert(1)'></iframe>"
                        + "<a href='/tv.m3u'>list</a><a href='file:///etc/passwd.m3u'>x</a><a href='other.html'>y</a>");
        assertThat(found.pages()).containsExactly("https://page.example/a/inner/x.html");
        assertThat(found.lists()).containsExactly("https://page.example/tv.m3u");
    }

    @Test
    void listThatStandsInAScriptIsTakenAsAList() {
        assertThat(found("<html><script>fileContents['listaplana.txt'] = \"#EXTM3U\\n#EXTINF:-1,A\\nacestream://" + A
                                + "\\n\";</script>")
                        .listTexts())
                .containsExactly("#EXTM3U\n#EXTINF:-1,A\nacestream://" + A + "\n");
    }

    @Test
    void othersLinksAndDigitsAreNoStreams() {
        assertThat(found("<html><a href='https://example.org/a'>x</a><p>" + "1".repeat(41) + "</p><p>sha1-"
                                + "c".repeat(12) + "</p><a href='javascript:x'>y</a><a href='pipe:///bin/sh'>z</a>")
                        .links())
                .isEmpty();
    }

    @Test
    void linkIsNamedAndSaidHowItWasFound() {
        PageFindings findings = found("<html><a data-stream-url='http://me:pw@x.example/a.m3u8'>TV</a><p>One " + A
                + "</p><p>Two " + B + "</p>");
        assertThat(findings.links()).extracting(FoundLink::shownName).containsExactly("TV", "One", "Two");
        assertThat(findings.links()).extracting(FoundLink::how).contains("an id in the page's text");
        assertThat(findings.isWhole()).isTrue();
    }

    @Test
    void hugeAndHostilePagesEndSoon() {
        assertThat(found("<html>" + "<div>".repeat(200_000) + A).links()).hasSizeLessThanOrEqualTo(1);
        assertThat(found("[".repeat(100_000)).links()).isEmpty();
        StringBuilder many = new StringBuilder("<html>");
        for (int i = 0; i < 25_000; i++) {
            many.append("<p>c")
                    .append(i)
                    .append(' ')
                    .append(String.format(Locale.ROOT, "%040x", i + 1))
                    .append("</p>");
        }
        found("<html><div>" + ("<a href='acestream://" + A + "'></a>").repeat(25_000) + "x".repeat(100_000) + "</div>");
        PageFindings found = found(many.toString());
        assertThat(found.links()).hasSize(PageFindings.MOST_LINKS);
        assertThat(found.isWhole()).isFalse();
    }

    @Test
    void noiseNeverThrows() {
        String page = "<html><script>const linksData = {\"links\":[{\"name\":\"a\",\"url\":\"acestream://" + A
                + "\"}]}</script><a href='acestream://" + B + "'>x</a>";
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            byte[] noisy = page.getBytes(StandardCharsets.UTF_8);
            for (int hit = 0; hit < 4; hit++) {
                noisy[random.nextInt(noisy.length)] = (byte) random.nextInt();
            }
            assertThat(PageLinks.of(noisy, "https://page.example/", RECIPES)).isNotNull();
        }
    }
}
