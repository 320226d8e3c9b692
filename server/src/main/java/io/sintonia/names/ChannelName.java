package io.sintonia.names;

import java.util.List;

/**
 * What a channel's name says, taken apart: {@code "|IT| Rai 1 ᴴᴰ +1"} has the words {@code rai 1}, the number 1, the country
 * {@code it}, an HD picture and a shift of one hour. Nothing is translated and no script is lost.
 *
 * <p>Immutable; any thread. Reading one takes a few microseconds, in proportion to its length, which counts up to 48 words.
 */
public final class ChannelName {
    private static final int SHORT_LETTERS = 4;
    private static final int SHORT_LETTERS_WITH_NUMBER = 2;

    private final String text;
    private final String core;
    private final String compact;
    private final String stem;
    private final List<String> words;
    private final List<String> numbers;
    private final String spelled;
    private final String country;
    private final String namedCountry;
    private final Picture picture;
    private final boolean hevc;
    private final boolean backup;
    private final int shiftHours;
    private final Feed feed;
    private final String callSign;
    private final int subChannel;

    ChannelName(String text, NameReader read) {
        this.text = text;
        words = List.copyOf(read.words);
        core = String.join(" ", words);
        compact = String.join("", words);
        numbers = read.numbers.stream().distinct().sorted().toList();
        spelled = String.join(" ", read.spelled);
        country = read.country;
        namedCountry = read.namedCountry;
        stem = namedCountry.isEmpty() ? compact : String.join("", words.subList(0, words.size() - 1));
        picture = read.picture;
        hevc = read.hevc;
        backup = read.backup;
        shiftHours = read.shiftHours;
        feed = read.feed;
        callSign = read.callSign;
        subChannel = read.subChannel;
    }

    /** Takes a name as a list or a guide writes it apart. Any text will do; one without a word has none. */
    public static ChannelName of(String text) {
        return new ChannelName(text, NameReader.read(Fold.fold(text)));
    }

    /**
     * Takes a guide id that reads like a name apart: {@code Rai1.it}, {@code RAI 1 HD.it}, {@code BBCOne.uk@London}, {@code
     * rai-1}. The ending is the country, what follows the {@code @} the feed.
     *
     * @return a name without words where the id is a number, an address or anything else that says nothing
     */
    public static ChannelName ofId(String id) {
        return new ChannelName(id, NameReader.read(GuideId.spread(id)));
    }

    /** As it was given. */
    public String text() {
        return text;
    }

    /** The words that are the channel's own, numbers among them, in order, in lower case. */
    public List<String> words() {
        return words;
    }

    /** The words in one line: {@code sky sport 24}. */
    public String core() {
        return core;
    }

    /** The words without blanks, which writers set as they like: {@code skysport24}. */
    public String compact() {
        return compact;
    }

    /** The numbers among the words, sorted, each once; {@code One}, {@code Uno} and {@code II} count where they are not the first word. */
    public List<String> numbers() {
        return numbers;
    }

    /** The country it is labelled with, in two lower-case letters; empty where there is no label or a doubtful one. */
    public String country() {
        return country;
    }

    /** The country its last word names, as in {@code MTV Italia}; empty where none does. */
    public String namedCountry() {
        return namedCountry;
    }

    /** The size of picture it claims. */
    public Picture picture() {
        return picture;
    }

    /** Whether it says that its video is HEVC. */
    public boolean isHevc() {
        return hevc;
    }

    /** Whether it says that it is a second address of another channel. */
    public boolean isBackup() {
        return backup;
    }

    /** How many hours late it is: 1 for {@code +1}; 0 to 24. */
    public int shiftHours() {
        return shiftHours;
    }

    /** The eastern or western feed. */
    public Feed feed() {
        return feed;
    }

    /** The North American call sign, in capitals without ending ({@code WABC}); empty where there is none. */
    public String callSign() {
        return callSign;
    }

    /** The sub-channel behind a call sign: 2 for {@code KTLA-DT2}; 1 where it says nothing else. */
    public int subChannel() {
        return subChannel;
    }

    /** Whether it says nothing that could be compared. */
    public boolean isEmpty() {
        return words.isEmpty() && callSign.isEmpty();
    }

    /**
     * Whether so little is said that channels of several countries are called so: {@code NTV} is Russian, Turkish and Japanese,
     * {@code TV 8} Italian and Turkish, {@code Channel 4} British and Israeli. {@code Rai 1} and {@code BBC 2} are not short.
     */
    public boolean isShort() {
        long letters = compact.chars().filter(Character::isLetter).count();
        boolean ofMany = words.stream().allMatch(word -> Vocabulary.FILLERS.contains(word) || numbers.contains(word));
        return ofMany || letters <= (numbers.isEmpty() ? SHORT_LETTERS : SHORT_LETTERS_WITH_NUMBER);
    }

    @Override
    public String toString() {
        return core;
    }

    /** The words with the country at their end taken off, without blanks. */
    String stem() {
        return stem;
    }

    /** The number words that were read as numbers, as they stood. */
    String spelled() {
        return spelled;
    }
}
