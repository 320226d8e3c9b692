package io.sintonia.formats.m3u;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an entry's attributes mean. */
class M3uEntryTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tvg-chno=\"5.1\" | 5.1",
                "tvg-chno=5 | 5",
                "ch-number='7' | 7",
                "tvg-chno=\"BS4K101\" | ''",
                "tvg-chno=\"0\" | ''",
                "tvg-chno=\"-3\" | ''",
                "tvg-chno=\"99999999999\" | ''",
                "tvg-chno=\"x\" channel-number=\"8\" | 8",
                "tvg-chno=\"4-2\" | 4.2"
            })
    void numberIsANumberOrNone(String attributes, String number) {
        assertThat(Reading.entry("-1 " + attributes + ",N", "http://s.example.org/1")
                        .number()
                        .map(ChannelNumber::toString)
                        .orElse(""))
                .isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timeshift=\"3\" | SHIFT | 3", "tvg-rec=\"3\" | SHIFT | 3",
                        "catchup=\"default\" catchup-source=\"http://a/{utc}\" catchup-days=3 | DEFAULT | 3",
                "catchup=\"append\" catchup-type=\"flussonic\" | FLUSSONIC | 0",
                        "catchup-type=\"FS\" | FLUSSONIC_TS | 0", "catchup=\"xc\" | XC | 0",
                "catchup=\"1\" catchup-source=\"?a={utc}\" | APPEND | 0", "catchup=\"true\" | SHIFT | 0",
                        "catchup-source=\"http://a/{utc}\" | DEFAULT | 0"
            })
    void catchupIsUnderstood(String attributes, Catchup.Type type, int days) {
        var catchup = Reading.entry("-1 " + attributes + ",N", "http://s.example.org/1.m3u8")
                .catchup()
                .orElseThrow();
        assertThat(catchup.type()).isEqualTo(type);
        assertThat(catchup.days()).isEqualTo(days == 0 ? OptionalInt.empty() : OptionalInt.of(days));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"tvg-rec=\"0\"", "catchup=\"none\"", "catchup=\"\"", "tvg-rec=\"\"", "timeshift=\"-4\"", "x=\"1\""
            })
    void catchupIsAbsentWhereNoneIsMeant(String attributes) {
        assertThat(Reading.entry("-1 " + attributes + ",N", "http://s.example.org/1.m3u8")
                        .catchup())
                .isEmpty();
    }

    @Test
    void panelWithDaysOnlyAnswersThePanelsWay() {
        assertThat(Reading.entry("-1 tvg-rec=\"5\",N", "http://p.example.org/live/u/p/1.ts")
                        .catchup()
                        .orElseThrow()
                        .type())
                .isEqualTo(Catchup.Type.XC);
    }

    @Test
    void headerHoldsWhereTheEntryIsSilent() {
        var reading = Reading.of("""
                #EXTM3U tvg-shift="-4.5" catchup="flussonic" catchup-days="7"
                #EXTINF:-1,A
                http://s.example.org/a.m3u8
                #EXTINF:-1 tvg-shift="+3" catchup-days="2",B
                http://s.example.org/b.m3u8
                """);
        var a = reading.entries().getFirst();
        var b = reading.entries().getLast();
        assertThat(a.guideShift()).contains(Duration.ofMinutes(-270));
        assertThat(b.guideShift()).contains(Duration.ofHours(3));
        assertThat(a.catchup().orElseThrow().days()).hasValue(7);
        assertThat(b.catchup().orElseThrow().days()).hasValue(2);
        assertThat(reading.header().catchup().orElseThrow().type()).isEqualTo(Catchup.Type.FLUSSONIC);
        assertThat(reading.header().guideShift()).contains(Duration.ofMinutes(-270));
    }

    @Test
    void eightyGuidesAreAllOffered() {
        var urls = IntStream.range(0, 80)
                .mapToObj(at -> "https://g.example.org/" + at + ".xml.gz")
                .toList();
        assertThat(Reading.of("#EXTM3U x-tvg-url=\"" + String.join(",", urls) + "\"\n")
                        .header()
                        .guideUrls())
                .isEqualTo(urls);
    }

    @Test
    void groupsGoOnOnlyWhereAskedFor() {
        var list = """
                #EXTGRP:One
                #EXTINF:-1,A
                http://s.example.org/a
                #EXTINF:-1 group-title="Own",B
                http://s.example.org/b
                #EXTINF:-1,C
                http://s.example.org/c
                #EXTGRP:
                #EXTINF:-1,D
                http://s.example.org/d
                """;
        assertThat(Reading.of(list).entries().stream().map(M3uEntry::groups))
                .containsExactly(List.of("One"), List.of("Own"), List.of(), List.of());
        assertThat(
                        Reading.of(list, M3uOptions.defaults().withExtgrp(M3uOptions.Extgrp.CARRY_FORWARD))
                                .entries()
                                .stream()
                                .map(M3uEntry::groups))
                .containsExactly(List.of("One"), List.of("Own"), List.of("One"), List.of());
    }

    @Test
    void bareUrlsAreSkippedWhereAskedFor() {
        var reading = Reading.of(
                "http://s.example.org/a\n#EXTINF:-1,B\nhttp://s.example.org/b\n",
                M3uOptions.defaults().withBareUrls(M3uOptions.BareUrl.SKIP));
        assertThat(reading.entries()).hasSize(1);
        assertThat(reading.skipped()).isEqualTo(1);
        assertThat(reading.remarks()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://s.example.org/a?x=%2f%2F//b | http://s.example.org/a?x=%2f%2F//b",
                "http://s.example.org/100%|http://s.example.org/100%25",
                "HTTPS://S.example.org/A|https://S.example.org/A",
                "https//s.example.org/a|https://s.example.org/a",
                "http:\\\\s.example.org/a|http://s.example.org/a",
                "http://http://s.example.org/a|http://s.example.org/a",
                "http://s.example.org/r?u=http://o.example.org/|http://s.example.org/r?u=http://o.example.org/",
                "http://gw:4022/udp/239.0.0.1:1234|http://gw:4022/udp/239.0.0.1:1234",
                "10.0.0.1:8080/udp/1|http://10.0.0.1:8080/udp/1",
                "hls+http://s.example.org/a|http://s.example.org/a",
            })
    void addressIsMendedAndOtherwiseLeftAlone(String written, String url) {
        var link = Reading.link(written);
        assertThat(link.url()).isEqualTo(url);
        assertThat(link.playable()).isEqualTo(Playable.Protocol.HTTP);
    }

    @Test
    void agentIsDecodedAndHeadersOfThePipeComeFirst() {
        var list = Reading.of("""
                #EXTINF:-1 user-agent="attribute" http-referrer="attribute",N
                #EXTVLCOPT:http-user-agent=option
                http://s.example.org/a?|user-agent=RTP Play/2.0.26 (Linux;Android 11)|!x-own=1&Cookie=a=b; c=d
                """);
        assertThat(list.entries().getFirst().link().headers().entrySet().stream()
                        .map(Object::toString))
                .containsExactly(
                        "User-Agent=RTP Play/2.0.26 (Linux;Android 11)",
                        "x-own=1",
                        "Cookie=a=b; c=d",
                        "Referer=attribute");
    }
}
