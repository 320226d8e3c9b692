package io.sintonia.relay;

import java.io.IOException;

/** A source that gave up, with the words and the kind that viewers and operators are to be told. */
final class UpstreamFailed extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient UpstreamFailure failure;
    private final Remedy remedy;

    /** What might play it all the same. */
    enum Remedy {
        NONE,
        /** A program that remuxes. */
        FFMPEG
    }

    UpstreamFailed(UpstreamFailure failure) {
        this(failure, Remedy.NONE);
    }

    UpstreamFailed(UpstreamFailure.Kind kind, String text) {
        this(new UpstreamFailure(kind, text));
    }

    private UpstreamFailed(UpstreamFailure failure, Remedy remedy) {
        super(failure.text());
        this.failure = failure;
        this.remedy = remedy;
    }

    /** A source whose picture and sound are fine but come in another form than ours. */
    static UpstreamFailed toBeRemuxed(String text) {
        return new UpstreamFailed(new UpstreamFailure(UpstreamFailure.Kind.UNSUPPORTED, text), Remedy.FFMPEG);
    }

    /** What is told of a source that was read until this happened. */
    static UpstreamFailure failure(IOException e) {
        if (e instanceof UpstreamFailed known) {
            return known.failure();
        }
        String message = e.getMessage();
        return new UpstreamFailure(
                UpstreamFailure.Kind.BROKE_OFF,
                "the source broke off" + (message == null || message.isEmpty() ? "" : " (" + message + ")"));
    }

    UpstreamFailure failure() {
        return failure;
    }

    Remedy remedy() {
        return remedy;
    }
}
