package io.sintonia.outputs;

import io.sintonia.catalogue.Library;
import io.sintonia.catalogue.Lineup;
import java.io.IOException;
import java.io.OutputStream;

/** An answer that is the same for everybody with the same lineup, but for the words of {@link io.sintonia.outputs.wire.Mark}s in it. Equal ones write equal bytes. */
public interface Listing {
    /** Names what it writes of a lineup, over snapshots: the same key, the same bytes. Quick. */
    String key(Lineup lineup);

    /** Writes it piece by piece, without holding more than a row of it. */
    Library.Reading write(Lineup lineup, OutputStream out) throws IOException;

    /** How it is kept. */
    Form keptAs();

    /** How a listing is kept. */
    enum Form {
        /** The same for all: kept plain and packed. */
        WHOLE,
        /** The same for all, and seldom asked for: kept plain. */
        PLAIN,
        /** With marks: kept plain. */
        SPLICED
    }
}
