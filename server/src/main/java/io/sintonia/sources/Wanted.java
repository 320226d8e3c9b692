package io.sintonia.sources;

import io.sintonia.catalogue.Kind;
import io.sintonia.sources.SourceSettings.Content;
import java.util.EnumSet;
import java.util.Set;

/** Which kinds of entries of a source are taken over. */
final class Wanted {
    private final Set<Content> contents;

    private Wanted(Set<Content> contents) {
        this.contents = contents;
    }

    static Wanted everything() {
        return new Wanted(EnumSet.allOf(Content.class));
    }

    /** What the source's {@code include} says. */
    static Wanted of(Source source) {
        return new Wanted(source.include());
    }

    boolean includes(Kind kind) {
        return contents.contains(
                switch (kind) {
                    case CHANNEL -> Content.LIVE;
                    case MOVIE -> Content.MOVIES;
                    case SERIES, EPISODE -> Content.SERIES;
                });
    }
}
