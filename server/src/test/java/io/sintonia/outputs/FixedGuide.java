package io.sintonia.outputs;

import io.sintonia.catalogue.Channel;
import io.sintonia.guide.Guide;
import io.sintonia.guide.Programme;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A guide that knows one channel, by its guide id, and these programmes of it. */
public record FixedGuide(String guideId, List<Programme> programmes) implements Guide {
    public FixedGuide {
        programmes = List.copyOf(programmes);
    }

    @Override
    public Optional<String> guideIdOf(Channel channel) {
        return channel.guideId().equals(guideId) ? Optional.of(guideId) : Optional.empty();
    }

    @Override
    public List<Programme> programmes(Channel channel, Instant from, Instant to) {
        return channel.guideId().equals(guideId)
                ? programmes.stream()
                        .filter(each ->
                                each.stop().isAfter(from) && each.start().isBefore(to))
                        .toList()
                : List.of();
    }
}
