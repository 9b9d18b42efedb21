// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.slice.application;

import org.springframework.stereotype.Component;

import dev.migration.script.MigrationContext;
import dev.migration.script.ReversibleJavaRevision;
import dev.migration.script.RevisionHeader;

@Component
@RevisionHeader(revision = "ccc333", revises = "b2")
class AddSize implements ReversibleJavaRevision {

    @Override
    public void upgrade(MigrationContext context) {
        context.jdbc().sql("ALTER TABLE thing ADD COLUMN size int").update();
    }

    @Override
    public void downgrade(MigrationContext context) {
        context.jdbc().sql("ALTER TABLE thing DROP COLUMN size").update();
    }
}
