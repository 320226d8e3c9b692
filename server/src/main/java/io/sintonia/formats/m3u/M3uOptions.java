package io.sintonia.formats.m3u;

import java.net.URI;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * How one source's list is to be read.
 *
 * @param fallbackCharset what the bytes are when they are neither marked nor UTF-8; without it a detector judges
 * @param extgrp whether {@code #EXTGRP} counts for one entry or goes on
 * @param bareUrls what becomes of a URL without {@code #EXTINF}
 * @param baseUrl what relative URLs resolve against: the list's final http(s) URL; none for an uploaded file
 * @param limits what one line and one entry may hold
 */
public record M3uOptions(
        Optional<Charset> fallbackCharset, Extgrp extgrp, BareUrl bareUrls, Optional<URI> baseUrl, Limits limits) {

    /** How long a {@code #EXTGRP} counts. */
    public enum Extgrp {
        /** For the one entry it stands with, as most lists mean it. */
        THIS_ENTRY,
        /** Until the next or an empty one, as Kodi reads it. */
        CARRY_FORWARD
    }

    /** What becomes of a URL that no {@code #EXTINF} announces. */
    public enum BareUrl {
        /** An entry named after the URL's last path part. */
        NAME_AFTER_URL,
        /** Skipped, with a remark. */
        SKIP
    }

    /**
     * Bounds of what is kept while reading.
     *
     * @param lineBytes the longest line that is read whole, in bytes; at least 256
     * @param attributesPerEntry how many attributes of one line are kept; at least 1
     */
    public record Limits(int lineBytes, int attributesPerEntry) {
        public Limits {
            if (lineBytes < 256 || lineBytes > 16 << 20) {
                throw new IllegalArgumentException("lineBytes is " + lineBytes + ": expected 256 to 16777216");
            }
            if (attributesPerEntry < 1 || attributesPerEntry > 10_000) {
                throw new IllegalArgumentException(
                        "attributesPerEntry is " + attributesPerEntry + ": expected 1 to 10000");
            }
        }
    }

    /** Detected charset, groups for one entry, bare URLs kept, no base, lines of 64 KiB, 200 attributes. */
    public static M3uOptions defaults() {
        return new M3uOptions(
                Optional.empty(),
                Extgrp.THIS_ENTRY,
                BareUrl.NAME_AFTER_URL,
                Optional.empty(),
                new Limits(64 << 10, 200));
    }

    /** The same with this charset for bytes that are not UTF-8. */
    public M3uOptions withFallbackCharset(Charset charset) {
        return new M3uOptions(Optional.of(charset), extgrp, bareUrls, baseUrl, limits);
    }

    /** The same with this reading of {@code #EXTGRP}. */
    public M3uOptions withExtgrp(Extgrp reading) {
        return new M3uOptions(fallbackCharset, reading, bareUrls, baseUrl, limits);
    }

    /** The same with this way with URLs that stand alone. */
    public M3uOptions withBareUrls(BareUrl policy) {
        return new M3uOptions(fallbackCharset, extgrp, policy, baseUrl, limits);
    }

    /** The same with this URL to resolve relative ones against. */
    public M3uOptions withBaseUrl(URI base) {
        return new M3uOptions(fallbackCharset, extgrp, bareUrls, Optional.of(base), limits);
    }

    /** The same with these limits. */
    public M3uOptions withLimits(Limits bounds) {
        return new M3uOptions(fallbackCharset, extgrp, bareUrls, baseUrl, bounds);
    }

    /** Without the base URL, which may carry a provider's credentials. */
    @Override
    public String toString() {
        return "M3uOptions[fallbackCharset=" + fallbackCharset + ", extgrp=" + extgrp + ", bareUrls=" + bareUrls
                + ", limits=" + limits + "]";
    }
}
