package dev.migration.cli.importer.liquibase;

/** What becomes a revision: a change set, or a row that has none. */
sealed interface ChangeSetLink permits ChangeSet, LiquibaseHistory.Row {

    ChangeSet.Name name();
}
