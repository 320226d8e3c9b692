package io.sintonia.formats.xmltv;

/** What a parser complains about, in one line. */
final class XmlFault {
    private XmlFault() {}

    static String words(Exception fault) {
        String message = fault.getMessage();
        if (message == null) {
            return "it is not well-formed XML";
        }
        int end = message.indexOf('\n');
        return "it is not well-formed XML (" + (end < 0 ? message : message.substring(0, end)).strip() + ")";
    }
}
