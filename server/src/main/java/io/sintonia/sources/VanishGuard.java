package io.sintonia.sources;

import java.util.Locale;
import java.util.Optional;

/** Keeps a provider's bad day from emptying the house: a list that lost too much is held back. Pure. */
final class VanishGuard {
    /** Fewer than this may always go: small lists change by large parts. */
    private static final long FEW = 10;

    private static final double MOST = 0.4;

    private VanishGuard() {}

    /**
     * Why a plan must not be applied without the owner's word; empty if it may.
     *
     * @param known entries the catalogue has of the source
     * @param vanished of those, how many the list no longer has
     */
    static Optional<String> objection(long known, long vanished) {
        if (vanished < FEW || vanished <= known * MOST) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%,d of %,d channels would vanish (limit %.0f %%): held back, the old list stays until this is approved",
                vanished,
                known,
                MOST * 100));
    }
}
