// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.result.MigrationResult;
import dev.migration.test.postgres.OwnServer;
import dev.migration.test.postgres.PostgresDatabase;

/** An empty database on a server that only this test class uses, so that it may stop and crash it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OwnServerTestBase extends MigratorTestBase {

    /** A statement that waits until the test releases it; a restart of the server releases it too. */
    static final String GATE = "SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock(42);";

    OwnServer server;

    @BeforeAll
    void startServer(@TempDir Path folder) {
        server = OwnServer.create(folder).start();
    }

    @BeforeEach
    void createDatabase() {
        database = server.createDatabase("own");
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    Future<MigrationResult> upgrade(Migrator migrator) {
        return threads.submit(() -> migrator.upgrade("heads"));
    }

    /** Waits until a condition holds on the server. */
    static void await(Connection connection, String condition) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(60);
            statement.execute("""
                    DO $$ BEGIN
                      WHILE NOT (%s) LOOP
                        PERFORM pg_sleep(0.01);
                        COMMIT;
                      END LOOP;
                    END $$""".formatted(condition));
        }
    }

    /** The catalogs after an undisturbed upgrade. */
    List<String> undisturbed() {
        try (PostgresDatabase calm = database.createDatabase()) {
            builder().dataSource(calm.dataSource()).build().upgrade("heads");
            return PsqlOracleTests.catalog(calm);
        }
    }
}
