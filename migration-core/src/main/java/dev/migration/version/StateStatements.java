package dev.migration.version;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.migration.plan.Plan.Operation;
import dev.migration.revision.Revision;

/** Writes the SQL that changes the two tables. */
public final class StateStatements {

    /** The row travels with the last statements of its revision, when only the server knows how long they took. */
    private static final String SINCE_BEGIN =
            "(extract(epoch FROM clock_timestamp() - transaction_timestamp()) * 1000)::bigint";

    private final StateTables tables;
    private final AppliedBy agent;
    private final Optional<String> remark;

    /** @param agent who writes; its user is not used, the database knows better */
    public StateStatements(StateTables tables, AppliedBy agent) {
        this(tables, agent, Optional.empty());
    }

    private StateStatements(StateTables tables, AppliedBy agent, Optional<String> remark) {
        this.tables = tables;
        this.agent = agent;
        this.remark = remark;
    }

    /** The same, with a remark in every row of the history that has nothing else to say. */
    public StateStatements remarking(Optional<String> text) {
        return new StateStatements(tables, agent, text);
    }

    /** Makes both tables. */
    public List<StateStatement> create() {
        return List.of(StateStatement.of("""
                        CREATE TABLE IF NOT EXISTS %s (
                            revision        text PRIMARY KEY,
                            ordinal         bigint GENERATED ALWAYS AS IDENTITY,
                            down_revisions  text[] NOT NULL,
                            depends_on      text[] NOT NULL,
                            branch_labels   text[] NOT NULL,
                            replaces        text[] NOT NULL,
                            message         text NOT NULL,
                            type            text NOT NULL CHECK (type IN ('SQL', 'JAVA', 'REPEATABLE')),
                            created         timestamptz,
                            checksum        text,
                            upgrade_sql     bytea,
                            downgrade_sql   bytea,
                            state           text NOT NULL CHECK (state IN ('APPLIED', 'RUNNING', 'FAILED', 'REVERTING')),
                            step            integer,
                            applied_at      timestamptz NOT NULL,
                            duration_millis bigint NOT NULL,
                            applied_by      text NOT NULL,
                            host            text NOT NULL,
                            application     text NOT NULL,
                            tool_version    text NOT NULL
                        )""".formatted(tables.revisions())), StateStatement.of("""
                        CREATE TABLE IF NOT EXISTS %s (
                            id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                            at              timestamptz NOT NULL,
                            operation       text NOT NULL,
                            revision        text NOT NULL,
                            outcome         text NOT NULL,
                            detail          text,
                            checksum        text,
                            duration_millis bigint NOT NULL,
                            done_by         text NOT NULL,
                            host            text NOT NULL,
                            application     text NOT NULL,
                            tool_version    text NOT NULL
                        )""".formatted(
                        tables.history())));
    }

    /** The same for repeatables. */
    public RepeatableStatements repeatables() {
        return new RepeatableStatements(tables, agent, remark);
    }

    /** A revision becomes applied; a row about an unfinished run of it goes. */
    public List<StateStatement> applied(Operation operation, AppliedScript script) {
        return List.of(
                StateStatement.of(
                        "DELETE FROM " + tables.revisions() + " WHERE revision = ? AND state IN ('RUNNING', 'FAILED')",
                        script.revision().id()),
                insert(script),
                history(operation.name(), Outcome.applied(script)));
    }

    /** A revision is no longer applied, nor are those that it stands for. */
    public List<StateStatement> removed(Operation operation, Revision revision, Optional<Duration> duration) {
        return List.of(
                StateStatement.of(
                        "DELETE FROM " + tables.revisions() + " WHERE revision = ANY (?::text[])",
                        array(standing(revision))),
                history(operation.name(), Outcome.removed(revision, duration)));
    }

    /** A revision failed and was rolled back. */
    public StateStatement failed(Operation operation, Revision revision, Duration duration, String detail) {
        return history(operation.name(), Outcome.failed(revision, duration, detail));
    }

    /** A try of a revision was rolled back; it is tried again. */
    public StateStatement retry(Operation operation, Revision revision, Duration duration, String detail) {
        return history(operation.name(), Outcome.retry(revision, duration, detail));
    }

    /**
     * The upgrade of a revision that runs in pieces is begun, with piece 0 and with nothing applied. What an earlier session
     * did stays noted; the text is what is run from now on, so that whoever comes next can compare.
     */
    public StateStatement upgradeBegun(AppliedScript script) {
        StateStatement insert = insert(script);
        return new StateStatement(
                insert.sql().replace("'APPLIED'", "'RUNNING'")
                        + " ON CONFLICT (revision) DO UPDATE SET state = 'RUNNING', checksum = EXCLUDED.checksum,"
                        + " upgrade_sql = EXCLUDED.upgrade_sql, downgrade_sql = EXCLUDED.downgrade_sql",
                insert.parameters());
    }

    /** The downgrade of a revision that runs in pieces is begun; it counts as applied until it is gone. */
    public StateStatement downgradeBegun(Revision revision, StoredSql downgrade) {
        return StateStatement.of(
                "UPDATE " + tables.revisions()
                        + " SET step = CASE state WHEN 'REVERTING' THEN step ELSE 0 END, state = 'REVERTING',"
                        + " downgrade_sql = CASE revision WHEN ? THEN ? ELSE downgrade_sql END"
                        + " WHERE revision = ANY (?::text[])",
                revision.id(),
                downgrade,
                array(standing(revision)));
    }

    /** So many pieces of a revision are done. */
    public StateStatement done(Revision revision, int pieces) {
        return StateStatement.of(
                "UPDATE " + tables.revisions() + " SET step = ? WHERE revision = ANY (?::text[])",
                pieces,
                array(standing(revision)));
    }

    /** A revision that runs in pieces stopped in one of them. */
    public StateStatement stopped(Revision revision) {
        return StateStatement.of(
                "UPDATE " + tables.revisions() + " SET state = 'FAILED' WHERE revision = ? AND state = 'RUNNING'",
                revision.id());
    }

    /** Somebody who looked says what the state of a revision is. */
    public List<StateStatement> resolved(String revision, boolean applied) {
        String text = applied
                ? "UPDATE " + tables.revisions() + " SET state = 'APPLIED', step = NULL WHERE revision = ?"
                : "DELETE FROM " + tables.revisions() + " WHERE revision = ?";
        return List.of(StateStatement.of(text, revision), history("RESOLVE", Outcome.resolved(revision, applied)));
    }

    /** The text of an applied revision takes the place of what was stored about it. */
    public List<StateStatement> accepted(AppliedScript script) {
        return List.of(
                StateStatement.of(
                        "UPDATE " + tables.revisions()
                                + " SET checksum = ?, upgrade_sql = ?, downgrade_sql = ?"
                                + " WHERE revision = ? AND state = 'APPLIED'",
                        script.checksum().orElse(null),
                        script.sql().upgrade().orElse(null),
                        script.sql().downgrade().orElse(null),
                        script.revision().id()),
                history("ACCEPT", Outcome.applied(script)));
    }

    private StateStatement insert(AppliedScript script) {
        Revision revision = script.revision();
        return StateStatement.of(
                """
                INSERT INTO %s (revision, down_revisions, depends_on, branch_labels, replaces, message, type, created, checksum,
                    upgrade_sql, downgrade_sql, state, applied_at, duration_millis, applied_by, host, application,
                    tool_version)
                VALUES (?, ?::text[], ?::text[], ?::text[], ?::text[], ?, ?, ?::timestamptz, ?,
                    ?, ?, 'APPLIED', clock_timestamp(), coalesce(?, %s), session_user, ?, ?, ?)""".formatted(tables.revisions(), SINCE_BEGIN),
                revision.id(),
                array(revision.downRevisions()),
                array(script.dependsOn()),
                array(revision.branchLabels()),
                array(revision.replaces()),
                revision.message(),
                script.type().name(),
                revision.created().map(Object::toString).orElse(null),
                script.checksum().orElse(null),
                script.sql().upgrade().orElse(null),
                script.sql().downgrade().orElse(null),
                script.duration().map(Duration::toMillis).orElse(null),
                agent.host(),
                agent.application(),
                agent.toolVersion());
    }

    private StateStatement history(String operation, Outcome outcome) {
        return StateStatement.of(
                """
                INSERT INTO %s (at, operation, revision, outcome, detail, checksum, duration_millis, done_by, host,
                    application, tool_version)
                VALUES (clock_timestamp(), ?, ?, ?, ?, ?, coalesce(?, %s), session_user, ?, ?, ?)""".formatted(tables.history(), SINCE_BEGIN),
                operation,
                outcome.revision(),
                outcome.word(),
                outcome.detail().or(() -> remark).orElse(null),
                outcome.checksum().orElse(null),
                outcome.duration().map(Duration::toMillis).orElse(null),
                agent.host(),
                agent.application(),
                agent.toolVersion());
    }

    /** The rows that may stand for a revision: its own, or those of the revisions that it replaces. */
    private static List<String> standing(Revision revision) {
        List<String> standing = new ArrayList<>(revision.replaces());
        standing.add(revision.id());
        return standing;
    }

    /** An array literal; quoted, because a revision may be named null. */
    private static String array(List<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(",", "{", "}"));
    }

    private record Outcome(
            String revision,
            String word,
            Optional<String> detail,
            Optional<String> checksum,
            Optional<Duration> duration) {

        static Outcome applied(AppliedScript script) {
            return new Outcome(
                    script.revision().id(), "APPLIED", Optional.empty(), script.checksum(), script.duration());
        }

        static Outcome removed(Revision revision, Optional<Duration> duration) {
            return new Outcome(revision.id(), "REVERTED", Optional.empty(), Optional.empty(), duration);
        }

        static Outcome resolved(String revision, boolean applied) {
            return new Outcome(
                    revision,
                    applied ? "APPLIED" : "REVERTED",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(Duration.ZERO));
        }

        static Outcome failed(Revision revision, Duration duration, String detail) {
            return new Outcome(revision.id(), "FAILED", Optional.of(detail), Optional.empty(), Optional.of(duration));
        }

        static Outcome retry(Revision revision, Duration duration, String detail) {
            return new Outcome(revision.id(), "RETRY", Optional.of(detail), Optional.empty(), Optional.of(duration));
        }
    }
}
