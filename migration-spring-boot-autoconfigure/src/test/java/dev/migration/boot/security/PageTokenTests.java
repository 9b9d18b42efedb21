// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.security;

import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;

import dev.migration.boot.operation.Shop;
import dev.migration.boot.operation.ShopTests;

import static org.assertj.core.api.Assertions.assertThat;

/** The page has the token that Spring Security requires of its requests, if it has buttons. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class PageTokenTests extends ShopTests {

    private static final Pattern TOKEN = Pattern.compile("data-token-header=\"([^\"]+)\" data-token=\"([^\"]+)\"");

    @BeforeEach
    void writeRevisions() {
        shop.revision("a1", "", "CREATE TABLE planted (id int)");
    }

    @ParameterizedTest
    @EnumSource(
            value = WebApplicationType.class,
            names = {"SERVLET", "REACTIVE"})
    void aRequestWithTheTokenOfThePageIsAcceptedAndNoOther(WebApplicationType type) {
        var application = start(type, "--management.endpoint.migrations.access=unrestricted");

        var page = Shop.get(application, "migrationspage");
        var token = TOKEN.matcher(page.body());

        assertThat(token.find()).as(page.body()).isTrue();
        String session = session(page);
        assertThat(post(application, "Cookie", session)).isEqualTo(403);
        assertThat(post(application, "Cookie", session, token.group(1), "guessed"))
                .isEqualTo(403);
        assertThat(post(application, token.group(1), token.group(2))).isEqualTo(403);
        assertThat(shop.otherProcess().reader().status().current()).isEmpty();
        assertThat(post(application, "Cookie", session, token.group(1), token.group(2)))
                .isEqualTo(202);
        assertThat(Shop.awaitOutcome(application)).isEqualTo("SUCCEEDED");
    }

    @Test
    void aPageWithoutButtonsHasNoTokenAndBeginsNoSession() {
        var application = start(WebApplicationType.SERVLET);

        var page = Shop.get(application, "migrationspage");

        assertThat(page.body()).contains("This page is read-only.").doesNotContain("data-token");
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
    }

    private static String session(HttpResponse<String> page) {
        return page.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    private static int post(ConfigurableApplicationContext application, String... headers) {
        return Shop.post(application, "migrations/upgrade", "{\"target\":\"a1\"}", headers)
                .statusCode();
    }

    private ConfigurableApplicationContext start(WebApplicationType type, String... settings) {
        Class<?> rules = type == WebApplicationType.SERVLET ? Servlets.class : WebFlux.class;
        String[] all = new String[settings.length + 3];
        all[0] = "--spring.autoconfigure.exclude=";
        all[1] = "--migration.endpoint.operations=upgrade";
        all[2] = "--migration.on-startup=none";
        System.arraycopy(settings, 0, all, 3, settings.length);
        return shop.start(type, rules, all);
    }

    /** Spring Security requires the token of anonymous users, too. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Servlets {

        @Bean
        SecurityFilterChain rules(HttpSecurity http) {
            return http.authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WebFlux {

        @Bean
        SecurityWebFilterChain rules(ServerHttpSecurity http) {
            return http.authorizeExchange(rules -> rules.anyExchange().permitAll())
                    .build();
        }
    }
}
