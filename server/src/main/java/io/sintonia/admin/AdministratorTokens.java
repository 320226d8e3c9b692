package io.sintonia.admin;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import io.sintonia.accounts.Administrators;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.reactivestreams.Publisher;

/** Finds out which administrator a request comes from: by bearer token, else by the session cookie. */
@Singleton
class AdministratorTokens implements AuthenticationFetcher<HttpRequest<?>> {
    static final String COOKIE = "sintonia";
    private static final String BEARER = "Bearer ";

    private final Administrators administrators;

    AdministratorTokens(Administrators administrators) {
        this.administrators = administrators;
    }

    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        return token(request)
                .flatMap(administrators::bearer)
                .map(name -> Publishers.just(Authentication.build(name)))
                .orElseGet(Publishers::empty);
    }

    static Optional<String> token(HttpRequest<?> request) {
        Optional<String> bearer = Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip());
        return bearer.isPresent()
                ? bearer
                : request.getCookies().findCookie(COOKIE).map(Cookie::getValue);
    }
}
