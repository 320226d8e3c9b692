package io.sintonia.catalogue;

/**
 * A group of channels.
 *
 * @param id never changes; unique over channels', films' and series' categories
 */
public record Category(long id, String name, int position) {}
