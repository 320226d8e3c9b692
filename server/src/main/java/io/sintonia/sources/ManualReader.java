package io.sintonia.sources;

import io.sintonia.fetch.Validators;
import io.sintonia.formats.Remark;
import io.sintonia.formats.m3u.EntryKey;
import io.sintonia.formats.m3u.EntryKind;
import io.sintonia.formats.m3u.M3uEntry;
import io.sintonia.formats.m3u.StreamLink;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads sources whose channels stand in their declaration. A channel is known by its name. */
final class ManualReader implements SourceReader {
    @Override
    public boolean reads(Source source) {
        return source.kind().equals("manual");
    }

    @Override
    public Outcome fetch(Source source) {
        return new Outcome.Fetched(new ManualContent(source.options().channels()));
    }

    private record ManualContent(List<ManualChannel> channels) implements SourceContent {
        @Override
        public Optional<String> whyNoList() {
            return channels.isEmpty() ? Optional.of("it has no channels") : Optional.empty();
        }

        @Override
        public boolean isOwnersWord() {
            return true;
        }

        @Override
        public EntryReading reading() {
            return new ManualReading(channels);
        }

        @Override
        public String hash() {
            return EntryKey.of('m', channels.stream().map(ManualContent::words).toArray(String[]::new));
        }

        private static String words(ManualChannel channel) {
            return String.join(
                    "\n",
                    channel.name(),
                    channel.url(),
                    channel.group().toString(),
                    channel.logo().toString(),
                    channel.number().toString(),
                    channel.guideId().toString());
        }

        @Override
        public Validators validators() {
            return Validators.NONE;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    private record ManualReading(List<ManualChannel> channels) implements EntryReading {
        @Override
        public void read(Visitor visitor) throws IOException {
            RepeatedKeys names = new RepeatedKeys();
            for (ManualChannel channel : channels) {
                String name = channel.name().strip();
                int ordinal = names.ordinal(name);
                M3uEntry entry = new M3uEntry(
                        0,
                        Fitting.words(
                                name,
                                channel.logo().orElse(""),
                                channel.guideId().orElse("")),
                        channel.group().stream().toList(),
                        StreamLink.of(channel.url()),
                        EntryKind.Live.LIVE);
                String key = EntryKey.of('m', name, Integer.toString(ordinal));
                visitor.visit(Fitting.channel(key, entry, channel.number().orElse("")));
            }
        }

        @Override
        public long found() {
            return channels.size();
        }

        @Override
        public long skipped() {
            return 0;
        }

        @Override
        public List<Remark> skips() {
            return List.of();
        }

        @Override
        public String oddLines() {
            return "";
        }
    }
}
