package io.sintonia.formats.mpegts;

/**
 * By how much a source's times and clock are moved so that they go on from what was sent last.
 *
 * <p>Times go on one unit after the last, without a gap, however long the outage was: the viewer's buffer has played on
 * meanwhile. The clock must not go back either. A stream needs its entry point earlier before its time than other pictures,
 * so that its clock often would; then times keep less distance from the clock, by half a second or half the distance
 * at the most, and what is beyond moves times and clock ahead together.
 *
 * @param times what is added to PTS and DTS
 * @param clock what is added to PCR
 */
record SpliceClock(long times, long clock) {
    private static final long MOST_SQUEEZE = ClockReference.TICKS_PER_SECOND;
    private static final long UNRELATED = 10 * ClockReference.TICKS_PER_SECOND;
    private static final long CLOCK_STEP = 90;

    static final SpliceClock UNMOVED = new SpliceClock(0, 0);

    /**
     * Of a source whose first unit has these times.
     *
     * @param sent what was sent
     * @param lead the PID whose units are to go on
     * @param dts of the first unit, unwrapped
     * @param pts of the first unit, unwrapped
     * @param pcr the source's clock there, unwrapped like them, or NONE
     */
    static SpliceClock of(SentTimes sent, int lead, long dts, long pts, long pcr) {
        long times = timesAfter(sent, lead, dts, pts);
        if (pcr == ClockReference.NONE || sent.clock() == ClockReference.NONE) {
            return new SpliceClock(times, times);
        }
        long behind = sent.clock() + CLOCK_STEP - (pcr + times);
        if (Math.abs(behind) > UNRELATED) {
            // a clock that has nothing to do with the times goes on by itself
            return new SpliceClock(times, times + behind);
        }
        if (behind <= 0) {
            return new SpliceClock(times, times);
        }
        long squeeze = Math.min(behind, Math.clamp(dts - pcr, 0, MOST_SQUEEZE));
        long moved = times + behind - squeeze;
        return new SpliceClock(moved, moved + squeeze);
    }

    private static long timesAfter(SentTimes sent, int lead, long dts, long pts) {
        SentTimes.Times last = sent.of(lead);
        if (last == null) {
            return sent.newest() == ClockReference.NONE ? 0 : sent.newest() - dts;
        }
        long byDecoding = last.decoding() + last.step() - dts;
        long byPresentation = last.presentation() + last.step() - pts;
        return Math.max(byDecoding, byPresentation);
    }
}
