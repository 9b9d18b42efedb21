// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import dev.migration.Migrator;
import dev.migration.error.MigrationException;
import dev.migration.plan.Step;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.schema.scratch.ScratchDatabase;

/** A scratch database in which revisions are applied and reverted one by one. */
record RoundTripDatabase(RevisionReplay replay, ScratchDatabase database, Migrator migrator) {

    /** What the database contains. */
    record State(SchemaSnapshot schema, TableRows rows) {}

    static RoundTripDatabase create(RevisionReplay replay) throws SQLException {
        ScratchDatabase database = replay.at(List.of());
        return new RoundTripDatabase(
                replay,
                database,
                replay.migrator(database).toBuilder().withoutRepeatables().build());
    }

    /** What an upgrade of the empty database to the heads applies, in order. */
    List<Step> upgradeSteps() {
        return migrator.reader().plan("heads").steps();
    }

    /** Applies revisions that are pending, each followed by its rows. */
    void upgrade(List<String> revisions, Map<String, String> rows) throws SQLException {
        for (String revision : revisions) {
            try {
                upgrade(revision);
            } catch (MigrationException failure) {
                throw new ReplayFailedException(failure);
            }
            if (rows.containsKey(revision)) {
                execute(rows.get(revision));
            }
        }
    }

    /** Applies a revision unless it is applied. */
    void upgrade(String revision) {
        migrator.upgrade(revision);
    }

    void revert(String revision) {
        migrator.revert(List.of(revision));
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
