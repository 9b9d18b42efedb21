package dev.migration.cli.adopt.alembic;

import java.util.Map;

import dev.migration.cli.adopt.project.ForeignSql;

/**
 * The SQL of Alembic's revisions, by id.
 *
 * @param downgradesKnown whether somebody said what downgrades run; otherwise nothing can be taken off
 */
record AlembicSql(Map<String, ForeignSql> upgrades, Map<String, ForeignSql> downgrades, boolean downgradesKnown) {

    AlembicSql {
        upgrades = Map.copyOf(upgrades);
        downgrades = Map.copyOf(downgrades);
    }
}
