package io.sintonia.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Another process that takes a data directory and says what came of it. */
final class DirectoryTaker {
    private DirectoryTaker() {}

    @SuppressWarnings("SystemOut") // the parent process reads it
    public static void main(String[] arguments) {
        try (DataDirectory taken = DataDirectory.take(Path.of(arguments[0]))) {
            System.out.println("took " + taken.path().getFileName());
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }

    /** What the other process says. */
    static String says(Path directory) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        DirectoryTaker.class.getName(),
                        directory.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return said;
    }
}
