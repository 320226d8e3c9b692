package io.sintonia.formats.m3u;

import java.util.Locale;
import java.util.Set;

/**
 * What of a URL stays when its tokens are minted anew.
 *
 * @param text host in lower case and path and query, without scheme, credentials, default port and volatile parts
 * @param distinct false where so much went that other entries may be left with the same
 */
record StableUrl(String text, boolean distinct) {
    private static final Set<String> VOLATILE = Set.of(
            "token",
            "tok",
            "play_token",
            "access_token",
            "auth_token",
            "auth_key",
            "auth",
            "authkey",
            "authorization",
            "expires",
            "expire",
            "expiry",
            "expiration",
            "exp",
            "e",
            "end",
            "st",
            "start",
            "stime",
            "etime",
            "valid_from",
            "valid_to",
            "validfrom",
            "validto",
            "validity",
            "starttime",
            "endtime",
            "sid",
            "session",
            "sessionid",
            "session_id",
            "nimblesessionid",
            "hdnts",
            "hdnea",
            "hdntl",
            "hmac",
            "wmsauthsign",
            "md5",
            "sign",
            "signature",
            "sig",
            "hash",
            "h",
            "nonce",
            "jwt",
            "policy",
            "key-pair-id",
            "expires_at",
            "ts",
            "timestamp",
            "time",
            "now",
            "utc",
            "lutc",
            "_",
            "rnd",
            "rand",
            "random",
            "cb",
            "uuid",
            "deviceid",
            "device_id",
            "did",
            "mac",
            "username",
            "password",
            "user",
            "pass",
            "login",
            "pwd",
            "ip",
            "clientip",
            "client_ip",
            "userip",
            "txsecret",
            "txtime",
            "secure",
            "seckey",
            "remote",
            "sn2",
            "cdntoken");

    private static final int LEAST_TOKEN_HEX = 32;
    private static final int LEAST_TOKEN_LETTERS = 40;

    static StableUrl of(String url) {
        int authority = url.indexOf("://");
        if (authority < 0) {
            return new StableUrl(url, true);
        }
        int host = authority + 3;
        int path = host;
        while (path < url.length() && "/?#".indexOf(url.charAt(path)) < 0) {
            path++;
        }
        var text = new StringBuilder(url.length());
        text.append(host(url.substring(host, path)));
        int query = XtreamPath.pathEnd(url, path);
        int parts = 0;
        boolean token = false;
        int at = path;
        while (at < query) {
            int next = url.indexOf('/', at + 1);
            int end = next < 0 || next > query ? query : next;
            if (isToken(url, at + 1, end)) {
                text.append("/*");
                token = true;
            } else {
                text.append(url, at, end);
                parts += end > at + 1 ? 1 : 0;
            }
            at = end;
        }
        int before = text.length();
        boolean stripped = query(url, query, text);
        boolean bare = text.length() == before && parts <= 1;
        return new StableUrl(text.toString(), !token && !(stripped && bare));
    }

    private static String host(String authority) {
        var name = authority.substring(authority.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        if (name.endsWith(":80")) {
            return name.substring(0, name.length() - 3);
        }
        return name.endsWith(":443") ? name.substring(0, name.length() - 4) : name;
    }

    /** Appends the parameters that stay; true if any went. */
    private static boolean query(String url, int query, StringBuilder text) {
        boolean stripped = false;
        int at = query + 1;
        char joint = '?';
        while (at < url.length()) {
            int next = url.indexOf('&', at);
            int end = next < 0 ? url.length() : next;
            int equals = url.indexOf('=', at);
            int keyEnd = equals < 0 || equals > end ? end : equals;
            var key = url.substring(at, keyEnd).toLowerCase(Locale.ROOT);
            if (VOLATILE.contains(key)
                    || key.startsWith("x-amz-")
                    || key.startsWith("hdn")
                    || isToken(url, keyEnd + 1, end)) {
                stripped = true;
            } else if (end > at) {
                text.append(joint).append(url, at, end);
                joint = '&';
            }
            at = end + 1;
        }
        return stripped;
    }

    /** Long and without sense: hexadecimal digits of a hash or more, or letters in both cases mixed with digits. */
    private static boolean isToken(String url, int from, int to) {
        if (to - from < LEAST_TOKEN_HEX) {
            return false;
        }
        if (Text.isHex(url, from, to)) {
            return true;
        }
        int upper = 0;
        int lower = 0;
        int digits = 0;
        for (int at = from; at < to; at++) {
            char c = url.charAt(at);
            if (c >= 'A' && c <= 'Z') {
                upper++;
            } else if (c >= 'a' && c <= 'z') {
                lower++;
            } else if (c >= '0' && c <= '9') {
                digits++;
            } else if ("-_=%~+".indexOf(c) < 0) {
                return false;
            }
        }
        return to - from >= LEAST_TOKEN_LETTERS && upper > 4 && lower > 4 && digits > 4;
    }
}
