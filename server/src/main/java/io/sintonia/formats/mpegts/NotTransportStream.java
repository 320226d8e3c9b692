package io.sintonia.formats.mpegts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import java.util.Optional;

/** What a source sent instead of a transport stream, told by its first bytes. */
public enum NotTransportStream {
    /** A page for people, often a log-in or an error with status 200. */
    HTML_PAGE("an HTML page", true),
    /** An XML document. */
    XML_DOCUMENT("an XML document", true),
    /** A DASH manifest. */
    DASH_MANIFEST("a DASH manifest", true),
    /** A JSON answer, often an error with status 200. */
    JSON_ANSWER("a JSON answer", true),
    /** An HLS playlist, to be read as one. */
    HLS_PLAYLIST("an HLS playlist", true),
    /** A list of channels or of files. */
    M3U_LIST("an M3U list", true),
    /** Other text. */
    PLAIN_TEXT("plain text", true),
    /** MP4 or its fragments. */
    MP4("an MP4 file", true),
    /** Matroska or WebM. */
    MATROSKA("a Matroska file", true),
    /** Flash video. */
    FLV("an FLV stream", true),
    /** MPEG audio without a transport stream. */
    MP3("an MP3 stream", true),
    /** AAC in ADTS frames without a transport stream. */
    AAC("an AAC stream", true),
    /** Ogg. */
    OGG("an Ogg stream", true),
    /** FLAC. */
    FLAC("a FLAC stream", true),
    /** Something compressed. */
    GZIP("gzip-compressed bytes", false),
    /** A picture; some hosts put one before a real transport stream, so it is not final. */
    PICTURE("a picture", false),
    /** None of these. */
    UNKNOWN("bytes without a transport stream's sync", false);

    private final String text;
    private final boolean certain;

    NotTransportStream(String text, boolean certain) {
        this.text = text;
        this.certain = certain;
    }

    /** The thing with its article, such as "an HTML page". */
    public String text() {
        return text;
    }

    /** Whether no transport stream is to be expected behind such a beginning. */
    public boolean certain() {
        return certain;
    }

    /** Whether a few bytes suffice; the middle of a packet may look like a frame of sound, or like text. */
    boolean unmistakable() {
        return switch (this) {
            case HTML_PAGE, XML_DOCUMENT, DASH_MANIFEST, JSON_ANSWER, HLS_PLAYLIST, M3U_LIST -> true;
            case PLAIN_TEXT, MP4, MATROSKA, FLV, MP3, AAC, OGG, FLAC, GZIP, PICTURE, UNKNOWN -> false;
        };
    }

    /**
     * Names the kind of a beginning; {@link #UNKNOWN} when it is none that is known (a transport stream is unknown too).
     *
     * @param head the first bytes of the source
     * @param length how many there are; 64 are plenty
     */
    public static NotTransportStream describe(byte[] head, int length) {
        int start = 0;
        boolean marked =
                length >= 3 && (head[0] & 0xFF) == 0xEF && (head[1] & 0xFF) == 0xBB && (head[2] & 0xFF) == 0xBF;
        if (marked) {
            start = 3;
        }
        while (start < length && (head[start] == ' ' || (head[start] >= 9 && head[start] <= 13))) {
            start++;
        }
        var words = new String(head, start, length - start, ISO_8859_1);
        return ofText(words).or(() -> ofBinary(head, length)).orElseGet(() -> printable(words) ? PLAIN_TEXT : UNKNOWN);
    }

    private static Optional<NotTransportStream> ofText(String words) {
        if (words.startsWith("#EXTM3U")) {
            return Optional.of(words.contains("#EXT-X-") ? HLS_PLAYLIST : M3U_LIST);
        }
        if (words.startsWith("#EXT")) {
            return Optional.of(M3U_LIST);
        }
        if (words.startsWith("{") || words.startsWith("[")) {
            return printable(words) ? Optional.of(JSON_ANSWER) : Optional.empty();
        }
        if (!words.startsWith("<") || !printable(words)) {
            return Optional.empty();
        }
        var lower = words.toLowerCase(Locale.ROOT);
        if (lower.startsWith("<mpd") || lower.contains("<mpd")) {
            return Optional.of(DASH_MANIFEST);
        }
        boolean page = lower.startsWith("<!doctype html") || lower.contains("<html") || !lower.startsWith("<?xml");
        return Optional.of(page ? HTML_PAGE : XML_DOCUMENT);
    }

    private static Optional<NotTransportStream> ofBinary(byte[] head, int length) {
        var bytes = new String(head, 0, length, ISO_8859_1);
        if (length >= 8
                && (bytes.startsWith("ftyp", 4) || bytes.startsWith("styp", 4) || bytes.startsWith("moof", 4))) {
            return Optional.of(MP4);
        }
        if (bytes.startsWith("\u001AE\u00DF\u00A3")) {
            return Optional.of(MATROSKA);
        }
        if (bytes.startsWith("FLV\u0001")) {
            return Optional.of(FLV);
        }
        if (bytes.startsWith("OggS")) {
            return Optional.of(OGG);
        }
        if (bytes.startsWith("fLaC")) {
            return Optional.of(FLAC);
        }
        if (bytes.startsWith("ID3")) {
            return Optional.of(MP3);
        }
        if (bytes.startsWith("\u001F\u008B")) {
            return Optional.of(GZIP);
        }
        if (bytes.startsWith("\u0089PNG") || bytes.startsWith("GIF8") || bytes.startsWith("\u00FF\u00D8\u00FF")) {
            return Optional.of(PICTURE);
        }
        return length >= 4 && (head[0] & 0xFF) == 0xFF ? ofAudioFrame(head) : Optional.empty();
    }

    private static Optional<NotTransportStream> ofAudioFrame(byte[] head) {
        // ISO/IEC 13818-7, 6.2: twelve ones, layer 00; 11172-3, 2.4.1.3: eleven ones, layer not 00, rate not 1111.
        if ((head[1] & 0xF6) == 0xF0) {
            return Optional.of(AAC);
        }
        boolean layer = (head[1] & 0xE0) == 0xE0 && (head[1] & 0x06) != 0 && (head[1] & 0x18) != 0x08;
        return layer && (head[2] & 0xF0) != 0xF0 ? Optional.of(MP3) : Optional.empty();
    }

    private static boolean printable(String words) {
        return words.length() >= 8 && words.chars().allMatch(c -> c >= ' ' || (c >= 9 && c <= 13) || c == 27);
    }
}
