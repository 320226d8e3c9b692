package io.sintonia.admin;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.sintonia.curation.FilmDirectory;
import io.sintonia.curation.FilmDirectory.Found;
import io.sintonia.curation.FilmDirectory.Title;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Films and series as their owner sees them. */
@Controller("/api/v1")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class FilmResource {
    private final FilmDirectory films;

    FilmResource(FilmDirectory films) {
        this.films = films;
    }

    /** The group of a title. */
    @Serdeable
    record Group(long id, String name) {}

    /** A film or a series. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Shown(
            long id,
            String name,
            @Nullable Integer year,
            Group category,
            String source,
            String logo,
            boolean adult,
            int episodes,
            @Nullable String unsupported,
            @Nullable Instant missingSince) {
        static Shown of(Title title) {
            return new Shown(
                    title.id(),
                    title.name(),
                    title.released() == 0 ? null : title.released(),
                    new Group(title.categoryId(), title.category()),
                    title.source(),
                    title.logo(),
                    title.adult(),
                    title.episodes(),
                    title.unsupported().isEmpty() ? null : title.unsupported(),
                    title.missingSince().orElse(null));
        }
    }

    /** Films, or those whose names hold all the words that are searched. */
    @Get("/movies{?search,page,size}")
    Page<Shown> movies(
            @QueryValue(defaultValue = "") String search,
            @QueryValue(defaultValue = "1") int page,
            @QueryValue(defaultValue = "50") int size) {
        int most = Math.clamp(size, 1, Page.LARGEST);
        return page(films.movies(search, (Math.max(page, 1) - 1L) * most, most), page, most);
    }

    /** Series, or those whose names hold all the words that are searched. */
    @Get("/series{?search,page,size}")
    Page<Shown> series(
            @QueryValue(defaultValue = "") String search,
            @QueryValue(defaultValue = "1") int page,
            @QueryValue(defaultValue = "50") int size) {
        int most = Math.clamp(size, 1, Page.LARGEST);
        return page(films.series(search, (Math.max(page, 1) - 1L) * most, most), page, most);
    }

    private static Page<Shown> page(Found found, int page, int size) {
        return new Page<>(found.titles().stream().map(Shown::of).toList(), Math.max(page, 1), size, found.total());
    }
}
