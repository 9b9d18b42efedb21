// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/** The endpoint and the page for a database with tenants and one without; only the latter accepts operations. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class NamedTenantEndpointTests extends ShopTests {

    private static final String PATH = "$.contexts.shop.databases.";

    private ConfigurableApplicationContext application;

    @BeforeEach
    void start(@TempDir Path shared) throws Exception {
        shop.revision("c1", "", "CREATE TABLE invoice (id int)");
        shop.jdbc().sql("CREATE SCHEMA acme").update();
        Files.writeString(shared.resolve("s1.sql"), "-- @revision s1\n-- @upgrade\nCREATE TABLE plan (id int);\n");
        application = shop.start(
                WebApplicationType.SERVLET,
                Application.class,
                "--management.endpoint.migrations.access=unrestricted",
                "--management.endpoint.migrationspage.access=read-only",
                "--migration.endpoint.operations=upgrade",
                "--migration.databases.shared.data-source=dataSource",
                "--migration.databases.shared.locations=filesystem:" + shared,
                "--migration.databases.customers.data-source=dataSource",
                "--migration.databases.customers.on-startup=none",
                "--migration.databases.customers.tenants.schemas=acme,gone");
    }

    @Test
    void endpointAndPageShowBothDatabases() {
        DocumentContext all = get("migrations");
        assertThat(all.<String>read(PATH + "shared.status")).isEqualTo("UP_TO_DATE");
        assertThat(all.<List<String>>read(PATH + "shared.current")).containsExactly("s1");
        assertThat(all.<Integer>read(PATH + "customers.tenants.total")).isEqualTo(2);
        assertThat(all.<List<String>>read(PATH + "customers.tenants.tenants[*].tenant"))
                .containsExactly("gone", "acme");
        assertThat(get("migrations/tenants").<List<String>>read(PATH + "*.tenants[*].tenant"))
                .containsExactly("gone", "acme");
        assertThat(get("migrations/heads").<List<String>>read(PATH + "*.heads[*]"))
                .containsExactlyInAnyOrder("s1", "c1");
        assertThat(get("migrations/history").<List<String>>read(PATH + "*.history[*].revision"))
                .containsExactly("s1");
        assertThat(Shop.get(application, "migrationspage").body())
                .contains("<bdi>shared</bdi>")
                .contains("<bdi>customers</bdi>")
                .contains("2 tenants: ");
    }

    @Test
    void onlyTheDatabaseWithoutTenantsAcceptsOperations() {
        assertThat(upgrade("{\"target\":\"heads\",\"database\":\"customers\"}"))
                .contains("The database 'customers' has tenants")
                .contains("--database customers/TENANT");
        assertThat(upgrade("{\"target\":\"heads\"}"))
                .contains("The request has no database.")
                .contains("\\\"database\\\" to one of: shared.");
        assertThat(upgrade("{\"target\":\"heads\",\"database\":\"custom\"}"))
                .contains("There is no database 'custom' here.");
        assertThat(upgrade("{\"target\":\"heads\",\"database\":\"shared\"}")).contains("\"RUNNING\"");
    }

    private String upgrade(String body) {
        return Shop.post(application, "migrations/upgrade", body).body();
    }

    private DocumentContext get(String path) {
        return JsonPath.parse(Shop.get(application, path).body());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
