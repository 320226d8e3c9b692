package io.sintonia.plays;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.sintonia.storage.Database;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Wires the room. */
@Factory
final class PlaysBeans {
    @Singleton
    @Bean(preDestroy = "close")
    Plays plays(Database database, InstantSource clock) {
        Plays plays = new Plays(database, clock, System::nanoTime);
        plays.start();
        return plays;
    }
}
