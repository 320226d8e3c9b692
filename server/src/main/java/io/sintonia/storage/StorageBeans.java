package io.sintonia.storage;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Wires the room. */
@Factory
final class StorageBeans {
    @Singleton
    @Bean(preDestroy = "close")
    Database database(DataDirectory directory) {
        return Database.sqlite(directory.databaseFile());
    }

    @Singleton
    Seal seal(DataDirectory directory) throws IOException {
        return Seal.withKeyFile(directory.keyFile());
    }
}
