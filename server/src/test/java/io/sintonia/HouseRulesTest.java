package io.sintonia;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plan of the house: which room may know which. docs/house.md shows the same table to people. */
class HouseRulesTest {
    private static final JavaClasses HOUSE =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.sintonia");

    /** Room to the rooms it may use; a room that is missing here fails {@link #everyRoomIsOnThePlan()}. */
    private static final Map<String, Set<String>> MAY_USE = new TreeMap<>(Map.ofEntries(
            Map.entry("config", Set.of()),
            Map.entry("schema", Set.of()),
            Map.entry("changes", Set.of()),
            Map.entry("storage", Set.of("config", "schema")),
            Map.entry("fetch", Set.of("config")),
            Map.entry("formats", Set.of("config")),
            Map.entry("channellog", Set.of("config")),
            Map.entry("names", Set.of()),
            Map.entry("catalogue", Set.of("config", "schema", "storage", "changes")),
            Map.entry("accounts", Set.of("config", "schema", "storage", "changes")),
            Map.entry("plays", Set.of("config", "schema", "storage")),
            Map.entry(
                    "guide",
                    Set.of("config", "schema", "catalogue", "storage", "changes", "fetch", "formats", "names")),
            Map.entry("sources", Set.of("config", "schema", "catalogue", "storage", "changes", "fetch", "formats")),
            Map.entry("curation", Set.of("config", "schema", "catalogue", "storage", "changes", "names")),
            Map.entry("relay", Set.of("config", "catalogue", "changes", "channellog", "fetch", "formats")),
            Map.entry("checks", Set.of("config", "schema", "catalogue", "storage", "relay")),
            Map.entry("demo", Set.of("config", "catalogue", "guide", "relay", "formats")),
            Map.entry(
                    "outputs",
                    Set.of("config", "accounts", "catalogue", "guide", "relay", "formats", "channellog", "plays")),
            Map.entry(
                    "admin",
                    Set.of(
                            "config",
                            "accounts",
                            "catalogue",
                            "curation",
                            "checks",
                            "guide",
                            "sources",
                            "relay",
                            "outputs",
                            "changes",
                            "storage",
                            "plays",
                            "channellog",
                            "formats"))));

    static Stream<Map.Entry<String, Set<String>>> rooms() {
        return MAY_USE.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void roomUsesOnlyItsNeighbours(Map.Entry<String, Set<String>> room) {
        var forbidden = MAY_USE.keySet().stream()
                .filter(other ->
                        !other.equals(room.getKey()) && !room.getValue().contains(other))
                .map(other -> "io.sintonia." + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that(resideInAPackage("io.sintonia." + room.getKey() + ".."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(forbidden))
                .because("docs/house.md draws the doors")
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void everyRoomIsOnThePlan() {
        classes()
                .that()
                .resideInAPackage("io.sintonia.*..")
                .should()
                .resideInAnyPackage(MAY_USE.keySet().stream()
                        .map(room -> "io.sintonia." + room + "..")
                        .toArray(String[]::new))
                .because("a new room needs a line in docs/house.md and in this table")
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void roomsFormNoCircle() {
        slices().matching("io.sintonia.(*)..").should().beFreeOfCycles().check(HOUSE);
    }
}
