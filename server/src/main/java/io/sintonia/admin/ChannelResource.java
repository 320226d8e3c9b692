package io.sintonia.admin;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.sintonia.curation.ChannelDirectory;
import io.sintonia.curation.ChannelQuery;
import io.sintonia.curation.ChannelQuery.Direction;
import io.sintonia.curation.ChannelQuery.Scope;
import io.sintonia.curation.ChannelQuery.Sort;
import io.sintonia.curation.CuratedChannel;
import io.sintonia.curation.Edits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Channels as their owner sees and changes them. */
@Controller("/api/v1/channels")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class ChannelResource {
    private final ChannelDirectory channels;
    private final Edits edits;

    ChannelResource(ChannelDirectory channels, Edits edits) {
        this.channels = channels;
        this.edits = edits;
    }

    /** A group, or another channel. */
    @Serdeable
    record Named(long id, String name) {
        static Named of(CuratedChannel.Named named) {
            return new Named(named.id(), named.name());
        }
    }

    /** Where its stream can be had, best first; without the address, which may hold credentials. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Address(
            long id,
            long sourceId,
            String source,
            int place,
            @Nullable String unsupported,
            boolean missing) {
        static Address of(CuratedChannel.Address address) {
            return new Address(
                    address.id(),
                    address.sourceId(),
                    address.source(),
                    address.place(),
                    address.unsupported().isEmpty() ? null : address.unsupported(),
                    address.missing());
        }
    }

    /**
     * A channel.
     *
     * @param overrides what is the owner's word, by field
     * @param merged channels that are shown as part of it
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Shown(
            long id,
            String name,
            String number,
            String logo,
            String guideId,
            @Nullable Named category,
            boolean radio,
            boolean adult,
            boolean hidden,
            List<Address> sources,
            Map<String, String> overrides,
            List<Named> merged,
            @Nullable Named mergedInto,
            @Nullable Instant missingSince) {
        static Shown of(CuratedChannel channel) {
            return new Shown(
                    channel.id(),
                    channel.name(),
                    channel.number(),
                    channel.logo(),
                    channel.guideId(),
                    channel.group().map(Named::of).orElse(null),
                    channel.radio(),
                    channel.adult(),
                    channel.hidden(),
                    channel.addresses().stream().map(Address::of).toList(),
                    channel.overrides(),
                    channel.merged().stream().map(Named::of).toList(),
                    channel.mergedInto().map(Named::of).orElse(null),
                    channel.missingSince().orElse(null));
        }
    }

    /**
     * Which channels are listed.
     *
     * @param category the id of the group they are shown in
     * @param source the id of one that has them
     * @param sort position, name, number or category; with a {@code -} before it from the end
     * @param hidden whether hidden and missing ones are listed too
     */
    @Introspected
    record Asked(
            @Nullable @QueryValue String search,
            @Nullable @QueryValue Long category,
            @Nullable @QueryValue Long source,
            @Nullable @QueryValue String sort,
            @Nullable @QueryValue Boolean hidden,
            @Nullable @QueryValue Integer page,
            @Nullable @QueryValue Integer size) {
        ChannelQuery query() {
            String order = sort == null ? "position" : sort;
            boolean down = order.startsWith("-");
            Optional<Sort> by = Sort.of(down ? order.substring(1) : order);
            if (by.isEmpty()) {
                throw new HttpStatusException(
                        HttpStatus.BAD_REQUEST,
                        "sort: expected position, name, number or category, with - before it from the end");
            }
            return new ChannelQuery(
                    search == null ? "" : search,
                    category == null ? OptionalLong.empty() : OptionalLong.of(category),
                    source == null ? OptionalLong.empty() : OptionalLong.of(source),
                    by.get(),
                    down ? Direction.DOWN : Direction.UP,
                    hidden != null && hidden ? Scope.ALL : Scope.SHOWN);
        }
    }

    /** Which channels are merged into one. */
    @Serdeable
    record Others(@Nullable List<Long> channels) {}

    /** Channels in their order, or as searched and sorted. */
    @Get("{?asked*}")
    Page<Shown> list(@RequestBean Asked asked) {
        int size = Math.clamp(asked.size() == null ? 50 : asked.size(), 1, Page.LARGEST);
        int page = Math.max(asked.page() == null ? 1 : asked.page(), 1);
        ChannelDirectory.Found found = channels.find(asked.query(), (page - 1L) * size, size);
        return new Page<>(found.channels().stream().map(Shown::of).toList(), page, size, found.total());
    }

    /** One channel, also a hidden, missing or merged one. */
    @Get("/{id}")
    HttpResponse<?> find(long id) {
        Optional<Shown> found = channels.channel(id).map(Shown::of);
        return found.isPresent() ? HttpResponse.ok(found.get()) : unknown(id);
    }

    /** Says things of one by hand: name, number, logo, guide_id, group, hidden; null takes the word back. */
    @Patch("/{id}")
    HttpResponse<?> change(long id, @Body JsonNode body, Authentication actor) {
        return channels.channel(id).isEmpty() ? unknown(id) : changed(List.of(id), JsonFields.of(body), actor);
    }

    /** The same of many at once: all of it is done, as one edit, or nothing. */
    @Patch
    HttpResponse<?> changeMany(@Body JsonNode body, Authentication actor) {
        ManyChannels many = ManyChannels.of(body);
        if (!many.errors().isEmpty()) {
            return EditAnswers.wrong(many.errors());
        }
        return changed(many.ids().orElseGet(() -> channels.ids(many.query())), many.set(), actor);
    }

    private HttpResponse<?> changed(List<Long> ids, Map<String, @Nullable Object> body, Authentication actor) {
        ChannelWishes wishes = ChannelWishes.of(body);
        return wishes.errors().isEmpty()
                ? EditAnswers.of(edits.channels(actor.getName(), wishes.edits(ids)))
                : EditAnswers.wrong(wishes.errors());
    }

    /** Makes others part of it: its streams come first, then theirs, and their ids lead here. */
    @Post("/{id}/merge")
    HttpResponse<?> merge(long id, @Body Others others, Authentication actor) {
        if (channels.channel(id).isEmpty()) {
            return unknown(id);
        }
        return EditAnswers.of(
                edits.merge(actor.getName(), id, others.channels() == null ? List.of() : others.channels()));
    }

    /** Makes a channel that is part of another one its own again. */
    @Post("/{id}/split")
    HttpResponse<?> split(long id, Authentication actor) {
        return channels.channel(id).isEmpty() ? unknown(id) : EditAnswers.of(edits.split(actor.getName(), id));
    }

    private static HttpResponse<Problem> unknown(long id) {
        return Problem.answer(HttpStatus.NOT_FOUND, "there is no channel " + id);
    }
}
