// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

/** An empty folder and an empty database, with a shell for the folder and one for both. */
@PostgresTest
abstract class AbstractImportTests {

    @TempDir
    Path directory;

    PostgresDatabase database;
    Shell shell;
    Shell onDatabase;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) {
        postgres.reset();
        database = postgres;
        shell = Shell.in(directory);
        onDatabase = shell.on(postgres);
    }

    /** The only value of a query. */
    String query(String sql) {
        return JdbcClient.create(database.dataSource())
                .sql(sql)
                .query(String.class)
                .single();
    }
}
