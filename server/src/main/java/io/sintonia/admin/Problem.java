package io.sintonia.admin;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** An error as machines and people understand it (RFC 9457). */
@Serdeable
record Problem(String title, int status, String detail, List<FieldError> errors) {
    /** What is wrong with one field. */
    @Serdeable
    record FieldError(String field, String message) {}

    static HttpResponse<Problem> answer(HttpStatus status, String detail) {
        return answer(status, detail, List.of());
    }

    static HttpResponse<Problem> answer(HttpStatus status, String detail, List<FieldError> errors) {
        return HttpResponse.<Problem>status(status)
                .contentType(MediaType.of("application/problem+json"))
                .body(new Problem(status.getReason(), status.getCode(), detail, errors));
    }
}
