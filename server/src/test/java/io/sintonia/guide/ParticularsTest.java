package io.sintonia.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.formats.xmltv.Credit;
import io.sintonia.formats.xmltv.EpisodeNumber;
import io.sintonia.formats.xmltv.LocalText;
import io.sintonia.formats.xmltv.Particulars;
import io.sintonia.formats.xmltv.Programme;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/** What a guide says beside title and description is kept as it was said, within bounds. */
class ParticularsTest {
    @Test
    void allOfThemComeBackFromABlock() {
        Particulars said = new Particulars(
                List.of(new LocalText("it", "Il ritorno")),
                List.of(new LocalText("en", "Drama")),
                List.of(new Credit(Credit.Role.ACTOR, "A Name", "A Part")),
                Optional.of(Duration.ofMinutes(50)),
                Set.copyOf(EnumSet.allOf(Programme.Flag.class)),
                new Programme.Details(
                        List.of(EpisodeNumber.of("onscreen", "S01E02")),
                        List.of(),
                        List.of(),
                        new Programme.Origin("2020", List.of()),
                        new Programme.Picture(List.of("http://pictures.example/1.png"), "16:9", "HDTV")));
        ProgrammeBlock block = new ProgrammeBlock();
        block.add(new Airing(100, 200, 3_000, new Airing.Words("Title", "Description", "it", said)));
        assertThat(ProgrammeBlock.airings(block.packed()))
                .extracting(airing -> airing.words().particulars())
                .containsExactly(said);
    }

    @Test
    void blockOfTheFirstVersionIsStillRead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(1);
        try (DataOutputStream out =
                new DataOutputStream(new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_SPEED, true)))) {
            out.writeLong(100);
            out.writeLong(200);
            out.writeInt(60);
            for (String text : List.of("Title", "Description", "en", "Sub-title", "Drama", "0.1.", "")) {
                out.writeUTF(text);
            }
        }
        List<Airing> airings = ProgrammeBlock.airings(bytes.toByteArray());
        assertThat(airings).hasSize(1);
        Particulars particulars = airings.getFirst().words().particulars();
        assertThat(particulars.subTitles()).containsExactly(new LocalText("en", "Sub-title"));
        assertThat(particulars.categories()).containsExactly(new LocalText("", "Drama"));
        assertThat(particulars.details().episodeNumbers()).containsExactly(EpisodeNumber.of("xmltv_ns", "0.1."));
        assertThat(particulars.details().picture().icons()).isEmpty();
    }

    @Test
    void whatIsBeyondTheBoundsIsLeftOut() {
        LocalText text = new LocalText("en", "x".repeat(Excerpt.MOST_SIGNS + 1));
        Particulars many = new Particulars(
                List.of(),
                Collections.nCopies(1_000, text),
                Collections.nCopies(1_000, new Credit(Credit.Role.ACTOR, "A Name", "")),
                Optional.empty(),
                Set.of(),
                new Programme.Details(
                        List.of(),
                        List.of(),
                        List.of(),
                        new Programme.Origin("", List.of()),
                        new Programme.Picture(List.of("http://x.example/" + "y".repeat(2_000)), "", "")));
        Particulars kept = Excerpt.of(many);
        assertThat(kept.categories()).hasSize(Excerpt.MOST_CATEGORIES);
        assertThat(kept.categories().getFirst().text()).hasSize(Excerpt.MOST_SIGNS);
        assertThat(kept.credits()).hasSize(Excerpt.MOST_CREDITS);
        assertThat(kept.details().picture().icons()).isEmpty();
    }
}
