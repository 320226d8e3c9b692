package io.sintonia.admin;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.sintonia.accounts.Administrators;

/** Counters for Prometheus: for administrators, and for networks the owner named. */
@Controller("/metrics")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class MetricsResource {
    private final Meters meters;
    private final AdminOptions options;
    private final Administrators administrators;

    MetricsResource(Meters meters, AdminOptions options, Administrators administrators) {
        this.meters = meters;
        this.options = options;
        this.administrators = administrators;
    }

    /** All counters. */
    @Get
    HttpResponse<?> metrics(HttpRequest<?> request) {
        boolean named = options.metricsNetworks().stream()
                .anyMatch(network -> network.contains(request.getRemoteAddress().getAddress()));
        boolean administrator = AdministratorTokens.token(request)
                .flatMap(administrators::bearer)
                .isPresent();
        return named || administrator
                ? HttpResponse.ok(meters.text()).contentType(MediaType.of("text/plain; version=0.0.4; charset=utf-8"))
                : Problem.answer(
                        HttpStatus.UNAUTHORIZED,
                        "metrics are for administrators, or for networks named in metrics.allowed-networks");
    }
}
