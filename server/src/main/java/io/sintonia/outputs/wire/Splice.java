package io.sintonia.outputs.wire;

/**
 * The words that differ from reader to reader in a text that is otherwise the same.
 *
 * @param base addresses begin with it
 * @param username as it stands in addresses, encoded
 * @param password likewise
 */
public record Splice(String base, String username, String password) {}
