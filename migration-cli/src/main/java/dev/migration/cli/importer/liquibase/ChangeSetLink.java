// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.liquibase;

/** A link of the chain of revisions: a change set, or an applied row that has no change set. */
sealed interface ChangeSetLink permits ChangeSet, LiquibaseHistory.Row {

    ChangeSet.Name name();
}
