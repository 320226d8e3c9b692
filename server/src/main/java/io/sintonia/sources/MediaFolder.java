package io.sintonia.sources;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The video files of a folder, by their paths in it. Links are followed nowhere: one that leads out of the folder would show files that
 * nobody declared, so links are refused and named. Sound files are no films and are passed over, as is what is hidden.
 *
 * @param isWhole whether these are all of them
 */
record MediaFolder(List<MediaFile> files, List<Refused> refused, boolean isWhole) {
    static final int MOST_FILES = 100_000;
    private static final int MOST_LOOKED_AT = 1_000_000;
    private static final int DEEPEST = 12;
    private static final int MOST_REFUSED = 1000;
    private static final Set<String> VIDEO = Set.of(
            "mp4", "m4v", "mkv", "avi", "mov", "wmv", "flv", "mpg", "mpeg", "webm", "ts", "m2ts", "mts", "vob", "3gp",
            "ogv", "divx", "asf");

    MediaFolder {
        files = List.copyOf(files);
        refused = List.copyOf(refused);
    }

    /** Something that was not taken. */
    record Refused(String path, String reason) {}

    /** What became of reading a folder. */
    sealed interface Reading {
        /** Its files. */
        record Read(MediaFolder folder) implements Reading {}

        /** Why there are none, for people. */
        record Unreadable(String reason) implements Reading {}
    }

    /**
     * A video file.
     *
     * @param path within the folder, with slashes
     * @param url {@code file:} with its absolute path
     */
    record MediaFile(String path, String url, String extension, long bytes) {
        /** Its name without the extension; underscores and dots between words are blanks. */
        String title() {
            String name = path.substring(path.lastIndexOf('/') + 1);
            String bare =
                    name.substring(0, name.length() - extension.length() - 1).replace('_', ' ');
            String words = bare.indexOf(' ') < 0 ? bare.replace('.', ' ') : bare;
            return words.isBlank() ? name : words.strip();
        }

        /** The folders it is in, innermost first, without those that only say the season. */
        List<String> folders() {
            List<String> parts = new ArrayList<>(List.of(path.split("/")));
            parts.removeLast();
            return parts.reversed().stream()
                    .filter(part -> !part.matches(
                            "(?iu)(season|saison|staffel|stagione|temporada|s|t)[ ._-]?\\d{1,3}|specials|extras"))
                    .toList();
        }

        /** The outermost folder, or "". */
        String topFolder() {
            return path.indexOf('/') < 0 ? "" : path.substring(0, path.indexOf('/'));
        }
    }

    /** Reads a folder by its {@code file:} address. Blocks. */
    static Reading read(String location) throws IOException {
        Path root;
        try {
            root = Path.of(location.startsWith("file:") ? location.substring("file:".length()) : location);
            if (!Files.isDirectory(root)) {
                return new Reading.Unreadable("there is no such folder: " + root);
            }
            if (!Files.isReadable(root)) {
                return new Reading.Unreadable("the folder may not be read: " + root);
            }
        } catch (InvalidPathException e) {
            return new Reading.Unreadable("its address is no path");
        }
        Path real = root.toRealPath();
        Walk walk = new Walk(real);
        Files.walkFileTree(real, EnumSet.noneOf(FileVisitOption.class), DEEPEST, walk);
        walk.files.sort(Comparator.comparing(MediaFile::path));
        return new Reading.Read(new MediaFolder(walk.files, walk.refused, walk.whole));
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<MediaFile> files = new ArrayList<>();
        private final List<Refused> refused = new ArrayList<>();
        private boolean whole = true;
        private int looked;

        Walk(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean hidden =
                    !folder.equals(root) && String.valueOf(folder.getFileName()).startsWith(".");
            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (++looked > MOST_LOOKED_AT
                    || files.size() >= MOST_FILES
                    || Thread.currentThread().isInterrupted()) {
                whole = false;
                return FileVisitResult.TERMINATE;
            }
            String name = String.valueOf(file.getFileName());
            String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            String path = root.relativize(file).toString().replace('\\', '/');
            if (attributes.isSymbolicLink()) {
                refuse(path, "it is a link, and links may lead out of the folder");
            } else if (attributes.isDirectory()) {
                refuse(path, "it lies deeper than " + DEEPEST + " folders");
            } else if (attributes.isRegularFile() && VIDEO.contains(extension) && !name.startsWith(".")) {
                files.add(new MediaFile(path, "file:" + file, extension, attributes.size()));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            refuse(root.relativize(file).toString(), "it may not be read");
            return FileVisitResult.CONTINUE;
        }

        private void refuse(String path, String reason) {
            if (refused.size() < MOST_REFUSED) {
                refused.add(new Refused(path, reason));
            }
        }
    }
}
