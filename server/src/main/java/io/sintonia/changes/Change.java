package io.sintonia.changes;

/**
 * A small fact about something that was committed.
 *
 * @param room whose fact it is
 * @param kind what kind of thing changed, for instance {@code channel}
 * @param id which one; 0 for many at once
 */
public record Change(String room, String kind, long id) {}
