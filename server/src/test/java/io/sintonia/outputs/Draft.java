package io.sintonia.outputs;

import io.sintonia.catalogue.FoundChannel;
import java.util.Map;

/** A channel for a test's catalogue: what is not said is ordinary. */
public record Draft(
        String name, String group, String number, String logo, String guideId, boolean radio, boolean adult) {
    /** An ordinary television channel. */
    public static Draft channel(String name, String group) {
        return new Draft(name, group, "", "", "", false, false);
    }

    public Draft numbered(String as) {
        return new Draft(name, group, as, logo, guideId, radio, adult);
    }

    public Draft withLogo(String url) {
        return new Draft(name, group, number, url, guideId, radio, adult);
    }

    public Draft withGuideId(String id) {
        return new Draft(name, group, number, logo, id, radio, adult);
    }

    public Draft asRadio() {
        return new Draft(name, group, number, logo, guideId, true, adult);
    }

    public Draft forAdults() {
        return new Draft(name, group, number, logo, guideId, radio, true);
    }

    FoundChannel found() {
        return new FoundChannel(
                name + "/" + group + "/" + guideId,
                hashCode(),
                name,
                number,
                logo,
                guideId,
                group,
                radio,
                adult,
                "http://provider.example/" + Integer.toHexString(hashCode()) + ".ts",
                Map.of(),
                Map.of(),
                "");
    }
}
