package io.sintonia.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values of settings: what people write for them, and how they print. */
class ValuesTest {
    @ParameterizedTest
    @CsvSource({
        "500ms,500ms",
        "30s,30s",
        "90s,90s",
        "60s,1m",
        "15m,15m",
        "12h,12h",
        "24h,1d",
        "7d,7d",
        "0s,0s",
        "0ms,0s"
    })
    void durationsAreReadAndPrintedInTheLargestWholeUnit(String written, String printed) {
        var span = Durations.parse(written).orElseThrow();

        assertThat(Durations.text(span)).isEqualTo(printed);
        assertThat(Durations.parse(printed)).contains(span);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "1.5s", "-3s", "3 s", "1h30m", "5S", "9999999999999d", "PT5S", "٣s"})
    void whatIsNoDurationIsRefused(String written) {
        assertThat(Durations.parse(written)).isEmpty();
    }

    @Test
    void longestDurationStaysInBounds() {
        assertThat(Durations.parse("999999999999d")).contains(Duration.ofDays(999_999_999_999L));
    }

    @ParameterizedTest
    @CsvSource({
        "8MB,8000000,8MB",
        "64KiB,65536,64KiB",
        "64kib,65536,64KiB",
        "1000,1000,1kB",
        "1001,1001,1001B",
        "1024,1024,1KiB",
        "512 MB,512000000,512MB",
        "2TiB,2199023255552,2TiB",
        "0,0,0B"
    })
    void sizesAreReadAndPrintedExactly(String written, long bytes, String printed) {
        var size = ByteSize.parse(written).orElseThrow();

        assertThat(size.bytes()).isEqualTo(bytes);
        assertThat(size).hasToString(printed);
        assertThat(ByteSize.parse(printed)).contains(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MB", "-1MB", "1.5MB", "8 Mbit", "8XB", "9999999999TB", "9223372036854775808", "8  MB"})
    void whatIsNoSizeIsRefused(String written) {
        assertThat(ByteSize.parse(written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.0.0/16,192.168.77.1,true",
        "192.168.5.9/16,192.168.77.1,true",
        "192.168.0.0/16,192.169.0.1,false",
        "10.0.0.1,10.0.0.1,true",
        "10.0.0.1,10.0.0.2,false",
        "10.0.0.128/25,10.0.0.127,false",
        "10.0.0.128/25,10.0.0.255,true",
        "0.0.0.0/0,203.0.113.9,true",
        "0.0.0.0/0,2001:db8::1,false",
        "::/0,2001:db8::1,true",
        "::/0,203.0.113.9,false",
        "2001:db8::/33,2001:db8:7fff::1,true",
        "2001:db8::/33,2001:db8:8000::1,false",
        "::1,::1,true",
        "::ffff:10.0.0.0/104,10.9.9.9,true"
    })
    void networkHoldsTheAddressesOfItsPrefix(String network, String address, boolean inside) {
        assertThat(NetworkRange.parse(network).orElseThrow().contains(InetAddress.ofLiteral(address)))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/", "localhost", "example.org/8", "10.0.0/8", "10.1", "1", "10.0.0.0/33", "10.0.0.0/-1",
                        "10.0.0.0/",
                "10.0.0.0/8/8", "256.0.0.1", "010.0.0.1", "::/129", "::1%lo", "fe80::1%eth0/64", "::ffff:10.0.0.0/8",
                        "g::1", ":", "1:2"
            })
    void whatIsNoLiteralNetworkIsRefusedWithoutLookingItUp(String written) {
        assertThat(NetworkRange.parse(written)).isEmpty();
    }

    @Test
    void networksThatMeanTheSameAreEqualAndPrintAlike() {
        assertThat(NetworkRange.parse("10.1.2.3/8")).isEqualTo(NetworkRange.parse("10.0.0.0/8"));
        assertThat(NetworkRange.parse("10.1.2.3/8").orElseThrow()).hasToString("10.0.0.0/8");
        assertThat(NetworkRange.parse("10.1.2.3").orElseThrow()).hasToString("10.1.2.3/32");
    }

    @Test
    void secretPrintsNothingOfItself() {
        var secret = Secret.of("open-sesame");

        assertThat(secret)
                .hasToString("***")
                .isEqualTo(Secret.of("open-sesame"))
                .isNotEqualTo(Secret.of("other"));
        assertThat(secret.reveal()).isEqualTo("open-sesame");
    }

    @ParameterizedTest
    @CsvSource({
        "http://provider:8080/get.php?username=u&password=hush,http://provider:8080/…",
        "http://me:hush@provider/,http://provider",
        "http://me:hu/sh@provider/x,***",
        "http://[2001:db8::1]:80/live/u/hush/1.ts,http://[2001:db8::1]:80/…",
        "socks5://me:hush@127.0.0.1:9050,socks5://127.0.0.1:9050",
        "file:lists/tv.m3u,file:lists/tv.m3u",
        "http://me:hush,***",
        "hush,***"
    })
    void addressIsShownWithoutWhatMayBeSecretInIt(String address, String shown) {
        assertThat(Redacted.address(address)).isEqualTo(shown);
    }

    @Test
    void invalidInputSaysFieldValueAndExpectation() {
        assertThat(new InvalidInput("source.refresh", "30", "a duration such as 30m or 6h"))
                .hasMessage("source.refresh is '30': expected a duration such as 30m or 6h");
    }

    @Test
    void inspectionThrowsTheFirstComplaintWithTheOthersInIt() {
        var inspection = new Inspection()
                .expect(true, "a", "1", "anything")
                .expect(false, "b", Secret.of("hush"), "more")
                .expect(false, "c", "3", "less");

        assertThatThrownBy(inspection::conclude)
                .isInstanceOf(InvalidInput.class)
                .hasMessage("b is '***': expected more")
                .hasSuppressedException(new InvalidInput("c", "3", "less"));
        new Inspection().expect(true, "a", "1", "anything").conclude();
    }

    @ParameterizedTest
    @CsvSource({"prot,port,1", "ab,ba,1", "kitten,sitting,3", "same,same,0", "'',abc,3"})
    void slipsAreInsertionsDeletionsChangesAndSwaps(String from, String to, int slips) {
        assertThat(NearestName.slips(from, to)).isEqualTo(slips);
        assertThat(NearestName.slips(to, from)).isEqualTo(slips);
    }
}
