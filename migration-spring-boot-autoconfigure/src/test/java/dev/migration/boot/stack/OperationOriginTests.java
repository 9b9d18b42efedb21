// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.migration.boot.operation.Shop;
import dev.migration.boot.testing.EmptyDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** A page of another site cannot start an operation in the browser of a user, also without Spring Security. */
class OperationOriginTests extends EmptyDatabase {

    @TempDir
    private Path folder;

    private Shop shop;

    @BeforeEach
    void writeRevision() throws SQLException {
        shop = new Shop(database, folder).revision("a1", "", "SELECT 1");
    }

    @AfterEach
    void stop() throws SQLException {
        shop.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVLET", "REACTIVE"})
    void requestsOfOtherSitesAreRefused(WebApplicationType type) throws IOException {
        var application = start(type);

        assertThat(post(application, "Host: evil.example"))
                .startsWith("HTTP/1.1 403")
                .contains("'evil.example'");
        assertThat(post(
                        application,
                        "Host: evil.example",
                        "Origin: http://evil.example",
                        "X-Forwarded-Host: localhost"))
                .startsWith("HTTP/1.1 403");
        assertThat(post(application, "Host: localhost", "Origin: http://evil.example"))
                .startsWith("HTTP/1.1 403")
                .contains("another site (Origin: http://evil.example)");
        assertThat(post(application, "Host: localhost", "Sec-Fetch-Site: cross-site"))
                .startsWith("HTTP/1.1 403");
        assertThat(Shop.get(application, "migrations/runs").body()).contains("\"runs\":[]");

        assertThat(post(application, "Host: localhost")).startsWith("HTTP/1.1 202");
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVLET", "REACTIVE"})
    void theSameHoldsForTheManagementPort(WebApplicationType type) throws IOException {
        var application = start(type, "--management.server.port=0", "--migration.endpoint.hosts=admin.example.com");

        assertThat(post(application, "Host: evil.example")).startsWith("HTTP/1.1 403");
        assertThat(post(application, "Host: localhost", "Sec-Fetch-Site: same-site"))
                .startsWith("HTTP/1.1 403");
        assertThat(post(application, "Host: admin.example.com", "Origin: https://admin.example.com"))
                .startsWith("HTTP/1.1 202");
    }

    /** HttpClient does not send other values of Host. */
    private static String post(ConfigurableApplicationContext application, String... headers) throws IOException {
        URI uri = Shop.uri(application, "migrations/upgrade");
        String management = application.getEnvironment().getProperty("local.management.port");
        int port = management == null ? uri.getPort() : Integer.parseInt(management);
        String body = "{\"target\": \"heads\"}";
        String request = Stream.concat(
                        Stream.concat(Stream.of("POST " + uri.getPath() + " HTTP/1.1"), Stream.of(headers)),
                        Stream.of(
                                "Content-Type: application/json",
                                "Content-Length: " + body.length(),
                                "Connection: close",
                                "",
                                body))
                .reduce((first, second) -> first + "\r\n" + second)
                .orElseThrow();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private ConfigurableApplicationContext start(WebApplicationType type, String... arguments) {
        return shop.start(
                type,
                Application.class,
                Stream.concat(
                                Stream.of(
                                        "--migration.on-startup=none",
                                        "--management.endpoint.migrations.access=unrestricted",
                                        "--migration.endpoint.operations=upgrade"),
                                Stream.of(arguments))
                        .toArray(String[]::new));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            excludeName = {
                // The test class path has two reactive servers, which exclude each other on a port of their own.
                "org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration",
                "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
                "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
                "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
                "org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration"
            })
    static class Application {}
}
