package io.sintonia.formats.m3u;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a downloaded body is, judged from its beginning: panels answer errors with status 200, and people paste the URL of
 * one stream where a list is asked for.
 */
public enum ListKind {
    /** A channel list, or plain lines of URLs. */
    M3U,
    /** Lines {@code group,#genre#} and {@code name,url}, which {@link M3uReader} reads too. */
    TXT_LIST,
    /** One stream's own HLS playlist, master or media. */
    HLS_PLAYLIST,
    /** A web page, most often an error or a login. */
    HTML,
    /** JSON, most often an error. */
    JSON,
    /** XML, a guide for instance. */
    XML,
    /** Nothing, or blanks only. */
    EMPTY,
    /** {@code #EXTM3U} and comments, but no entry. Sure only where the head is the whole body. */
    HEADER_ONLY,
    /** Text without any line a list could consist of. */
    OTHER_TEXT,
    /** No text at all. */
    BINARY;

    /** How much of a body {@link #of} looks at, in bytes. */
    public static final int HEAD_BYTES = 64 << 10;

    // RFC 8216, 4.3: tags of one stream's playlists. #EXT-X-PLAYLIST-TYPE is not among them: it occurs in lists.
    private static final Pattern HLS_TAG =
            Pattern.compile("(?im)^[ \\t]*#EXT-X-(?:TARGETDURATION|STREAM-INF|MEDIA-SEQUENCE)");
    private static final Pattern HEADER = Pattern.compile("(?im)^[^#\\r\\n]{0,3}#EXTM3U");
    private static final Pattern EXTINF = Pattern.compile("(?im)^[ \\t]*#?EXTINF");
    private static final Pattern GENRE = Pattern.compile("(?im)^[^#\\r\\n][^\\r\\n]*,[ \\t]*#genre#");
    private static final Pattern URL = Pattern.compile("(?im)^[ \\t]*(?:[a-z][a-z0-9+]{1,11}://|acestream:)");
    private static final Pattern LINE_OF_CONTENT = Pattern.compile("(?m)^[ \\t]*[^#\\s]");
    private static final Pattern HTML_TAG = Pattern.compile(
            "<(?:!doctype\\s+html|html|head|body|title|script|h1|p|center|div)\\b", Pattern.CASE_INSENSITIVE);

    /**
     * Judges a body by its first bytes, decompressed. Pure; costs well under a millisecond.
     *
     * @param head the body's beginning, up to {@link #HEAD_BYTES} are looked at
     * @param length how many bytes of {@code head} are filled
     */
    public static ListKind of(byte[] head, int length) {
        int looked = Math.min(Math.min(length, head.length), HEAD_BYTES);
        var charset = charset(head, looked);
        var text = new String(head, 0, looked, charset);
        int start = text.startsWith("\uFEFF") ? 1 : text.startsWith("\u00EF\u00BB\u00BF") ? 3 : 0;
        while (start < text.length() && text.charAt(start) <= ' ' && text.charAt(start) != 0) {
            start++;
        }
        if (start == text.length()) {
            return EMPTY;
        }
        if (isBinary(text)) {
            return BINARY;
        }
        return switch (text.charAt(start)) {
            case '<' -> markup(text);
            case '{' -> JSON;
            case '[' -> isArray(text, start + 1) ? JSON : list(text, start, looked < HEAD_BYTES);
            default -> list(text, start, looked < HEAD_BYTES);
        };
    }

    private static Charset charset(byte[] head, int length) {
        if (length >= 2 && ((head[0] == (byte) 0xFF && head[1] == (byte) 0xFE) || (head[0] == '#' && head[1] == 0))) {
            return StandardCharsets.UTF_16LE;
        }
        if (length >= 2 && ((head[0] == (byte) 0xFE && head[1] == (byte) 0xFF) || (head[0] == 0 && head[1] == '#'))) {
            return StandardCharsets.UTF_16BE;
        }
        return StandardCharsets.ISO_8859_1; // Every byte a character: what is looked for is ASCII.
    }

    private static boolean isBinary(String text) {
        int control = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == 0) {
                return true;
            }
            control += c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B ? 1 : 0;
        }
        return control * 20 > text.length() || text.startsWith("\u001F\u008B") || text.startsWith("PK\u0003\u0004");
    }

    private static ListKind markup(String text) {
        return HTML_TAG.matcher(text.substring(0, Math.min(text.length(), 4096)))
                        .find()
                ? HTML
                : XML;
    }

    /** RFC 8259, 5: what may follow the bracket of an array. A list's {@code [NO STREAM]} or {@code [playlist]} may not. */
    private static boolean isArray(String text, int from) {
        var rest =
                text.substring(from, Math.min(text.length(), from + 64)).strip().toLowerCase(Locale.ROOT);
        return rest.isEmpty() || "{[\"]-0123456789".indexOf(rest.charAt(0)) >= 0;
    }

    private static ListKind list(String text, int start, boolean whole) {
        if (HLS_TAG.matcher(text).find()) {
            return HLS_PLAYLIST;
        }
        if (EXTINF.matcher(text).find()) {
            return M3U;
        }
        if (GENRE.matcher(text).find()) {
            return TXT_LIST;
        }
        if (HEADER.matcher(text).find()) {
            return whole
                            && !LINE_OF_CONTENT
                                    .matcher(text)
                                    .region(start, text.length())
                                    .find()
                    ? HEADER_ONLY
                    : M3U;
        }
        return URL.matcher(text).find() ? M3U : OTHER_TEXT;
    }
}
