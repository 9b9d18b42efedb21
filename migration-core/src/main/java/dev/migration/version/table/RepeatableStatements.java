// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.migration.plan.Plan.Operation;
import dev.migration.revision.Repeatable;
import dev.migration.version.AppliedBy;
import dev.migration.version.StateTables;
import dev.migration.version.table.HistoryStatements.Outcome;

/**
 * The statements that record repeatables. Each repeatable has a row in the table of applied revisions, with a key that no
 * revision can have, so that one SELECT reads the whole state.
 */
public final class RepeatableStatements {

    /** The setting that holds the start time of a repeatable; it is local to the transaction. */
    private static final String BEGAN = "migration.repeatable_began";

    /**
     * The transaction begins before the script. If the script resets all settings, the duration counts from the begin of the
     * transaction.
     */
    private static final String SINCE_BEGIN =
            StateStatements.millisSince("CASE WHEN pg_catalog.current_setting('" + BEGAN
                    + "', true) OPERATOR(pg_catalog.<>) '' THEN pg_catalog.current_setting('" + BEGAN
                    + "')::numeric ELSE EXTRACT(epoch FROM pg_catalog.transaction_timestamp()) END");

    private final StateTables tables;
    private final AppliedBy appliedBy;
    private final HistoryStatements history;

    RepeatableStatements(StateTables tables, AppliedBy appliedBy, HistoryStatements history) {
        this.tables = tables;
        this.appliedBy = appliedBy;
        this.history = history;
    }

    /** Stores the start time; runs before the script of a repeatable. */
    public String begin() {
        // A number: the script may change how a timestamp is written.
        return "SELECT pg_catalog.set_config('" + BEGAN
                + "', EXTRACT(epoch FROM pg_catalog.clock_timestamp())::pg_catalog.text, true)";
    }

    /** Records a repeatable as applied. */
    public List<StateStatement> applied(Operation operation, Repeatable repeatable, StoredSql sql) {
        return List.of(
                StateStatement.of(StateStatements.delete(tables), repeatable.key()),
                insert(repeatable, sql),
                history.insert(
                        operation.name(),
                        Outcome.applied(repeatable.key(), Optional.of(repeatable.checksum()), Optional.empty()),
                        SINCE_BEGIN));
    }

    /** Records that repeatables are pending again, because a revision dropped or changed their objects. */
    public Optional<StateStatement> outdated(Collection<String> names) {
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(StateStatement.of(
                        "UPDATE " + tables.revisions()
                                + " SET checksum = NULL WHERE revision OPERATOR(pg_catalog.=) ANY (?::pg_catalog.text[])"
                                + " AND type OPERATOR(pg_catalog.=) 'REPEATABLE'",
                        StateStatements.array(
                                names.stream().map(Repeatable::key).toList())));
    }

    private StateStatement insert(Repeatable repeatable, StoredSql sql) {
        return StateStatement.one(
                """
                INSERT INTO %1$s (ordinal, format, facts, revision, down_revisions, depends_on, branch_labels, replaces, message, type,
                    checksum, upgrade_sql, state, applied_at, duration_millis, applied_by, host, application, tool_version)
                VALUES (%2$s, %3$d, ?::pg_catalog.jsonb, ?, '{}', ?::pg_catalog.text[], '{}', '{}', ?, 'REPEATABLE', ?,
                    ?, 'APPLIED', pg_catalog.clock_timestamp(), %4$s, SESSION_USER, ?, ?, ?)""".formatted(
                                tables.revisions(),
                                StateTableStatements.next("ordinal", tables.revisions()),
                                TableFormat.CURRENT,
                                SINCE_BEGIN),
                StateStatement.Facts.REPLACED,
                repeatable.key(),
                StateStatements.array(
                        repeatable.needs().stream().map(Repeatable::key).toList()),
                StateStatement.shortened(repeatable.message()),
                repeatable.checksum(),
                sql,
                appliedBy.host(),
                appliedBy.application(),
                appliedBy.toolVersion());
    }
}
