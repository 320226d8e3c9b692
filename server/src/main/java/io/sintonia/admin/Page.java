package io.sintonia.admin;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** One page of a list. Pages count from 1. */
@Serdeable
record Page<T>(List<T> items, int page, int size, long total) {
    static final int LARGEST = 500;

    /** The wished page of a list that is in memory. */
    static <T> Page<T> of(List<T> all, int page, int size) {
        int most = Math.clamp(size, 1, LARGEST);
        int from = (int) Math.min((long) (Math.max(page, 1) - 1) * most, all.size());
        int until = Math.min(from + most, all.size());
        return new Page<>(List.copyOf(all.subList(from, until)), Math.max(page, 1), most, all.size());
    }
}
