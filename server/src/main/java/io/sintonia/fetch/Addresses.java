package io.sintonia.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Shows addresses to people without the secrets in them. Works on any text, well formed or not: hiding too much is a nuisance, hiding too little
 * is a leak.
 */
public final class Addresses {
    private static final String MASK = "***";
    private static final int MOST_CHARACTERS = 300;

    /** Path parts after which Xtream panels expect the user's name and password. */
    private static final Set<String> CREDENTIALS_FOLLOW = Set.of(
            "live",
            "movie",
            "movies",
            "series",
            "timeshift",
            "playlist",
            "vod",
            "hls",
            "hlsr",
            "play",
            "streaming",
            "stream",
            "get",
            "xmltv");

    private static final Pattern SECRET_NAME =
            Pattern.compile("pass|pwd|token|auth|key|user|login|secret|sig|sess|sid|hash|mac|code|mail|cred|^[upts]$");
    private static final Pattern STREAM_NUMBER = Pattern.compile("\\d+(\\.\\w{1,5})?");
    private static final Pattern LONG_RUN =
            Pattern.compile("[A-Za-z0-9]{24,}|(?=[A-Za-z]*\\d)(?=\\d*[A-Za-z])[A-Za-z0-9]{16,}");
    private static final Pattern PORT = Pattern.compile("[^:\\[\\]]*(:\\d*)?|\\[[^\\]]*\\](:\\d*)?");
    private static final Pattern EXTENSION = Pattern.compile(".*(\\.[A-Za-z][A-Za-z0-9]{1,4})");

    private Addresses() {}

    /**
     * The address without user names, passwords, tokens and fragment, on one line of at most 300 characters.
     * {@code http://u:p@host/live/bob/s3cret/7.ts?token=abc} becomes {@code http://***@host/live/***}{@code /***}{@code /7.ts?token=***}.
     */
    public static String redacted(String url) {
        String text = url.strip().replaceAll("\\p{Cntrl}", "?");
        // 2,000 characters tell enough; the rest of a megabyte need not be looked at.
        text = text.substring(0, Math.min(text.length(), 2_000));
        int start = text.indexOf("://");
        start = start < 0 || start > 12 ? 0 : start + 3;
        int authorityEnd = firstOf(text, "/?#|", start);
        int fragment = text.indexOf('#', authorityEnd);
        String rest = text.substring(authorityEnd, fragment < 0 ? text.length() : fragment);
        int pipe = rest.indexOf('|');
        String options = "";
        if (pipe >= 0 && rest.indexOf('=', pipe) > 0) { // url|User-Agent=…&Cookie=…, as some players write headers
            options = "|" + MASK;
            rest = rest.substring(0, pipe);
        }
        int question = rest.indexOf('?');
        String path = question < 0 ? rest : rest.substring(0, question);
        String query = question < 0 ? "" : "?" + maskedQuery(rest.substring(question + 1));
        String shown = text.substring(0, start)
                + maskedAuthority(text.substring(start, authorityEnd), start > 0)
                + maskedPath(path, start > 0)
                + query
                + options;
        return shown.length() <= MOST_CHARACTERS ? shown : shown.substring(0, MOST_CHARACTERS - 1) + "…";
    }

    private static int firstOf(String text, String characters, int from) {
        for (int i = from; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private static String maskedAuthority(String authority, boolean afterScheme) {
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            return MASK + authority.substring(at);
        }
        // A '/' inside a password ends the authority too soon: what stands where the port should be is then no number.
        return afterScheme && !PORT.matcher(authority).matches() ? MASK : authority;
    }

    private static String maskedPath(String path, boolean afterScheme) {
        List<String> parts = new ArrayList<>(List.of(path.split("/", -1)));
        if (!afterScheme && path.indexOf('@') < 0) {
            return path; // a file
        }
        boolean[] secret = new boolean[parts.size()];
        for (int i = 0; i < parts.size(); i++) {
            if (CREDENTIALS_FOLLOW.contains(parts.get(i).toLowerCase(Locale.ROOT)) && i + 2 < parts.size()) {
                secret[i + 1] = true;
                secret[i + 2] = true;
            }
            secret[i] |= isTokenLike(parts.get(i));
        }
        int last = parts.size() - 1;
        if (last >= 3 && STREAM_NUMBER.matcher(parts.get(last)).matches()) {
            secret[last - 1] = true;
            secret[last - 2] = true;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (secret[i] && !parts.get(i).isEmpty()) {
                var extension = EXTENSION.matcher(parts.get(i));
                parts.set(i, MASK + (i == last && extension.matches() ? extension.group(1) : ""));
            }
        }
        return String.join("/", parts);
    }

    private static String maskedQuery(String query) {
        var shown = new ArrayList<String>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                shown.add(isTokenLike(pair) ? MASK : pair);
                continue;
            }
            String name = pair.substring(0, equals);
            String value = pair.substring(equals + 1);
            boolean secret = SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).find() || isTokenLike(value);
            shown.add(name + "=" + (secret && !value.isEmpty() ? MASK : value));
        }
        return String.join("&", shown);
    }

    private static boolean isTokenLike(String part) {
        String small = part.toLowerCase(Locale.ROOT);
        return LONG_RUN.matcher(part).find()
                || small.contains("@")
                || small.contains("%40")
                || small.contains(";")
                || small.contains("://")
                || small.contains("%3a%2f%2f");
    }
}
