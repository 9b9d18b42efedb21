// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.health;

import java.net.http.HttpResponse;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.json.BasicJsonTester;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.migration.boot.operation.Shop;
import dev.migration.boot.testing.EmptyDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** The answers that a probe and a dashboard get over HTTP. */
class ReadinessTests extends EmptyDatabase {

    private final BasicJsonTester json = new BasicJsonTester(getClass());

    @Test
    void anInstanceIsReadyIfItsDatabaseIsUpToDate() {
        try (var application = start()) {
            HttpResponse<String> answer = get(application, "health/readiness");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json.from(answer.body()))
                    .extractingJsonPathStringValue("$.components.migrations.status")
                    .isEqualTo("UP");
        }
    }

    @Test
    void anInstanceWithPendingRevisionsIsLiveButNotReady() {
        try (var application = start("--migration.target=a1")) {
            HttpResponse<String> answer = get(application, "health/readiness");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(json.from(answer.body()))
                    .extractingJsonPathStringValue("$.components.migrations.status")
                    .isEqualTo("OUT_OF_SERVICE");
            assertThat(get(application, "health/liveness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anInstanceStaysReadyIfTheDatabaseCannotBeReached() {
        try (var application = start()) {
            database.close();

            HttpResponse<String> answer = get(application, "health/readiness");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json.from(answer.body()))
                    .extractingJsonPathStringValue("$.components.migrations.status")
                    .isEqualTo("UNKNOWN");
        } finally {
            database.reset();
        }
    }

    @Test
    void infoHasTheMigrationsOnlyIfThatIsEnabled() {
        try (var application = start("--management.info.migrations.enabled=true", "--migration.target=a1")) {
            assertThat(get(application, "info").body())
                    .isEqualTo(
                            "{\"migrations\":{\"primary\":{\"current\":[\"a1\"],\"heads\":[\"b2\"],\"pending\":1}}}");
        }
        try (var application = start()) {
            assertThat(get(application, "info").body()).isEqualTo("{}");
        }
    }

    private ConfigurableApplicationContext start(String... arguments) {
        String[] probes = {
            "--management.endpoints.web.exposure.include=health,info",
            "--management.endpoint.health.probes.enabled=true",
            "--management.endpoint.health.show-details=always",
            "--management.endpoint.health.group.readiness.include=readinessState,migrations"
        };
        return Shop.start(
                database,
                WebApplicationType.SERVLET,
                Application.class,
                Stream.concat(Stream.of(probes), Stream.of(arguments)).toArray(String[]::new));
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext application, String path) {
        return Shop.get(application, path);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
