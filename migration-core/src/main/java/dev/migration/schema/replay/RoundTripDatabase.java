// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import dev.migration.Migrator;
import dev.migration.error.MigrationException;
import dev.migration.plan.Step;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.schema.rows.GeneratedRows;
import dev.migration.schema.rows.RowGenerator;
import dev.migration.schema.rows.TableRows;
import dev.migration.schema.scratch.ScratchDatabase;

/** A scratch database in which revisions are applied and reverted one by one. */
record RoundTripDatabase(RevisionReplay replay, ScratchDatabase database, Migrator migrator) {

    /** What the database contains. */
    record State(SchemaSnapshot schema, TableRows rows) {}

    static RoundTripDatabase create(RevisionReplay replay) throws SQLException {
        return of(replay, replay.at(List.of()));
    }

    private static RoundTripDatabase of(RevisionReplay replay, ScratchDatabase database) {
        return new RoundTripDatabase(
                replay,
                database,
                replay.migrator(database).toBuilder().withoutRepeatables().build());
    }

    RoundTripDatabase copy() throws SQLException {
        return of(replay, replay.copy(database, List.of()));
    }

    void drop() throws SQLException {
        replay.drop(database);
    }

    /** What an upgrade of the empty database to the heads applies, in order. */
    List<Step> upgradeSteps() {
        return migrator.reader().plan("heads").steps();
    }

    /**
     * Applies a revision, and inserts its rows.
     *
     * @throws ReplayFailedException if the revision fails
     */
    void upgrade(String revision, SeedRows rows) throws SQLException {
        try {
            upgrade(revision);
        } catch (MigrationException failure) {
            throw new ReplayFailedException(failure);
        }
        if (rows.after().containsKey(revision)) {
            execute(rows.after().get(revision));
        }
    }

    void upgrade(String revision) {
        migrator.upgrade(revision);
    }

    void revert(String revision) {
        migrator.revert(List.of(revision));
    }

    GeneratedRows generate(RowGenerator generator) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return generator.generate(connection, replay.read(connection));
        }
    }

    State state() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            SchemaSnapshot schema = replay.read(connection);
            return new State(schema, TableRows.read(connection, schema));
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
