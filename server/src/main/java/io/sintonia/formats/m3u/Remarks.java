package io.sintonia.formats.m3u;

import io.sintonia.formats.Remark;
import java.util.function.Consumer;

/** Where this room's readers leave their remarks; knows which line is being read. */
final class Remarks {
    private final Consumer<Remark> listener;
    private long line;

    Remarks(Consumer<Remark> listener) {
        this.listener = listener;
    }

    void at(long number) {
        line = number;
    }

    void say(String text, String reason) {
        listener.accept(new Remark(line, text, reason));
    }

    void sayAt(long number, String text, String reason) {
        listener.accept(new Remark(number, text, reason));
    }
}
