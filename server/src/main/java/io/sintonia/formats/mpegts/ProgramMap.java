package io.sintonia.formats.mpegts;

import io.sintonia.formats.mpegts.ElementaryStream.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A programme map table (ISO/IEC 13818-1, 2.4.4.8).
 *
 * @param program the programme's number, 1 to 65535
 * @param pid where the table itself flows
 * @param version 0 to 31
 * @param pcrPid where the programme's clock flows; 0x1FFF when it has none
 * @param streams in the table's order
 */
public record ProgramMap(int program, int pid, int version, int pcrPid, List<ElementaryStream> streams) {
    private static final int TABLE_ID = 2;
    private static final int FIRST_DESCRIPTOR = 12;
    private static final int CHECKSUM = 4;

    /** Copies the list. */
    public ProgramMap {
        streams = List.copyOf(streams);
    }

    /** Reads a section whose checksum is right; empty when it is no PMT, is not in force yet, or is cut short. */
    public static Optional<ProgramMap> read(byte[] section, int length, int pid) {
        if (length < FIRST_DESCRIPTOR + CHECKSUM || section[0] != TABLE_ID || (section[5] & 1) == 0) {
            return Optional.empty();
        }
        int end = length - CHECKSUM;
        int at = FIRST_DESCRIPTOR + bits12(section, 10);
        var streams = new ArrayList<ElementaryStream>();
        while (at + 5 <= end) {
            int descriptors = at + 5;
            int next = Math.min(end, descriptors + bits12(section, at + 3));
            var type = section[at] & 0xFF;
            var codec = StreamCodec.of(type, section, descriptors, next);
            var language = StreamCodec.language(section, descriptors, next);
            streams.add(new ElementaryStream(bits13(section, at + 1), type, codec.kind(), codec.name(), language));
            at = next;
        }
        int program = ((section[3] & 0xFF) << 8) | (section[4] & 0xFF);
        return Optional.of(new ProgramMap(program, pid, (section[5] >> 1) & 0x1F, bits13(section, 8), streams));
    }

    /** The first picture stream. */
    public Optional<ElementaryStream> video() {
        return streams.stream().filter(stream -> stream.kind() == Kind.VIDEO).findFirst();
    }

    /**
     * The streams to be heard. Some senders give private types without a descriptor even to AAC: where nothing is known
     * to be picture or sound, what is unknown is taken for sound.
     */
    List<ElementaryStream> sounds() {
        var sounds =
                streams.stream().filter(stream -> stream.kind() == Kind.AUDIO).toList();
        return sounds.isEmpty() && video().isEmpty()
                ? streams.stream()
                        .filter(stream -> stream.codec().equals(StreamCodec.UNKNOWN.name()))
                        .toList()
                : sounds;
    }

    /** Whether anything in the programme can be seen or heard. */
    boolean playable() {
        return video().isPresent() || !sounds().isEmpty();
    }

    static int bits13(byte[] bytes, int at) {
        return ((bytes[at] & 0x1F) << 8) | (bytes[at + 1] & 0xFF);
    }

    private static int bits12(byte[] bytes, int at) {
        return ((bytes[at] & 0x0F) << 8) | (bytes[at + 1] & 0xFF);
    }
}
