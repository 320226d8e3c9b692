package io.sintonia.names;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Pairs of names with the right answer, from src/test/resources/names. */
public final class PairTable {
    private PairTable() {}

    /**
     * A line of a table.
     *
     * @param name in the list
     * @param id its guide id, maybe empty
     * @param others the names of the other
     * @param otherId its guide id, maybe empty
     * @param same whether they are one channel in the world
     * @param verdict what we want to be said: automatic, proposed or none
     */
    public record Pair(String name, String id, List<String> others, String otherId, boolean same, String verdict) {
        /** The first as a thing with names. */
        public Named one() {
            return Named.of(List.of(id), List.of(name), "");
        }

        /** The other as a thing with names. */
        public Named other() {
            return Named.of(List.of(otherId), others, "");
        }
    }

    /** Reads a table: {@code pairs} of channels and guide channels, or {@code addresses} of different lists. */
    public static List<Pair> read(String table) {
        var pairs = new ArrayList<Pair>();
        try (var in = PairTable.class.getResourceAsStream("/names/" + table + ".csv")) {
            if (in == null) {
                throw new IllegalStateException("no table " + table);
            }
            for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!line.isBlank() && !line.startsWith("# ")) {
                    var cells = line.split(";", -1);
                    if (cells.length != 6) {
                        throw new IllegalStateException("six cells wanted: " + line);
                    }
                    var others = List.of(cells[2].split("//", -1));
                    pairs.add(new Pair(cells[0], cells[1], others, cells[3], cells[4].equals("yes"), cells[5]));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return pairs;
    }
}
