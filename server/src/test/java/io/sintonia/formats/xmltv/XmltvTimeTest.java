package io.sintonia.formats.xmltv;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which guides write a time means one instant. */
class XmltvTimeTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            20260105200000 +0100,       2026-01-05T19:00:00Z
            20260105200000+0100,        2026-01-05T19:00:00Z
            20260105200000 -0300,       2026-01-05T23:00:00Z
            20260105200000 +010000,     2026-01-05T19:00:00Z
            20260105200000 +01:00,      2026-01-05T19:00:00Z
            20260105200000 +01,         2026-01-05T19:00:00Z
            20260105200000 +1,          2026-01-05T19:00:00Z
            20260105200000 +100,        2026-01-05T19:00:00Z
            20260105200000 +0545,       2026-01-05T14:15:00Z
            20260105200000 −0100,       2026-01-05T21:00:00Z
            20260105200000 Z,           2026-01-05T20:00:00Z
            20260105200000Z,            2026-01-05T20:00:00Z
            20260105200000 UTC,         2026-01-05T20:00:00Z
            20260105200000 GMT,         2026-01-05T20:00:00Z
            20260105200000 UTC+2,       2026-01-05T18:00:00Z
            20260105200000 GMT-0330,    2026-01-05T23:30:00Z
            20260105200000 CET,         2026-01-05T19:00:00Z
            20260705200000 CET,         2026-07-05T19:00:00Z
            20260705200000 CEST,        2026-07-05T18:00:00Z
            20260705200000 cest,        2026-07-05T18:00:00Z
            20260705200000 BST,         2026-07-05T19:00:00Z
            20260105200000 EST,         2026-01-06T01:00:00Z
            20260705200000 EDT,         2026-07-06T00:00:00Z
            20260105200000 PST,         2026-01-06T04:00:00Z
            20260105200000 MSK,         2026-01-05T17:00:00Z
            20260705200000 Europe/Rome, 2026-07-05T18:00:00Z
            20260105200000 Europe/Rome, 2026-01-05T19:00:00Z
            202601052000 +0100,         2026-01-05T19:00:00Z
            202601052000,               2026-01-05T20:00:00Z
            2026010520,                 2026-01-05T20:00:00Z
            20260105,                   2026-01-05T00:00:00Z
            20260105 +0100,             2026-01-04T23:00:00Z
            202601,                     2026-01-01T00:00:00Z
            2026,                       2026-01-01T00:00:00Z
            20260105T200000Z,           2026-01-05T20:00:00Z
            20260105T2000+01:00,        2026-01-05T19:00:00Z
            20260105 200000 +0100,      2026-01-05T19:00:00Z
            2026-01-05T20:00:00+01:00,  2026-01-05T19:00:00Z
            2026-01-05T20:00:00.000Z,   2026-01-05T20:00:00Z
            2026-01-05 20:00:00,        2026-01-05T20:00:00Z
            2026/01/05 20:00,           2026-01-05T20:00:00Z
            2026-01-05,                 2026-01-05T00:00:00Z
            20260105240000 +0000,       2026-01-06T00:00:00Z
            202612312400,               2027-01-01T00:00:00Z
            20161231235960 +0000,       2017-01-01T00:00:00Z
            20240229120000,             2024-02-29T12:00:00Z
            20000229120000,             2000-02-29T12:00:00Z
            1767639600,                 2026-01-05T19:00:00Z
            1767639600000,              2026-01-05T19:00:00Z
            "  20260105200000 +0000  ", 2026-01-05T20:00:00Z
            """)
    void everyFormIsTheInstantItMeans(String text, String instant) {
        assertThat(read(text, ZoneOffset.UTC)).as(text).isEqualTo(Instant.parse(instant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "now",
                "0",
                "202",
                "20261",
                "2026010",
                "20261305000000",
                "20260132000000",
                "20260229000000",
                "21000229000000",
                "20260431000000",
                "20260105250000",
                "20260105240001",
                "20260105206000",
                "20260105200061",
                "20260105200000 XYZ",
                "20260105200000 +9900",
                "20260105200000 +0160",
                "20260105200000 +01000",
                "20260105200000 Mars/Olympus",
                "2026-13-05",
                "2026-01-05T25:00",
                "2026-1-5",
                "00000000000000",
                "99999999999999",
                "20260105200000 +",
                "20260105200000 UTC+",
                "2026010520000a",
                "123456789012345678901234567890",
                "٢٠٢٦٠١٠٥٢٠٠٠٠٠"
            })
    void whatIsNoTimeIsNone(String text) {
        assertThat(XmltvTime.epochSecond(text, ZoneOffset.UTC)).as(text).isEmpty();
    }

    /** The hour before, the skipped or doubled hour, and the hour after, in each zone of this table. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            Europe/Rome,       20260329013000, 2026-03-29T00:30:00Z
            Europe/Rome,       20260329023000, 2026-03-29T01:30:00Z
            Europe/Rome,       20260329030000, 2026-03-29T01:00:00Z
            Europe/Rome,       20261025013000, 2026-10-24T23:30:00Z
            Europe/Rome,       20261025023000, 2026-10-25T00:30:00Z
            Europe/Rome,       20261025030000, 2026-10-25T02:00:00Z
            Europe/London,     20260329003000, 2026-03-29T00:30:00Z
            Europe/London,     20260329013000, 2026-03-29T01:30:00Z
            Europe/London,     20260329020000, 2026-03-29T01:00:00Z
            Europe/London,     20261025003000, 2026-10-24T23:30:00Z
            Europe/London,     20261025013000, 2026-10-25T00:30:00Z
            Europe/London,     20261025020000, 2026-10-25T02:00:00Z
            America/Sao_Paulo, 20181103233000, 2018-11-04T02:30:00Z
            America/Sao_Paulo, 20181104003000, 2018-11-04T03:30:00Z
            America/Sao_Paulo, 20181104010000, 2018-11-04T03:00:00Z
            America/Sao_Paulo, 20190216223000, 2019-02-17T00:30:00Z
            America/Sao_Paulo, 20190216233000, 2019-02-17T01:30:00Z
            America/Sao_Paulo, 20190217003000, 2019-02-17T03:30:00Z
            America/Sao_Paulo, 20260705200000, 2026-07-05T23:00:00Z
            Asia/Kathmandu,    20260329023000, 2026-03-28T20:45:00Z
            Asia/Kathmandu,    20261025023000, 2026-10-24T20:45:00Z
            UTC,               20260329023000, 2026-03-29T02:30:00Z
            UTC,               20261025023000, 2026-10-25T02:30:00Z
            """)
    void timeWithoutZoneIsLocalOnBothNightsOfTheChange(String zone, String text, String instant) {
        ZoneId local = ZoneId.of(zone);
        Instant expected = Instant.parse(instant);
        assertThat(read(text, local)).isEqualTo(expected);
        if (text.endsWith("00")) {
            assertThat(read(text.substring(0, 12), local)).as("without seconds").isEqualTo(expected);
        }
        assertThat(read(text + " " + zone, ZoneOffset.UTC)).as("named").isEqualTo(expected);
        String iso = text.replaceFirst("(....)(..)(..)(..)(..)(..)", "$1-$2-$3T$4:$5:$6");
        assertThat(read(iso, local)).as("ISO 8601").isEqualTo(expected);
    }

    /** Whatever the default zone is, a time that says where it is, is there; all nights of change included. */
    @ParameterizedTest
    @ValueSource(strings = {"Europe/Rome", "Europe/London", "America/Sao_Paulo", "Asia/Kathmandu", "UTC"})
    void everyFormComesBackFromTheInstantItWasWrittenFrom(String zone) {
        ZoneId local = ZoneId.of(zone);
        var random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            long hours = i < 1_000 ? random.nextLong(Integer.MAX_VALUE / 3600) : 429_360 + random.nextLong(60_000);
            Instant instant = Instant.ofEpochSecond(hours * 3600 + random.nextInt(60) * 60L);
            var there = instant.atZone(local);
            for (String form : List.of(
                    "yyyyMMddHHmmss xx",
                    "yyyyMMddHHmmssxx",
                    "yyyyMMddHHmm xx",
                    "yyyyMMddHHmmss xxx",
                    "yyyy-MM-dd'T'HH:mm:ssxxx",
                    "yyyyMMdd'T'HHmmssxx",
                    "yyyyMMddHHmmss xx'00'")) {
                String text = DateTimeFormatter.ofPattern(form, Locale.ROOT).format(there);
                assertThat(read(text, ZoneId.of("Pacific/Apia"))).as(text).isEqualTo(instant);
            }
            String bare =
                    DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).format(there);
            assertThat(read(bare, local))
                    .as(bare)
                    .isEqualTo(LocalDateTime.from(there).atZone(local).toInstant());
        }
    }

    @Test
    void noiseIsNeverAnException() {
        var random = new Random(5);
        String signs = "0123456789 +-:TZ/.EuropCS\u2212";
        for (int i = 0; i < 200_000; i++) {
            var text = new StringBuilder();
            for (int left = random.nextInt(30); left > 0; left--) {
                text.append(signs.charAt(random.nextInt(random.nextBoolean() ? 10 : signs.length())));
            }
            OptionalLong _ = XmltvTime.epochSecond(text.toString(), ZoneOffset.UTC);
        }
    }

    private static Instant read(String text, ZoneId zone) {
        return Instant.ofEpochSecond(XmltvTime.epochSecond(text, zone).orElseThrow());
    }
}
