// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.refusal.ReadOnlyDatabaseException;
import dev.migration.test.postgres.PgBouncer;
import dev.migration.version.StateTables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Connections that an application has configured for its own purposes. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LentConnectionTests extends MigratorTestBase {

    @Test
    void theDriversSideGoesBackAsItCame() throws Exception {
        revisions.table("a", "").irreversible("b", "a", "PREPARE left_behind AS SELECT 1;");
        try (Connection lent = database.dataSource().getConnection();
                Statement statement = lent.createStatement()) {
            lent.setAutoCommit(false);
            lent.setNetworkTimeout(Runnable::run, 70_000);
            lent.unwrap(PGConnection.class).setPrepareThreshold(3);

            migrator(lent).upgrade("heads");

            assertThat(lent.getAutoCommit()).isFalse();
            assertThat(lent.getNetworkTimeout()).isEqualTo(70_000);
            assertThat(lent.unwrap(PGConnection.class).getPrepareThreshold()).isEqualTo(3);
            try (var row = statement.executeQuery("SELECT count(*) FROM pg_prepared_statements")) {
                row.next();
                assertThat(row.getInt(1)).isZero();
            }
        }
    }

    @Test
    void aConnectionThatCannotBeRestoredIsNotReturnedToAPool() throws Exception {
        String role = "gone_" + database.name();
        sql("CREATE ROLE " + role + " SUPERUSER");
        revisions.irreversible("a", "", "SELECT pg_advisory_lock(42);");
        try (Connection lent = database.dataSource().getConnection();
                Statement statement = lent.createStatement()) {
            statement.execute("SET ROLE " + role);

            builder()
                    .dataSource(new SingleConnectionDataSource(lent, true))
                    .listener(at(
                            MigrationEvent.RevisionFinished.class,
                            event -> sql("ALTER ROLE " + role + " RENAME TO " + role + "_renamed")))
                    .build()
                    .upgrade("heads");

            assertThat(lent.isClosed()).isTrue();
        } finally {
            sql("ALTER ROLE " + role + "_renamed RENAME TO " + role);
            sql("DROP OWNED BY " + role);
            sql("DROP ROLE " + role);
        }
        database.await("SELECT count(*) = 0 FROM pg_locks WHERE locktype = 'advisory'" + HERE);
    }

    @Test
    void theConnectionThatLooksForAPoolerGoesBackAsItCame() throws Exception {
        assumeThat(PgBouncer.program()).as("PgBouncer is not installed").isPresent();
        revisions.table("a", "");
        List<Connection> lent = new ArrayList<>();
        try (PgBouncer pooler = PgBouncer.start(database, "session", 5)) {
            DataSource pool = new DelegatingDataSource(pooler.dataSource()) {

                @Override
                public Connection getConnection() throws SQLException {
                    Connection connection = super.getConnection();
                    connection.setNetworkTimeout(Runnable::run, 70_000);
                    lent.add(connection);
                    return new SingleConnectionDataSource(connection, true).getConnection();
                }
            };

            builder().dataSource(pool).build().upgrade("heads");

            assertThat(lent).hasSizeGreaterThan(1);
            for (Connection connection : lent) {
                assertThat(connection.getNetworkTimeout()).isEqualTo(70_000);
                connection.close();
            }
        }
    }

    @Test
    void aSocketTimeoutDoesNotBreakALongRevisionOff() {
        revisions.irreversible("a", "", "SELECT pg_sleep(2.5); CREATE TABLE a (id int);");
        PGSimpleDataSource impatient = source();
        impatient.setSocketTimeout(1);

        builder()
                .dataSource(impatient)
                .settings(settings().toBuilder().retryFor(Duration.ZERO).build())
                .build()
                .upgrade("heads");

        assertThat(history()).containsExactly("UPGRADE a APPLIED");
    }

    @Test
    void aTransactionTimeoutDoesNotBreakALongRevisionOff() {
        limitTransactions();
        revisions
                .irreversible("a", "", "SELECT pg_sleep(1.5); CREATE TABLE a (id int);")
                .irreversible("b", "a", "SELECT pg_sleep(1.5); CREATE TABLE b (id int);");

        migrator().upgrade("heads");

        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE b APPLIED");
    }

    @Test
    void aConnectionForReadingIsRefusedBeforeAnythingIsWritten() {
        revisions.table("a", "");
        PGSimpleDataSource reading = source();
        reading.setReadOnly(true);
        Migrator migrator = builder().dataSource(reading).build();

        assertThatExceptionOfType(ReadOnlyDatabaseException.class)
                .isThrownBy(() -> migrator.upgrade("heads"))
                .satisfies(failure -> assertThat(failure.remedy()).contains("readOnly of the DataSource"));
        assertThat(text("SELECT to_regclass('migration_revision')::text IS NULL"))
                .isEqualTo("t");

        migrator().upgrade("heads");
        assertThat(migrator.upgrade("heads").plan().isEmpty()).isTrue();
    }

    @Test
    void preparedStatementsAreRemovedBeforeARetryAndBeforeTheNextRevision() throws Exception {
        sql("CREATE TABLE held (id int)");
        revisions
                .irreversible("a", "", "PREPARE p AS SELECT 1; EXECUTE p; ALTER TABLE held ADD more int;")
                .irreversible("b", "a", "PREPARE p AS SELECT 2; EXECUTE p;");
        try (Connection other = transaction("SELECT * FROM held")) {

            builder()
                    .listener(at(MigrationEvent.WaitingToRetry.class, event -> rollback(other)))
                    .build()
                    .upgrade("heads");
        }
        assertThat(history()).containsExactly("UPGRADE a RETRY", "UPGRADE a APPLIED", "UPGRADE b APPLIED");
    }

    @Test
    void namesOfTablesMayHoldAnyCharacter() {
        sql("CREATE SCHEMA \"s-X.\"\"y\"");
        revisions
                .table("a", "")
                .irreversible("b", "a", "CREATE INDEX CONCURRENTLY ix ON a (id);")
                .repeatable("v", "", "CREATE OR REPLACE VIEW v AS SELECT id FROM a;");
        StateTables tables = new StateTables(Optional.of("s-X.\"y"), "Rev.\"T'able?", "Hist?ory");
        Migrator migrator = builder()
                .settings(settings().toBuilder().tables(tables).build())
                .build();

        migrator.upgrade("heads");
        migrator.reader().verify();

        assertThat(text("SELECT count(*) FROM \"s-X.\"\"y\".\"Hist?ory\"")).isEqualTo("3");
        assertThat(text("SELECT count(*) FROM \"s-X.\"\"y\".\"Rev.\"\"T'able?\""))
                .isEqualTo("3");
    }

    private Migrator migrator(Connection lent) {
        return builder().dataSource(new SingleConnectionDataSource(lent, true)).build();
    }

    private PGSimpleDataSource source() {
        return source(database.url(), database.username(), database.password());
    }
}
