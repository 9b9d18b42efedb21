package dev.migration.cli.importer.project;

import java.util.Optional;

import dev.migration.revision.Revision;

/**
 * A change of another tool's project, as a revision.
 *
 * @param source where people know it from
 * @param revision what it is here
 * @param statementByStatement whether it must not run in a transaction
 * @param upgrade what it runs
 * @param downgrade what takes it off
 */
public record SourceRevision(
        String source,
        Revision revision,
        boolean statementByStatement,
        SourceSql upgrade,
        Optional<SourceSql> downgrade) {}
