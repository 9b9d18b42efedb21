// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.slice.needy;

import org.springframework.stereotype.Component;

import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;

@Component
@RevisionHeader(revision = "ccc333", revises = "b2")
class AddPrices implements JavaRevision {

    AddPrices(Prices prices) {}

    @Override
    public void upgrade(MigrationContext context) {
        context.jdbc().sql("ALTER TABLE thing ADD COLUMN price int").update();
    }
}
