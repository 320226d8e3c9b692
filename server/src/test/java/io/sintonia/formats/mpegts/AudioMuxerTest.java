package io.sintonia.formats.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sintonia.formats.mpegts.AudioMuxer.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Radio: bare frames in, a transport stream out whose times never drift, whatever lies between the frames. */
class AudioMuxerTest {
    private static final int FRAMES = 400;

    @ParameterizedTest
    @CsvSource({"MPEG, mp2, 3", "AAC, aac, 15"})
    void everyFrameComesOutUnchangedAndInOrder(Kind kind, String codec, int type) {
        byte[] station = frames(kind, FRAMES, 0);
        Muxed muxed = mux(kind, station, 4_096);

        assertThat(muxed.sound()).isEqualTo(station);
        assertThat(muxed.muxer().frames()).isEqualTo(FRAMES);
        assertThat(muxed.muxer().junkBytes()).isZero();
        var inspection = Inspection.of(muxed.packets(), new StreamAnalyzer());
        assertThat(inspection.analyzer().facts().followed().orElseThrow().streams())
                .extracting(ElementaryStream::codec, ElementaryStream::streamType)
                .containsExactly(tuple(codec, type));
        assertThat(inspection.kinds()).isNotEmpty().containsOnly(EntryKind.AUDIO);
        assertThat(inspection.analyzer().losses()).isZero();
        assertThat(inspection.analyzer().clockJumps()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"MPEG", "AAC"})
    void cutOfTheInputDoesNotMatter(Kind kind) {
        byte[] station = withJunk(kind);
        byte[] whole = mux(kind, station, station.length).packets();

        assertThat(mux(kind, station, 1).packets()).isEqualTo(whole);
        assertThat(mux(kind, station, 1_009).packets()).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource({"MPEG", "AAC"})
    void timesAreTheExactSumOfTheFramesBefore(Kind kind) {
        int samples = kind == Kind.AAC ? 1_024 : 1_152;
        int rate = 44_100;
        Muxed muxed = mux(kind, frames(kind, 5_000, 0), 65_536);

        int frame = 0;
        for (Pes pes : muxed.pes()) {
            assertThat(pes.pts()).isEqualTo(90_000 + 90_000L * frame * samples / rate);
            frame += framesIn(kind, pes.payload());
        }
        assertThat(frame).isEqualTo(5_000);
    }

    @Test
    void timesStayExactOverAChangeOfTheSampleRate() {
        byte[] station = TsBuilder.join(frames(Kind.AAC, 100, 0), aac(100, 3), aac(100, 8));
        Muxed muxed = mux(Kind.AAC, station, 777);

        assertThat(muxed.sound()).isEqualTo(station);
        Pes last = muxed.pes().getLast();
        int inLast = framesIn(Kind.AAC, last.payload());
        // 100 at 44,100, 100 at 48,000, the rest at 16,000: 2.321995… s + 2.133333… s + n × 64 ms
        double seconds = 100 * 1024 / 44_100.0 + 100 * 1024 / 48_000.0 + (100 - inLast) * 1024 / 16_000.0;
        assertThat(last.pts()).isEqualTo(90_000 + (long) (seconds * 90_000));
    }

    @ParameterizedTest
    @CsvSource({"MPEG", "AAC"})
    void tablesAndClockComeEveryTenthOfASecondAndTheClockIsAhead(Kind kind) {
        byte[] packets = mux(kind, frames(kind, FRAMES, 0), 999).packets();

        long lastPat = ClockReference.NONE;
        long lastPcr = ClockReference.NONE;
        int pats = 0;
        boolean patWaits = false;
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            patWaits |= TsPacket.pid(packets, at) == TsPacket.PAT_PID;
            long pcr = TsPacket.pcr(packets, at);
            if (pcr == ClockReference.NONE) {
                continue;
            }
            assertThat(lastPcr == ClockReference.NONE ? 0 : pcr - lastPcr).isBetween(0L, 9_000L);
            int payload = TsPacket.payloadOffset(packets, at);
            assertThat(PesHeader.pts(packets, payload, at + TsPacket.SIZE) - pcr)
                    .isEqualTo(18_000);
            lastPcr = pcr;
            if (patWaits) {
                assertThat(lastPat == ClockReference.NONE ? 0 : pcr - lastPat).isBetween(0L, 9_000L);
                lastPat = pcr;
                patWaits = false;
                pats++;
            }
        }
        assertThat(pats).isGreaterThan(90);
    }

    @ParameterizedTest
    @CsvSource({"MPEG", "AAC"})
    void junkAndTagsBetweenFramesCostAtMostTheFrameBefore(Kind kind) {
        Muxed muxed = mux(kind, withJunk(kind), 1_024);

        // the tag costs nothing, the junk in the middle one frame, the half frame at the beginning itself
        assertThat(muxed.muxer().frames()).isEqualTo(FRAMES - 1);
        assertThat(muxed.muxer().junkBytes()).isPositive();
        assertThat(framesIn(kind, muxed.sound())).isEqualTo(FRAMES - 1);
        assertThat(muxed.pes()).extracting(Pes::pts).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void noiseHoldsNoSound() {
        var noise = new byte[300_000];
        new Random(7).nextBytes(noise);
        for (Kind kind : Kind.values()) {
            Muxed muxed = mux(kind, noise, 4_096);
            assertThat(muxed.packets()).isEmpty();
            assertThat(muxed.muxer().junkBytes()).isEqualTo(noise.length);
        }
        assertThat(AudioMuxer.find(noise, 65_536)).isEmpty();
    }

    @Test
    void noiseWithinTheStreamNeverFailsAndTimesOnlyRise() {
        var random = new Random(11);
        for (Kind kind : Kind.values()) {
            for (int round = 0; round < 50; round++) {
                byte[] station = frames(kind, 60, round);
                for (int i = 0; i < 20; i++) {
                    station[random.nextInt(station.length)] = (byte) random.nextInt();
                }
                byte[] cut = Arrays.copyOfRange(station, random.nextInt(500), station.length - random.nextInt(500));
                Muxed muxed = mux(kind, cut, 1 + random.nextInt(3_000));
                assertThat(muxed.pes()).extracting(Pes::pts).isSorted();
                assertThat(muxed.muxer().frames()).isPositive();
            }
        }
    }

    @Test
    void tagThatClaimsMoreThanFourMegabytesIsNoise() {
        byte[] tag = TsBuilder.hex("494433 0400 00 7F7F7F7F");
        byte[] station = frames(Kind.AAC, 10, 0);
        assertThat(mux(Kind.AAC, TsBuilder.join(tag, station), 100).sound()).isEqualTo(station);
    }

    @Test
    void kindIsFoundFromTheMiddleOfAFrameOn() {
        for (Kind kind : Kind.values()) {
            byte[] head = Arrays.copyOfRange(frames(kind, 12, 0), 100, 4_096);
            assertThat(AudioMuxer.find(head, head.length)).contains(kind);
        }
        byte[] television = TsBuilder.television(0x1B)
                .unit(TsBuilder.VIDEO, 0, TsBuilder.filler(5_000))
                .bytes();
        assertThat(AudioMuxer.find(television, television.length)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"MPEG, radio.mp3, mp3", "AAC, radio_aac.aac, aac"})
    void realStationsDecodeWithoutAMessage(Kind kind, String file, String codec, @TempDir Path folder)
            throws IOException {
        byte[] station = Files.readAllBytes(SharedMedia.file(file));
        Muxed muxed = mux(kind, station, 1_400);
        Path out = Files.write(folder.resolve("radio.ts"), muxed.packets());

        assertThat(AudioMuxer.find(station, Math.min(station.length, 8_192))).contains(kind);
        assertThat(SharedMedia.ffmpeg("-nostdin", "-v", "error", "-xerror", "-i", out.toString(), "-f", "null", "-"))
                .isEmpty();
        assertThat(SharedMedia.ffprobe(
                        "-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", out.toString()))
                .contains(codec);
        assertThat(muxed.pes()).extracting(Pes::pts).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"mp2, MPEG, 48000", "libmp3lame, MPEG, 22050", "aac, AAC, 32000"})
    void encodedSoundDecodesWithoutAMessage(String encoder, Kind kind, int rate, @TempDir Path folder)
            throws IOException {
        Path sound = folder.resolve("sound." + (kind == Kind.AAC ? "aac" : encoder.equals("mp2") ? "mp2" : "mp3"));
        String tone = "sine=frequency=440:duration=8:sample_rate=" + rate;
        assertThat(SharedMedia.ffmpeg(
                        "-nostdin", "-v", "error", "-f", "lavfi", "-i", tone, "-c:a", encoder, sound.toString()))
                .isEmpty();
        Muxed muxed = mux(kind, Files.readAllBytes(sound), 4_096);
        Path out = Files.write(folder.resolve("radio.ts"), muxed.packets());

        assertThat(SharedMedia.ffmpeg("-nostdin", "-v", "error", "-xerror", "-i", out.toString(), "-f", "null", "-"))
                .isEmpty();
        assertThat(muxed.pes().getLast().pts()).isBetween(90_000 + 7 * 90_000L, 90_000 + 9 * 90_000L);
    }

    // ---- what the tests are written in ----

    private record Pes(long pts, byte[] payload) {}

    private record Muxed(AudioMuxer muxer, byte[] packets) {
        List<Pes> pes() {
            List<Pes> all = new ArrayList<>();
            var unit = new ByteArrayOutputStream();
            for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
                assertThat(packets[at]).isEqualTo(TsPacket.SYNC);
                if (TsPacket.pid(packets, at) != 0x100) {
                    continue;
                }
                if (TsPacket.payloadUnitStart(packets, at)) {
                    take(unit, all);
                }
                int payload = TsPacket.payloadOffset(packets, at);
                unit.write(packets, payload, at + TsPacket.SIZE - payload);
            }
            take(unit, all);
            return all;
        }

        private static void take(ByteArrayOutputStream unit, List<Pes> all) {
            byte[] bytes = unit.toByteArray();
            unit.reset();
            if (bytes.length > 0) {
                assertThat(((bytes[4] & 0xFF) << 8) | (bytes[5] & 0xFF)).isEqualTo(bytes.length - 6);
                all.add(new Pes(PesHeader.pts(bytes, 0, bytes.length), Arrays.copyOfRange(bytes, 14, bytes.length)));
            }
        }

        byte[] sound() {
            return TsBuilder.join(pes().stream().map(Pes::payload).toArray(byte[][]::new));
        }
    }

    private static Muxed mux(Kind kind, byte[] station, int chunk) {
        var muxer = new AudioMuxer(kind);
        var out = new ByteArrayOutputStream();
        for (int at = 0; at < station.length; at += chunk) {
            muxer.feed(station, at, Math.min(chunk, station.length - at), out::write);
        }
        muxer.finish(out::write);
        return new Muxed(muxer, out.toByteArray());
    }

    /** The end of a frame, frames, an ID3 tag, frames, junk, frames. */
    private static byte[] withJunk(Kind kind) {
        byte[] half = Arrays.copyOfRange(frames(kind, 1, 0), 50, 200);
        byte[] tag = TsBuilder.join(TsBuilder.hex("494433 0300 00 00000210"), new byte[2 * 128 + 16]);
        byte[] junk = new byte[500];
        new Random(3).nextBytes(junk);
        return TsBuilder.join(
                half, frames(kind, 100, 1), tag, frames(kind, 100, 2), junk, frames(kind, FRAMES - 200, 3));
    }

    private static int framesIn(Kind kind, byte[] sound) {
        int count = 0;
        for (int at = 0; at < sound.length; count++) {
            at += AudioHeader.read(kind, sound, at).orElseThrow().length();
        }
        return count;
    }

    private static byte[] frames(Kind kind, int count, int seed) {
        return kind == Kind.AAC ? aac(count, 4) : mp3(count, seed);
    }

    /** ADTS frames of differing lengths, as a variable bit rate has them. */
    private static byte[] aac(int count, int rate) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            int length = 180 + i * 37 % 300;
            out.writeBytes(new byte[] {
                (byte) 0xFF,
                (byte) 0xF1,
                (byte) (0x40 | (rate << 2)),
                (byte) (0x80 | (length >> 11)),
                (byte) (length >> 3),
                (byte) ((length << 5) | 0x1F),
                (byte) 0xFC
            });
            out.writeBytes(noise(length - 7, i));
        }
        return out.toByteArray();
    }

    /** MPEG-1 layer III at 44.1 kHz and 32 to 128 kbit/s. */
    private static byte[] mp3(int count, int seed) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            byte[] header = {(byte) 0xFF, (byte) 0xFB, (byte) ((1 + (i + seed) % 9) << 4 | (i % 2) << 1), 0x40, 0, 0, 0
            };
            int length = AudioHeader.read(Kind.MPEG, header, 0).orElseThrow().length();
            out.write(header, 0, 4);
            out.writeBytes(noise(length - 4, i));
        }
        return out.toByteArray();
    }

    /** Without anything that could be a header. */
    private static byte[] noise(int length, int seed) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        for (int i = 0; i < length; i++) {
            bytes[i] &= 0x7F;
        }
        return bytes;
    }
}
