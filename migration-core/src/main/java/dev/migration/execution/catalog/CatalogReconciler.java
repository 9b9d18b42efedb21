// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.catalog;

import java.sql.SQLException;
import java.util.Optional;

import dev.migration.execution.session.MigrationSession;
import dev.migration.sql.NonTransactionalStatement;
import dev.migration.sql.Quoting;

/**
 * Decides whether a statement that runs outside transactions must run, and removes the remains of an interrupted one.
 *
 * <ul>
 *   <li>An invalid index is the result of an interrupted build: it is dropped and built again. {@code IF NOT EXISTS} alone would
 *       accept it.
 *   <li>An index of that name on another table is never dropped: the statement fails, or an operator must find out.
 *   <li>A valid index with the same definition is kept if the build was interrupted, or if the script has {@code IF NOT EXISTS};
 *       a valid index with another definition stops the migration.
 *   <li>An incomplete {@code DETACH PARTITION} is finalized.
 *   <li>An object that exists is not created again; an object that does not exist is not dropped again.
 *   <li>If the catalog does not show the result, an operator must find out.
 * </ul>
 */
public final class CatalogReconciler {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final MigrationSession session;
    private final String finalizeLimit;

    /** @param finalizeLimit sets the lock timeout of a statement that blocks other sessions while it waits */
    public CatalogReconciler(MigrationSession session, String finalizeLimit) {
        this.session = session;
        this.finalizeLimit = finalizeLimit;
    }

    /**
     * Whether the statement must run.
     *
     * @param interrupted whether the statement was started before and its result is unknown
     * @throws AmbiguousStateException if the catalog does not show whether it has succeeded
     */
    public boolean mustRun(String text, boolean interrupted) throws SQLException, AmbiguousStateException {
        NonTransactionalStatement statement = NonTransactionalStatement.of(text);
        if (statement instanceof NonTransactionalStatement.CreateIndex index) {
            return mustBuild(index, interrupted);
        }
        return !interrupted || mustRunAgain(statement);
    }

    /** Whether a statement whose result is unknown must run. */
    private boolean mustRunAgain(NonTransactionalStatement statement) throws SQLException, AmbiguousStateException {
        if (statement instanceof NonTransactionalStatement.DropIndex index) {
            return exists("pg_catalog.to_regclass(" + Quoting.literal(index.name()) + ") IS NOT NULL");
        }
        if (statement instanceof NonTransactionalStatement.DetachPartition detach) {
            return mustDetach(detach);
        }
        if (statement instanceof NonTransactionalStatement.Reindex reindex) {
            new ReindexLeftovers(session).drop(reindex);
            return true;
        }
        if (statement instanceof NonTransactionalStatement.Unverifiable) {
            throw new AmbiguousStateException(
                    "a session that was lost had started it, and the catalog does not show whether it succeeded");
        }
        return mustRunByName(statement);
    }

    /** The name alone shows whether a statement about a database or a subscription has succeeded. */
    private boolean mustRunByName(NonTransactionalStatement statement) throws SQLException {
        if (statement instanceof NonTransactionalStatement.CreateDatabase database) {
            return !isDatabase(database.name());
        }
        if (statement instanceof NonTransactionalStatement.DropDatabase database) {
            return isDatabase(database.name());
        }
        if (statement instanceof NonTransactionalStatement.CreateSubscription subscription) {
            return !isSubscription(subscription.name());
        }
        if (statement instanceof NonTransactionalStatement.DropSubscription subscription) {
            return isSubscription(subscription.name());
        }
        return true;
    }

    /** Whether a statement that was cancelled can run again. */
    public boolean isRepeatable(String text) {
        return !(NonTransactionalStatement.of(text) instanceof NonTransactionalStatement.Unverifiable);
    }

    /** Drops an invalid index: it slows down every write, and no query uses it. */
    public void cleanUp(String text) throws SQLException {
        NonTransactionalStatement statement = NonTransactionalStatement.of(text);
        if (statement instanceof NonTransactionalStatement.Reindex reindex) {
            new ReindexLeftovers(session).drop(reindex);
        } else if (statement instanceof NonTransactionalStatement.CreateIndex index) {
            Optional<FoundIndex> found = find(index);
            if (found.filter(FoundIndex::isRemainder).isPresent()) {
                session.query("DROP INDEX CONCURRENTLY " + found.get().name());
            }
        }
    }

    private boolean mustBuild(NonTransactionalStatement.CreateIndex index, boolean interrupted)
            throws SQLException, AmbiguousStateException {
        Optional<FoundIndex> found = find(index);
        if (found.isEmpty()) {
            return true;
        }
        if (found.get().isRemainder()) {
            session.query("DROP INDEX CONCURRENTLY " + found.get().name());
            return true;
        }
        if (!interrupted && !index.ifNotExists()) {
            // The server then reports that the index exists.
            return true;
        }
        if (found.get().isForeign()) {
            throw new AmbiguousStateException("index " + found.get().name() + " exists, but belongs to another table: "
                    + found.get().definition());
        }
        if (!isSame(index, found.get())) {
            throw new AmbiguousStateException(
                    "index " + found.get().name() + " exists and is valid, but has another definition: "
                            + found.get().definition());
        }
        return false;
    }

    /** An index that another session has finished between the reading of the index and that of the builders is no remainder. */
    private Optional<FoundIndex> find(NonTransactionalStatement.CreateIndex index) throws SQLException {
        Optional<FoundIndex> first = read(index);
        if (first.filter(FoundIndex::isRemainder).isEmpty()) {
            return first;
        }
        Optional<FoundIndex> second = read(index);
        if (second.filter(found -> found.isOtherRemainder(first.get())).isPresent()) {
            throw builtByAnother(index);
        }
        return second;
    }

    private Optional<FoundIndex> read(NonTransactionalStatement.CreateIndex index) throws SQLException {
        Optional<String> row =
                session.query("SELECT (i.indisvalid AND i.indisready AND i.indislive)::int::pg_catalog.text"
                        + " OPERATOR(pg_catalog.||) " + IndexBuilders.EXIST + "::int::pg_catalog.text"
                        + " OPERATOR(pg_catalog.||) (i.indrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass("
                        + Quoting.literal(index.table()) + "))::int::pg_catalog.text"
                        + " OPERATOR(pg_catalog.||) ' ' OPERATOR(pg_catalog.||) c.oid OPERATOR(pg_catalog.||) ' ' OPERATOR(pg_catalog.||) c.oid::pg_catalog.regclass OPERATOR(pg_catalog.||) E'\\n' OPERATOR(pg_catalog.||) pg_catalog.pg_get_indexdef(c.oid)"
                        + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_index i ON i.indexrelid OPERATOR(pg_catalog.=) c.oid"
                        + " WHERE c.relname OPERATOR(pg_catalog.=) " + Quoting.catalogName(index.name())
                        + " AND c.relnamespace OPERATOR(pg_catalog.=) (SELECT relnamespace FROM pg_catalog.pg_class WHERE oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass("
                        + Quoting.literal(index.table()) + "))");
        if (row.filter(text -> text.startsWith("11", 1)).isPresent()) {
            throw builtByAnother(index);
        }
        return row.map(FoundIndex::parse);
    }

    private static SQLException builtByAnother(NonTransactionalStatement.CreateIndex index) {
        return new SQLException("Another session is building the index " + index.name(), LOCK_NOT_AVAILABLE);
    }

    /** Builds the same index on an empty copy of the table, so that the server prints both definitions in the same form. */
    private boolean isSame(NonTransactionalStatement.CreateIndex index, FoundIndex found) {
        // With its schema, because the temporary copy hides the table from an unqualified name.
        String real = session.query(
                        "SELECT pg_catalog.format('%I.%I', nspname, relname) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                                + " ON n.oid OPERATOR(pg_catalog.=) relnamespace WHERE c.oid OPERATOR(pg_catalog.=) "
                                + Quoting.literal(index.table()) + "::pg_catalog.regclass")
                .orElseThrow();
        String copy = "pg_temp." + real.substring(lastPart(real));
        session.query("BEGIN");
        try {
            session.query("CREATE TEMP TABLE " + copy + " (LIKE " + real + ")");
            session.query("CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX migration_probe ON " + copy + " "
                    + index.definition());
            return exists("pg_catalog.regexp_replace(pg_catalog.pg_get_indexdef(a.indexrelid), '^.*? USING ', '')"
                    + " OPERATOR(pg_catalog.=) pg_catalog.regexp_replace(pg_catalog.pg_get_indexdef(b.indexrelid), '^.*? USING ', '')"
                    + " AND a.indisunique OPERATOR(pg_catalog.=) b.indisunique AND a.indrelid OPERATOR(pg_catalog.=) "
                    + Quoting.literal(real) + "::pg_catalog.regclass"
                    + " FROM pg_catalog.pg_index a, pg_catalog.pg_index b WHERE a.indexrelid OPERATOR(pg_catalog.=) "
                    + found.oid()
                    + " AND b.indexrelid OPERATOR(pg_catalog.=) 'pg_temp.migration_probe'::pg_catalog.regclass");
        } finally {
            session.query("ROLLBACK");
        }
    }

    private boolean mustDetach(NonTransactionalStatement.DetachPartition detach) {
        Optional<String> pending = session.query(
                "SELECT inhdetachpending::int FROM pg_catalog.pg_inherits WHERE inhrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass("
                        + Quoting.literal(detach.child())
                        + ") AND inhparent OPERATOR(pg_catalog.=) pg_catalog.to_regclass("
                        + Quoting.literal(detach.parent())
                        + ")");
        if (pending.filter("1"::equals).isPresent()) {
            // It holds the partition exclusively while it waits for old snapshots.
            session.query(finalizeLimit);
            session.query("ALTER TABLE " + detach.parent() + " DETACH PARTITION " + detach.child() + " FINALIZE");
        }
        return pending.filter("0"::equals).isPresent();
    }

    private boolean isDatabase(String name) {
        return exists("EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname OPERATOR(pg_catalog.=) "
                + Quoting.catalogName(name) + ")");
    }

    private boolean isSubscription(String name) {
        return exists(
                "EXISTS (SELECT FROM pg_catalog.pg_subscription JOIN pg_catalog.pg_database d ON d.oid OPERATOR(pg_catalog.=) subdbid"
                        + " WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database() AND subname OPERATOR(pg_catalog.=) "
                        + Quoting.catalogName(name) + ")");
    }

    private boolean exists(String condition) {
        return session.query("SELECT " + condition).filter("t"::equals).isPresent();
    }

    private static int lastPart(String name) {
        return name.endsWith("\"") ? name.lastIndexOf('"', name.length() - 2) : name.lastIndexOf('.') + 1;
    }

    /**
     * An index of the name in the schema of the table.
     *
     * @param isForeign whether it belongs to another table, so that it is not the result of the statement
     */
    private record FoundIndex(boolean isInvalid, boolean isForeign, String oid, String name, String definition) {

        /** Whether an interrupted build has left it. */
        boolean isRemainder() {
            return isInvalid && !isForeign;
        }

        boolean isOtherRemainder(FoundIndex other) {
            return isRemainder() && !oid.equals(other.oid);
        }

        static FoundIndex parse(String row) {
            String[] head = row.substring(0, row.indexOf('\n')).split(" ", 3);
            return new FoundIndex(
                    head[0].charAt(0) == '0',
                    head[0].charAt(2) == '0',
                    head[1],
                    head[2],
                    row.substring(row.indexOf('\n') + 1));
        }
    }
}
