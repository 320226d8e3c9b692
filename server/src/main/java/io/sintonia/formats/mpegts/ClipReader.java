package io.sintonia.formats.mpegts;

/**
 * One playing of a {@link ClipLoop}: its packets in order, lap after lap, with clocks and counters that go on. It knows no
 * time: its caller says which step it is. One thread.
 */
public final class ClipReader {
    private final ClipLoop clip;
    private final Restamper restamper = new Restamper();
    private long lap;
    private int packet;

    /** Begins with the packet at {@code start}. */
    public ClipReader(ClipLoop clip, ClipLoop.Position start) {
        this.clip = clip;
        this.lap = start.lap();
        this.packet = start.packet();
        beginLap();
    }

    /** The step at which the next packet is due. */
    public long dueStep() {
        return clip.dueStep(lap, packet);
    }

    /**
     * Puts the packets that are due at step {@code now} at the buffer's beginning, as many whole ones as it holds.
     *
     * @return the bytes they take; 0 if none is due or fits
     */
    public int take(byte[] buffer, long now) {
        int length = 0;
        while (length + TsPacket.SIZE <= buffer.length && dueStep() <= now) {
            clip.copy(packet, buffer, length);
            restamper.restamp(buffer, length);
            length += TsPacket.SIZE;
            goOn();
        }
        return length;
    }

    private void goOn() {
        packet++;
        if (packet == clip.packets()) {
            packet = 0;
            lap++;
            beginLap();
        }
    }

    private void beginLap() {
        restamper.begin(clip.ticksAt(lap));
    }
}
