// SPDX-License-Identifier: Apache-2.0
package dev.migration.test;

import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.result.MigrationResult;

/** A database for one test, in which revisions are applied and reverted, and rows are inserted and compared. */
public final class MigratedDatabase {

    private final Migrator migrator;
    private final JdbcClient jdbc;

    MigratedDatabase(Migrator migrator) {
        this.migrator = migrator;
        this.jdbc = JdbcClient.create(migrator.dataSource());
    }

    /**
     * Applies what the target needs.
     *
     * @param target see {@link dev.migration.revision.target.Target}
     * @throws dev.migration.error.MigrationException if a revision fails
     */
    public MigratedDatabase upgradeTo(String target) {
        migrator.upgrade(target);
        return this;
    }

    /**
     * Applies what the target needs, and compares the time with a limit.
     *
     * @throws AssertionError if it took longer; the revisions stay applied
     */
    public MigratedDatabase upgradeTo(String target, Duration limit) {
        MigrationResult result = migrator.upgrade(target);
        Assertions.assertThat(result.duration())
                .as("the duration of the upgrade to %s (%s)", target, result.plan())
                .isLessThanOrEqualTo(limit);
        return this;
    }

    /**
     * Reverts down to the target.
     *
     * @throws dev.migration.error.MigrationException if a downgrade fails
     */
    public MigratedDatabase downgradeTo(String target) {
        migrator.downgrade(target);
        return this;
    }

    /** Runs SQL; several statements are separated by semicolons. */
    public MigratedDatabase sql(String statements) {
        new JdbcTemplate(migrator.dataSource()).execute(statements);
        return this;
    }

    /**
     * Inserts rows.
     *
     * @param table as in SQL, with its schema if it is not in the search path
     * @param rows values by column; the server converts a string to the type of the column
     */
    @SafeVarargs
    public final MigratedDatabase insert(String table, Map<String, ? extends @Nullable Object>... rows) {
        for (Map<String, ? extends @Nullable Object> row : rows) {
            Map<String, @Nullable Object> sorted = new TreeMap<>(row);
            String columns =
                    sorted.keySet().stream().map(MigratedDatabase::quoted).collect(Collectors.joining(", "));
            String values = sorted.keySet().stream().map(column -> "?").collect(Collectors.joining(", "));
            JdbcClient.StatementSpec insert =
                    jdbc.sql("INSERT INTO " + table + " (" + columns + ") VALUES (" + values + ")");
            for (Object value : sorted.values()) {
                // OTHER leaves the type to the server.
                insert = value instanceof String
                        ? insert.param(new SqlParameterValue(Types.OTHER, value))
                        : insert.param(value);
            }
            insert.update();
        }
        return this;
    }

    /**
     * Inserts rows that the server generates.
     *
     * @param rows how many
     * @param expressions SQL expressions by column; {@code i} is the number of the row, from 1
     */
    public MigratedDatabase generate(String table, int rows, Map<String, String> expressions) {
        Map<String, String> sorted = new TreeMap<>(expressions);
        return sql("INSERT INTO " + table + " ("
                + sorted.keySet().stream().map(MigratedDatabase::quoted).collect(Collectors.joining(", "))
                + ") SELECT " + String.join(", ", sorted.values()) + " FROM generate_series(1, " + rows + ") i");
    }

    /** Assertions about where the database is, its tables and their columns. */
    public MigratedDatabaseAssert assertThat() {
        return new MigratedDatabaseAssert(this);
    }

    /**
     * Assertions about the rows of a query.
     *
     * @param query a SELECT
     * @param parameters the values of its question marks
     * @return the rows, each with its values by column
     */
    public ListAssert<Map<String, @Nullable Object>> assertThat(String query, Object... parameters) {
        return Assertions.assertThat(rows(query, parameters)).as(query);
    }

    /** Access to the database with SQL. */
    public JdbcClient jdbc() {
        return jdbc;
    }

    /** Opens sessions in the database. */
    public DataSource dataSource() {
        return migrator.dataSource();
    }

    /** Migrates the database. */
    public Migrator migrator() {
        return migrator;
    }

    MigrationStatus status() {
        return migrator.reader().status();
    }

    List<Map<String, @Nullable Object>> rows(String query, Object... parameters) {
        return new ArrayList<>(jdbc.sql(query).params(parameters).query().listOfRows());
    }

    private static String quoted(String column) {
        return '"' + column.replace("\"", "\"\"") + '"';
    }
}
