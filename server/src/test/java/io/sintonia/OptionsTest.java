package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line is followed, or refused with what was probably meant. */
class OptionsTest {
    @Test
    void everyOptionIsUnderstood() throws Options.Misspelt {
        Options options = Options.read(
                List.of("--demo", "--config", "a.yaml", "--data=d", "--port", "8123", "--bind", "127.0.0.1"));

        assertThat(options.command()).isEqualTo(Options.Command.SERVE);
        assertThat(options.demo()).isTrue();
        assertThat(options.config()).contains(Path.of("a.yaml"));
        assertThat(options.data()).contains(Path.of("d"));
        assertThat(options.port()).contains(8123);
        assertThat(options.bind()).contains("127.0.0.1");
    }

    @Test
    void commandsTakeTheirFile() throws Options.Misspelt {
        assertThat(Options.read(List.of("check", "a.yaml")).command()).isEqualTo(Options.Command.CHECK);
        assertThat(Options.read(List.of("backup", "b.zip")).argument()).contains(Path.of("b.zip"));
        assertThat(Options.read(List.of("restore", "b.zip")).command()).isEqualTo(Options.Command.RESTORE);
    }

    @ParameterizedTest
    @CsvSource({
        "--dmeo, did you mean --demo?",
        "--prot, did you mean --port?",
        "--whatever, unknown option --whatever",
        "chek, did you mean check?",
        "--port, needs a value",
        "--port=eighty, expected a number from 0 to 65535",
        "--port=70000, expected a number from 0 to 65535"
    })
    void misspeltOptionIsRefusedWithAHint(String word, String hint) {
        assertThatThrownBy(() -> Options.read(List.of(word)))
                .isInstanceOf(Options.Misspelt.class)
                .hasMessageContaining(hint);
    }
}
