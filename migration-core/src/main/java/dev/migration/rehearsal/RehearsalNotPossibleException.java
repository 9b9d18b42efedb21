// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal;

import java.util.List;
import java.util.stream.Collectors;

import dev.migration.error.MigrationException;
import dev.migration.version.AppliedRevision;

/** A rehearsal is refused. Nothing was changed, unless the problem says that the transaction was not rolled back. */
public final class RehearsalNotPossibleException extends MigrationException {

    private RehearsalNotPossibleException(String problem, String remedy) {
        super(problem, remedy);
    }

    static RehearsalNotPossibleException pooled() {
        return new RehearsalNotPossibleException(
                "The connection uses a pooler that assigns a different server session to each transaction (such as PgBouncer with"
                        + " pool_mode = transaction): nobody could cancel the session of the rehearsal.",
                "Connect to the server directly: migration.url (with migration.username and migration.password).");
    }

    static RehearsalNotPossibleException withoutTemporaryTables(String role, String database) {
        return new RehearsalNotPossibleException(
                "Role " + role + " may not create temporary tables in database " + database
                        + ". A temporary table has the trigger that prevents the COMMIT of a rehearsal.",
                "As the owner of the database: GRANT TEMPORARY ON DATABASE " + database + " TO " + role + ".");
    }

    /** @throws RehearsalNotPossibleException if there is one: its first part is committed, and would run again */
    static void refuseInterrupted(List<AppliedRevision> interrupted) {
        if (!interrupted.isEmpty()) {
            throw new RehearsalNotPossibleException(
                    "Revisions are interrupted, and a part of them is committed: "
                            + interrupted.stream().map(AppliedRevision::id).collect(Collectors.joining(", ")) + ".",
                    "Finish them with upgrade, or record what happened with resolve; then rehearse the rest.");
        }
    }

    static RehearsalNotPossibleException oneConnection(String reason) {
        return new RehearsalNotPossibleException(
                "A rehearsal needs a second connection, which cancels it when other sessions wait: " + reason + ".",
                "Let the DataSource have two connections, or connect to the server directly: migration.url.");
    }

    static RehearsalNotPossibleException committed(String transaction) {
        return new RehearsalNotPossibleException(
                "The transaction of the rehearsal (" + transaction + ") is not rolled back.",
                "Look at the tables that the pending revisions change, and report this as a bug.");
    }
}
