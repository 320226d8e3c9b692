package io.sintonia.names;

import io.sintonia.SharedFiles;
import io.sintonia.formats.m3u.M3uOptions;
import io.sintonia.formats.m3u.M3uReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The names and ids in the lists beside the checkout; a test that asks for them is skipped where there are none. */
public final class SharedNames {
    private SharedNames() {}

    /**
     * An entry of a list.
     *
     * @param list the file's name
     * @param id the guide id without what follows an {@code @}; maybe empty
     * @param name as it stands
     */
    public record Entry(String list, String id, String name) {}

    /** All entries of all lists, in order. */
    public static List<Entry> read() throws IOException {
        var entries = new ArrayList<Entry>();
        try (var files = Files.list(SharedFiles.need("data/m3u"))) {
            for (var file : files.sorted().toList()) {
                if (!file.getFileName().toString().startsWith("fixture")) {
                    read(file, entries);
                }
            }
        }
        return entries;
    }

    private static void read(Path file, List<Entry> entries) throws IOException {
        try (var in = Files.newInputStream(file);
                var reader = M3uReader.open(in, M3uOptions.defaults(), remark -> {})) {
            while (reader.readNext()) {
                var entry = reader.entry();
                var id = entry.tvgId().orElse("");
                int at = id.indexOf('@');
                entries.add(new Entry(file.getFileName().toString(), at < 0 ? id : id.substring(0, at), entry.name()));
            }
        }
    }
}
