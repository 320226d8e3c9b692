package io.sintonia.formats.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Feeds a stream to the analyser as the relay does, holding back what is undecided, and writes down the entries. */
record Inspection(StreamAnalyzer analyzer, List<Verdict> verdicts, List<Entry> entries, long mostHeld) {
    /** One entry: the index of its first packet, its time, and why. */
    record Entry(long packet, long pts, EntryKind kind) {}

    static Inspection of(TsBuilder stream) {
        return of(stream.bytes(), new StreamAnalyzer());
    }

    static Inspection of(byte[] packets, StreamAnalyzer analyzer) {
        var verdicts = new ArrayList<Verdict>();
        var entries = new ArrayList<Entry>();
        long mostHeld = 0;
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            var before = verdicts.isEmpty() ? Verdict.ORDINARY : verdicts.getLast();
            var verdict = analyzer.inspect(packets, at);
            verdicts.add(verdict);
            if (verdict == Verdict.UNDECIDED) {
                mostHeld = Math.max(mostHeld, analyzer.inspected() - analyzer.unitStart());
            }
            if (verdict == Verdict.NOT_ENTRY) {
                assertThat(before).as("only what was undecided is denied").isEqualTo(Verdict.UNDECIDED);
            }
            if (verdict == Verdict.ENTRY) {
                assertThat(analyzer.preamble()).as("an entry has a preamble").isNotEmpty();
                entries.add(new Entry(analyzer.unitStart(), analyzer.entryPts(), analyzer.entryKind()));
            }
        }
        return new Inspection(analyzer, verdicts, entries, mostHeld);
    }

    List<Long> entryTimes() {
        return entries.stream().map(Entry::pts).toList();
    }

    List<Long> entryPackets() {
        return entries.stream().map(Entry::packet).toList();
    }

    List<EntryKind> kinds() {
        return entries.stream().map(Entry::kind).toList();
    }
}
