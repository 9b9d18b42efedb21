package dev.migration.cli.importer.alembic;

import java.util.Map;

import dev.migration.cli.importer.project.SourceSql;

/**
 * The SQL of Alembic's revisions, by id.
 *
 * @param downgradesKnown whether somebody said what downgrades run; otherwise nothing can be taken off
 */
record AlembicSql(Map<String, SourceSql> upgrades, Map<String, SourceSql> downgrades, boolean downgradesKnown) {

    AlembicSql {
        upgrades = Map.copyOf(upgrades);
        downgrades = Map.copyOf(downgrades);
    }
}
