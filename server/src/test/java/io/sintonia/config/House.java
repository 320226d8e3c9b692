package io.sintonia.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of a small house, with one setting of every kind, to read in tests. */
record House(
        Door door,
        @Distinct("name") List<Guest> guests,
        @Distinct("name") List<Room> rooms,
        Map<String, String> labels) {

    enum Colour {
        RED,
        LIGHT_BLUE
    }

    @About("The door.")
    record Door(
            @Default("8000") @Range(min = "1", max = "65535")
            int number,

            @Default("1") long weight,
            @Default("0.5") double gap,
            @Default("true") boolean locked,
            @Default("1m") @Range(min = "1s", max = "1h") Duration openFor,
            @Default("8MB") @Range(min = "1MB") ByteSize mail,
            @Default("light-blue") Colour colour,
            Optional<Instant> built,
            Optional<ZoneId> clock,
            Optional<Path> key,
            @Default("[red]") List<Colour> stripes,
            List<NetworkRange> callers,
            Optional<Secret> code,
            @Confidential Optional<String> bell) {
        Door {
            new Inspection()
                    .expect(number != 13, "number", number, "a luckier number")
                    .expect(
                            code.stream().noneMatch(secret -> secret.reveal().equals("1234")),
                            "code",
                            code,
                            "a code that is harder to guess")
                    .conclude();
        }

        @Override
        public String toString() {
            return Redacted.text(this);
        }
    }

    record Guest(
            @Example("Someone") String name,
            @Example("password") Secret password,
            @Default("2") @Range(min = "0", max = "9") int cups,
            @NameOf("rooms.name") List<String> rooms) {}

    record Room(String name, Optional<Integer> beds) {}
}
