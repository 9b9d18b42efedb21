package dev.migration.version;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.migration.plan.Plan.Operation;
import dev.migration.revision.Repeatable;

/**
 * Writes the SQL that notes repeatables. Each has a row among the applied revisions, under a key that no revision can have,
 * so that one SELECT tells everything.
 */
public final class RepeatableStatements {

    /** The setting that holds when the script of a repeatable began; it lives as long as the transaction. */
    private static final String BEGAN = "migration.repeatable_began";

    /** The transaction is older than the script; a script that resets every setting is measured from there. */
    private static final String SINCE_BEGIN =
            "(extract(epoch FROM clock_timestamp() - coalesce(nullif(current_setting('" + BEGAN
                    + "', true), '')::timestamptz, transaction_timestamp())) * 1000)::bigint";

    private final StateTables tables;
    private final AppliedBy agent;
    private final Optional<String> remark;

    RepeatableStatements(StateTables tables, AppliedBy agent, Optional<String> remark) {
        this.tables = tables;
        this.agent = agent;
        this.remark = remark;
    }

    /** Goes before the script of a repeatable. */
    public String begin() {
        return "SELECT set_config('" + BEGAN + "', clock_timestamp()::text, true)";
    }

    /** A repeatable is applied. */
    public List<StateStatement> applied(Operation operation, Repeatable repeatable, StoredSql sql) {
        return List.of(
                StateStatement.of("DELETE FROM " + tables.revisions() + " WHERE revision = ?", repeatable.key()),
                insert(repeatable, sql),
                history(operation, repeatable));
    }

    /** Revisions dropped or changed what they made: they have to be applied again. */
    public Optional<StateStatement> outdated(Collection<String> names) {
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(StateStatement.of(
                        "UPDATE " + tables.revisions()
                                + " SET checksum = NULL WHERE revision = ANY (?::text[]) AND type = 'REPEATABLE'",
                        array(names.stream().map(Repeatable::key).toList())));
    }

    private StateStatement insert(Repeatable repeatable, StoredSql sql) {
        return StateStatement.of(
                """
                INSERT INTO %s (revision, down_revisions, depends_on, branch_labels, replaces, message, type, checksum,
                    upgrade_sql, state, applied_at, duration_millis, applied_by, host, application, tool_version)
                VALUES (?, '{}', ?::text[], '{}', '{}', ?, 'REPEATABLE', ?,
                    ?, 'APPLIED', clock_timestamp(), %s, session_user, ?, ?, ?)""".formatted(tables.revisions(), SINCE_BEGIN),
                repeatable.key(),
                array(repeatable.needs().stream().map(Repeatable::key).toList()),
                repeatable.message(),
                repeatable.checksum(),
                sql,
                agent.host(),
                agent.application(),
                agent.toolVersion());
    }

    private StateStatement history(Operation operation, Repeatable repeatable) {
        return StateStatement.of(
                """
                INSERT INTO %s (at, operation, revision, outcome, detail, checksum, duration_millis, done_by, host,
                    application, tool_version)
                VALUES (clock_timestamp(), ?, ?, 'APPLIED', ?, ?, %s, session_user, ?, ?, ?)""".formatted(tables.history(), SINCE_BEGIN),
                operation.name(),
                repeatable.key(),
                remark.orElse(null),
                repeatable.checksum(),
                agent.host(),
                agent.application(),
                agent.toolVersion());
    }

    private static String array(List<String> keys) {
        return keys.stream().map(key -> '"' + key + '"').collect(Collectors.joining(",", "{", "}"));
    }
}
