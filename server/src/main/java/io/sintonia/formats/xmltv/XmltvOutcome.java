package io.sintonia.formats.xmltv;

import io.sintonia.formats.Remark;
import java.util.List;
import java.util.Optional;

/**
 * What reading a guide came to.
 *
 * @param counts how many of what
 * @param brokeOff why and where reading ended before the guide did; everything before that has been told
 * @param remarks what was odd, the first ones, in order
 * @param unsaidRemarks how many more there would have been
 */
public record XmltvOutcome(Counts counts, Optional<BrokeOff> brokeOff, List<Remark> remarks, long unsaidRemarks) {
    public XmltvOutcome {
        remarks = List.copyOf(remarks);
    }

    /**
     * What was found. The guide has {@link #programmesFound} programmes and {@code channels} channels.
     *
     * @param channels told to the handler
     * @param programmes told to the handler
     * @param unwanted programmes of channels that the handler did not want
     * @param leftOutChannels channels that could not be read
     * @param leftOutProgrammes wanted programmes that could not be read
     * @param mended channels and programmes among those told that were no well-formed XML
     * @param withoutStop programmes told without an end
     * @param endingEarly programmes told whose end is not after their start
     */
    public record Counts(
            long channels,
            long programmes,
            long unwanted,
            long leftOutChannels,
            long leftOutProgrammes,
            long mended,
            long withoutStop,
            long endingEarly) {
        /** All programmes that the guide has, told or not. */
        public long programmesFound() {
            return programmes + unwanted + leftOutProgrammes;
        }
    }

    /**
     * Where reading ended too early.
     *
     * @param line counted from 1
     * @param column in characters, counted from 1
     * @param reason in a reader's words, without credentials
     */
    public record BrokeOff(Cause cause, long line, long column, String reason) {}

    /** Why reading ended too early. */
    public enum Cause {
        /** There is nothing at all. */
        EMPTY,
        /** It is something else: a page, a list, noise. */
        NOT_A_GUIDE,
        /** It stops in its midst; the rest of the download is probably missing. */
        CUT_OFF,
        /** The input itself failed: damaged or cut compression, a limit of size, a disk. */
        INPUT_FAILED
    }
}
