package io.sintonia.admin;

import io.sintonia.curation.ChannelEdit;
import io.sintonia.curation.ChannelEdit.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is wished of channels, as a body says it: a field with its value, or with null to take the owner's word back. */
final class ChannelWishes {
    private static final String KNOWN =
            Stream.of(Field.values()).map(Field::key).collect(Collectors.joining(", "));

    private final Map<Field, Optional<String>> wishes = new LinkedHashMap<>();
    private final List<Problem.FieldError> errors = new ArrayList<>();

    /** Reads a body's fields. */
    static ChannelWishes of(Map<String, @Nullable Object> body) {
        ChannelWishes read = new ChannelWishes();
        if (body.isEmpty()) {
            read.errors.add(new Problem.FieldError("", "expected one of " + KNOWN));
        }
        body.forEach(read::read);
        return read;
    }

    private void read(String key, @Nullable Object value) {
        Optional<Field> field =
                Stream.of(Field.values()).filter(each -> each.key().equals(key)).findFirst();
        if (field.isEmpty()) {
            errors.add(new Problem.FieldError(key, "is not known: expected one of " + KNOWN));
            return;
        }
        switch (value) {
            case null -> wishes.put(field.get(), Optional.empty());
            case String text -> wishes.put(field.get(), Optional.of(text.strip()));
            case Boolean flag when field.get() == Field.HIDDEN -> wishes.put(field.get(), Optional.of(flag.toString()));
            case Number number
            when field.get() == Field.NUMBER ->
                wishes.put(
                        field.get(),
                        Optional.of(new BigDecimal(number.toString())
                                .stripTrailingZeros()
                                .toPlainString()));
            default -> errors.add(new Problem.FieldError(key, "expected a text, or null to take it back"));
        }
    }

    List<Problem.FieldError> errors() {
        return List.copyOf(errors);
    }

    /** All wishes for each of the channels. */
    List<ChannelEdit> edits(List<Long> channels) {
        List<ChannelEdit> edits = new ArrayList<>(channels.size() * wishes.size());
        for (long channel : channels) {
            wishes.forEach((field, value) -> edits.add(new ChannelEdit(channel, field, value)));
        }
        return edits;
    }
}
