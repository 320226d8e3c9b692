package io.sintonia.curation;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing said by hand of one channel.
 *
 * @param value what it is from now on; empty takes the word back, so that the sources and rules say it again
 */
public record ChannelEdit(long channelId, Field field, Optional<String> value) {
    /** What can be said. */
    public enum Field {
        NAME(1000),
        NUMBER(20),
        LOGO(4000),
        GUIDE_ID(500),
        GROUP(500),
        HIDDEN(5);

        private final int longest;

        Field(int longest) {
            this.longest = longest;
        }

        /** Its name in tables and in REST. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What is wrong with a value, for people; empty if it can be said. */
        Optional<String> objection(String value) {
            if (value.length() > longest) {
                return Optional.of("expected at most " + longest + " characters");
            }
            boolean fits = switch (this) {
                case NAME, GROUP -> !value.isBlank();
                case NUMBER -> value.isEmpty() || value.matches("\\d{1,6}(\\.\\d{1,3})?");
                case LOGO -> value.isEmpty() || value.startsWith("http://") || value.startsWith("https://");
                case GUIDE_ID -> true;
                case HIDDEN -> value.equals("true") || value.equals("false");
            };
            return fits ? Optional.empty() : Optional.of("expected " + expectation());
        }

        private String expectation() {
            return switch (this) {
                case NAME, GROUP -> "a name";
                case NUMBER -> "a number such as 7 or 7.1, or nothing";
                case LOGO -> "an address that begins with http:// or https://, or nothing";
                case GUIDE_ID -> "an id";
                case HIDDEN -> "true or false";
            };
        }
    }
}
