// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.migration.boot.operation.Shop;

import static org.assertj.core.api.Assertions.assertThat;

/** A database that accepts connections and never answers does not occupy the threads of the web server. */
class SilentDatabaseTests {

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    @Test
    void otherEndpointsAnswerWhileManyReadersAskForTheState() throws IOException {
        ExecutorService clients = Executors.newCachedThreadPool();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ConfigurableApplicationContext application = start(silent.getLocalPort())) {
            List<CompletableFuture<Integer>> requests = Stream.of("migrations", "migrationspage", "health/migrations")
                    .flatMap(path -> Stream.generate(() -> path).limit(20))
                    .map(path -> CompletableFuture.supplyAsync(
                            () -> Shop.get(application, path).statusCode(), clients))
                    .toList();

            assertThat(CompletableFuture.supplyAsync(
                            () -> Shop.get(application, "info").statusCode(), clients))
                    .succeedsWithin(PATIENCE)
                    .isEqualTo(200);

            requests.forEach(CompletableFuture::join);
            String body = Shop.get(application, "migrations").body();
            assertThat(JsonPath.<List<String>>read(body, "$..error").get(0))
                    .startsWith("The database has not answered for ");
            assertThat(JsonPath.<List<String>>read(body, "$..status")).containsExactly("UNKNOWN");
        } finally {
            clients.shutdownNow();
        }
    }

    private static ConfigurableApplicationContext start(int port) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .properties(
                        "server.port=0",
                        "server.tomcat.threads.max=8",
                        "spring.application.name=shop",
                        "management.endpoints.web.exposure.include=*",
                        "migration.on-startup=none",
                        "spring.datasource.url=jdbc:postgresql://localhost:" + port + "/silent?loginTimeout=10")
                .run();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
                "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration",
                "org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration",
                "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration"
            })
    static class Application {}
}
