package io.sintonia.formats.xmltv;

/**
 * A person who made or appears in a programme.
 *
 * @param name never empty
 * @param part whom an actor plays; empty if unknown
 */
public record Credit(Role role, String name, String part) {
    /** What a person did: the DTD's elements below {@code credits}. */
    public enum Role {
        DIRECTOR,
        ACTOR,
        WRITER,
        ADAPTER,
        PRODUCER,
        COMPOSER,
        EDITOR,
        PRESENTER,
        COMMENTATOR,
        GUEST
    }
}
