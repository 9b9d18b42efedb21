package dev.migration.cli.adopt.liquibase;

/** What becomes a revision: a change set, or a row that has none. */
sealed interface Link permits ChangeSet, LiquibaseHistory.Row {

    ChangeSet.Name name();
}
