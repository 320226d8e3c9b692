package io.sintonia.admin;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.sintonia.catalogue.Catalogue;
import io.sintonia.outputs.ServerSettings;
import io.sintonia.relay.Relay;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The page at {@code /}, until there is a UI: what runs, how many channels, what to type into each player. */
@Controller("/")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class HomePage {
    private static final String TEMPLATE = resource("/pages/home.html");

    private final AdminOptions options;
    private final ServerSettings server;
    private final Catalogue catalogue;
    private final Relay relay;

    HomePage(AdminOptions options, ServerSettings server, Catalogue catalogue, Relay relay) {
        this.options = options;
        this.server = server;
        this.catalogue = catalogue;
        this.relay = relay;
    }

    /** The page. */
    @Get
    HttpResponse<String> home(HttpRequest<?> request) {
        String host = request.getHeaders().get("Host", String.class, "localhost:" + server.port());
        String base = server.publicUrl().orElse("http://" + host);
        int channels = catalogue.current().channels().size();
        int playing = relay.playing().size();
        String page = TEMPLATE;
        for (Map.Entry<String, String> word : Map.of(
                        "version", options.version(),
                        "base", base,
                        "channels", channels == 1 ? "1 channel" : channels + " channels",
                        "playing", playing == 0 ? "nothing plays now" : playing + " playing now",
                        "username", options.demo() ? "admin" : "your username",
                        "password", options.demo() ? "admin" : "your password",
                        "state", channels == 0 ? "empty" : "filled")
                .entrySet()) {
            page = page.replace("{{" + word.getKey() + "}}", escaped(word.getValue()));
        }
        return HttpResponse.ok(page)
                .contentType(MediaType.of("text/html; charset=utf-8"))
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String resource(String name) {
        try (InputStream in = HomePage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its page " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
