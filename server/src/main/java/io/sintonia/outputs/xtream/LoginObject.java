package io.sintonia.outputs.xtream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sintonia.accounts.Account;
import io.sintonia.accounts.UserSettings;
import io.sintonia.outputs.wire.BaseUrl;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The answer to a login: who the account is, and how the server is reached. Types are as players demand them: flags and
 * counts of the account are texts, {@code auth} and {@code timestamp_now} are numbers.
 *
 * @param seats how many things the account plays now
 */
record LoginObject(Account account, Account.Standing standing, BaseUrl base, Instant now, int seats) {
    /** Players are told UTC for every time without a zone. */
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Stands for "never ends", and for every later date: some players fail without a date, others beyond 2^31. */
    private static final long FAR = Instant.parse("2038-01-01T00:00:00Z").getEpochSecond();

    /** The port that panels name; players want digits, whether or not anything listens there. */
    private static final String RTMP_PORT = "25462";

    /** Writes the two members that make the login object, without its braces. */
    void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("user_info");
        json.writeStringField("username", account.username());
        json.writeStringField("password", account.password().reveal());
        json.writeStringField("message", "");
        json.writeNumberField("auth", 1);
        json.writeStringField("status", standing.word());
        json.writeStringField("exp_date", Long.toString(ends()));
        json.writeStringField("is_trial", account.trial() ? "1" : "0");
        json.writeStringField("active_cons", Integer.toString(seats));
        json.writeStringField("created_at", Long.toString(account.createdAt().getEpochSecond()));
        json.writeStringField("max_connections", Integer.toString(account.maxConnections()));
        json.writeArrayFieldStart("allowed_output_formats");
        for (UserSettings.Format format : account.formats()) {
            json.writeString(format.name().toLowerCase(Locale.ROOT));
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeObjectFieldStart("server_info");
        json.writeStringField("url", base.host());
        json.writeStringField("port", Integer.toString(base.port()));
        json.writeStringField("https_port", base.isSecure() ? Integer.toString(base.port()) : "443");
        json.writeStringField("server_protocol", base.scheme());
        json.writeStringField("rtmp_port", RTMP_PORT);
        json.writeStringField("timezone", "UTC");
        json.writeNumberField("timestamp_now", now.getEpochSecond());
        json.writeStringField("time_now", TIME.format(now));
        json.writeBooleanField("process", true);
        json.writeEndObject();
    }

    private long ends() {
        return account.expires()
                .map(end -> Math.min(FAR, Math.max(1, end.getEpochSecond())))
                .orElse(FAR);
    }

    /** The whole object. */
    byte[] bytes() {
        return Json.bytes(json -> {
            json.writeStartObject();
            write(json);
            json.writeEndObject();
        });
    }

    /** Says nothing of the password. */
    @Override
    public String toString() {
        return "login object of " + account.username();
    }
}
