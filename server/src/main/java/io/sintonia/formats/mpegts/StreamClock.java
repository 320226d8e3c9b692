package io.sintonia.formats.mpegts;

/** The clocks of the programme that is followed, unwrapped side by side so that they can be compared. */
final class StreamClock {
    private static final long SECOND = ClockReference.TICKS_PER_SECOND;
    private static final long JUMP_AHEAD = 10 * SECOND;
    private static final long ANNOUNCED_JUMP_AHEAD = SECOND;
    private static final long JUMP_BACK = SECOND / 10;
    private static final long PICTURE_JUMP_BACK = 2 * SECOND;
    private static final long SILENCE = 2 * SECOND;

    private long pcr = ClockReference.NONE;
    private long videoPts = ClockReference.NONE;
    private long audioPts = ClockReference.NONE;
    private long jumps;
    /** The clocks when they were first seen after the last packet of video. */
    private long quietSincePcr = ClockReference.NONE;

    private long quietSinceAudio = ClockReference.NONE;

    /** Takes a PCR; {@code announced} when its packet says that the clock breaks here. */
    void pcr(long clock, boolean announced) {
        long time = ClockReference.unwrap(anchor(), clock);
        if (pcr != ClockReference.NONE) {
            long step = time - pcr;
            if (step < -JUMP_BACK || step > (announced ? ANNOUNCED_JUMP_AHEAD : JUMP_AHEAD)) {
                jumped();
            }
        }
        pcr = time;
        if (quietSincePcr == ClockReference.NONE) {
            quietSincePcr = time;
        }
    }

    /** Takes a picture's time; returns it unwrapped. */
    long video(long clock) {
        long time = ClockReference.unwrap(anchor(), clock);
        if (pcr == ClockReference.NONE && videoPts != ClockReference.NONE) {
            long step = time - videoPts;
            if (step < -PICTURE_JUMP_BACK || step > JUMP_AHEAD) {
                jumped();
            }
        }
        videoPts = time;
        return time;
    }

    /** Takes a sound's time; returns it unwrapped. */
    long audio(long clock) {
        audioPts = ClockReference.unwrap(anchor(), clock);
        if (quietSinceAudio == ClockReference.NONE) {
            quietSinceAudio = audioPts;
        }
        return audioPts;
    }

    /** A packet of video has come. */
    void videoFlows() {
        quietSincePcr = ClockReference.NONE;
        quietSinceAudio = ClockReference.NONE;
    }

    /** Whether no video has come for two seconds of the clock, or of the sound where the clock stands still. */
    boolean videoSilent() {
        return (quietSincePcr != ClockReference.NONE && pcr - quietSincePcr >= SILENCE)
                || (quietSinceAudio != ClockReference.NONE && audioPts - quietSinceAudio >= SILENCE);
    }

    long pcr() {
        return pcr;
    }

    long videoPts() {
        return videoPts;
    }

    long audioPts() {
        return audioPts;
    }

    long jumps() {
        return jumps;
    }

    private void jumped() {
        jumps++;
        videoFlows();
    }

    private long anchor() {
        if (pcr != ClockReference.NONE) {
            return pcr;
        }
        return videoPts != ClockReference.NONE ? videoPts : audioPts;
    }
}
