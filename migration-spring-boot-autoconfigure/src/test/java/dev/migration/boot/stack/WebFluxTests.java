// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.stack;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.migration.boot.operation.Shop;
import dev.migration.boot.operation.ShopTests;

import static org.assertj.core.api.Assertions.assertThat;

/** The endpoint and the page with WebFlux on Netty. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WebFluxTests extends ShopTests {

    @BeforeEach
    void writeRevisions() {
        shop.revision("a1", "", "CREATE TABLE things (id int)");
    }

    @Test
    void theEndpointAnswersAndAcceptsOperations() {
        var application = start(
                "--migration.on-startup=none",
                "--management.endpoint.migrations.access=unrestricted",
                "--migration.endpoint.operations=upgrade");
        assertThat(application).isInstanceOf(ReactiveWebServerApplicationContext.class);
        assertThat(Shop.<List<String>>read(application, "pending", ".pending[*].revision"))
                .containsExactly("a1");
        assertThat(Shop.get(application, "migrations/nobody").statusCode()).isEqualTo(404);
        assertThat(Shop.get(application, "migrations/graph", "Accept", "text/vnd.graphviz")
                        .body())
                .startsWith("digraph");

        assertThat(Shop.post(application, "migrations/stamp", "{\"target\":\"a1\"}")
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> taken = Shop.post(application, "migrations/upgrade", "{\"target\":\"a1\"}");

        assertThat(taken.statusCode()).isEqualTo(202);
        assertThat(JsonPath.<String>read(taken.body(), "$.outcome")).isEqualTo("RUNNING");
        Shop.awaitOutcome(application);
        assertThat(Shop.<List<String>>read(application, "current", ".current")).containsExactly("a1");
    }

    @Test
    void operationsAreNotPermittedByDefault() {
        assertThat(Shop.post(start(), "migrations/upgrade", "{}").statusCode()).isEqualTo(405);
    }

    @Test
    void thePageSendsItsPolicyWithANewNonce() {
        var application = start();

        HttpResponse<String> first = Shop.get(application, "migrationspage");
        HttpResponse<String> second = Shop.get(application, "migrationspage");

        assertThat(first.body()).contains("The database is up to date.");
        assertThat(first.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(policy(first)).contains("'nonce-" + nonce(first) + "'").contains("frame-ancestors 'none'");
        assertThat(policy(second)).contains("'nonce-" + nonce(second) + "'").isNotEqualTo(policy(first));
        assertThat(first.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(first.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void otherResponsesHaveNoHeadersOfThePage() {
        var application = start();
        Shop.get(application, "migrationspage");

        assertThat(Shop.get(application, "migrations").headers().firstValue("Content-Security-Policy"))
                .isEmpty();
    }

    private static String policy(HttpResponse<String> page) {
        return page.headers().firstValue("Content-Security-Policy").orElse("none");
    }

    private static String nonce(HttpResponse<String> page) {
        Matcher nonce = Pattern.compile("<style nonce=\"([^\"]+)\"").matcher(page.body());
        assertThat(nonce.find()).isTrue();
        return nonce.group(1);
    }

    private ConfigurableApplicationContext start(String... arguments) {
        return shop.start(WebApplicationType.REACTIVE, Application.class, arguments);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
