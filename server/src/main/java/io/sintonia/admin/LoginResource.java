package io.sintonia.admin;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.sintonia.accounts.Administrators;
import io.sintonia.accounts.LoginThrottle;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.Optional;

/** Administrators sign in and out. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
class LoginResource {
    private final Administrators administrators;
    private final LoginThrottle throttle;

    LoginResource(Administrators administrators, LoginThrottle throttle) {
        this.administrators = administrators;
        this.throttle = throttle;
    }

    /** Who wants in. */
    @Serdeable
    record Login(@NotBlank String username, @NotBlank String password) {
        /** Never the password. */
        @Override
        public String toString() {
            return username;
        }
    }

    /** What an administrator shows from now on. */
    @Serdeable
    record Token(String token) {}

    /** Answers a token, and sets it as a cookie too. */
    @Post("/login")
    @Secured(SecurityRule.IS_ANONYMOUS)
    HttpResponse<?> login(HttpRequest<?> request, @Body @Valid Login login) {
        var address = request.getRemoteAddress().getAddress();
        if (throttle.isTooMany(address, login.username())) {
            return Problem.answer(
                            HttpStatus.TOO_MANY_REQUESTS, "too many wrong passwords from this address; wait a minute")
                    .toMutableResponse()
                    .header("Retry-After", "60");
        }
        Optional<String> token = administrators.signIn(login.username(), login.password());
        if (token.isEmpty()) {
            throttle.wrong(address, login.username());
            return Problem.answer(HttpStatus.UNAUTHORIZED, "there is no administrator with this name and password");
        }
        return HttpResponse.ok(new Token(token.get()))
                .cookie(Cookie.of(AdministratorTokens.COOKIE, token.get())
                        .httpOnly(true)
                        .path("/")
                        .sameSite(SameSite.Strict));
    }

    /** Makes the token that was shown worthless. */
    @Post("/logout")
    @Secured(SecurityRule.IS_AUTHENTICATED)
    HttpResponse<?> logout(HttpRequest<?> request) {
        AdministratorTokens.token(request).ifPresent(administrators::signOut);
        return HttpResponse.noContent();
    }
}
