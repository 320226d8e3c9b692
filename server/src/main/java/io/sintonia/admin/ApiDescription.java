package io.sintonia.admin;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import java.io.IOException;
import java.io.InputStream;

/** The administrators' API as OpenAPI, generated from the controllers when the program is compiled. */
@OpenAPIDefinition(
        info = @Info(title = "Sintonia", version = "v1", description = "Administration of a Sintonia server"))
@Controller("/api")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Hidden
class ApiDescription {
    private static final String FILE = "/META-INF/swagger/sintonia-v1.yml";

    /** The description. */
    @Get("/openapi.yaml")
    HttpResponse<byte[]> description() throws IOException {
        try (InputStream in = ApiDescription.class.getResourceAsStream(FILE)) {
            return in == null
                    ? HttpResponse.notFound()
                    : HttpResponse.ok(in.readAllBytes()).contentType(MediaType.of("application/yaml"));
        }
    }
}
