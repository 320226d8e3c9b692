package io.sintonia.admin;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.JsonErrorResponseBodyProvider;
import jakarta.inject.Singleton;
import java.util.List;

/** Gives every error of the framework the form of {@link Problem}: one form for all, field by field where it knows. */
@Singleton
@Primary
class ProblemAnswers implements JsonErrorResponseBodyProvider<Problem> {
    @Override
    public Problem body(ErrorContext context, HttpResponse<?> response) {
        List<Problem.FieldError> errors = context.getErrors().stream()
                .filter(error ->
                        error.getPath().isPresent() || error.getMessage().contains(": "))
                .map(ProblemAnswers::fieldError)
                .toList();
        String detail =
                context.getErrors().stream().findFirst().map(Error::getMessage).orElse(response.reason());
        return new Problem(response.reason(), response.code(), detail, errors);
    }

    @Override
    public String contentType() {
        return "application/problem+json";
    }

    /** Validation says {@code login.password: must not be blank}. */
    private static Problem.FieldError fieldError(Error error) {
        String message = error.getMessage();
        int colon = message.indexOf(": ");
        String path = error.getPath().orElse(colon < 0 ? "" : message.substring(0, colon));
        String field = path.substring(path.lastIndexOf('.') + 1);
        return new Problem.FieldError(field, colon < 0 ? message : message.substring(colon + 2));
    }
}
