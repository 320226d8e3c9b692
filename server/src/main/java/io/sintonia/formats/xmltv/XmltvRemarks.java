package io.sintonia.formats.xmltv;

import io.sintonia.formats.Remark;
import java.util.ArrayList;
import java.util.List;

/** What was odd in a guide: the first remarks, and how many more there were. Knows which record is being read. */
final class XmltvRemarks {
    private final int most;
    private final List<Remark> said = new ArrayList<>();
    private long unsaid;
    private long line = 1;
    private long column = 1;

    XmltvRemarks(int most) {
        this.most = most;
    }

    /** A record begins here. */
    void at(long recordLine, long recordColumn) {
        line = recordLine;
        column = recordColumn;
    }

    long line() {
        return line;
    }

    long column() {
        return column;
    }

    void say(String text, String reason) {
        sayAt(line, text, reason);
    }

    void sayAt(long where, String text, String reason) {
        if (said.size() < most) {
            said.add(new Remark(where, text, reason));
        } else {
            unsaid++;
        }
    }

    List<Remark> said() {
        return said;
    }

    long unsaid() {
        return unsaid;
    }
}
