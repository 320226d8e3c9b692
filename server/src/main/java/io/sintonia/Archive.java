package io.sintonia;

import io.sintonia.storage.DataDirectory;
import io.sintonia.storage.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** One file that holds everything a server knows: its database, its key, its configuration. */
final class Archive {
    private static final String DATABASE = "sintonia.db";
    private static final String KEY = "key";
    private static final String CONFIG = "sintonia.yaml";

    private Archive() {}

    /** Writes an archive, also while a server runs; the database in it is one consistent moment. */
    static void write(Path archive, Path directory, Optional<Path> config) throws IOException {
        Path database = directory.resolve(DATABASE);
        if (!Files.exists(database)) {
            throw new IOException("there is nothing to back up in " + directory);
        }
        if (Files.exists(archive)) {
            throw new IOException(archive + " exists already; name another file");
        }
        Path folder = Files.createTempDirectory("sintonia-backup");
        Path copy = folder.resolve(DATABASE);
        try {
            Database.copy(database, copy);
            Path unfinished = archive.resolveSibling(archive.getFileName() + ".part");
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(unfinished))) {
                add(zip, DATABASE, copy);
                add(zip, KEY, directory.resolve(KEY));
                if (config.isPresent() && Files.exists(config.get())) {
                    add(zip, CONFIG, config.get());
                }
            }
            Files.move(unfinished, archive);
        } finally {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(folder);
        }
    }

    /** Puts an archive's contents in place of what is there; what was there stays beside it under the name {@code *.old}. */
    static void restore(Path archive, Path directory, Optional<Path> config) throws IOException {
        try (DataDirectory taken = DataDirectory.take(directory);
                ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            boolean any = false;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                switch (entry.getName()) {
                    case DATABASE -> {
                        put(zip, taken.databaseFile());
                        setAside(taken.path().resolve(DATABASE + "-wal"));
                        setAside(taken.path().resolve(DATABASE + "-shm"));
                        any = true;
                    }
                    case KEY -> {
                        put(zip, taken.keyFile());
                        forOwnerOnly(taken.keyFile());
                    }
                    case CONFIG -> put(zip, config.orElse(Path.of(CONFIG)));
                    default ->
                        throw new IOException(archive + " holds " + entry.getName() + ": it is no backup of ours");
                }
            }
            if (!any) {
                throw new IOException(archive + " holds no database: it is no backup of ours");
            }
        }
    }

    private static void add(ZipOutputStream zip, String name, Path file) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(file, zip);
        zip.closeEntry();
    }

    private static void put(InputStream in, Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try (OutputStream out = Files.newOutputStream(unfinished)) {
            in.transferTo(out);
        }
        setAside(file);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void forOwnerOnly(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static void setAside(Path file) throws IOException {
        if (Files.exists(file)) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
