package io.sintonia.outputs;

import java.nio.file.Path;

/**
 * Where rendered answers lie. They need not survive the process.
 *
 * @param path a folder that is there and empty when the process starts
 */
public record AnswersFolder(Path path) {}
