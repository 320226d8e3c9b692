package io.sintonia.sources;

import io.sintonia.config.About;
import io.sintonia.config.Confidential;
import io.sintonia.config.Example;
import io.sintonia.config.Inspection;
import io.sintonia.config.Redacted;
import java.util.Optional;

/**
 * A channel that the operator wrote down.
 *
 * @param name its identity as well: with another address it is still the same channel
 * @param url as in a list, with pipe headers if need be; may hold credentials
 */
@About("A channel of a manual source.")
public record ManualChannel(
        @About("The channel's name; within one source no two may be equal.") @Example("News 24")
        String name,

        @About("Where its stream is, as in a list: http:, https:, udp:, rtp:, rtsp:, acestream: and so on.")
        @Confidential
        @Example("http://example.org/news.ts")
        String url,

        @About("The group it is in.") @Example("News") Optional<String> group,

        @About("The address of its logo.") @Example("https://example.org/news.png")
        Optional<String> logo,

        @About("Its number.") @Example("24") Optional<String> number,

        @About("What guides call it.") @Example("news24.example")
        Optional<String> guideId) {

    /** Refuses a channel without name or address. */
    public ManualChannel {
        new Inspection()
                .expect(!name.isBlank() && name.length() <= 1000, "name", name, "a name of at most 1,000 characters")
                .expect(!url.isBlank() && url.length() <= 8000, "url", Redacted.address(url), "the address of a stream")
                .expect(
                        number.stream().allMatch(text -> text.matches("\\d{1,9}([.-]\\d{1,4})?")),
                        "number",
                        number,
                        "a number such as 7 or 7.1")
                .conclude();
    }

    /** Without what may be secret in its address. */
    @Override
    public String toString() {
        return Redacted.text(this);
    }
}
