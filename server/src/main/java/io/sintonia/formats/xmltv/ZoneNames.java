package io.sintonia.formats.xmltv;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The names of zones in guides. Short ones mean what their letters say all year: {@code CET} is an hour ahead of UTC also in
 * summer, since a guide that means summer time writes {@code CEST}. Where several zones share a name, it is the one of
 * Perl's Date::Manip, with which XMLTV's own grabbers write. Names of the tz database ({@code Europe/Rome}) know summer.
 */
final class ZoneNames {
    private static final int LONGEST = 40;

    /** Name and minutes ahead of UTC. */
    private static final Map<String, ZoneOffset> SHORT =
            table("UTC 0 UT 0 GMT 0 Z 0 WET 0 WEST 60 BST 60 IST 330 CET 60 "
                    + "CEST 120 MET 60 MEST 120 MEZ 60 MESZ 120 EET 120 EEST 180 MSK 180 MSD 240 TRT 180 SAST 120 CAT 120 WAT 60 "
                    + "EAT 180 GST 240 PKT 300 NPT 345 ICT 420 WIB 420 HKT 480 SGT 480 PHT 480 AWST 480 JST 540 KST 540 ACST 570 "
                    + "ACDT 630 AEST 600 AEDT 660 NZST 720 NZDT 780 NST -210 NDT -150 AST -240 ADT -180 EST -300 EDT -240 CST -360 "
                    + "CDT -300 MST -420 MDT -360 PST -480 PDT -420 AKST -540 AKDT -480 HST -600 BRT -180 BRST -120 ART -180 "
                    + "UYT -180 CLT -240 CLST -180 COT -300 PET -300 VET -240");

    private ZoneNames() {}

    /** The zone of this name, if we know it. */
    static Optional<ZoneId> find(String name) {
        ZoneOffset offset = SHORT.get(name);
        if (offset == null) {
            offset = SHORT.get(name.toUpperCase(Locale.ROOT));
        }
        if (offset != null) {
            return Optional.of(offset);
        }
        if (name.indexOf('/') < 0 || name.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether an offset may follow this name, as in {@code UTC+1}. */
    static boolean isUniversal(String name) {
        return name.equals("UTC") || name.equals("GMT") || name.equals("UT");
    }

    private static Map<String, ZoneOffset> table(String text) {
        String[] words = text.split(" ", -1);
        var zones = new HashMap<String, ZoneOffset>();
        for (int i = 0; i < words.length; i += 2) {
            zones.put(words[i], ZoneOffset.ofTotalSeconds(Integer.parseInt(words[i + 1]) * 60));
        }
        return Map.copyOf(zones);
    }
}
