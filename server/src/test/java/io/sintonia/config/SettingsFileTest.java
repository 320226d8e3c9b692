package io.sintonia.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.config.House.Colour;
import io.sintonia.config.SettingsReading.Refused;
import io.sintonia.config.SettingsReading.Usable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A file is read whole before anybody complains: every problem is told at once, with its line, in words that say what to write
 * instead, and without a secret.
 */
class SettingsFileTest {
    @TempDir
    Path directory;

    static List<Arguments> badInput() {
        return List.of(
                bad(
                        "door: {prot: 1}",
                        "line 1: door.prot is not a setting; settings here: number, weight, gap, locked, open-for, mail, colour, built, clock, key, stripes, callers, code, code-file, bell"),
                bad("door:\n  nubmer: 1", "line 2: door.nubmer is not a setting; did you mean door.number?"),
                bad("door:\n  openFor: 1s", "line 2: door.openFor is not a setting; did you mean door.open-for?"),
                bad("number: 1", "line 1: number is not a setting; did you mean door.number?"),
                bad("dor: {}", "line 1: dor is not a setting; did you mean door?"),
                bad("door:\n  number: http", "line 2: door.number is 'http': expected a whole number from 1 to 65535"),
                bad("door:\n  number: 0", "line 2: door.number is '0': expected a whole number from 1 to 65535"),
                bad(
                        "door:\n  number: 65536",
                        "line 2: door.number is '65536': expected a whole number from 1 to 65535"),
                bad(
                        "door:\n  number: 99999999999999999999",
                        "line 2: door.number is '99999999999999999999': expected a whole number from 1 to 65535"),
                bad("door:\n  number: 80.5", "line 2: door.number is '80.5': expected a whole number from 1 to 65535"),
                bad("door:\n  number:", "line 2: door.number has no value: expected a whole number"),
                bad("door:\n  number: [1]", "line 2: door.number is a list: expected a whole number"),
                bad("door:\n  number: {a: 1}", "line 2: door.number is a section: expected a whole number"),
                bad("door:\n  gap: wide", "line 2: door.gap is 'wide': expected a number such as 0.5 or 3"),
                bad("door:\n  locked: maybe", "line 2: door.locked is 'maybe': expected true or false"),
                bad("door:\n  open-for: '60'", "line 2: door.open-for is '60': expected a duration such as 30s or 15m"),
                bad("door:\n  open-for: 2h", "line 2: door.open-for is '2h': expected a duration from 1s to 1h"),
                bad("door:\n  mail: 8 bags", "line 2: door.mail is '8 bags': expected a size such as 512MB or 64KiB"),
                bad("door:\n  mail: 1kB", "line 2: door.mail is '1kB': expected a size of at least 1MB"),
                bad("door:\n  colour: green", "line 2: door.colour is 'green': expected red or light-blue"),
                bad(
                        "door:\n  stripes:\n    - red\n    - green",
                        "line 4: door.stripes[1] is 'green': expected red or light-blue"),
                bad(
                        "door:\n  built: 2027-01-01",
                        "line 2: door.built is '2027-01-01': expected an instant such as 2027-01-01T00:00:00Z"),
                bad(
                        "door:\n  clock: Europe/Nowhere",
                        "line 2: door.clock is 'Europe/Nowhere': expected a time zone such as Europe/Rome"),
                bad("door:\n  key: ''", "line 2: door.key is '': expected a path"),
                bad(
                        "door:\n  callers: [localhost]",
                        "line 2: door.callers[0] is 'localhost': expected a network or an address such as 192.168.0.0/16 or 127.0.0.1"),
                bad("door:\n  number: 13", "line 2: door.number is '13': expected a luckier number"),
                bad(
                        "door: 7",
                        "line 1: door is a single value: expected a section with number, weight, gap, locked, open-for, mail, colour, built, clock, key, stripes, callers, code, code-file, bell"),
                bad("labels: [a]", "line 1: labels is a list: expected names with a text each, such as {Name: text}"),
                bad("labels: {a: [b]}", "line 1: labels.a is a list: expected some text"),
                bad("guests: {name: a}", "line 1: guests is a section: expected a list, each item beginning with '- '"),
                bad("guests:\n  - name: a", "line 2: guests[0].password is missing: expected some text"),
                bad(
                        "guests:\n  - {name: a, password: x}\n  - {name: a, password: y}",
                        "line 3: guests[1].name is 'a', which guests[0].name on line 2 is already"),
                bad(
                        "rooms: [{name: Attic}]\nguests:\n  - {name: a, password: x, rooms: [Atic]}",
                        "line 3: guests[0].rooms[0] is 'Atic', which rooms does not declare; did you mean Attic?"),
                bad(
                        "guests:\n  - {name: a, password: x, rooms: Cellar}",
                        "line 2: guests[0].rooms is 'Cellar', which rooms does not declare"),
                bad("door:\n  number: 1\n  number: 2", "line 3: door.number is given twice, first on line 2"),
                bad("door: {}\n\ndoor: {}", "line 3: door is given twice, first on line 1"),
                bad("- a", "line 1: the file must hold sections, such as 'server:' with 'port: 8000' below it"),
                bad("just words", "line 1: the file must hold sections, such as 'server:' with 'port: 8000' below it"),
                bad("door:\n\tnumber: 1", "line 2: a tab cannot indent YAML: use spaces"),
                bad(
                        "door:\n  number: 1\n bell: x",
                        "line 3: the line does not fit those above: check its indentation, and quotes and brackets before it"),
                bad("door:\n  bell: \"x\n", "line 2: a quote is opened here and never closed"),
                bad(
                        "door: {number: 1\nlabels: {}",
                        "line 2: a comma or a closing bracket is missing in [...] or {...}"),
                bad(
                        "door:\n  bell: a: b",
                        "line 2: there is a second ': ' on the line, or the line is indented too far: put quotes around a value that holds ': '"),
                bad(
                        "door:\n  bell: @x",
                        "line 2: put quotes around a value that begins with a character such as @, ` or %"),
                bad(
                        "door:\n  bell: !x y",
                        "line 2: door.bell has a tag, and tags are not supported: put quotes around a value that begins with !"),
                bad(
                        "door: !!java.net.URL [x]",
                        "line 1: tags are not supported: put quotes around a value that begins with !"),
                bad("door: {}\n---\nlabels: {}", "line 2: a second document begins here: remove the line '---'"),
                bad(
                        "a: &a {number: 1}\ndoor:\n  <<: *a",
                        "line 1: a is not a setting; settings here: door, guests, rooms, labels",
                        "line 3: door.<< is not supported: write the settings out"),
                bad("door: &d {bell: *d}", "line 1: door.bell contains itself by an alias"),
                bad("door:\n  bell: \"a\u0007\"", "line 2: there is a control character that YAML does not allow"),
                bad("door:\n  ? [a]\n  : b", "line 2: door has a key that is a list or a section"));
    }

    @ParameterizedTest
    @MethodSource("badInput")
    void badInputIsToldWithItsLine(String yaml, List<String> problems) throws IOException {
        var told = problems(yaml);

        assertThat(told).hasSameSizeAs(problems);
        for (int i = 0; i < told.size(); i++) {
            assertThat(told.get(i)).isEqualTo(problems.get(i));
        }
    }

    @Test
    void allProblemsAreToldAtOnceInTheFilesOrder() throws IOException {
        assertThat(problems("""
                        door:
                          number: 13
                          code: 1234
                          open-for: 60
                          colr: red
                        guests:
                          - {name: a, cups: 10, roms: []}
                          - {name: b, password: x}
                          - cups
                        labels: x
                        """))
                .containsExactly(
                        "line 2: door.number is '13': expected a luckier number",
                        "line 3: door.code is '***': expected a code that is harder to guess",
                        "line 4: door.open-for is '60': expected a duration such as 30s or 15m",
                        "line 5: door.colr is not a setting; did you mean door.colour?",
                        "line 7: guests[0].roms is not a setting; did you mean guests[0].rooms?",
                        "line 7: guests[0].password is missing: expected some text",
                        "line 7: guests[0].cups is '10': expected a whole number from 0 to 9",
                        "line 9: guests[2] is a single value: expected a section with name, password, password-file, cups, rooms",
                        "line 10: labels is a single value: expected names with a text each, such as {Name: text}");
    }

    @Test
    void everyKindOfValueIsRead() throws IOException {
        var door = usable("""
                        door:
                          number: 7
                          weight: 5000000000
                          gap: 1.25
                          locked: no
                          open-for: 30s
                          mail: 2MiB
                          colour: red
                          built: 1999-12-31T23:00:00+01:00
                          clock: Europe/Rome
                          key: /under/the/mat
                          stripes: light-blue
                          callers: [10.0.0.0/8, "::1"]
                          code: 0042
                          bell: "https://me:hush@bell.example/ring"
                        labels: {Front: 'yes', Back: 3}
                        """).settings().door();

        assertThat(door.weight()).isEqualTo(5_000_000_000L);
        assertThat(door.gap()).isEqualTo(1.25);
        assertThat(door.locked()).isFalse();
        assertThat(door.openFor()).isEqualTo(Duration.ofSeconds(30));
        assertThat(door.mail()).isEqualTo(new ByteSize(2 << 20));
        assertThat(door.colour()).isEqualTo(Colour.RED);
        assertThat(door.built()).contains(Instant.parse("1999-12-31T22:00:00Z"));
        assertThat(door.key()).contains(Path.of("/under/the/mat"));
        assertThat(door.stripes()).containsExactly(Colour.LIGHT_BLUE);
        assertThat(door.callers()).hasSize(2);
        assertThat(door.code()).as("as written, not as the number 34 or 42").contains(Secret.of("0042"));
    }

    @Test
    void namesOfAMapKeepTheirCaseAndOrder() throws IOException {
        assertThat(usable("labels: {Front: 'yes', Back: 3}").settings().labels())
                .containsExactly(Map.entry("Front", "yes"), Map.entry("Back", "3"));
    }

    @ParameterizedTest
    @MethodSource("emptyFiles")
    void emptyFileMeansTheDefaultsAndIsRemarkedOn(String yaml) throws IOException {
        var read = usable(yaml);

        assertThat(read.settings().door().number()).isEqualTo(8000);
        assertThat(read.remarks()).hasToString("[house.yaml says nothing, so the defaults hold]");
    }

    static List<String> emptyFiles() {
        return List.of("", "\n\n", "# only a comment\n", "\uFEFF", "---\n", "~");
    }

    @Test
    void sectionsWithNothingInThemMeanTheirDefaults() throws IOException {
        assertThat(usable("door:\nguests:\nlabels:\n").settings().guests()).isEmpty();
    }

    @Test
    void byteOrderMarkAndCarriageReturnsDoNoHarm() throws IOException {
        assertThat(usable("\uFEFFdoor:\r\n  number: 7\r\n").settings().door().number())
                .isEqualTo(7);
        assertThat(problems("door:\r\n  number: x\r\n"))
                .singleElement()
                .asString()
                .startsWith("line 2: door.number is 'x'");
    }

    @Test
    void filesThatCannotBeReadSaySo() throws IOException {
        assertThat(refused(directory.resolve("house.yaml")))
                .containsExactly("house.yaml cannot be read: there is no such file");
        assertThat(refused(directory)).containsExactly(directory.getFileName() + " cannot be read: it is a directory");
        assertThat(refused(Files.write(directory.resolve("latin.yaml"), "a: é".getBytes(StandardCharsets.ISO_8859_1))))
                .containsExactly("latin.yaml is not UTF-8 text: save it as UTF-8");
        assertThat(refused(Path.of("/dev/zero"))).containsExactly("zero is larger than 4MB");
    }

    @Test
    void ofVeryManyProblemsTheFirstAreTold() throws IOException {
        var wrong = new StringBuilder("door:\n");
        for (int i = 0; i < 600; i++) {
            wrong.append("  wrong-").append(i).append(": 1\n");
        }

        assertThat(problems(wrong.toString()))
                .hasSize(501)
                .endsWith("and 100 more")
                .doesNotHaveDuplicates();
    }

    @Test
    void sectionIsJudgedWholeThoughOneOfItsSettingsFailed() throws IOException {
        assertThat(problems("door:\n  open-for: soon\n  number: 13\n"))
                .containsExactly(
                        "line 2: door.open-for is 'soon': expected a duration such as 30s or 15m",
                        "line 3: door.number is '13': expected a luckier number");
    }

    @Test
    void aliasesMayRepeatButNotExplode() throws IOException {
        assertThat(usable(
                                "rooms: [{name: a}]\nguests:\n  - {name: x, password: y, rooms: &r [a]}\n  - {name: z, password: y, rooms: *r}")
                        .settings()
                        .guests()
                        .get(1)
                        .rooms())
                .containsExactly("a");
        var bomb = new StringBuilder("labels:\n  - &a0 [x, x]\n");
        for (int i = 1; i < 25; i++) {
            bomb.append("  - &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
        }
        assertThat(problems(bomb.toString())).isNotEmpty().anyMatch(problem -> problem.contains("repeats too much"));
        assertThat(problems("labels: " + "[".repeat(100) + "]".repeat(100)))
                .containsExactly("lists and sections are nested too deeply");
    }

    @Test
    void secretMayLieInAFileOfItsOwn() throws IOException {
        var code = Files.writeString(directory.resolve("code"), "  open sesame \r\n\n");

        assertThat(usable("door: {code-file: " + code + "}").settings().door().code())
                .contains(Secret.of("open sesame"));
    }

    @Test
    void fileOfASecretIsJudgedWithoutShowingIt() throws IOException {
        var weak = Files.writeString(directory.resolve("weak"), "1234\n");
        var empty = Files.writeString(directory.resolve("empty"), " \n");

        assertThat(problems("door:\n  code-file: " + weak))
                .containsExactly("line 2: door.code-file is '***': expected a code that is harder to guess");
        assertThat(problems("door:\n  code-file: " + empty))
                .containsExactly("line 2: door.code-file names an empty file");
        assertThat(problems("door:\n  code-file: " + directory.resolve("none")))
                .containsExactly("line 2: door.code-file cannot be read: there is no such file");
        assertThat(problems("door:\n  code: x\n  code-file: " + weak))
                .containsExactly("line 3: door.code-file stands beside code: give one of them");
    }

    @ParameterizedTest
    @MethodSource("hidingPlaces")
    void noProblemEverShowsASecret(String yaml) throws IOException {
        assertThat(read(yaml).toString()).doesNotContain("hush").doesNotContain("HUSH");
    }

    static List<String> hidingPlaces() {
        return List.of(
                "door: {code: [hush]}",
                "door: {code: {a: hush}}",
                "door: {cod: hush}",
                "door: {code: hush, code: hush}",
                "door: hush",
                "door: {code: *hush}",
                "door: {code: &hush}",
                "door: {code: !hush x}",
                "door: {code: !<hush> x}",
                "door: {code: !hush!x y}",
                "door: {code: @hush}",
                "door: {code: %hush}",
                "door: {code: \"hush\\q\"}",
                "door: {code: \"hush}",
                "door:\n  code: hush: hush",
                "door:\n  code: |hush\n",
                "%hush 1\n---\ndoor: {}",
                "door: {bell: \"http://me:hush@\"}\nx: 1",
                "door: {bell: [\"hush\"]}",
                "guests: [hush]",
                "guests: hush",
                "guests: [{name: a, pasword: hush}, {name: b, password: hush}]",
                "guests:\n  - {name: a, password: hush, cups: 12}\n  - {name: a, password: hush}",
                "door: {code: hush, bell: \"http://me:hush@bell.example/hush\"}");
    }

    @Test
    void cutAndNoisyFilesAreToldNeverThrown() throws IOException {
        var whole = Files.readString(Path.of("src/test/resources/config/complete.yaml"));
        for (int i = 0; i < whole.length(); i += 7) {
            read(whole.substring(0, i));
            read(whole.substring(0, i) + "\u0000" + whole.substring(i));
            read(whole.substring(0, i) + "{[:*&!|>'\"%@`" + whole.substring(i));
        }
        assertThat(problems(whole)).isNotEmpty();
    }

    private static Arguments bad(String yaml, String... problems) {
        return Arguments.of(yaml, List.of(problems));
    }

    private SettingsReading<House> read(String yaml) throws IOException {
        var file = Files.writeString(directory.resolve("house.yaml"), yaml);
        return SettingsFile.read(Optional.of(file), Map.of(), House.class);
    }

    private Usable<House> usable(String yaml) throws IOException {
        return switch (read(yaml)) {
            case Usable<House> usable -> usable;
            case Refused<House>(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private List<String> problems(String yaml) throws IOException {
        return told(read(yaml));
    }

    private static List<String> refused(Path file) {
        return told(SettingsFile.read(Optional.of(file), Map.of(), House.class));
    }

    private static List<String> told(SettingsReading<House> reading) {
        return switch (reading) {
            case Usable<House> _ -> List.of();
            case Refused<House>(var problems) ->
                problems.stream().map(Object::toString).toList();
        };
    }
}
