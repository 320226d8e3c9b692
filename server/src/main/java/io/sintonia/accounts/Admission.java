package io.sintonia.accounts;

/** Whether somebody may play something now. */
public sealed interface Admission {
    /** Yes, as long as the session is open. */
    record Admitted(Session session) implements Admission {}

    /** No. */
    record Refused(Reason reason) implements Admission {}

    /** Why not; the code is logged and counted. */
    enum Reason {
        EXPIRED("expired", "this account has expired"),
        DISABLED("disabled", "this account is disabled"),
        NETWORK("network", "this account may not be used from this address"),
        FORMAT("format", "this account may not use this stream format"),
        LIMIT("limit", "all connections of this account are in use");

        private final String code;
        private final String text;

        Reason(String code, String text) {
            this.code = code;
            this.text = text;
        }

        /** For logs and metrics. */
        public String code() {
            return code;
        }

        /** For people. */
        public String text() {
            return text;
        }
    }
}
