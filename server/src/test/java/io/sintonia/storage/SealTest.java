package io.sintonia.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sealed can be opened with the same key file, and with nothing else. */
class SealTest {
    @TempDir
    Path folder;

    private Path keyFile() {
        return folder.resolve("key");
    }

    @Test
    void sealedTextIsOpenedAfterARestart() throws IOException {
        String sealed = Seal.withKeyFile(keyFile()).seal("pässword ✓");

        assertThat(Seal.withKeyFile(keyFile()).open(sealed)).isEqualTo("pässword ✓");
    }

    @Test
    void sameTextIsSealedDifferentlyEachTime() throws IOException {
        Seal seal = Seal.withKeyFile(keyFile());

        assertThat(seal.seal("again")).isNotEqualTo(seal.seal("again"));
    }

    @Test
    void anotherKeyOpensNothingAndIsSaid() throws IOException {
        String sealed = Seal.withKeyFile(keyFile()).seal("secret");
        Seal other = Seal.withKeyFile(folder.resolve("other"));

        assertThatThrownBy(() -> other.open(sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not fit the key file");
    }

    @Test
    void alteredTextIsNotOpened() throws IOException {
        Seal seal = Seal.withKeyFile(keyFile());
        byte[] bytes = Base64.getDecoder().decode(seal.seal("secret"));
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] ^= 1;
            String altered = Base64.getEncoder().encodeToString(bytes);
            assertThatThrownBy(() -> seal.open(altered)).isInstanceOf(IllegalStateException.class);
            bytes[at] ^= 1;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "no base 64 !", "AAAAAAAAAAAAAAAA"})
    void textThatNeverWasSealedIsSaidToNotFit(String text) throws IOException {
        Seal seal = Seal.withKeyFile(keyFile());

        assertThatThrownBy(() -> seal.open(text))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not fit the key file");
    }

    @Test
    void keyFileIsItsOwnersAloneAndStandsAlone() throws IOException {
        Seal.withKeyFile(keyFile());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile())))
                .isEqualTo("rw-------");
        assertThat(Files.size(keyFile())).isEqualTo(32);
        try (var files = Files.list(folder)) {
            assertThat(files.toList()).isEqualTo(List.of(keyFile()));
        }
    }

    @Test
    void cutKeyFileIsSaidAndNotReplaced() throws IOException {
        Files.write(keyFile(), new byte[7]);

        assertThatThrownBy(() -> Seal.withKeyFile(keyFile()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has 7 bytes instead of 32")
                .hasMessageContaining("restore it from a backup");
        assertThat(Files.size(keyFile())).isEqualTo(7);
    }

    @Test
    void signatureIsTheSameEachTimeAndAnotherForAnotherTextOrKey() throws IOException {
        Seal seal = Seal.withKeyFile(keyFile());

        assertThat(seal.sign("7/logo.png")).isEqualTo(seal.sign("7/logo.png")).isNotEqualTo(seal.sign("8/logo.png"));
        assertThat(Seal.withKeyFile(folder.resolve("other")).sign("7/logo.png")).isNotEqualTo(seal.sign("7/logo.png"));
    }
}
