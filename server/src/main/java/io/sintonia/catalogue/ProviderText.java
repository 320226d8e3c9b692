package io.sintonia.catalogue;

import io.sintonia.storage.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A provider's wishes as they lie in the source table's settings column. */
public final class ProviderText {
    private static final String HEADER = "header.";

    private ProviderText() {}

    /** The column's text for a provider. */
    public static String of(Provider provider) {
        Map<String, String> map = new LinkedHashMap<>();
        provider.userAgent().ifPresent(agent -> map.put("user-agent", agent));
        provider.proxy().ifPresent(proxy -> map.put("proxy", proxy));
        map.put("max-connections", Integer.toString(provider.maxConnections()));
        map.put("trust-local", Boolean.toString(provider.trustLocal()));
        map.put("refresh-counts", Boolean.toString(provider.refreshCounts()));
        provider.headers().forEach((name, value) -> map.put(HEADER + name, value));
        return JsonText.of(map);
    }

    /** Reads what {@link #of} wrote. */
    public static Provider read(long id, String name, String settings) {
        Map<String, String> map = JsonText.map(settings);
        Map<String, String> headers = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (key.startsWith(HEADER)) {
                headers.put(key.substring(HEADER.length()), value);
            }
        });
        return new Provider(
                id,
                name,
                Optional.ofNullable(map.get("user-agent")),
                headers,
                Optional.ofNullable(map.get("proxy")),
                Integer.parseInt(map.getOrDefault("max-connections", "0")),
                Boolean.parseBoolean(map.get("trust-local")),
                Boolean.parseBoolean(map.get("refresh-counts")));
    }
}
