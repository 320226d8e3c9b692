package io.sintonia.formats.m3u;

/** By what means a link can be opened, if at all. */
public sealed interface Playable {

    /** Protocols whose URL is opened as it stands. */
    enum Protocol implements Playable {
        /** http and https, HLS and plain streams alike. */
        HTTP,
        /** Raw transport stream over UDP, unicast or multicast. */
        UDP,
        /** RTP over UDP. */
        RTP,
        /** RTSP with its variants. */
        RTSP,
        /** RTMP with its variants. */
        RTMP,
        /** SRT. */
        SRT,
        /** RIST. */
        RIST,
        /** MMS with its variants. */
        MMS
    }

    /**
     * A stream that an AceStream engine of ours fetches; the engine that the list's author wrote is forgotten.
     *
     * @param idKind which of two different keys the id is, both being 40 hexadecimal digits
     * @param id lower case
     */
    record AceStream(IdKind idKind, String id) implements Playable {}

    /** The two keys of AceStream that look alike. */
    enum IdKind {
        /** What {@code acestream://} and {@code ?id=} carry. */
        CONTENT_ID,
        /** The transport's hash. */
        INFOHASH
    }

    /**
     * Kept and shown, never opened: neither a process nor a file nor another program is ever started for it.
     *
     * @param reason why, in words for the operator
     */
    record Unsupported(String reason) implements Playable {}
}
