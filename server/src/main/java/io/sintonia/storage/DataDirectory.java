package io.sintonia.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The directory that holds everything one server knows: database, key file. One process at a time may have it; the lock
 * ends with the process, also with one that is killed.
 */
public final class DataDirectory implements AutoCloseable {
    // POSIX gives up a process's locks on a file when it closes any channel of that file: a second attempt within this
    // process must not open it
    private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /** Creates the directory if missing and takes it for this process; fails if another one has it. */
    public static DataDirectory take(Path path) throws IOException {
        Files.createDirectories(path);
        Path real = path.toRealPath();
        if (!TAKEN.add(real)) {
            throw takenAlready(real);
        }
        try {
            return new DataDirectory(real, locked(real));
        } catch (IOException | RuntimeException e) {
            TAKEN.remove(real);
            throw e;
        }
    }

    private static FileChannel locked(Path path) throws IOException {
        FileChannel file = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() == null) {
                throw takenAlready(path);
            }
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static IOException takenAlready(Path path) {
        return new IOException(
                "another Sintonia already serves from " + path + ": stop it first, or give this one another --data");
    }

    /** The absolute path, links followed. */
    public Path path() {
        return path;
    }

    public Path databaseFile() {
        return path.resolve("sintonia.db");
    }

    public Path keyFile() {
        return path.resolve("key");
    }

    /** A folder in here for things that need not survive; emptied now. */
    public Path emptyFolder(String name) throws IOException {
        Path folder = path.resolve(name);
        Files.createDirectories(folder);
        try (var left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
        }
        return folder;
    }

    @Override
    public void close() throws IOException {
        if (lockFile.isOpen()) {
            lockFile.close();
            TAKEN.remove(path);
        }
    }
}
