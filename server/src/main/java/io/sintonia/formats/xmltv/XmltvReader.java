package io.sintonia.formats.xmltv;

import com.fasterxml.aalto.UncheckedStreamException;
import io.sintonia.formats.Transcoded;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import javax.xml.stream.XMLStreamException;

/**
 * Reads XMLTV guides of any size in constant memory. {@link Records} cuts the bytes into channels and programmes; each one that is wanted is
 * given to a strict XML parser as a document of its own; what that refuses is {@link Mended} and given to it again; what it refuses
 * twice is left out. So nothing that is broken, oversized or hostile in one record reaches the next, what nobody wants is never
 * parsed, and entities cannot be declared. What is odd becomes a remark; nothing that the input holds is an exception.
 */
public final class XmltvReader {
    private static final int LOOK_AHEAD = 64 << 10;
    private static final int BYTES_SHOWN = 160;

    private final XmltvOptions options;
    private final XmltvHandler handler;
    private final XmltvRemarks remarks;
    private final ElementReader elements;
    private final Window window;
    private final GuideText text;
    private final Tally tally = new Tally();

    private byte[] lastChannel = new byte[0];
    private String lastId = "";
    private boolean isLastWanted;

    private XmltvReader(XmltvOptions options, XmltvHandler handler, Opened opened) throws InterruptedIOException {
        this.options = options;
        this.handler = handler;
        remarks = new XmltvRemarks(options.limits().remarks());
        elements = new ElementReader(options.limits(), remarks);
        window = new Window(opened.in, options.limits().recordBytes() + LOOK_AHEAD);
        text = opened.isTranscoded
                ? GuideText.utf8(options.fallbackCharset())
                : GuideText.declaredIn(window, options.fallbackCharset(), remarks);
    }

    /**
     * Reads the guide to its end and tells the handler what it holds, in this thread. Costs {@code recordBytes} and 64 KiB of memory,
     * three times as much while a record is mended.
     *
     * @param in the guide, unpacked; read to its end, not closed. If it fails, what was complete before has been told and
     *     the outcome says so
     * @throws InterruptedIOException if the thread is interrupted
     */
    public static XmltvOutcome read(InputStream in, XmltvOptions options, XmltvHandler handler)
            throws InterruptedIOException {
        return new XmltvReader(options, handler, opened(in)).read();
    }

    /** @param isTranscoded whether the bytes were of a charset in which ASCII does not stand for itself */
    private record Opened(InputStream in, boolean isTranscoded) {}

    private static Opened opened(InputStream in) throws InterruptedIOException {
        var pushback = new PushbackInputStream(in, 4);
        try {
            byte[] head = pushback.readNBytes(4);
            pushback.unread(head);
            return wide(head)
                    .map(charset -> new Opened(new Transcoded(pushback, charset), true))
                    .orElse(new Opened(pushback, false));
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return new Opened(in, false); // which fails again when it is read
        }
    }

    /** XML 1.0, F.1. */
    private static Optional<Charset> wide(byte[] head) {
        if (head.length < 4) {
            return Optional.empty();
        }
        int first = (head[0] & 0xFF) << 24 | (head[1] & 0xFF) << 16 | (head[2] & 0xFF) << 8 | (head[3] & 0xFF);
        return switch (first) {
            case 0x0000FEFF, 0xFFFE0000 -> Optional.of(Charset.forName("UTF-32"));
            case 0x0000003C -> Optional.of(Charset.forName("UTF-32BE"));
            case 0x3C000000 -> Optional.of(Charset.forName("UTF-32LE"));
            case 0x003C003F, 0x003C0074, 0x003C0021 -> Optional.of(StandardCharsets.UTF_16BE);
            case 0x3C003F00, 0x3C007400, 0x3C002100 -> Optional.of(StandardCharsets.UTF_16LE);
            default ->
                first >>> 16 == 0xFEFF || first >>> 16 == 0xFFFE
                        ? Optional.of(StandardCharsets.UTF_16)
                        : Optional.empty();
        };
    }

    private XmltvOutcome read() throws InterruptedIOException {
        var records = new Records(window, options.limits().recordBytes(), remarks);
        boolean isCut = false;
        for (Optional<GuideRecord> record = records.next(); record.isPresent(); record = records.next()) {
            isCut = record.get().end() == GuideRecord.End.CUT_OFF;
            switch (record.get().kind()) {
                case CHANNEL -> channel(record.get());
                case PROGRAMME -> programme(record.get());
            }
        }
        return new XmltvOutcome(tally.counts(), brokeOff(records, isCut), remarks.said(), remarks.unsaid());
    }

    private void channel(GuideRecord record) {
        String id = attribute(record, "id");
        if (id.isEmpty() || record.end() == GuideRecord.End.CUT_OFF) {
            tally.leftOutChannels++;
            say(record, id.isEmpty() ? "the channel has no id: left out" : "the channel is cut off: left out");
            return;
        }
        Optional<GuideChannel> read = parsed(record, bytes -> elements.channel(id, bytes));
        if (read.isEmpty()) {
            tally.leftOutChannels++;
            return;
        }
        tally.channels++;
        handler.channel(read.get());
    }

    private void programme(GuideRecord record) {
        if (!isWanted(record)) {
            tally.unwanted++;
            return;
        }
        String id = lastId;
        String reason = "";
        OptionalLong start = OptionalLong.empty();
        if (record.end() == GuideRecord.End.CUT_OFF) {
            reason = "the programme is cut off";
        } else if (id.isEmpty()) {
            reason = "the programme has no channel";
        } else {
            String written = attribute(record, "start");
            start = XmltvTime.epochSecond(written, options.zone());
            reason = "start is '" + written + "': expected a time such as 20260105200000 +0100";
        }
        Optional<ElementReader.Parts> parts = Optional.empty();
        if (start.isEmpty()) {
            say(record, reason + "; left out");
        } else {
            parts = parsed(record, elements::programme);
        }
        if (parts.isEmpty()) {
            tally.leftOutProgrammes++;
            return;
        }
        Programme.Airing airing = airing(record, start.orElseThrow(), parts.get());
        tally.programmes++;
        handler.programme(parts.get().shown(id, airing));
    }

    private Programme.Airing airing(GuideRecord record, long start, ElementReader.Parts parts) {
        String written = attribute(record, "stop");
        OptionalLong stop = XmltvTime.epochSecond(written, options.zone());
        if (stop.isEmpty()) {
            tally.withoutStop++;
            if (!written.isEmpty()) {
                say(record, "stop is '" + written + "': expected a time; the programme has no end");
            }
        } else if (stop.getAsLong() <= start) {
            tally.endingEarly++;
        }
        return new Programme.Airing(
                Instant.ofEpochSecond(start),
                stop.isPresent() ? Optional.of(Instant.ofEpochSecond(stop.getAsLong())) : Optional.empty(),
                parts.length(),
                parts.flags());
    }

    /** Also remembers the channel's id: programmes of one channel mostly follow each other. */
    private boolean isWanted(GuideRecord record) {
        Slice raw = record.tag().value("channel");
        boolean isLast = Arrays.equals(raw.bytes(), raw.from(), raw.to(), lastChannel, 0, lastChannel.length);
        if (!isLast) {
            lastChannel = Arrays.copyOfRange(raw.bytes(), raw.from(), raw.to());
            lastId = value(raw);
            isLastWanted = lastId.isEmpty() || handler.wants(lastId);
        }
        return isLastWanted || lastId.isEmpty();
    }

    /** Reads a record's elements, however the parser likes them. */
    private interface Parsing<T> {
        T parsed(Slice bytes) throws XMLStreamException;
    }

    private <T> Optional<T> parsed(GuideRecord record, Parsing<T> parsing) {
        String fault = switch (record.end()) {
            case WHOLE -> "";
            case UNCLOSED, CUT_OFF -> "it has no end of its own";
            case TOO_LONG -> "it is longer than " + options.limits().recordBytes() + " bytes";
        };
        if (fault.isEmpty()) {
            Slice strict = text.utf8(record.bytes());
            try {
                return Optional.of(parsing.parsed(strict));
            } catch (XMLStreamException e) {
                fault = where(e, strict) + XmlFault.words(e);
            } catch (UncheckedStreamException e) {
                fault = XmlFault.words(e);
            }
        }
        try {
            T read = parsing.parsed(GuideText.encoded(Mended.of(text.decoded(record.bytes()))));
            tally.mended++;
            say(record, fault + ": read as far as it can be understood");
            return Optional.of(read);
        } catch (XMLStreamException | UncheckedStreamException e) {
            say(record, fault + ": left out");
            return Optional.empty();
        }
    }

    private String where(XMLStreamException fault, Slice parsed) {
        if (fault.getLocation() == null || fault.getLocation().getLineNumber() < 1) {
            return "";
        }
        long line = fault.getLocation().getLineNumber();
        long column = fault.getLocation().getColumnNumber();
        if (line == 1) {
            column += remarks.column() - 1 - parsed.from(); // the parser counts from the array's beginning
        }
        return "line " + (remarks.line() + line - 1) + ", column " + column + ": ";
    }

    private Optional<XmltvOutcome.BrokeOff> brokeOff(Records records, boolean isCut) {
        if (window.failure().isPresent()) {
            String message = window.failure().get().getMessage();
            return brokeOff(XmltvOutcome.Cause.INPUT_FAILED, message == null ? "the input failed" : message);
        }
        if (tally.isEmpty() && !records.hasGuide()) {
            return window.position() == 0
                    ? brokeOff(XmltvOutcome.Cause.EMPTY, "there is nothing in it")
                    : brokeOff(
                            XmltvOutcome.Cause.NOT_A_GUIDE,
                            records.root().isEmpty()
                                    ? "it is no XML: expected a guide that begins with <tv>"
                                    : "it begins with <" + records.root() + ">: expected <tv>");
        }
        return isCut || !records.isClosed()
                ? brokeOff(XmltvOutcome.Cause.CUT_OFF, "it ends without </tv>: the rest is probably missing")
                : Optional.empty();
    }

    private Optional<XmltvOutcome.BrokeOff> brokeOff(XmltvOutcome.Cause cause, String reason) {
        return Optional.of(new XmltvOutcome.BrokeOff(cause, window.line(), window.column(), reason));
    }

    private String attribute(GuideRecord record, String name) {
        return value(record.tag().value(name));
    }

    private String value(Slice raw) {
        return raw.length() > options.limits().textCharacters()
                ? ""
                : Entities.resolved(text.decoded(raw)).strip();
    }

    private void say(GuideRecord record, String reason) {
        Slice bytes = record.bytes();
        String shown =
                text.decoded(new Slice(bytes.bytes(), bytes.from(), Math.min(bytes.to(), bytes.from() + BYTES_SHOWN)));
        remarks.say(shown.replaceAll("\\s+", " "), reason);
    }

    /** Counts while reading. */
    private static final class Tally {
        private long channels;
        private long programmes;
        private long unwanted;
        private long leftOutChannels;
        private long leftOutProgrammes;
        private long mended;
        private long withoutStop;
        private long endingEarly;

        boolean isEmpty() {
            return channels + programmes + unwanted + leftOutChannels + leftOutProgrammes == 0;
        }

        XmltvOutcome.Counts counts() {
            return new XmltvOutcome.Counts(
                    channels,
                    programmes,
                    unwanted,
                    leftOutChannels,
                    leftOutProgrammes,
                    mended,
                    withoutStop,
                    endingEarly);
        }
    }
}
