package io.sintonia;

import io.sintonia.config.About;
import io.sintonia.config.Example;
import io.sintonia.config.NetworkRange;
import io.sintonia.config.SettingsFile;
import java.util.List;

/**
 * Who may read the metrics.
 *
 * @param allowedNetworks besides administrators, who always may
 */
@About("Who may read /metrics.")
public record MetricsSettings(
        @About("Networks that may read /metrics without signing in; administrators always may.")
        @Example("[127.0.0.1/32]")
        List<NetworkRange> allowedNetworks) {
    /** These networks. */
    public MetricsSettings {
        allowedNetworks = List.copyOf(allowedNetworks);
    }

    /** What holds when nothing is set. */
    public static MetricsSettings defaults() {
        return SettingsFile.defaults(MetricsSettings.class);
    }
}
