package io.sintonia.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.config.House.Colour;
import io.sintonia.config.SettingsReading.Refused;
import io.sintonia.config.SettingsReading.Usable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every setting is also a variable, which wins over the file; a variable that is none is told like a key that is none. */
class EnvironmentTest {
    @TempDir
    Path directory;

    @Test
    void variablesSetWhatTheFileLeavesOut() {
        var house = usable(read(Map.of(
                        "SINTONIA_DOOR_NUMBER", "7",
                        "SINTONIA_DOOR_OPEN_FOR", "30s",
                        "SINTONIA_DOOR_STRIPES", "red, light-blue",
                        "SINTONIA_DOOR_CALLERS_0", "10.0.0.0/8",
                        "SINTONIA_DOOR_CALLERS_1", "::1",
                        "SINTONIA_LABELS_FRONT_DOOR", "blue",
                        "HOME", "/anything")))
                .settings();

        assertThat(house.door().number()).isEqualTo(7);
        assertThat(house.door().openFor()).hasSeconds(30);
        assertThat(house.door().stripes()).containsExactly(Colour.RED, Colour.LIGHT_BLUE);
        assertThat(house.door().callers()).hasSize(2);
        assertThat(house.labels()).containsEntry("front-door", "blue");
    }

    @Test
    void variablesBuildListsOfSectionsByNumber() {
        var guests = usable(read(Map.of(
                        "SINTONIA_GUESTS_0_NAME", "a",
                        "SINTONIA_GUESTS_0_PASSWORD", "x",
                        "SINTONIA_GUESTS_1_NAME", "b",
                        "SINTONIA_GUESTS_1_PASSWORD", "y",
                        "SINTONIA_GUESTS_1_CUPS", "4")))
                .settings()
                .guests();

        assertThat(guests).extracting(House.Guest::name).containsExactly("a", "b");
        assertThat(guests.get(1).cups()).isEqualTo(4);
    }

    @Test
    void tenthElementComesAfterTheSecond() {
        var variables = new HashMap<String, String>();
        for (int i = 0; i <= 10; i++) {
            variables.put("SINTONIA_ROOMS_" + i + "_NAME", "room " + i);
        }

        assertThat(usable(read(variables)).settings().rooms())
                .extracting(House.Room::name)
                .startsWith("room 0", "room 1", "room 2")
                .endsWith("room 9", "room 10");
    }

    @Test
    void variablesWinOverTheFileAndSaySo() throws IOException {
        var read = usable(read(
                """
                door:
                  number: 7
                  stripes: red
                guests:
                  - {name: a, password: x}
                """,
                Map.of(
                        "SINTONIA_DOOR_NUMBER", "8",
                        "SINTONIA_GUESTS_0_PASSWORD", "better",
                        "SINTONIA_GUESTS_1_NAME", "b",
                        "SINTONIA_GUESTS_1_PASSWORD", "y",
                        "SINTONIA_DOOR_STRIPES_1", "light-blue")));

        assertThat(read.settings().door().number()).isEqualTo(8);
        assertThat(read.settings().door().stripes()).containsExactly(Colour.RED, Colour.LIGHT_BLUE);
        assertThat(read.settings().guests().get(0).password()).isEqualTo(Secret.of("better"));
        assertThat(read.settings().guests().get(1).name()).isEqualTo("b");
        assertThat(read.remarks())
                .extracting(Problem::toString)
                .containsExactly(
                        "line 2: door.number is overridden by SINTONIA_DOOR_NUMBER",
                        "line 5: guests[0].password is overridden by SINTONIA_GUESTS_0_PASSWORD");
    }

    @Test
    void secretOfTheEnvironmentTakesThePlaceOfAFilesInEitherForm() throws IOException {
        var code = Files.writeString(directory.resolve("code"), "from a file\n");

        assertThat(usable(read("door: {code: x}", Map.of("SINTONIA_DOOR_CODE_FILE", code.toString())))
                        .settings()
                        .door()
                        .code())
                .contains(Secret.of("from a file"));
        assertThat(usable(read("door: {code-file: /nowhere}", Map.of("SINTONIA_DOOR_CODE", "direct")))
                        .settings()
                        .door()
                        .code())
                .contains(Secret.of("direct"));
        assertThat(problems(read(Map.of("SINTONIA_DOOR_CODE", "hush", "SINTONIA_DOOR_CODE_FILE", code.toString()))))
                .containsExactly("SINTONIA_DOOR_CODE_FILE stands beside code: give one of them");
    }

    @Test
    void variablesThatAreNoSettingsAreToldWithTheNearestName() {
        assertThat(problems(read(Map.of("SINTONIA_DOOR_NUBMER", "7"))))
                .containsExactly("SINTONIA_DOOR_NUBMER is not a setting; did you mean SINTONIA_DOOR_NUMBER?");
        assertThat(problems(read(Map.of("SINTONIA_GUESTS_12_PASWORD", "hush"))))
                .containsExactly(
                        "SINTONIA_GUESTS_12_PASWORD is not a setting; did you mean SINTONIA_GUESTS_12_PASSWORD?");
        assertThat(problems(read(Map.of("SINTONIA_COMPLETELY_ELSEWHERE", "hush"))))
                .containsExactly("SINTONIA_COMPLETELY_ELSEWHERE is not a setting");
        assertThat(problems(read(Map.of("SINTONIA_GUESTS", "hush"))))
                .containsExactly(
                        "SINTONIA_GUESTS names a whole section: set its settings one by one, SINTONIA_GUESTS_0_NAME and the like");
        assertThat(problems(read(Map.of("SINTONIA_NUMBER", "7"))))
                .containsExactly("SINTONIA_NUMBER is not a setting; did you mean SINTONIA_DOOR_NUMBER?");
        assertThat(problems(read(Map.of("SINTONIA_", "x")))).containsExactly("SINTONIA_ is not a setting");
    }

    @Test
    void badValuesOfVariablesAreToldByTheVariablesName() {
        assertThat(problems(read(Map.of(
                        "SINTONIA_DOOR_NUMBER", "http",
                        "SINTONIA_DOOR_CODE", "1234",
                        "SINTONIA_GUESTS_0_NAME", "a",
                        "SINTONIA_ROOMS_1_NAME", "b",
                        "SINTONIA_DOOR_STRIPES", "red,green"))))
                .containsExactlyInAnyOrder(
                        "SINTONIA_DOOR_NUMBER is 'http': expected a whole number from 1 to 65535",
                        "SINTONIA_DOOR_CODE is '***': expected a code that is harder to guess",
                        "SINTONIA_DOOR_STRIPES is 'green': expected red or light-blue",
                        "SINTONIA_GUESTS_0_PASSWORD is missing: expected some text",
                        "SINTONIA_ROOMS_1_NAME leaves a gap: the list has 0 before it, so the next number is 0");
    }

    @Test
    void emptyVariableCountsAsNotSet() {
        var read = usable(read(Map.of("SINTONIA_DOOR_NUMBER", "")));

        assertThat(read.settings().door().number()).isEqualTo(8000);
        assertThat(read.remarks()).hasToString("[SINTONIA_DOOR_NUMBER is empty and ignored]");
    }

    @Test
    void kubernetesMayNameItsServiceLikeUs() {
        assertThat(problems(read(Map.of(
                        "SINTONIA_SERVICE_HOST", "10.0.0.7",
                        "SINTONIA_SERVICE_PORT_HTTP", "8000",
                        "SINTONIA_PORT", "tcp://10.0.0.7:8000",
                        "SINTONIA_PORT_8000_TCP_ADDR", "10.0.0.7"))))
                .isEmpty();
        assertThat(problems(read(Map.of("SINTONIA_PORT", "8000"))))
                .as("an operator's slip, not Kubernetes")
                .hasSize(1);
    }

    @Test
    void problemsOfTheFileComeFirstAndItsSyntaxDoesNotHideTheEnvironments() throws IOException {
        assertThat(problems(read("door: {", Map.of("SINTONIA_DOR", "x"))))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("SINTONIA_DOR is not a setting");
    }

    private static SettingsReading<House> read(Map<String, String> environment) {
        return SettingsFile.read(Optional.empty(), environment, House.class);
    }

    private SettingsReading<House> read(String yaml, Map<String, String> environment) throws IOException {
        var file = Files.writeString(directory.resolve("house.yaml"), yaml);
        return SettingsFile.read(Optional.of(file), environment, House.class);
    }

    private static Usable<House> usable(SettingsReading<House> reading) {
        return switch (reading) {
            case Usable<House> usable -> usable;
            case Refused<House>(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private static List<String> problems(SettingsReading<House> reading) {
        return switch (reading) {
            case Usable<House> _ -> List.of();
            case Refused<House>(var problems) ->
                problems.stream().map(Object::toString).toList();
        };
    }
}
