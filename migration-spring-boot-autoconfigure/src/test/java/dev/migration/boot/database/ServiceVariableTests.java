// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.TestContexts;

import static org.assertj.core.api.Assertions.assertThat;

/** The environment variables of Kubernetes services are no settings, and an unexpected database is explained. */
class ServiceVariableTests extends EmptyDatabase {

    @Test
    void aServiceCalledMigrationDatabasesNamesNoDatabase() {
        assertThat(names(service("MIGRATION_DATABASES"))).isEmpty();
    }

    @Test
    void aServiceCalledLikeADatabaseNamesNoDatabase() {
        assertThat(names(service("MIGRATION_DATABASES_ORDERS"))).isEmpty();
    }

    @Test
    void settingsInEnvironmentVariablesNameDatabases() {
        Map<String, Object> variables = service("MIGRATION_DATABASES");
        variables.put("MIGRATION_DATABASES_ORDERS_URL", "jdbc:postgresql://db/orders");
        variables.put("MIGRATION_DATABASES_PORT_URL", "jdbc:postgresql://db/port");

        assertThat(names(variables)).containsExactly("orders", "port");
    }

    @Test
    void theSameKeysInAFileNameDatabases() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("file", Map.of("migration.databases.service.host", "h")));

        assertThat(DatabaseNames.in(environment).list()).containsExactly("service");
    }

    @Test
    void anApplicationStartsNextToServicesWithNamesLikeSettings() {
        Map<String, Object> variables = new LinkedHashMap<>();
        for (String service :
                List.of("", "_DATABASES", "_TENANTS", "_TENANTS_SCHEMAS", "_LOCATIONS", "_URL", "_LOCK")) {
            variables.putAll(service("MIGRATION" + service));
        }

        TestContexts.withDataSource(database)
                .withInitializer(context -> replaceVariables(context.getEnvironment(), variables))
                .run(context -> {
                    assertThat(context).hasNotFailed().hasBean("migrator");
                    assertThat(TestContexts.status(context).pending()).isEmpty();
                });
    }

    @Test
    void aDatabaseWithoutAddressIsReportedWithTheVariableThatNamesIt() {
        TestContexts.withDataSource(database)
                .withInitializer(context -> replaceVariables(
                        context.getEnvironment(), Map.of("MIGRATION_DATABASES_FOO_ONSTARTUP", "upgrade")))
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("It has neither a URL nor a DataSource bean 'foo' or 'fooDataSource'")
                        .hasMessageContaining("named by migration.databases.foo.onstartup"
                                + " (\"MIGRATION_DATABASES_FOO_ONSTARTUP\" from property source \"systemEnvironment\")")
                        .hasMessageContaining("Remove that property if there is no such database"));
    }

    private static List<String> names(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        replaceVariables(environment, variables);
        return DatabaseNames.in(environment).list();
    }

    private static void replaceVariables(ConfigurableEnvironment environment, Map<String, Object> variables) {
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, variables));
    }

    /** What Kubernetes sets for a service with a port that has a name. */
    private static Map<String, Object> service(String name) {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put(name + "_SERVICE_HOST", "10.0.0.11");
        variables.put(name + "_SERVICE_PORT", "5432");
        variables.put(name + "_SERVICE_PORT_HTTP_WEB", "5432");
        variables.put(name + "_PORT", "tcp://10.0.0.11:5432");
        variables.put(name + "_PORT_5432_TCP", "tcp://10.0.0.11:5432");
        variables.put(name + "_PORT_5432_TCP_PROTO", "tcp");
        variables.put(name + "_PORT_5432_TCP_PORT", "5432");
        variables.put(name + "_PORT_5432_TCP_ADDR", "10.0.0.11");
        return variables;
    }
}
