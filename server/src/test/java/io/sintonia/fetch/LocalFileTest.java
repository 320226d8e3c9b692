package io.sintonia.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.fetch.FetchFailure.Kind;
import io.sintonia.fetch.FetchOutcome.Failed;
import io.sintonia.fetch.FetchOutcome.Fetched;
import io.sintonia.fetch.FetchOutcome.NotModified;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that lie on this machine: read only where the request says so, never touched, recognised when unchanged. */
class LocalFileTest {
    private static final Access ACCESS = Access.as("Sintonia/test", AddressPolicy.PUBLIC_ONLY);

    @TempDir
    Path folder;

    private Path list;
    private Fetcher fetcher;

    @BeforeEach
    void write() throws IOException {
        list = Files.writeString(folder.resolve("my list.m3u"), "#EXTM3U");
        fetcher = new Fetcher(Files.createDirectory(folder.resolve("temporary")), System::nanoTime);
    }

    @Test
    void fileIsReadHoweverItIsWritten() throws IOException {
        String relative = Path.of("").toAbsolutePath().relativize(list).toString();
        for (String address : new String[] {
            list.toString(),
            "file:" + list,
            "file://" + list,
            "file://localhost" + list,
            list.toUri().toString(),
            "FILE:" + relative,
            relative
        }) {
            assertThat(fetch(address)).as(address).isInstanceOf(Fetched.class);
            try (Download download = ((Fetched) fetch(address)).download()) {
                assertThat(FetcherTest.text(download)).isEqualTo("#EXTM3U");
                assertThat(download.path()).isNotEqualTo(list);
            }
        }
        assertThat(list).hasContent("#EXTM3U");
    }

    @Test
    void packedFileIsUnpacked() throws IOException {
        Path packed =
                Files.write(folder.resolve("list.txt"), UnpackingTest.gzip("#EXTM3U".getBytes(StandardCharsets.UTF_8)));
        try (Download download = ((Fetched) fetch(packed.toString())).download()) {
            assertThat(FetcherTest.text(download)).isEqualTo("#EXTM3U");
        }
    }

    @Test
    void unchangedFileIsRecognised() throws IOException {
        Validators known;
        try (Download download = ((Fetched) fetch(list.toString())).download()) {
            known = download.validators();
        }
        FetchRequest again =
                FetchRequest.of(list.toString(), ACCESS).allowingFiles().unless(known);
        assertThat(fetcher.fetch(again)).isInstanceOf(NotModified.class);
        Files.setLastModifiedTime(list, FileTime.from(Instant.EPOCH));
        assertThat(fetcher.fetch(again)).isInstanceOfSatisfying(Fetched.class, changed -> {
            assertThat(changed.download().etag()).isNotEqualTo(known.etag());
        });
    }

    @Test
    void filesAreRefusedUnlessAllowed() {
        for (String address : new String[] {list.toString(), "file:" + list, "file:///etc/passwd", "etc/passwd"}) {
            assertThat(fetcher.fetch(FetchRequest.of(address, ACCESS)))
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> assertThat(failed.failure().kind()).isEqualTo(Kind.ADDRESS_NOT_ALLOWED));
        }
    }

    @Test
    void whatIsNoFileIsSaidToBeNone() {
        assertThat(sentence(folder.resolve("missing.m3u").toString()))
                .endsWith("missing.m3u failed: there is no such file");
        assertThat(sentence(folder.toString())).endsWith("it is no readable file");
        assertThat(sentence("/dev/zero")).endsWith("it is no readable file");
        assertThat(sentence("a\0b")).endsWith("it is no path");
        assertThat(sentence("ftp://tv.example/x")).contains("no http:// or https:// address");
        var small = new FetchLimits(FetchTimes.DEFAULT, 6, 6, 200, 8);
        assertThat(fetcher.fetch(
                        FetchRequest.of(list.toString(), ACCESS).allowingFiles().within(small)))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().kind()).isEqualTo(Kind.TOO_LARGE));
    }

    private FetchOutcome fetch(String address) {
        return fetcher.fetch(FetchRequest.of(address, ACCESS).allowingFiles());
    }

    private String sentence(String address) {
        return ((Failed) fetch(address)).failure().sentence();
    }
}
