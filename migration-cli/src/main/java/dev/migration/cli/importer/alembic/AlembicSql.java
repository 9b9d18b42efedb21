// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.alembic;

import java.util.Map;

import dev.migration.cli.importer.project.SourceSql;

/**
 * The SQL of Alembic's revisions, by id.
 *
 * @param upgrades the SQL of the upgrades
 * @param downgrades the SQL of the downgrades
 * @param failures why alembic printed no upgrade, for revisions where it failed
 * @param downgradesKnown whether the SQL of downgrades was given; otherwise no revision can be reverted
 */
record AlembicSql(
        Map<String, SourceSql> upgrades,
        Map<String, SourceSql> downgrades,
        Map<String, String> failures,
        boolean downgradesKnown) {

    AlembicSql {
        upgrades = Map.copyOf(upgrades);
        downgrades = Map.copyOf(downgrades);
        failures = Map.copyOf(failures);
    }
}
