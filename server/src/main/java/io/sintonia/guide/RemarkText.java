package io.sintonia.guide;

import io.sintonia.formats.Remark;
import java.util.ArrayList;
import java.util.List;

/** Remarks as they lie in one column: three texts each. */
final class RemarkText {
    private RemarkText() {}

    static String of(List<Remark> remarks) {
        List<String> texts = new ArrayList<>(remarks.size() * 3);
        for (Remark remark : remarks) {
            texts.add(Long.toString(remark.line()));
            texts.add(remark.text());
            texts.add(remark.reason());
        }
        return TextList.of(texts);
    }

    static List<Remark> read(String text) {
        List<String> texts = TextList.read(text);
        List<Remark> remarks = new ArrayList<>(texts.size() / 3);
        for (int at = 0; at + 2 < texts.size(); at += 3) {
            remarks.add(new Remark(Long.parseLong(texts.get(at)), texts.get(at + 1), texts.get(at + 2)));
        }
        return remarks;
    }
}
