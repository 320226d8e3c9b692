package io.sintonia.sources;

import io.sintonia.catalogue.FoundChannel;
import io.sintonia.fetch.Download;
import io.sintonia.fetch.Validators;
import io.sintonia.formats.Remark;
import io.sintonia.formats.m3u.EntryKey;
import io.sintonia.formats.m3u.M3uEntry;
import io.sintonia.formats.m3u.M3uOptions;
import io.sintonia.formats.m3u.M3uReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a page and all it leads to hold: links in memory, whole lists in files. Of the import's thread. */
final class PageContent implements SourceContent {
    private final Map<String, FoundLink> links = new LinkedHashMap<>();
    private final List<Download> lists = new ArrayList<>();
    private final List<String> listTexts = new ArrayList<>();
    private final List<String> odd = new ArrayList<>();

    void addPage(PageFindings findings, boolean whole) {
        for (FoundLink link : findings.links()) {
            if (links.size() < PageFindings.MOST_LINKS) {
                links.merge(link.identity(), link, FoundLink::orNamed);
            }
        }
        listTexts.addAll(findings.listTexts());
        if (!whole || !findings.isWhole()) {
            odd("a page holds more than is looked at");
        }
    }

    void addList(Download list) {
        lists.add(list);
    }

    void odd(String sentence) {
        odd.add(sentence);
    }

    @Override
    public Optional<String> whyNoList() {
        if (!links.isEmpty() || !lists.isEmpty() || !listTexts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                "no link to a stream was found on the page" + (odd.isEmpty() ? "" : " (" + odd.getFirst() + ")"));
    }

    @Override
    public EntryReading reading() {
        return new PageReading();
    }

    @Override
    public String hash() {
        // of what was found rather than of the pages: a page's clock or advertisement is no change
        List<String> words =
                new ArrayList<>(lists.stream().map(Download::sha256).toList());
        words.addAll(listTexts);
        links.values()
                .forEach(link -> words.add(link.link().url() + "\n"
                        + link.link().headers() + "\n" + link.name() + "\n" + link.group() + "\n" + link.logo()));
        return EntryKey.of('p', words.toArray(String[]::new));
    }

    @Override
    public Validators validators() {
        return Validators.NONE;
    }

    @Override
    public void close() throws IOException {
        for (Download list : lists) {
            list.close();
        }
    }

    /** Links first, then lists; what was shown once is not shown again. */
    private final class PageReading implements EntryReading {
        private final Skips skips = new Skips();
        private final RepeatedKeys seen = new RepeatedKeys();
        private long found;

        @Override
        public void read(Visitor visitor) throws IOException {
            odd.forEach(sentence -> skips.odd(0, "", sentence));
            for (FoundLink link : links.values()) {
                found++;
                once(link.channel(), visitor);
            }
            for (String text : listTexts) {
                listText(text, visitor);
            }
            for (Download list : lists) {
                ListReading reading = new ListReading(list);
                reading.read(entry -> {
                    if (seen.ordinal(entry.key()) == 1) {
                        visitor.visit(entry);
                    } else {
                        skips.skip(0, entry.toString(), "the same stream again");
                    }
                });
                found += reading.found();
                reading.skips().forEach(skip -> skips.skip(skip.line(), skip.text(), skip.reason()));
            }
        }

        private void listText(String text, Visitor visitor) throws IOException {
            try (M3uReader reader = M3uReader.open(
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                    M3uOptions.defaults(),
                    remark -> skips.odd(remark.line(), remark.text(), remark.reason()))) {
                while (reader.readNext()) {
                    M3uEntry entry = reader.entry();
                    found++;
                    String number = entry.number().map(Object::toString).orElse("");
                    once(Fitting.channel(EntryKey.of(entry), entry, number), visitor);
                }
            }
        }

        private void once(FoundChannel channel, Visitor visitor) throws IOException {
            if (seen.ordinal(channel.key()) == 1) {
                visitor.visit(channel);
            } else {
                skips.skip(0, channel.name(), "the same stream again");
            }
        }

        @Override
        public long found() {
            return found;
        }

        @Override
        public long skipped() {
            return skips.count();
        }

        @Override
        public List<Remark> skips() {
            return skips.remarks();
        }

        @Override
        public String oddLines() {
            return skips.oddLines();
        }
    }
}
