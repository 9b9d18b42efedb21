// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution;

import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import dev.migration.error.MigrationException;
import dev.migration.execution.precondition.UpgradePreconditions;
import dev.migration.execution.reader.RunCommand;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.StateTablesSetup;
import dev.migration.execution.session.ToolVersion;
import dev.migration.execution.state.DatabaseState;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.script.load.FoundScripts;
import dev.migration.version.StateTables;
import dev.migration.version.table.UpToDateRecords;
import dev.migration.version.table.UpToDateRecords.Found;

/**
 * Knows without parsing the scripts that an upgrade to all heads has nothing to do: another run, with the same scripts and the same rows,
 * has recorded that. Whatever would be logged, refused or noted leaves no record, so that it is found again each time (ADR 77).
 *
 * <p>A schema of one tenant among many has no record: {@code TenantMigrator} compares the schemas with each other.
 */
final class UpToDateCheck {

    private static final Logger log = LoggerFactory.getLogger(UpToDateCheck.class);

    /** The class of SQLSTATEs about names, types and privileges. */
    private static final String NOT_AS_EXPECTED = "42";

    private final FoundScripts scripts;
    private final ExecutionSettings settings;
    private Optional<Found> found = Optional.empty();

    UpToDateCheck(FoundScripts scripts, ExecutionSettings settings) {
        this.scripts = scripts;
        this.settings = settings;
    }

    /** The empty plan of the command, if a record says that it is empty. */
    Optional<Plan> plan(MigrationSession session, RunCommand command) {
        found = applies(command) ? read(session) : Optional.empty();
        return found.flatMap(Found::record)
                .filter(record -> record.size() == scripts.size() && hash().equals(Optional.of(record.scripts())))
                .map(record -> new Plan(Operation.UPGRADE, List.of(), record.current(), record.current(), List.of()));
    }

    /**
     * Records that the plan is empty, if the rows are still those that {@link #plan} has found. A run that has applied something records
     * nothing: another session may have changed the rows meanwhile, and the next upgrade reads them again.
     */
    void recordEmpty(MigrationSession session, Plan plan, DatabaseState database) {
        Optional<String> rows = found.filter(Found::writable).map(Found::rows);
        if (rows.isPresent() && !session.isReadOnly() && plan.notes().isEmpty() && isUnremarkable(database)) {
            store(session, plan.after(), rows.get());
        }
    }

    private boolean applies(RunCommand command) {
        return command.upgradesToHeads() && settings.tenant().isEmpty();
    }

    private static boolean isUnremarkable(DatabaseState database) {
        return UpgradePreconditions.notes(database).isEmpty()
                && database.edited().isEmpty();
    }

    private Optional<Found> read(MigrationSession session) {
        try {
            return UpToDateRecords.read(session.jdbc(), settings.tables());
        } catch (DataAccessException failure) {
            if (!ServerErrors.in(failure).map(ServerErrors::stateOf).orElse("").startsWith(NOT_AS_EXPECTED)) {
                throw failure;
            }
            // The table is not as expected; the rows are read next, and report what is wrong.
            log.debug("Whether the database is up to date is not known", failure);
            return Optional.empty();
        }
    }

    private Optional<String> hash() {
        return scripts.hash().map(hash -> ToolVersion.get() + '/' + hash);
    }

    /** Without a record, the next upgrade reads all scripts, and nothing else is different. */
    private void store(MigrationSession session, List<String> current, String rows) {
        hash().map(hash -> new UpToDateRecords.UpToDate(hash, scripts.size(), current))
                .ifPresent(record -> {
                    try {
                        StateTables tables = new StateTablesSetup(session).locate(settings.tables());
                        session.writeOptional(tables, UpToDateRecords.store(tables, record, rows));
                    } catch (MigrationException | DataAccessException failure) {
                        log.debug("That the database is up to date could not be recorded", failure);
                    }
                });
    }
}
