package io.sintonia.relay;

import io.sintonia.formats.mpegts.AudioMuxer;
import io.sintonia.formats.mpegts.NotTransportStream;
import io.sintonia.formats.mpegts.TsPacket;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A radio station that sends bare MP3 or AAC, wrapped into a transport stream as it comes. Its pace is the station's, the
 * burst at the beginning included.
 */
final class RadioUpstream implements Upstream {
    private static final int READ_BYTES = 16 << 10;
    /** Without a single frame in so many bytes there will be none. */
    private static final int MOST_JUNK = 256 << 10;

    private final Upstream station;
    private final AudioMuxer muxer;
    private final IcyTitles titles;
    private final byte[] in = new byte[READ_BYTES];
    private byte[] out = new byte[READ_BYTES];
    private int outFrom;
    private int outEnd;
    private boolean ended;

    private RadioUpstream(Upstream station, AudioMuxer.Kind kind, OptionalInt titlesEvery) {
        this.station = station;
        this.muxer = new AudioMuxer(kind);
        this.titles = new IcyTitles(titlesEvery);
    }

    /**
     * Wraps a station that is open already.
     *
     * @param station closed with this one
     * @param head the bytes that have been read of it, from the first one on
     * @param length how many
     * @param titlesEvery bytes between the titles that the server mixes in ({@code icy-metaint}), if it does
     */
    static RadioUpstream of(Upstream station, AudioMuxer.Kind kind, byte[] head, int length, OptionalInt titlesEvery) {
        RadioUpstream radio = new RadioUpstream(station, kind, titlesEvery);
        radio.feed(Arrays.copyOf(head, length), length);
        return radio;
    }

    /**
     * Which kind of bare sound a source sends, if it does. The bytes decide: servers name anything anything. Only where they
     * tell nothing yet does the name.
     *
     * @param head the first bytes; 4 KiB tell in most cases
     * @param contentType of the answer, if there was one
     */
    static Optional<AudioMuxer.Kind> kindOf(byte[] head, int length, Optional<String> contentType) {
        if (isTransportStream(head, length)) {
            return Optional.empty();
        }
        NotTransportStream beginning = NotTransportStream.describe(head, Math.min(length, 256));
        boolean maybe = switch (beginning) {
            case MP3, AAC, UNKNOWN -> true;
            case HTML_PAGE,
                    XML_DOCUMENT,
                    DASH_MANIFEST,
                    JSON_ANSWER,
                    HLS_PLAYLIST,
                    M3U_LIST,
                    PLAIN_TEXT,
                    MP4,
                    MATROSKA,
                    FLV,
                    OGG,
                    FLAC,
                    GZIP,
                    PICTURE -> false;
        };
        if (!maybe) {
            return Optional.empty();
        }
        return AudioMuxer.find(head, length).or(() -> contentType.flatMap(RadioUpstream::named));
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        while (outFrom == outEnd) {
            if (ended) {
                return -1;
            }
            outFrom = 0;
            outEnd = 0;
            int count = station.read(in);
            if (count < 0) {
                ended = true;
                muxer.finish(this::add);
            } else {
                feed(in, count);
            }
            if (muxer.frames() == 0 && muxer.junkBytes() > MOST_JUNK) {
                throw new IOException("it sends no frame of sound");
            }
        }
        int count = Math.min(buffer.length, outEnd - outFrom);
        System.arraycopy(out, outFrom, buffer, 0, count);
        outFrom += count;
        return count;
    }

    @Override
    public void close() {
        station.close();
    }

    private void feed(byte[] bytes, int length) {
        int sound = titles.strip(bytes, length);
        muxer.feed(bytes, 0, sound, this::add);
    }

    private void add(byte[] packets, int offset, int length) {
        if (outEnd + length > out.length) {
            // bounded by what one read makes
            out = Arrays.copyOf(out, Math.max(out.length * 2, outEnd + length));
        }
        System.arraycopy(packets, offset, out, outEnd, length);
        outEnd += length;
    }

    /** Three sync bytes in a row, wherever the first one is. */
    private static boolean isTransportStream(byte[] head, int length) {
        for (int at = 0; at < TsPacket.SIZE && at + 2 * TsPacket.SIZE < length; at++) {
            if (head[at] == TsPacket.SYNC
                    && head[at + TsPacket.SIZE] == TsPacket.SYNC
                    && head[at + 2 * TsPacket.SIZE] == TsPacket.SYNC) {
                return true;
            }
        }
        return length > 0 && length <= 2 * TsPacket.SIZE && head[0] == TsPacket.SYNC;
    }

    private static Optional<AudioMuxer.Kind> named(String contentType) {
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "audio/mpeg", "audio/mp3", "audio/mpeg3", "audio/x-mpeg", "audio/x-mp3", "audio/mpg", "audio/mp2" ->
                Optional.of(AudioMuxer.Kind.MPEG);
            case "audio/aac", "audio/aacp", "audio/x-aac", "audio/x-aacp", "audio/aac-adts" ->
                Optional.of(AudioMuxer.Kind.AAC);
            default -> Optional.empty();
        };
    }
}
