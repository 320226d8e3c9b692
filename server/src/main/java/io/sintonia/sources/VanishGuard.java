package io.sintonia.sources;

import io.sintonia.catalogue.Kind;
import java.util.Locale;
import java.util.Optional;

/** Keeps a provider's bad day from emptying the house: a list that lost too much of a kind, or all, is held back. Pure. */
final class VanishGuard {
    /** Fewer than this may always go, if some are left: small lists change by large parts. */
    private static final long FEW = 10;

    private VanishGuard() {}

    /**
     * Why a plan must not be applied without the owner's word; empty if it may.
     *
     * @param known entries of the kind that the catalogue has of the source
     * @param vanished of those, how many the list no longer has
     * @param present entries of the kind that the list has
     * @param limit percent of the known ones that may vanish
     */
    static Optional<String> objection(Kind kind, long known, long vanished, long present, int limit) {
        if (known > 0 && present == 0) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "all %,d %s would vanish: held back, the old list stays until this is approved",
                    known,
                    kind.many()));
        }
        if (vanished < FEW || vanished * 100 <= known * limit) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%,d of %,d %s would vanish (limit %d %%): held back, the old list stays until this is approved",
                vanished,
                known,
                kind.many(),
                limit));
    }
}
