package io.sintonia.formats.xmltv;

import java.util.List;

/**
 * A channel as a guide declares it. Guides hold programmes of channels that they do not declare, before and after.
 *
 * @param id what programmes refer to; never empty, blanks around it removed
 * @param displayNames all names, first the one for people, then by custom call sign, number, both; in any language
 * @param icons addresses as they stand there, which may be relative; best first
 * @param urls addresses of pages about the channel
 * @param number the logical channel number ({@code lcn}, not part of the DTD); empty if there is none
 */
public record GuideChannel(
        String id, List<LocalText> displayNames, List<String> icons, List<String> urls, String number) {
    public GuideChannel {
        displayNames = List.copyOf(displayNames);
        icons = List.copyOf(icons);
        urls = List.copyOf(urls);
    }
}
