package io.sintonia.formats.mpegts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sintonia.formats.mpegts.ElementaryStream.Kind;
import java.util.Locale;
import java.util.Optional;

/** Names a stream by its stream_type and, where that says "private", by its descriptors. */
record StreamCodec(Kind kind, String name) {
    static final StreamCodec UNKNOWN = new StreamCodec(Kind.OTHER, "unknown");

    /** Reads the descriptor loop {@code from} to {@code end} of one stream. */
    static StreamCodec of(int streamType, byte[] section, int from, int end) {
        return switch (streamType) {
            case 0x01 -> video("mpeg1video");
            case 0x02 -> video("mpeg2video");
            case 0x10 -> video("mpeg4");
            case 0x1B, 0x20 -> video("h264");
            case 0x24 -> video("hevc");
            case 0x33 -> video("vvc");
            case 0x42 -> video("cavs");
            case 0xD2 -> video("avs2");
            case 0xD4 -> video("avs3");
            case 0xEA -> video("vc1");
            case 0xD1 -> video("dirac");
            case 0x03 -> audio("mp2");
            case 0x04 -> audio("mp2");
            case 0x0F -> audio("aac");
            case 0x11 -> audio("aac_latm");
            case 0x81 -> audio("ac3");
            case 0x87 -> audio("eac3");
            case 0x82, 0x85, 0x8A -> audio("dts");
            case 0x83 -> audio("truehd");
            // SAMPLE-AES of HLS: the same codecs, their payload encrypted.
            case 0xDB -> video("h264");
            case 0xCF -> audio("aac");
            case 0xC1 -> audio("ac3");
            case 0xC2 -> audio("eac3");
            case 0x15 -> new StreamCodec(Kind.OTHER, "timed_id3");
            case 0x86 -> new StreamCodec(Kind.OTHER, "scte_35");
            default -> ofDescriptors(section, from, end);
        };
    }

    /** The first ISO 639 language in a descriptor loop; teletext and subtitles carry one too. */
    static Optional<String> language(byte[] section, int from, int end) {
        for (int at = from; at + 2 <= end; at += 2 + (section[at + 1] & 0xFF)) {
            int tag = section[at] & 0xFF;
            boolean tellsLanguage = tag == 0x0A || tag == 0x56 || tag == 0x59;
            if (tellsLanguage && (section[at + 1] & 0xFF) >= 3 && at + 5 <= end) {
                var code = new String(section, at + 2, 3, ISO_8859_1).toLowerCase(Locale.ROOT);
                if (code.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
                    return Optional.of(code);
                }
            }
        }
        return Optional.empty();
    }

    private static StreamCodec ofDescriptors(byte[] section, int from, int end) {
        for (int at = from; at + 2 <= end; at += 2 + (section[at + 1] & 0xFF)) {
            int body = at + 2;
            int bodyEnd = Math.min(end, body + (section[at + 1] & 0xFF));
            var named = ofDescriptor(section[at] & 0xFF, section, body, bodyEnd);
            if (named.isPresent()) {
                return named.get();
            }
        }
        return UNKNOWN;
    }

    private static Optional<StreamCodec> ofDescriptor(int tag, byte[] section, int body, int end) {
        // ETSI EN 300 468, 6.2 and annex D; registration: SMPTE-RA.
        return switch (tag) {
            case 0x6A -> Optional.of(audio("ac3"));
            case 0x7A -> Optional.of(audio("eac3"));
            case 0x7B -> Optional.of(audio("dts"));
            case 0x7C -> Optional.of(audio("aac"));
            case 0x56 -> Optional.of(new StreamCodec(Kind.SUBTITLE, "teletext"));
            case 0x59 -> Optional.of(new StreamCodec(Kind.SUBTITLE, "dvbsub"));
            case 0x7F -> body < end ? ofExtension(section[body] & 0xFF) : Optional.empty();
            case 0x05 -> end - body >= 4 ? ofRegistration(new String(section, body, 4, ISO_8859_1)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<StreamCodec> ofExtension(int tag) {
        return switch (tag) {
            case 0x15 -> Optional.of(audio("ac4"));
            case 0x80 -> Optional.of(audio("opus"));
            default -> Optional.empty();
        };
    }

    private static Optional<StreamCodec> ofRegistration(String format) {
        return switch (format) {
            case "AV01" -> Optional.of(video("av1"));
            case "HEVC" -> Optional.of(video("hevc"));
            case "VC-1" -> Optional.of(video("vc1"));
            case "drac" -> Optional.of(video("dirac"));
            case "Opus" -> Optional.of(audio("opus"));
            case "AC-3" -> Optional.of(audio("ac3"));
            case "EAC3" -> Optional.of(audio("eac3"));
            case "AC-4" -> Optional.of(audio("ac4"));
            case "BSSD" -> Optional.of(audio("s302m"));
            case "DTS1", "DTS2", "DTS3" -> Optional.of(audio("dts"));
            case "ID3 " -> Optional.of(new StreamCodec(Kind.OTHER, "timed_id3"));
            case "KLVA" -> Optional.of(new StreamCodec(Kind.OTHER, "klv"));
            default -> Optional.empty();
        };
    }

    private static StreamCodec video(String name) {
        return new StreamCodec(Kind.VIDEO, name);
    }

    private static StreamCodec audio(String name) {
        return new StreamCodec(Kind.AUDIO, name);
    }
}
