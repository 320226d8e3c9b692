package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same on other systems' ground: the JDK's own transport, and live segments on a disk. */
class WatchingWithoutEpollTest extends WatchingTest {
    @Override
    TestHouse.Ground ground(Path dir) throws IOException {
        return TestHouse.Ground.nioOnDisk();
    }

    @Test
    void groundIsWhatItIsCalled(@TempDir Path dir) throws IOException {
        assertThat(ground(dir).transport()).isEqualTo(Server.Transport.NIO);
        assertThat(TestHouse.Ground.isMemory(ground(dir).live())).isFalse();
    }
}
