// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.project;

import java.util.Optional;

import dev.migration.revision.Revision;

/**
 * A migration of another tool, as a revision.
 *
 * @param source the migration in the other tool, for the plan
 * @param revision the revision
 * @param statementByStatement whether it runs outside of a transaction
 * @param upgrade the SQL that applies it
 * @param downgrade the SQL that reverts it; empty if it is irreversible
 */
public record SourceRevision(
        String source,
        Revision revision,
        boolean statementByStatement,
        SourceSql upgrade,
        Optional<SourceSql> downgrade) {}
