package io.sintonia.relay;

import io.sintonia.formats.hls.HlsPlaylist.Master;
import io.sintonia.formats.hls.HlsPlaylist.Rendition;
import io.sintonia.formats.hls.HlsPlaylist.Variant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which variants of a master playlist may be relayed, best first. Pure.
 *
 * @param maxHeight lines of the picture; without it, any
 * @param maxBandwidth bits a second; without it, any
 */
record VariantChoice(Optional<Integer> maxHeight, Optional<Long> maxBandwidth) {
    /** What a transport stream has no name for, or no player would take from one. */
    private static final List<String> NOT_IN_TS = List.of("vp8", "vp08", "vp9", "vp09", "av01", "opus", "flac", "alac");

    private static final List<String> SOUND = List.of("mp4a", "mp3", "ac-3", "ec-3", "ac-4", "dts");

    /** What is left to choose from. */
    sealed interface Result {
        /** Best first; equal ones on other hosts stand beside each other. */
        record Found(List<Variant> variants) implements Result {}

        /** Nothing can be relayed, and why. */
        record Refused(UpstreamFailed failure) implements Result {}
    }

    Result of(Master master) {
        List<Variant> carried = master.variants().stream()
                .filter(variant -> variant.codecs().stream().noneMatch(VariantChoice::isForeign))
                .toList();
        if (carried.isEmpty()) {
            return new Result.Refused(new UpstreamFailed(
                    UpstreamFailure.Kind.UNSUPPORTED,
                    "none of its " + master.variants().size()
                            + " variants has a codec that a transport stream can carry"));
        }
        List<Variant> pictures =
                carried.stream().filter(variant -> !isSoundOnly(variant)).toList();
        List<Variant> wanted = pictures.isEmpty() ? carried : pictures;
        List<Variant> whole = wanted.stream()
                .filter(variant -> isSoundOnly(variant) || !hasSoundElsewhere(variant, master.renditions()))
                .toList();
        if (whole.isEmpty()) {
            return new Result.Refused(UpstreamFailed.toBeRemuxed(
                    "its sound lies in a playlist of its own; picture and sound would have to be multiplexed"));
        }
        List<Variant> allowed = whole.stream().filter(this::isWithinLimits).toList();
        Comparator<Variant> byBandwidth = Comparator.comparingLong(Variant::bandwidth);
        return new Result.Found(
                allowed.isEmpty()
                        ? whole.stream().sorted(byBandwidth).toList()
                        : allowed.stream().sorted(byBandwidth.reversed()).toList());
    }

    private boolean isWithinLimits(Variant variant) {
        return variant.picture().height() <= maxHeight.orElse(Integer.MAX_VALUE)
                && variant.bandwidth() <= maxBandwidth.orElse(Long.MAX_VALUE);
    }

    private static boolean isForeign(String codec) {
        return startsWithOneOf(codec, NOT_IN_TS);
    }

    private static boolean isSoundOnly(Variant variant) {
        return variant.picture().height() == 0
                && !variant.codecs().isEmpty()
                && variant.codecs().stream().allMatch(codec -> startsWithOneOf(codec, SOUND));
    }

    /** RFC 8216, 4.3.4.2.1: a rendition without a URI is in the variant; if all have one, the variant is silent. */
    private static boolean hasSoundElsewhere(Variant variant, List<Rendition> renditions) {
        List<Rendition> group = renditions.stream()
                .filter(rendition -> rendition.type().equalsIgnoreCase("AUDIO")
                        && variant.audioGroup().equals(Optional.of(rendition.group())))
                .toList();
        return !group.isEmpty()
                && group.stream().allMatch(rendition -> rendition.uri().isPresent());
    }

    private static boolean startsWithOneOf(String codec, List<String> names) {
        String lower = codec.toLowerCase(Locale.ROOT);
        return names.stream().anyMatch(lower::startsWith);
    }
}
