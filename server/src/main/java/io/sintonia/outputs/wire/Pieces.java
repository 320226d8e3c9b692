package io.sintonia.outputs.wire;

import java.io.Closeable;
import java.io.IOException;

/** A body that is read piece by piece while it is sent, on a virtual thread. Closed once, when it has been sent or never will be. */
public interface Pieces extends Closeable {
    /** Fills an array from its beginning; answers how many bytes, 0 at the end only. May block on a file. */
    int fill(byte[] piece) throws IOException;
}
