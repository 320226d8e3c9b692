package io.sintonia.formats.xmltv;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/**
 * Reads the times of guides: {@code YYYYMMDDhhmmss} or the beginning of it (at least the year), an ISO 8601 form, or seconds or
 * milliseconds since 1970; then, after a blank or at once, a zone as number or name ({@link ZoneNames}). What is missing is the
 * earliest; hour 24 is the next day's midnight, second 60 the next minute's beginning. A local time that a zone skips in spring is moved on by what is skipped; one
 * that comes twice in autumn is the first. Stateless; some 50 ns a time, since a guide has millions of them.
 */
public final class XmltvTime {
    private static final int MOST_CHARACTERS = 64;
    private static final int SECONDS_PER_DAY = 86_400;

    /** Not a time: earlier than any. */
    private static final long NONE = Long.MIN_VALUE;

    private final String text;
    private int at;
    private long seconds;

    private XmltvTime(String text) {
        this.text = text;
    }

    /**
     * The time in seconds since 1970, or empty if this is none.
     *
     * @param zone what the time is in if it does not say so
     */
    public static OptionalLong epochSecond(String text, ZoneId zone) {
        String stripped = text.strip();
        if (stripped.length() < 4 || stripped.length() > MOST_CHARACTERS) {
            return OptionalLong.empty();
        }
        var time = new XmltvTime(stripped);
        long second = time.read(zone);
        return second == NONE ? OptionalLong.empty() : OptionalLong.of(second);
    }

    private long read(ZoneId zone) {
        int run = digits(0);
        if (run == 10 && text.charAt(0) == '1' && text.charAt(1) < '9') {
            return run == text.length() ? longNumber(0, run) : NONE; // no guide reaches back to the year 1899
        }
        if (run == 13) {
            return run == text.length() ? longNumber(0, run) / 1000 : NONE;
        }
        if (!readDigits(run)) {
            return NONE;
        }
        skipFraction();
        return inZone(zone);
    }

    private boolean readDigits(int run) {
        boolean isSeparated = run == 4 && separatesDates(run);
        return isSeparated ? readSeparated() : readCompact(run);
    }

    /** {@code 20260105200000}, {@code 20260105T2000}, {@code 20260105 200000}. */
    private boolean readCompact(int run) {
        if (run < 4 || run > 14 || run % 2 != 0) {
            return false;
        }
        at = run;
        int timeFrom = 8;
        int timeDigits = run - 8;
        if (run == 8 && run < text.length() && "Tt ".indexOf(text.charAt(run)) >= 0) {
            int after = digits(run + 1);
            if (after == 4 || after == 6) {
                timeFrom = run + 1;
                timeDigits = after;
                at = timeFrom + after;
            }
        }
        int month = run >= 6 ? number(4, 2) : 1;
        int day = run >= 8 ? number(6, 2) : 1;
        int hour = timeDigits >= 2 ? number(timeFrom, 2) : 0;
        int minute = timeDigits >= 4 ? number(timeFrom + 2, 2) : 0;
        int second = timeDigits >= 6 ? number(timeFrom + 4, 2) : 0;
        return setDate(number(0, 4), month, day) && addTime(hour, minute, second);
    }

    /** {@code 2026-01-05}, {@code 2026-01-05T20:00}, {@code 2026/01/05 20:00:00}. */
    private boolean readSeparated() {
        at = 5;
        int month = twoDigits();
        if (month < 0 || !separatesDates(at)) {
            return false;
        }
        at++;
        int day = twoDigits();
        if (day < 0 || !setDate(number(0, 4), month, day)) {
            return false;
        }
        if (at + 1 >= text.length() || "Tt ".indexOf(text.charAt(at)) < 0 || digits(at + 1) == 0) {
            return true;
        }
        at++;
        int hour = twoDigits();
        int minute = 0;
        int second = 0;
        if (colon()) {
            minute = twoDigits();
            if (colon()) {
                second = twoDigits();
            }
        }
        return addTime(hour, minute, second);
    }

    private long inZone(ZoneId zone) {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at == text.length()) {
            return local(zone);
        }
        int offset = offset(at);
        if (offset != Integer.MIN_VALUE) {
            return seconds - offset;
        }
        int end = at;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        int sign = Math.max(text.indexOf('+', at), text.indexOf('-', at));
        if (sign > at && ZoneNames.isUniversal(text.substring(at, sign).strip())) {
            int behind = offset(sign); // UTC+1, GMT +0100
            return behind == Integer.MIN_VALUE ? NONE : seconds - behind;
        }
        return ZoneNames.find(text.substring(at, end)).map(this::local).orElse(NONE);
    }

    private long local(ZoneId zone) {
        if (zone instanceof ZoneOffset fixed) {
            return seconds - fixed.getTotalSeconds();
        }
        return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC)
                .atZone(zone)
                .toEpochSecond();
    }

    /** Seconds of {@code +1}, {@code +01}, {@code +100}, {@code +0100}, {@code +01:00}, {@code +010000}; else the least integer. */
    private int offset(int from) {
        char sign = text.charAt(from);
        if (sign != '+' && sign != '-' && sign != '\u2212') {
            return Integer.MIN_VALUE;
        }
        int run = digits(from + 1);
        int first = from + 1;
        int hour;
        int minute = 0;
        if (run == 1 || run == 2) {
            hour = number(first, run);
            int colon = first + run;
            if (colon < text.length() && text.charAt(colon) == ':') {
                if (digits(colon + 1) != 2) {
                    return Integer.MIN_VALUE;
                }
                minute = number(colon + 1, 2);
            }
        } else if (run == 3 || run == 4 || run == 6) {
            int hourDigits = run == 3 ? 1 : 2;
            hour = number(first, hourDigits);
            minute = number(first + hourDigits, 2);
        } else {
            return Integer.MIN_VALUE;
        }
        if (hour > 18 || minute > 59) {
            return Integer.MIN_VALUE;
        }
        int total = hour * 3600 + minute * 60;
        return sign == '+' ? total : -total;
    }

    private boolean setDate(int year, int month, int day) {
        if (year < 1900 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
            return false;
        }
        // Days since 0000-03-01: where years begin in March, the leap day is the last.
        int shifted = month > 2 ? year : year - 1;
        int ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long days = 365L * shifted + shifted / 4 - shifted / 100 + shifted / 400 + ofYear - 719_468;
        seconds = days * SECONDS_PER_DAY;
        return true;
    }

    private static int daysOf(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    private boolean addTime(int hour, int minute, int second) {
        boolean isMidnight = hour == 24 && minute == 0 && second == 0;
        if (hour < 0 || minute < 0 || second < 0 || minute > 59 || second > 60 || (hour > 23 && !isMidnight)) {
            return false;
        }
        seconds += hour * 3600L + minute * 60L + second;
        return true;
    }

    /** ISO 8601, 4.2.2.4: a part of the last element, which is too small for a guide. */
    private void skipFraction() {
        if (at + 1 < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',')) {
            int run = digits(at + 1);
            at += run > 0 ? run + 1 : 0;
        }
    }

    private boolean separatesDates(int index) {
        return index < text.length() && (text.charAt(index) == '-' || text.charAt(index) == '/');
    }

    private boolean colon() {
        if (at < text.length() && text.charAt(at) == ':') {
            at++;
            return true;
        }
        return false;
    }

    private int twoDigits() {
        if (digits(at) != 2) {
            return -1;
        }
        at += 2;
        return number(at - 2, 2);
    }

    private int digits(int from) {
        int to = from;
        while (to < text.length() && text.charAt(to) >= '0' && text.charAt(to) <= '9') {
            to++;
        }
        return to - from;
    }

    private int number(int from, int count) {
        return (int) longNumber(from, count);
    }

    private long longNumber(int from, int count) {
        long number = 0;
        for (int i = from; i < from + count; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '/' || c == '_' || c == '+' || c == '-';
    }
}
