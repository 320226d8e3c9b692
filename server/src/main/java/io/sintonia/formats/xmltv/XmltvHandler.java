package io.sintonia.formats.xmltv;

/**
 * Who is told what a guide holds, in the guide's order, by the thread that reads. What it throws ends the reading and
 * reaches the caller.
 */
public interface XmltvHandler {
    /** A channel; the same id may come several times, and after its programmes. */
    void channel(GuideChannel channel);

    /**
     * Whether programmes of this channel shall be read. Asked whenever another channel's programmes begin, so it should
     * be a look into a table. Unwanted programmes are counted and passed over at the cost of finding their end.
     */
    boolean wants(String channelId);

    /** A programme of a wanted channel. */
    void programme(Programme programme);
}
