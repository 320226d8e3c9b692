package io.sintonia.sources;

import io.sintonia.fetch.Download;
import io.sintonia.fetch.Validators;
import io.sintonia.formats.xtream.PanelAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An Xtream account's lists as they came, in files. Of the import's thread. */
final class XtreamContent implements SourceContent {
    private final PanelAddress panel;
    private final boolean playlistsOnly;
    private final Map<XtreamShelf, Download> categories = new EnumMap<>(XtreamShelf.class);
    private final Map<XtreamShelf, Download> rows = new EnumMap<>(XtreamShelf.class);
    private final List<String> odd = new ArrayList<>();

    /** @param playlistsOnly whether live streams are asked for as HLS, since the account has nothing else */
    XtreamContent(PanelAddress panel, boolean playlistsOnly) {
        this.panel = panel;
        this.playlistsOnly = playlistsOnly;
    }

    PanelAddress panel() {
        return panel;
    }

    String liveExtension() {
        return playlistsOnly ? "m3u8" : "ts";
    }

    void addCategories(XtreamShelf shelf, Optional<Download> download, List<String> remarks) {
        download.ifPresent(there -> categories.put(shelf, there));
        odd.addAll(remarks);
    }

    void addRows(XtreamShelf shelf, Download download) {
        rows.put(shelf, download);
    }

    Optional<Download> categories(XtreamShelf shelf) {
        return Optional.ofNullable(categories.get(shelf));
    }

    Map<XtreamShelf, Download> rows() {
        return rows;
    }

    /** What was odd before anything was read. */
    List<String> odd() {
        return odd;
    }

    /** Stops a reading that has seen enough. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public Optional<String> whyNoList() throws IOException {
        for (Map.Entry<XtreamShelf, Download> shelf : rows.entrySet()) {
            try (InputStream in = shelf.getValue().open()) {
                Optional<String> objection = objection(PanelAnswer.read(in, _ -> {
                    throw new Enough();
                }));
                if (objection.isPresent()) {
                    return Optional.of("the answer for " + shelf.getKey().word() + " is no list: " + objection.get());
                }
            } catch (Enough e) {
                // it has a row, so it is a list
            }
        }
        return Optional.empty();
    }

    static Optional<String> objection(PanelAnswer answer) {
        return switch (answer) {
            case PanelAnswer.Rows _, PanelAnswer.None _ -> Optional.empty();
            case PanelAnswer.Refused refused ->
                Optional.of(
                        refused.account().admitted()
                                ? "the provider shows the account instead, which it has "
                                        + refused.account().status().name().toLowerCase(Locale.ROOT)
                                : "the provider does not know this name and password");
            case PanelAnswer.NoList(String reason) -> Optional.of(reason);
            case PanelAnswer.Cut(long count) -> Optional.of("it breaks off after " + count + " rows");
        };
    }

    @Override
    public EntryReading reading() {
        return new XtreamReading(this);
    }

    /** Of all answers and of what the streams' addresses are made of: another password is another content. */
    @Override
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, panel.login() + " " + liveExtension());
            for (XtreamShelf shelf : XtreamShelf.values()) {
                add(digest, shelf.word());
                categories(shelf).ifPresent(download -> add(digest, download.sha256()));
                Optional.ofNullable(rows.get(shelf)).ifPresent(download -> add(digest, download.sha256()));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Validators validators() {
        return Validators.NONE;
    }

    @Override
    public void close() throws IOException {
        try {
            categories.values().forEach(XtreamContent::closed);
            rows.values().forEach(XtreamContent::closed);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void closed(Download download) {
        try {
            download.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
