package io.sintonia.catalogue;

import java.util.List;
import org.jooq.DSLContext;

/** Reads the owner's rules; asked anew for every snapshot, within the transaction that reads it. */
public interface CurationRules {
    /** No rules at all. */
    CurationRules NONE = new CurationRules() {
        @Override
        public Curation curation(DSLContext sql) {
            return Curation.NONE;
        }

        @Override
        public ChannelFilter bouquet(List<String> conditions) {
            return ChannelFilter.NONE;
        }
    };

    /** The rules that hold now. */
    Curation curation(DSLContext sql);

    /** A bouquet's conditions, of which each that holds brings a channel in; never none. */
    ChannelFilter bouquet(List<String> conditions);
}
