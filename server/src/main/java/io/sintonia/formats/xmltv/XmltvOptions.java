package io.sintonia.formats.xmltv;

import java.nio.charset.Charset;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * How one guide is to be read.
 *
 * @param zone what times without a zone are in; the DTD says UTC
 * @param fallbackCharset what bytes are that are not UTF-8, where the guide declares nothing else; one byte per sign
 */
public record XmltvOptions(ZoneId zone, Charset fallbackCharset, Limits limits) {
    /**
     * Bounds of what is kept while reading.
     *
     * @param recordBytes the longest channel or programme that is read whole, in bytes; 1 KiB to 16 MiB
     * @param textCharacters the longest text of one field; 16 to 1,000,000
     * @param valuesPerField how many titles, names, credits, … of one kind are kept; 1 to 10,000
     * @param remarks how many remarks are kept; the rest is counted; 0 to 100,000
     */
    public record Limits(int recordBytes, int textCharacters, int valuesPerField, int remarks) {
        public Limits {
            require("recordBytes", recordBytes, 1 << 10, 16 << 20);
            require("textCharacters", textCharacters, 16, 1_000_000);
            require("valuesPerField", valuesPerField, 1, 10_000);
            require("remarks", remarks, 0, 100_000);
        }

        private static void require(String name, int value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        name + " is " + value + ": expected a number from " + least + " to " + most);
            }
        }
    }

    /** UTC; windows-1252; records of 512 KiB, texts of 16,384 characters, 250 values per field, 1,000 remarks. */
    public static XmltvOptions defaults() {
        return new XmltvOptions(
                ZoneOffset.UTC, Charset.forName("windows-1252"), new Limits(512 << 10, 16 << 10, 250, 1_000));
    }

    /** The same with this zone for times without one. */
    public XmltvOptions withZone(ZoneId other) {
        return new XmltvOptions(other, fallbackCharset, limits);
    }

    /** The same with this charset for bytes that are not UTF-8. */
    public XmltvOptions withFallbackCharset(Charset other) {
        return new XmltvOptions(zone, other, limits);
    }

    /** The same with these limits. */
    public XmltvOptions withLimits(Limits other) {
        return new XmltvOptions(zone, fallbackCharset, other);
    }
}
