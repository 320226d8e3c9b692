package io.sintonia.guide;

import io.sintonia.config.About;
import io.sintonia.config.Confidential;
import io.sintonia.config.Default;
import io.sintonia.config.Example;
import io.sintonia.config.Inspection;
import io.sintonia.config.Range;
import io.sintonia.config.Redacted;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Where programmes come from, as the settings declare it.
 *
 * @param url may carry credentials; shown only redacted
 * @param priority 1 is asked first
 */
@About("Where the programme guide comes from: XMLTV, plain or compressed.")
public record GuideSettings(
        @About("The guide's name, for people.") @Example("Guide")
        String name,

        @About("Its address: http:, https:, or file: for guides on this machine.")
        @Confidential
        @Example("https://example.org/guide.xml.gz")
        String url,

        @About("How often it is read again.") @Default("12h") @Range(min = "1m", max = "365d")
        Duration refresh,

        @About("Which guide is preferred where several know a channel; 1 comes first.")
        @Default("1")
        @Range(min = "1", max = "1000")
        int priority) {
    private static final Pattern ADDRESS = Pattern.compile("(?i)https?://[^\\s/?#]+\\S*|file:[^\\p{Cntrl}]+");

    /** Refuses addresses that cannot be fetched. */
    public GuideSettings {
        new Inspection()
                .expect(
                        ADDRESS.matcher(url).matches(),
                        "url",
                        Redacted.address(url),
                        "an address such as https://example.org/guide.xml.gz or file:guide.xml")
                .conclude();
    }

    /** All settings, but the address without what may be secret in it. */
    @Override
    public String toString() {
        return Redacted.text(this);
    }
}
