package io.sintonia.names;

import java.text.Normalizer;

/**
 * Takes the dress off a text: accents, superscripts, small capitals, squared letters and wide forms become plain letters;
 * ornaments become bars, flags become labels in bars. Letters of other scripts and their marks are kept as they are: Thai and
 * Hindi vowels are marks, and without them the words mean nothing. Upper and lower case stay.
 */
final class Fold {
    /** Latin small capitals, which Unicode does not take apart, and the letters they mean. */
    private static final String SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ";

    private static final String CAPITALS = "ABCDEFGHIJKLMNOPRSTUVWYZ";

    private static final int REGIONAL_A = 0x1F1E6;

    private Fold() {}

    static String fold(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return foldOther(text);
            }
        }
        return text;
    }

    private static String foldOther(String text) {
        var out = new StringBuilder(text.length() + 8);
        boolean raised = false; // within a run of raised letters, which becomes a bracket: "Rai 1 ᴴᴰ" is "Rai 1 (HD)"
        for (int i = 0, next; i < text.length(); i = next) {
            int point = text.codePointAt(i);
            next = i + Character.charCount(point);
            boolean dressed = isRaised(point) && (raised || hasRaisedLetter(text, i));
            if (dressed != raised) {
                out.append(dressed ? " (" : ") ");
                raised = dressed;
            }
            if (point >= REGIONAL_A && point < REGIONAL_A + 26 && next + 1 < text.length()) {
                int second = text.codePointAt(next);
                if (second >= REGIONAL_A && second < REGIONAL_A + 26) {
                    out.append(" |")
                            .append((char) ('A' + point - REGIONAL_A))
                            .append((char) ('A' + second - REGIONAL_A))
                            .append("| ");
                    next += 2;
                    continue;
                }
            }
            append(out, point);
        }
        if (raised) {
            out.append(')');
        }
        return plain(Normalizer.normalize(out, Normalizer.Form.NFKD));
    }

    private static void append(StringBuilder out, int point) {
        if (point < 0x80) {
            out.append((char) point);
        } else if (point == '’' || point == '‘' || point == '´' || point == 'ʼ') {
            out.append('\'');
        } else if (point >= 0x2010 && point <= 0x2015) { // dashes
            out.append('-');
        } else if (point >= 0x1F170 && point <= 0x1F189) { // negative squared letters
            out.append((char) ('A' + point - 0x1F170));
        } else if (point >= 0x1F150 && point <= 0x1F169) { // negative circled letters
            out.append((char) ('A' + point - 0x1F150));
        } else if (point == '™'
                || point == '®'
                || point == '©'
                || point == '℠'
                || (point >= 0x24B6 && point <= 0x24E9)) {
            out.append(' '); // circled letters are flags of lists: seen on YouTube, blocked abroad
        } else if (Character.getType(point) == Character.DECIMAL_DIGIT_NUMBER) {
            out.append((char) ('0' + Character.digit(point, 10)));
        } else if (isOrnament(point)) {
            out.append('|');
        } else {
            int small = Character.isBmpCodePoint(point) ? SMALL_CAPITALS.indexOf(point) : -1;
            out.appendCodePoint(small >= 0 ? CAPITALS.charAt(small) : point);
        }
    }

    private static boolean isOrnament(int point) {
        return switch (Character.getType(point)) {
            case Character.OTHER_SYMBOL -> (point < 0x3200 || point > 0x33FF) && !isNumberSign(point);
            case Character.MATH_SYMBOL -> point != '＋' && point > 0xFF;
            default -> point == '¦' || point == '·' || point == '•' || point == '»' || point == '«';
        };
    }

    private static boolean isNumberSign(int point) {
        return point == '№' || (point >= 0x1F130 && point <= 0x1F149);
    }

    private static boolean isRaised(int point) {
        return (point >= 0x2070 && point <= 0x207F)
                || (point >= 0x1D2C && point <= 0x1D6A)
                || (point >= 0x1D78 && point <= 0x1DBF)
                || (point >= 0x2B0 && point <= 0x2B8)
                || (point >= 0x2E0 && point <= 0x2E4)
                || point == 0x2C7D
                || point == '²'
                || point == '³'
                || point == '¹';
    }

    /** "RTL²" is a name, "⁴ᴷ" a mark. */
    private static boolean hasRaisedLetter(String text, int from) {
        for (int i = from; i < text.length() && isRaised(text.charAt(i)); i++) {
            if (Character.isLetter(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static String plain(String apart) {
        var out = new StringBuilder(apart.length());
        for (int i = 0; i < apart.length(); i++) {
            char letter = apart.charAt(i);
            if (letter >= 0x300 && letter <= 0x36F) {
                continue; // accents of Latin, Greek and Cyrillic
            }
            switch (letter) {
                case 'ß' -> out.append("ss");
                case 'æ', 'Æ' -> out.append("ae");
                case 'œ', 'Œ' -> out.append("oe");
                case 'ø', 'Ø' -> out.append(letter == 'ø' ? 'o' : 'O');
                case 'đ', 'ð' -> out.append('d');
                case 'Đ', 'Ð' -> out.append('D');
                case 'ł' -> out.append('l');
                case 'Ł' -> out.append('L');
                case 'ı' -> out.append('i');
                case 'þ', 'Þ' -> out.append("th");
                default -> out.append(letter);
            }
        }
        return out.toString();
    }
}
