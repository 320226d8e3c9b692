package io.sintonia.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a name says beside the channel's own words. */
class ChannelNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Rai 1",
                "rai1",
                "RAI 1 HD",
                "|IT| Rai 1 ᴴᴰ",
                "[IT] RAI 1",
                "IT: Rai 1 FHD",
                "IT - RAI 1",
                "ITA | Rai 1 | HD",
                "★ IT ★ Rai 1 ★",
                "🇮🇹 Rai 1",
                "Rai 1 🇮🇹",
                "◉ Rai 1 ◉",
                "Rai 1 (1080p) [Not 24/7]",
                "ɪᴛ: ʀᴀɪ 1 ᴴᴱⱽᶜ",
                "RAI UNO",
                "🅸🆃 | Rai 1",
                "Ｒａｉ　１",
                "Rai 1 [Backup]",
                "Rai 1 HD VIP",
                "Rai 1 H.265 50fps",
                "Rai 1 UHD RAW",
                "Rai 01",
                "Rái 1"
            })
    void dressIsTakenOff(String dressed) {
        assertThat(ChannelName.of(dressed).compact()).isEqualTo("rai1");
        assertThat(ChannelName.of(dressed).numbers()).containsExactly("1");
    }

    @ParameterizedTest
    @CsvSource({
        "IT: Rai 1,it",
        "UK| BBC One,gb",
        "[USA] ESPN,us",
        "Deutschland: ARD,de",
        "AR: MBC 1,''",
        "EU | VIP | Eurosport,''",
        "News: Today,''",
        "AL - JAZEERA,''",
        "M6: Info,''",
        "Italia 1,''",
        "IT:,''",
        "Sky (IT),it",
        "24/7: Friends,''",
        "EX YU| Nova,''"
    })
    void labelsTellTheCountryAndOtherWordsDoNot(String text, String country) {
        assertThat(ChannelName.of(text).country()).isEqualTo(country);
    }

    @ParameterizedTest
    @CsvSource({
        "Canale 5 +1,1", "ITV2+1,1", "Channel 4 + 1,1", "ITV 2 Plus 1 HD,1", "M6 +1h,1", "Мир +4,4", "Sky (+24),24",
        "Canal+ 1,0", "Canal+1 HD,0", "Canal+ Sport,0", "Rai Sport + HD,0", "Canal+ +1,1", "Sport 1,0", "A+E 99,0"
    })
    void hoursOfShiftAreToldFromPlusInNames(String text, int hours) {
        assertThat(ChannelName.of(text).shiftHours()).isEqualTo(hours);
    }

    @ParameterizedTest
    @CsvSource({
        "KTLA-DT2,KTLA,2",
        "WABC-TV,WABC,1",
        "ABC 7 New York (WABC) HD,WABC,1",
        "13 KERA,KERA,1",
        "CFTO,CFTO,1",
        "KYW-TV,KYW,1",
        "WILD TV,'',1",
        "KIKA,'',1",
        "WELT,'',1",
        "CCTV,'',1",
        "CBBC HD,'',1",
        "WWE RAW,'',1",
        "Wabc,'',1"
    })
    void callSignsAreBelievedWhereTheyCannotBeWords(String text, String sign, int sub) {
        var name = ChannelName.of(text);
        assertThat(name.callSign()).isEqualTo(sign);
        assertThat(name.subChannel()).isEqualTo(sub);
    }

    @Test
    void qualityIsReadFromWordsThatStandAlone() {
        assertThat(ChannelName.of("Rai 1 FHD").picture()).isEqualTo(Picture.HD);
        assertThat(ChannelName.of("Rai 1 (504p)").picture()).isEqualTo(Picture.SD);
        assertThat(ChannelName.of("4K| Rai 1").picture()).isEqualTo(Picture.UHD);
        assertThat(ChannelName.of("Rai 1 x265").isHevc()).isTrue();
        assertThat(ChannelName.of("Rai 1 backup 2").isBackup()).isTrue();
        assertThat(ChannelName.of("CCTV-4K").words()).containsExactly("cctv", "4k");
        assertThat(ChannelName.of("NHK BS4K").words()).containsExactly("nhk", "bs", "4k");
        assertThat(ChannelName.of("WWE RAW").words()).containsExactly("wwe", "raw");
        assertThat(ChannelName.of("HD").words()).containsExactly("hd");
    }

    @Test
    void feedsAreReadAtTheEndAndInBrackets() {
        assertThat(ChannelName.of("HBO East HD").feed()).isEqualTo(Feed.EAST);
        assertThat(ChannelName.of("HBO (W)").feed()).isEqualTo(Feed.WEST);
        assertThat(ChannelName.of("HBO Pacific Feed").feed()).isEqualTo(Feed.WEST);
        assertThat(ChannelName.of("MBC Middle East").feed()).isEqualTo(Feed.UNSAID);
        assertThat(ChannelName.of("East 17 TV").feed()).isEqualTo(Feed.UNSAID);
    }

    @Test
    void numbersAreReadFromWordsWhereTheyAreNotTheFirst() {
        assertThat(ChannelName.of("BBC One").numbers()).containsExactly("1");
        assertThat(ChannelName.of("RTL II").numbers()).containsExactly("2");
        assertThat(ChannelName.of("One 31").numbers()).containsExactly("31");
        assertThat(ChannelName.of("90's Hits").numbers()).containsExactly("90s");
        assertThat(ChannelName.of("القناة ٢").numbers()).containsExactly("2");
    }

    @Test
    void namesOfManyCountriesAreShort() {
        assertThat(List.of("NTV", "TV 8", "M6", "Channel 4", "W").stream().map(ChannelName::of))
                .allMatch(ChannelName::isShort);
        assertThat(List.of("Rai 1", "BBC Two", "Nickelodeon", "Sky Uno").stream()
                        .map(ChannelName::of))
                .noneMatch(ChannelName::isShort);
    }

    @Test
    void otherScriptsKeepTheirLettersAndMarks() {
        assertThat(ChannelName.of("ไทยพีบีเอส HD").core()).isEqualTo("ไทยพีบีเอส");
        assertThat(ChannelName.of("テレビ朝日").compact())
                .isNotEqualTo(ChannelName.of("テレヒ朝日").compact());
        assertThat(ChannelName.of("Россия 24").words()).containsExactly("россия", "24");
    }

    @ParameterizedTest
    @CsvSource({
        "Rai1.it,rai1,it",
        "RAI 1 HD.it,rai1,it",
        "rai-1,rai1,''",
        "BBCOne.uk@SD,bbc1,gb",
        "SkyNewsHD,skynews,''",
        "NHKWorldJapan.jp@SD,nhkworldjapan,jp",
        "ITV1Plus1.uk,itv1,gb"
    })
    void idsThatReadLikeNamesAreNames(String id, String compact, String country) {
        assertThat(ChannelName.ofId(id).compact()).isEqualTo(compact);
        assertThat(ChannelName.ofId(id).country()).isEqualTo(country);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "12345",
                "UK_RT_2667",
                "I10436.labs.zap2it.com",
                "EPG123.10108.schedulesdirect.org",
                "  "
            })
    void idsOfSomebodysDatabaseSayNothing(String id) {
        assertThat(ChannelName.ofId(id).isEmpty()).isTrue();
    }

    @Test
    void groupsHintAtACountryWhereTheyNameOne() {
        assertThat(Country.hint("IT| Sport")).isEqualTo("it");
        assertThat(Country.hint("Italy - News")).isEqualTo("it");
        assertThat(Country.hint("Cinema [UK]")).isEqualTo("gb");
        assertThat(Country.hint("Movies in no time")).isEmpty();
        assertThat(Country.hint("UK / USA")).isEmpty();
    }

    @Test
    void noTextMakesItFail() {
        var random = new Random(7);
        var pieces = List.of(
                "|", "[", "(", ")", ":", "-", "+", " ", "HD", "1", "24", "IT", "ᴴ", "🇮", "\ud83c", "\udde9", "'", "4K",
                "W", "-DT", "é", "\u0301", "٣", ".", "@", "//");
        assertThatCode(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        var text = new StringBuilder();
                        for (int piece = random.nextInt(12); piece >= 0; piece--) {
                            text.append(pieces.get(random.nextInt(pieces.size())));
                        }
                        var name = ChannelName.of(text.toString());
                        assertThat(name.shiftHours()).isBetween(0, 24);
                        ChannelName.ofId(text.toString());
                        Country.hint(text.toString());
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void longNonsenseIsCutAndTakesTimeInProportion() {
        var name = ChannelName.of("( [ a-1 + ' ".repeat(50_000));
        assertThat(name.words()).hasSizeLessThan(60);
    }
}
