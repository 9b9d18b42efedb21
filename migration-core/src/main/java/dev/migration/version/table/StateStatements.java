// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.migration.plan.Plan.Operation;
import dev.migration.revision.Revision;
import dev.migration.version.AppliedBy;
import dev.migration.version.StateTables;
import dev.migration.version.table.HistoryStatements.Outcome;

/** The statements that change the rows of the two state tables. */
public final class StateStatements {

    /**
     * The row is sent in one message with the last statements of its revision, so only the server can measure their duration. Its
     * clock may have been set back in the meantime.
     */
    private static final String SINCE_BEGIN = millisSince("EXTRACT(epoch FROM pg_catalog.transaction_timestamp())");

    /** The member of {@code facts} with the settings of an interrupted script. */
    static final String SETTINGS = "settings";

    static final String CONFIRMED = "session";
    static final String UNCONFIRMED = "transaction";

    private final StateTables tables;
    private final AppliedBy appliedBy;
    private final HistoryStatements history;

    /** @param appliedBy its user is not used: the database records the session user */
    public StateStatements(StateTables tables, AppliedBy appliedBy) {
        this(tables, appliedBy, Optional.empty());
    }

    private StateStatements(StateTables tables, AppliedBy appliedBy, Optional<String> note) {
        this.tables = tables;
        this.appliedBy = appliedBy;
        this.history = new HistoryStatements(tables, appliedBy, note);
    }

    /** The same statements, with a note in each history row that has no other detail. */
    public StateStatements withNote(Optional<String> note) {
        return new StateStatements(tables, appliedBy, note);
    }

    /** The names of the tables. */
    public StateTables tables() {
        return tables;
    }

    /** The statements that create and upgrade both tables. */
    public StateTableStatements ofTables() {
        return new StateTableStatements(tables);
    }

    /** The statements of repeatables. */
    public RepeatableStatements repeatables() {
        return new RepeatableStatements(tables, appliedBy, history);
    }

    /** Records a revision as applied, and deletes the row of its interrupted run. */
    public List<StateStatement> applied(Operation operation, AppliedScript script) {
        return List.of(
                StateStatement.of(
                        delete(tables) + " AND " + StateConditions.BEGUN,
                        script.revision().id()),
                insert(script),
                history(operation.name(), applied(script)));
    }

    /** Records a revision as applied, except for its last statements, which workers run in the background. */
    public List<StateStatement> queued(Operation operation, Revision revision, Duration duration) {
        return List.of(
                StateStatement.one(
                        "UPDATE " + tables.revisions() + " SET state = 'BACKGROUND', step = COALESCE(step, 0),"
                                + " applied_at = pg_catalog.clock_timestamp()" + where()
                                + " AND " + StateConditions.BEGUN,
                        revision.id()),
                history(operation.name(), Outcome.queued(revision.id(), duration)));
    }

    /** Records that workers have run the last statements of a revision. */
    public List<StateStatement> finished(Operation operation, AppliedScript script) {
        return List.of(
                StateStatement.one(
                        "UPDATE " + tables.revisions() + " SET state = 'APPLIED', step = NULL,"
                                + " facts = facts OPERATOR(pg_catalog.-) '" + SETTINGS + "'" + where() + " AND "
                                + StateConditions.BACKGROUND,
                        script.revision().id()),
                history(operation.name(), applied(script)));
    }

    /** Records a revision as reverted, together with the revisions that it replaces. */
    public List<StateStatement> reverted(Operation operation, Revision revision, Optional<Duration> duration) {
        return List.of(
                StateStatement.some(
                        "DELETE FROM " + tables.revisions()
                                + " WHERE revision OPERATOR(pg_catalog.=) ANY (?::pg_catalog.text[])",
                        array(rowsOf(revision))),
                history(operation.name(), Outcome.reverted(revision.id(), duration)));
    }

    /** Records that a revision failed and was rolled back. */
    public StateStatement failed(Operation operation, Revision revision, Duration duration, String detail) {
        return history(operation.name(), Outcome.failed(revision.id(), duration, detail));
    }

    /** Records that an attempt was rolled back and is retried. */
    public StateStatement retry(
            Operation operation, Revision revision, RetryFacts facts, Duration duration, String detail) {
        return history.retry(operation.name(), Outcome.retry(revision.id(), duration, detail), facts);
    }

    /**
     * Records the begin of an upgrade that runs in segments, with no segment done. The number of segments that an earlier session
     * completed stays; the stored text becomes the text that runs now, so that the next session can compare it.
     */
    public StateStatement upgradeBegun(AppliedScript script) {
        return insert(
                script,
                "RUNNING",
                " ON CONFLICT (revision) DO UPDATE SET state = 'RUNNING', checksum = EXCLUDED.checksum,"
                        + " upgrade_sql = EXCLUDED.upgrade_sql, downgrade_sql = EXCLUDED.downgrade_sql");
    }

    /** Records the begin of a downgrade that runs in segments; the revision counts as applied until the downgrade is complete. */
    public StateStatement downgradeBegun(Revision revision, StoredSql downgrade) {
        return StateStatement.some(
                "UPDATE " + tables.revisions()
                        + " SET step = CASE WHEN state OPERATOR(pg_catalog.=) 'REVERTING' THEN step ELSE 0 END,"
                        + " state = 'REVERTING', downgrade_sql = CASE WHEN revision OPERATOR(pg_catalog.=) ?::pg_catalog.text"
                        + " THEN ? ELSE downgrade_sql END WHERE revision OPERATOR(pg_catalog.=) ANY (?::pg_catalog.text[])",
                revision.id(),
                downgrade,
                array(rowsOf(revision)));
    }

    /** Records how many segments of a revision are done. */
    public StateStatement done(Revision revision, int segments) {
        return StateStatement.some(
                "UPDATE " + tables.revisions()
                        + " SET step = ? WHERE revision OPERATOR(pg_catalog.=) ANY (?::pg_catalog.text[])",
                segments,
                array(rowsOf(revision)));
    }

    /**
     * Records the settings with which another session continues a revision in segments.
     *
     * @param name the setting that contains them, in JSON
     * @param confirmed false before the commit of a segment: it may have set some of them only for its transaction; then an empty
     *     text means that it set none
     */
    public StateStatement settings(Revision revision, String name, boolean confirmed) {
        String value = "pg_catalog.current_setting('" + name + "')";
        String text = "UPDATE " + tables.revisions()
                + " SET facts = coalesce(facts, '{}') OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object('"
                + SETTINGS
                + "', pg_catalog.jsonb_build_object('" + (confirmed ? CONFIRMED : UNCONFIRMED) + "', " + value
                + "::pg_catalog.jsonb)) WHERE revision OPERATOR(pg_catalog.=) ANY (?::pg_catalog.text[])";
        return confirmed
                ? StateStatement.some(text, array(rowsOf(revision)))
                : StateStatement.of(text + " AND " + value + " OPERATOR(pg_catalog.<>) ''", array(rowsOf(revision)));
    }

    /** Records that a revision which runs in segments failed in one of them. */
    public StateStatement stopped(Revision revision) {
        return StateStatement.of(
                "UPDATE " + tables.revisions() + " SET state = 'FAILED'" + where()
                        + " AND state OPERATOR(pg_catalog.=) 'RUNNING'",
                revision.id());
    }

    /** Records what an operator found out about an interrupted revision. */
    public List<StateStatement> resolved(String revision, boolean applied) {
        String text = applied
                ? "UPDATE " + tables.revisions()
                        + " SET state = 'APPLIED', step = NULL, facts = facts OPERATOR(pg_catalog.-) '" + SETTINGS + "'"
                        + where()
                : delete(tables);
        return List.of(StateStatement.one(text, revision), history("RESOLVE", Outcome.resolved(revision, applied)));
    }

    /** Replaces the stored text of an applied revision. */
    public List<StateStatement> accepted(AppliedScript script) {
        return List.of(
                StateStatement.one(
                        "UPDATE " + tables.revisions() + " SET checksum = ?, upgrade_sql = ?, downgrade_sql = ?"
                                + where() + " AND " + StateConditions.APPLIED,
                        script.checksum().orElse(null),
                        script.sql().upgrade().orElse(null),
                        script.sql().downgrade().orElse(null),
                        script.revision().id()),
                history("ACCEPT", applied(script)));
    }

    private static Outcome applied(AppliedScript script) {
        return Outcome.applied(script.revision().id(), script.checksum(), script.duration());
    }

    private StateStatement insert(AppliedScript script) {
        return insert(script, "APPLIED", "");
    }

    private StateStatement insert(AppliedScript script, String state, String onConflict) {
        Revision revision = script.revision();
        return StateStatement.one(
                """
                INSERT INTO %1$s (ordinal, format, facts, revision, down_revisions, depends_on, branch_labels, replaces, message, type,
                    created, checksum, upgrade_sql, downgrade_sql, state, applied_at, duration_millis, applied_by, host,
                    application, tool_version)
                VALUES (%2$s, %3$d, ?::pg_catalog.jsonb, ?, ?::pg_catalog.text[], ?::pg_catalog.text[], ?::pg_catalog.text[], ?::pg_catalog.text[], ?, ?,
                    ?::pg_catalog.timestamptz, ?, ?, ?, '%5$s', pg_catalog.clock_timestamp(), COALESCE(?, %4$s), SESSION_USER,
                    ?, ?, ?)%6$s""".formatted(
                                tables.revisions(),
                                StateTableStatements.next("ordinal", tables.revisions()),
                                TableFormat.CURRENT,
                                SINCE_BEGIN,
                                state,
                                onConflict),
                StateStatement.Facts.REPLACED,
                revision.id(),
                array(revision.downRevisions()),
                array(script.dependsOn()),
                array(revision.branchLabels()),
                array(revision.replaces()),
                StateStatement.shortened(revision.message()),
                script.type().name(),
                revision.created().map(Object::toString).orElse(null),
                script.checksum().orElse(null),
                script.sql().upgrade().orElse(null),
                script.sql().downgrade().orElse(null),
                script.duration().map(Duration::toMillis).orElse(null),
                appliedBy.host(),
                appliedBy.application(),
                appliedBy.toolVersion());
    }

    private StateStatement history(String operation, Outcome outcome) {
        return history.insert(operation, outcome, SINCE_BEGIN);
    }

    /** Deletes the row with the id that is its first parameter. */
    static String delete(StateTables tables) {
        return "DELETE FROM " + tables.revisions() + where();
    }

    private static String where() {
        return " WHERE revision OPERATOR(pg_catalog.=) ?::pg_catalog.text";
    }

    /** The milliseconds since a time, which is an SQL expression for the seconds of the epoch. */
    static String millisSince(String epoch) {
        return "GREATEST(0, ((EXTRACT(epoch FROM pg_catalog.clock_timestamp()) OPERATOR(pg_catalog.-) (" + epoch
                + ")) OPERATOR(pg_catalog.*) 1000)::bigint)";
    }

    /** The rows that may represent a revision: its own row, or the rows of the revisions that it replaces. */
    private static List<String> rowsOf(Revision revision) {
        List<String> rows = new ArrayList<>(revision.replaces());
        rows.add(revision.id());
        return rows;
    }

    /** An array literal; each element is quoted, because a revision may be named null. */
    static String array(List<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(",", "{", "}"));
    }
}
