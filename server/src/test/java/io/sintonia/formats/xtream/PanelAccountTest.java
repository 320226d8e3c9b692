package io.sintonia.formats.xtream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins as panels answer them. */
class PanelAccountTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static PanelAccount account(String userInfo) throws IOException {
        return switch (reading("{\"user_info\":{" + userInfo + "},\"server_info\":{\"url\":\"x\"}}")) {
            case PanelAccount.Reading.Read(PanelAccount account) -> account;
            case PanelAccount.Reading.NoAccount(String reason) -> throw new AssertionError(reason);
        };
    }

    private static PanelAccount.Reading reading(String text) throws IOException {
        return PanelAccount.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void usualLoginIsRead() throws IOException {
        PanelAccount account = account("""
                "username":"anna","auth":1,"status":"Active","exp_date":"1893456000","active_cons":"1",
                "max_connections":"2","allowed_output_formats":["m3u8","ts"],"message":"Welcome\\n!\"""");
        assertThat(account.admitted()).isTrue();
        assertThat(account.status()).isEqualTo(PanelAccount.Status.ACTIVE);
        assertThat(account.expires()).contains(Instant.ofEpochSecond(1893456000));
        assertThat(account.maxConnections()).hasValue(2);
        assertThat(account.activeConnections()).hasValue(1);
        assertThat(account.playlistsOnly()).isFalse();
        assertThat(account.message()).isEqualTo("Welcome !");
        assertThat(account.objection(NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "0", "\"0\"", "-1", "\"Unlimited\"", "\"2027-01-01\"", "[]", "{}"})
    void whatIsNoDateMeansNever(String date) throws IOException {
        assertThat(account("\"auth\":1,\"exp_date\":" + date).expires()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1767225601, false", "1767225599, true", "1767225601000, false", "1767225599000, true"})
    void accountThatSaysActiveAndIsOverIsOver(String date, boolean over) throws IOException {
        assertThat(account("\"auth\":\"1\",\"status\":\"Active\",\"exp_date\":" + date)
                        .objection(NOW)
                        .isPresent())
                .isEqualTo(over);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"auth\":0', does not know",
        "'\"auth\":\"0\",\"username\":\"x\"', does not know",
        "'\"auth\":false', does not know",
        "'\"auth\":1,\"status\":\"Banned\"', banned",
        "'\"auth\":1,\"status\":\"DISABLED\"', disabled",
        "'\"auth\":true,\"status\":\"Expired\",\"message\":\"Pay!\"', (it says: Pay!)"
    })
    void refusalSaysWhy(String userInfo, String words) throws IOException {
        assertThat(account(userInfo).objection(NOW))
                .hasValueSatisfying(said -> assertThat(said).contains(words));
    }

    @Test
    void noLimitIsNone() throws IOException {
        assertThat(account("\"auth\":1,\"max_connections\":\"0\"").maxConnections())
                .isEmpty();
        assertThat(account("\"auth\":1,\"max_connections\":null").maxConnections())
                .isEmpty();
        assertThat(account("\"auth\":1,\"allowed_output_formats\":[\"m3u8\"]").playlistsOnly())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "<html></html>",
                "{}",
                "{\"user_info\":[]}",
                "{\"user_info\":null}",
                "{\"us",
                "nope"
            })
    void whatIsNoAccountIsSaid(String answer) throws IOException {
        assertThat(reading(answer)).isInstanceOf(PanelAccount.Reading.NoAccount.class);
    }
}
