package io.sintonia;

import java.io.IOException;
import java.nio.file.Path;

/** The same over the JDK's own transport, and with live segments on a disk. */
class SlowViewersWithoutEpollTest extends SlowViewersTest {
    @Override
    TestHouse.Ground ground(Path dir) throws IOException {
        return TestHouse.Ground.nioOnDisk();
    }
}
