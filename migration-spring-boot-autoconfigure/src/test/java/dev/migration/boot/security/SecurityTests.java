// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.security;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import dev.migration.boot.operation.Shop;
import dev.migration.boot.operation.ShopTests;

import static org.assertj.core.api.Assertions.assertThat;

/** The endpoint and the page with Spring Security, and with the users {@code reader}, {@code operator} and {@code admin}. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SecurityTests extends ShopTests {

    private static final String SECURITY = "--spring.autoconfigure.exclude=";
    private static final String ACCESS = "--management.endpoint.migrations.access=unrestricted";
    private static final String WRITES = "--migration.endpoint.operations=upgrade,downgrade,stamp";
    private static final String NOTHING = "--migration.on-startup=none";
    private static final String[] ANONYMOUS = {};

    @BeforeEach
    void writeRevisions() {
        shop.revision("a1", "", "CREATE TABLE planted (id int)");
    }

    @Test
    void theDefaultRulesOfSpringBootRequireAuthentication() {
        var application = start(Defaults.class);

        for (String path : List.of("migrations", "migrations/graph", "migrations/a1", "migrationspage")) {
            assertThat(Shop.get(application, path).statusCode()).as(path).isEqualTo(401);
            assertThat(Shop.get(application, path, Shop.basic("reader")).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @Test
    void rolesThatTheApplicationRequiresAreRequired() {
        var application = start(Strict.class);

        assertThat(get(application, "migrations", ANONYMOUS)).isEqualTo(401);
        assertThat(get(application, "migrations", Shop.basic("reader"))).isEqualTo(403);
        assertThat(get(application, "migrations", Shop.basic("operator"))).isEqualTo(200);
        assertThat(get(application, "migrationspage", Shop.basic("reader"))).isEqualTo(403);
        assertThat(get(application, "migrationspage", Shop.basic("operator"))).isEqualTo(200);
    }

    @Test
    void anAdministratorMayWriteOnlyIfThePropertiesPermitIt() {
        var readOnly = start(Strict.class, NOTHING);
        assertThat(post(readOnly, Shop.basic("admin"))).isEqualTo(405);
        var withoutWrites = start(Strict.class, NOTHING, ACCESS);
        assertThat(post(withoutWrites, Shop.basic("admin"))).isEqualTo(403);
        assertThat(shop.otherProcess().reader().status().current()).isEmpty();
    }

    @Test
    void onlyAnAdministratorMayWriteAndTheOperationIsAudited() {
        var application = start(Strict.class, NOTHING, ACCESS, WRITES);

        assertThat(post(application, ANONYMOUS)).isEqualTo(401);
        assertThat(post(application, Shop.basic("operator"))).isEqualTo(403);
        assertThat(shop.otherProcess().reader().status().current()).isEmpty();

        HttpResponse<String> accepted =
                Shop.post(application, "migrations/upgrade", "{\"target\":\"a1\"}", Shop.basic("admin"));

        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(JsonPath.<String>read(accepted.body(), "$.requestedBy")).isEqualTo("admin");
        assertThat(application.getBean(AuditEventRepository.class).find("admin", null, null))
                .extracting(AuditEvent::getType)
                .contains("MIGRATION_UPGRADE_REQUESTED");
    }

    @Test
    void aWriteWithoutACsrfTokenIsForbiddenIfTheApplicationRequiresOne() {
        var application = start(Tokens.class, NOTHING, ACCESS, WRITES);

        HttpResponse<String> answer =
                Shop.post(application, "migrations/upgrade", "{\"target\":\"a1\"}", Shop.basic("admin"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("remedy");
        assertThat(shop.otherProcess().reader().status().current()).isEmpty();
    }

    @Test
    void sqlRequiresTheRole() {
        var application = start(
                Open.class, "--migration.endpoint.show-sql=when-authorized", "--migration.endpoint.roles=OPERATOR");

        for (String path : List.of("migrations/a1", "migrations/sql", "migrationspage?revision=a1")) {
            assertThat(Shop.get(application, path).body()).as(path).doesNotContain("planted");
            assertThat(Shop.get(application, path, Shop.basic("reader")).body())
                    .as(path)
                    .doesNotContain("planted");
            assertThat(Shop.get(application, path, Shop.basic("operator")).body())
                    .as(path)
                    .contains("planted");
        }
        assertThat(get(application, "migrations/sql", Shop.basic("reader"))).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/json",
                "application/vnd.spring-boot.actuator.v2+json",
                "application/vnd.spring-boot.actuator.v3+json",
                "text/html, */*;q=0.1"
            })
    void sqlRequiresAuthenticationForEveryMediaType(String accept) {
        var application = start(Open.class, "--migration.endpoint.show-sql=when-authorized");

        assertThat(Shop.get(application, "migrations/a1", "Accept", accept).body())
                .contains("\"a1\"")
                .doesNotContain("planted");
        String[] reader = Stream.concat(Stream.of("Accept", accept), Stream.of(Shop.basic("reader")))
                .toArray(String[]::new);
        assertThat(Shop.get(application, "migrations/a1", reader).body()).contains("planted");
    }

    private static int get(ConfigurableApplicationContext application, String path, String... headers) {
        return Shop.get(application, path, headers).statusCode();
    }

    private static int post(ConfigurableApplicationContext application, String... headers) {
        return Shop.post(application, "migrations/upgrade", "{\"target\":\"a1\"}", headers)
                .statusCode();
    }

    private ConfigurableApplicationContext start(Class<?> rules, String... settings) {
        String[] all = Stream.concat(Stream.of(SECURITY), Stream.of(settings)).toArray(String[]::new);
        return shop.start(WebApplicationType.SERVLET, rules, all);
    }

    /** The defaults of Spring Boot: health is open, everything else requires authentication. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Defaults extends Users {}

    /** The rules of the documentation. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Strict extends Users {

        @Bean
        SecurityFilterChain actuator(HttpSecurity http) {
            return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                    .authorizeHttpRequests(rules -> rules.requestMatchers(
                                    EndpointRequest.to("migrations").withHttpMethod(HttpMethod.POST))
                            .hasRole("ADMIN")
                            .anyRequest()
                            .hasRole("OPERATOR"))
                    .httpBasic(Customizer.withDefaults())
                    .csrf(csrf -> csrf.ignoringRequestMatchers(EndpointRequest.to("migrations")))
                    .build();
        }
    }

    /** With Spring Security's CSRF protection, which is enabled by default. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Tokens extends Users {

        @Bean
        SecurityFilterChain actuator(HttpSecurity http) {
            return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                    .authorizeHttpRequests(rules -> rules.anyRequest().hasRole("OPERATOR"))
                    .httpBasic(Customizer.withDefaults())
                    .build();
        }
    }

    /** Permits all requests. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Open extends Users {

        @Bean
        SecurityFilterChain everything(HttpSecurity http) {
            return http.authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                    .httpBasic(Customizer.withDefaults())
                    .build();
        }
    }

    static class Users {

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("reader")
                            .password("{noop}secret")
                            .roles("READER")
                            .build(),
                    User.withUsername("operator")
                            .password("{noop}secret")
                            .roles("OPERATOR")
                            .build(),
                    User.withUsername("admin")
                            .password("{noop}secret")
                            .roles("ADMIN", "OPERATOR")
                            .build());
        }

        @Bean
        AuditEventRepository auditEvents() {
            return new InMemoryAuditEventRepository();
        }
    }
}
