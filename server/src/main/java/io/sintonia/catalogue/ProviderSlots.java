package io.sintonia.catalogue;

import java.time.Duration;
import java.util.Optional;

/**
 * The connections that providers allow at once, for whoever fetches something beside the viewers: a door of the ledger that the
 * relay keeps, so that rooms which do not know the relay count in it too (docs/decisions/0016).
 *
 * <p>May be used from any thread.
 */
public interface ProviderSlots {
    /** Lets everybody in at once; for where nothing plays. */
    ProviderSlots ANY = (_, _, _) -> Optional.of(() -> {});

    /** A connection that counts until it is closed; closing twice is fine. */
    interface Lease extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits until a connection is free that no viewer waits for.
     *
     * @param patience for so long at the most
     * @param wanted is run once, by another thread and possibly after the lease was closed, if a viewer needs the connection: its
     *     holder is to end what it does and to close the lease. Must not block.
     * @return empty if none came free
     */
    Optional<Lease> await(Provider provider, Duration patience, Runnable wanted) throws InterruptedException;
}
