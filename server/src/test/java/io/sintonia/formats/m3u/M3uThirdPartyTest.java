package io.sintonia.formats.m3u;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Lists as people publish them: none aborts, and whatever is not taken is accounted for. */
class M3uThirdPartyTest {

    @Test
    void everyEntryOfEveryListIsTakenOrAccountedFor() throws IOException {
        var lists = SharedLists.found();
        assumeFalse(lists.isEmpty(), "no shared/data/m3u beside the checkout: third-party lists not read");
        for (var list : lists) {
            byte[] bytes = Files.readAllBytes(list);
            var reading = Reading.of(bytes, M3uOptions.defaults());
            long unsupported = reading.entries().stream()
                    .filter(entry -> entry.link().playable() instanceof Playable.Unsupported)
                    .count();
            LoggerFactory.getLogger(M3uThirdPartyTest.class)
                    .info(
                            "{}: {} entries, {} EXTINF, {} bare, {} skipped, {} unsupported, {} remarks",
                            list.getFileName(),
                            reading.entries().size(),
                            reading.extinfLines(),
                            reading.bareUrls(),
                            reading.skipped(),
                            unsupported,
                            reading.remarks().size());
            assertThat(ListKind.of(bytes, bytes.length)).as(list.toString()).isEqualTo(ListKind.M3U);
            assertThat(reading.entries()).as(list.toString()).hasSize((int)
                    (reading.extinfLines() + reading.bareUrls() - reading.skipped()));
            assertThat(reading.remarks()).as(list.toString()).allSatisfy(remark -> {
                assertThat(remark.line()).isPositive();
                assertThat(remark.reason()).isNotBlank();
            });
            assertThat(reading.remarks().stream()
                            .filter(remark -> remark.reason().contains("skipped")))
                    .as(list.toString())
                    .hasSize((int) reading.skipped());
        }
    }
}
