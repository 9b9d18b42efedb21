// SPDX-License-Identifier: Apache-2.0
package dev.migration.test;

import java.sql.Connection;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.jdbc.datasource.AbstractDataSource;

import dev.migration.MigrationSettings;
import dev.migration.MigrationSettingsBuilder;
import dev.migration.Migrator;
import dev.migration.setting.ModuleSelection;

/** The scripts and settings of a test class without Spring. */
final class StandaloneMigrator {

    private StandaloneMigrator() {}

    /** @throws dev.migration.error.MigrationException with every fault of every script */
    static Migrator of(MigrationTest test) {
        MigrationSettingsBuilder settings = MigrationSettings.builder()
                .variables(variables(test))
                .modules(new ModuleSelection(List.of(test.modules()), List.of()));
        if (test.locations().length > 0) {
            settings.locations(test.locations());
        }
        return Migrator.builder()
                .dataSource(new NoDatabase())
                .settings(settings.build())
                .withoutListeners()
                .build();
    }

    private static Map<String, String> variables(MigrationTest test) {
        return Arrays.stream(test.variables())
                .map(variable -> variable.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts.length > 1 ? parts[1] : ""));
    }

    /** The migrator is the template of others, which have databases. */
    private static final class NoDatabase extends AbstractDataSource {

        @Override
        public Connection getConnection() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException("This migrator has no database");
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLFeatureNotSupportedException {
            return getConnection();
        }
    }
}
