package io.sintonia.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How lists write the addresses of datagrams. */
class UdpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "udp://@239.0.0.1:1234, 239.0.0.1:1234, UDP, '', ''",
        "udp://239.0.0.1:1234, 239.0.0.1:1234, UDP, '', ''",
        "UDP://239.0.0.1:1234, 239.0.0.1:1234, UDP, '', ''",
        "udp://127.0.0.1:5000, 127.0.0.1:5000, UDP, '', ''",
        "udp://localhost:5000/, 127.0.0.1:5000, UDP, '', ''",
        "udp://@:5000, 0.0.0.0:5000, UDP, '', ''",
        "udp://@239.0.0.1, 239.0.0.1:1234, UDP, '', ''",
        "rtp://@239.0.0.1, 239.0.0.1:5004, RTP, '', ''",
        "rtp://@239.0.0.1:10?fec=239.0.0.1:12, 239.0.0.1:10, RTP, '', ''",
        "udp://@239.0.0.1:10?localaddr=192.168.1.5&fifo_size=9, 239.0.0.1:10, UDP, '', 192.168.1.5",
        "udp://@239.0.0.1:10?pkt_size=1316&interface=eth0, 239.0.0.1:10, UDP, '', eth0",
        "udp://10.0.0.7@232.0.0.1:10, 232.0.0.1:10, UDP, 10.0.0.7, ''",
        "udp://@232.0.0.1:10?sources=10.0.0.7, 232.0.0.1:10, UDP, 10.0.0.7, ''",
        "udp://@[ff15::1]:10, [ff15:0:0:0:0:0:0:1]:10, UDP, '', ''",
    })
    void isRead(String url, String shown, UdpAddress.Carriage carriage, String source, String local) {
        assertThat(UdpAddress.isUdp(url)).isTrue();
        UdpAddress address = switch (UdpAddress.read(url)) {
            case UdpAddress.Reading.Read(UdpAddress read) -> read;
            case UdpAddress.Reading.Unusable(String reason) -> throw new AssertionError(reason);
        };
        assertThat(address).hasToString(shown);
        assertThat(address.carriage()).isEqualTo(carriage);
        assertThat(address.sources().stream().map(InetAddress::getHostAddress).toList())
                .isEqualTo(source.isEmpty() ? List.of() : List.of(source));
        assertThat(address.localInterface().orElse("")).isEqualTo(local);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "udp://@239.0.0.1:0x",
                "udp://@239.0.0.1:0",
                "udp://@239.0.0.1:65536",
                "udp://@239.0.0.1:-1",
                "udp://@239.0.0.1:1:2",
                "udp://example.net:1234",
                "udp://300.1.1.1:1234",
                "udp://@[ff15::1:1234",
                "udp://nobody@239.0.0.1:1234",
                "udp://::1@239.0.0.1:1234",
                "udp://@239.0.0.1:1234?sources=one,two",
                "udp://@239.0.0.1:99999999999999999999",
                "rtp:// @239.0.0.1:1234",
            })
    void oddOneIsRefusedWithAReason(String url) {
        assertThat(UdpAddress.read(url)).isInstanceOf(UdpAddress.Reading.Unusable.class);
    }

    @Test
    void otherSchemesAreNotOurs() {
        assertThat(UdpAddress.isUdp("http://gw:4022/udp/239.0.0.1:1234")).isFalse();
        assertThat(UdpAddress.isUdp("udp:239.0.0.1")).isFalse();
        assertThat(UdpAddress.isUdp("")).isFalse();
    }
}
