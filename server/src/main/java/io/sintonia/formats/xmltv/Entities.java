package io.sintonia.formats.xmltv;

import java.util.HashMap;
import java.util.Map;

/**
 * What stands between {@code &} and {@code ;}. Only numbers and the fixed names of HTML 4 mean something: nothing that a guide
 * itself declares is ever looked at, so nothing can grow or be fetched.
 */
final class Entities {
    /** No name and no number is longer. */
    private static final int LONGEST = 10;

    private static final int NONE = -1;
    private static final Map<String, Integer> NAMED = named();

    private Entities() {}

    /** The character of this name or number ({@code eacute}, {@code #233}, {@code #xE9}), or a negative number. */
    static int codePoint(String name) {
        if (!name.startsWith("#")) {
            return NAMED.getOrDefault(name, NONE);
        }
        boolean isHex = name.length() > 1 && (name.charAt(1) == 'x' || name.charAt(1) == 'X');
        int number = 0;
        int from = isHex ? 2 : 1;
        if (from == name.length() || name.length() > LONGEST) {
            return NONE;
        }
        for (int i = from; i < name.length(); i++) {
            int digit = Character.digit(name.charAt(i), isHex ? 16 : 10);
            if (digit < 0) {
                return NONE;
            }
            number = Math.min(number * (isHex ? 16 : 10) + digit, Character.MAX_CODE_POINT + 1);
        }
        return isAllowed(number) ? number : NONE;
    }

    /** The text with its entities resolved; what looks like one and is none stays as it is. */
    static String resolved(String text) {
        int amp = text.indexOf('&');
        if (amp < 0) {
            return text;
        }
        var out = new StringBuilder(text.length());
        int from = 0;
        while (amp >= 0) {
            int end = end(text, amp);
            int codePoint = end < 0 ? NONE : codePoint(text.substring(amp + 1, end));
            if (codePoint >= 0) {
                out.append(text, from, amp).appendCodePoint(codePoint);
                from = end + 1;
            }
            amp = text.indexOf('&', Math.max(amp + 1, from));
        }
        return out.append(text, from, text.length()).toString();
    }

    /** Where the {@code ;} of the entity at {@code amp} is, or a negative number. */
    private static int end(String text, int amp) {
        int semicolon = text.indexOf(';', amp, Math.min(text.length(), amp + LONGEST + 2));
        return semicolon > amp + 1 ? semicolon : NONE;
    }

    /** XML 1.0, 2.2. */
    static boolean isAllowed(int c) {
        return (c >= 0x20 && c <= 0xD7FF)
                || c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0xE000 && c <= 0xFFFD)
                || (c >= 0x10000 && c <= Character.MAX_CODE_POINT);
    }

    /** HTML 4.01, 24. */
    private static Map<String, Integer> named() {
        var names = new HashMap<String, Integer>();
        names.putAll(Map.of("amp", 38, "lt", 60, "gt", 62, "quot", 34, "apos", 39));
        String latin =
                "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 "
                        + "acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml "
                        + "Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde "
                        + "Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig "
                        + "ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide "
                        + "oslash ugrave uacute ucirc uuml yacute thorn yuml";
        inOrder(names, latin, 160);
        inOrder(names, "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho", 913);
        inOrder(names, "Sigma Tau Upsilon Phi Chi Psi Omega", 931);
        inOrder(names, "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho", 945);
        inOrder(names, "sigmaf sigma tau upsilon phi chi psi omega", 962);
        String others =
                "OElig 338 oelig 339 Scaron 352 scaron 353 Yuml 376 fnof 402 circ 710 tilde 732 thetasym 977 upsih 978 "
                        + "piv 982 ensp 8194 emsp 8195 thinsp 8201 zwnj 8204 zwj 8205 lrm 8206 rlm 8207 ndash 8211 mdash 8212 "
                        + "lsquo 8216 rsquo 8217 sbquo 8218 ldquo 8220 rdquo 8221 bdquo 8222 dagger 8224 Dagger 8225 bull 8226 "
                        + "hellip 8230 permil 8240 prime 8242 Prime 8243 lsaquo 8249 rsaquo 8250 oline 8254 frasl 8260 euro 8364 "
                        + "image 8465 weierp 8472 real 8476 trade 8482 alefsym 8501 larr 8592 uarr 8593 rarr 8594 darr 8595 harr 8596 "
                        + "crarr 8629 lArr 8656 uArr 8657 rArr 8658 dArr 8659 hArr 8660 forall 8704 part 8706 exist 8707 empty 8709 "
                        + "nabla 8711 isin 8712 notin 8713 ni 8715 prod 8719 sum 8721 minus 8722 lowast 8727 radic 8730 prop 8733 "
                        + "infin 8734 ang 8736 and 8743 or 8744 cap 8745 cup 8746 int 8747 there4 8756 sim 8764 cong 8773 asymp 8776 "
                        + "ne 8800 equiv 8801 le 8804 ge 8805 sub 8834 sup 8835 nsub 8836 sube 8838 supe 8839 oplus 8853 otimes 8855 "
                        + "perp 8869 sdot 8901 lceil 8968 rceil 8969 lfloor 8970 rfloor 8971 lang 9001 rang 9002 loz 9674 spades 9824 "
                        + "clubs 9827 hearts 9829 diams 9830";
        String[] words = others.split(" ", -1);
        for (int i = 0; i < words.length; i += 2) {
            names.put(words[i], Integer.parseInt(words[i + 1]));
        }
        return Map.copyOf(names);
    }

    private static void inOrder(Map<String, Integer> names, String words, int first) {
        int codePoint = first;
        for (String word : words.split(" ", -1)) {
            names.put(word, codePoint++);
        }
    }
}
