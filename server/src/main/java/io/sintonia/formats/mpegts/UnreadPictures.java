package io.sintonia.formats.mpegts;

import java.util.Optional;

/** A codec that is not read: only the random access indicator tells its entry points. */
final class UnreadPictures implements PictureReader {
    @Override
    public Picture read(byte[] bytes, int from, int end) {
        return Picture.DEPENDENT;
    }

    @Override
    public Optional<PictureSize> size() {
        return Optional.empty();
    }
}
