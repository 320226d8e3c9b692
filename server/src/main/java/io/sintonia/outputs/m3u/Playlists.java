package io.sintonia.outputs.m3u;

import io.sintonia.accounts.Account;
import io.sintonia.accounts.UserSettings;
import io.sintonia.guide.Guide;
import io.sintonia.outputs.Offer;
import io.sintonia.outputs.Rendered;
import io.sintonia.outputs.TooManyGuesses;
import io.sintonia.outputs.gate.Entry;
import io.sintonia.outputs.gate.Gate;
import io.sintonia.outputs.wire.Answer;
import io.sintonia.outputs.wire.PlayerRequest;
import io.sintonia.outputs.wire.Splice;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Answers {@code /get.php} and {@code /playlist.m3u}. Strangers and accounts that may not play get 404, as from a panel; a
 * 401 would make browsers and players ask for a password of another kind.
 */
public final class Playlists {
    private static final String UNRESERVED = "-._~@";

    private final Gate gate;
    private final Offer offer;
    private final Guide guide;

    public Playlists(Gate gate, Offer offer, Guide guide) {
        this.gate = gate;
        this.offer = offer;
        this.guide = guide;
    }

    /** Answers {@code /get.php}: {@code type}, {@code output} and {@code key} choose form, format and kinds. */
    public Answer get(PlayerRequest request) {
        ListForm form = ListForm.of(request.parameters().text("type"));
        return answer(
                request,
                form,
                Selection.ofKey(request.parameters()),
                Map.of(
                        "Content-Type",
                        "application/octet-stream",
                        "Content-Description",
                        "File Transfer",
                        "Expires",
                        "0"));
    }

    /** Answers {@code /playlist.m3u}: M3U with attributes, of a {@code category}, of names that hold {@code search}. */
    public Answer playlist(PlayerRequest request) {
        return answer(
                request,
                ListForm.PLUS,
                Selection.ofFilter(request.parameters()),
                Map.of("Content-Type", "audio/x-mpegurl"));
    }

    private Answer answer(PlayerRequest request, ListForm form, Selection selection, Map<String, String> headers) {
        return switch (gate.byParameters(request)) {
            case Entry.Stranger _ -> Answer.text(404, "there is no such list");
            case Entry.Suspended(Account _, Account.Standing _) -> Answer.text(404, "there is no such list");
            case Entry.Guessing _ -> TooManyGuesses.answer();
            case Entry.Welcome(Account account) -> {
                UserSettings.Format format =
                        format(account, request.parameters().text("output"));
                Map<String, String> all = new LinkedHashMap<>(headers);
                all.put("Content-Disposition", "attachment; filename=\"" + form.fileName(account.username()) + '"');
                all.put("Cache-Control", "must-revalidate");
                yield list(account, form, format, selection)
                        .spliced(request, new Answer.Head(200, all), splice(request, account, form));
            }
        };
    }

    /** The format that is asked for; the account's first if that is not allowed. */
    private static UserSettings.Format format(Account account, String output) {
        UserSettings.Format wanted = switch (output.strip().toLowerCase(Locale.ROOT)) {
            case "m3u8", "hls" -> UserSettings.Format.M3U8;
            default -> UserSettings.Format.TS;
        };
        return account.formats().contains(wanted) ? wanted : account.formats().getFirst();
    }

    private Rendered list(Account account, ListForm form, UserSettings.Format format, Selection selection) {
        String extension = "." + format.name().toLowerCase(Locale.ROOT);
        Playlist list = new Playlist(guide, offer.library(), form, extension, selection);
        return selection.isCommon()
                ? offer.answers().get(account.bouquetIds(), list)
                : offer.answers().once(account.bouquetIds(), list);
    }

    private static Splice splice(PlayerRequest request, Account account, ListForm form) {
        String base = request.base().toString();
        return new Splice(
                // fields of an Enigma2 service are separated by colons
                form == ListForm.ENIGMA2 ? base.replace(":", "%3a") : base,
                encoded(account.username()),
                encoded(account.password().reveal()));
    }

    /** Fit for a segment of a path and for a query alike (RFC 3986, 2.1). */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
