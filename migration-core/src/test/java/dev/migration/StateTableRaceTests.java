// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.plan.Plan.Operation;
import dev.migration.version.AppliedBy;
import dev.migration.version.StateTables;
import dev.migration.version.table.StateStatement;
import dev.migration.version.table.StateStatements;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications with one history and a table of applied revisions each have a lock each, so that two of them may create or upgrade
 * the history at once.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StateTableRaceTests extends MigratorTestBase {

    private static final String FIRST_FORMAT = """
            CREATE TABLE migration_history (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL, operation text NOT NULL,
                revision text NOT NULL, outcome text NOT NULL, detail text, checksum text, duration_millis bigint NOT NULL,
                done_by text NOT NULL, host text NOT NULL, application text NOT NULL, tool_version text NOT NULL)""";

    /** The other application commits while ours waits, which has seen the state before. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherApplicationIsFaster(boolean exists) throws Exception {
        if (exists) {
            sql(FIRST_FORMAT);
        }
        StateStatements statements =
                new StateStatements(tables("migration_revision"), new AppliedBy("u", "h", "other", "0"));
        Migrator ours = application("ours");
        CompletableFuture<Void> run;
        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            for (StateStatement change : exists
                    ? statements.ofTables().upgradeHistory()
                    : statements.ofTables().create()) {
                statement.execute(change.inline().orElseThrow());
            }
            run = start(ours);
            database.await("EXISTS (SELECT FROM pg_locks l WHERE NOT granted AND pid IN"
                    + " (SELECT pid FROM pg_stat_activity WHERE datname = current_database()))");
            other.commit();
        }
        run.get(30, TimeUnit.SECONDS);

        assertThat(history()).containsExactly(Operation.UPGRADE + " ours APPLIED");
        assertThat(text("SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid"
                        + " AND attnum = adnum WHERE attname = 'format' AND attrelid = 'migration_history'::regclass"))
                .isEqualTo("2");
    }

    @Test
    void manyApplicationsStartOnAnEmptyDatabase() throws Exception {
        List<CompletableFuture<Void>> runs = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            runs.add(start(application("app" + number)));
        }
        for (CompletableFuture<Void> run : runs) {
            run.get(60, TimeUnit.SECONDS);
        }

        assertThat(history()).hasSize(6).allMatch(entry -> entry.endsWith(" APPLIED"));
    }

    private static CompletableFuture<Void> start(Migrator migrator) {
        return CompletableFuture.runAsync(() -> migrator.upgrade("heads"), task -> new Thread(task).start());
    }

    /** An application with a revision of its name. */
    private Migrator application(String name) throws Exception {
        RevisionFolder folder = new RevisionFolder(Files.createDirectory(directory.resolve(name)));
        folder.table(name, "");
        return builder()
                .settings(settings().toBuilder()
                        .locations(folder.location())
                        .tables(tables(name + "_revision"))
                        .build())
                .build();
    }

    private static StateTables tables(String revisions) {
        return new StateTables(Optional.empty(), revisions, "migration_history");
    }
}
