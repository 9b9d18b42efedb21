// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import dev.migration.sql.Quoting;
import dev.migration.version.StateTables;

/**
 * The statements that create the state tables and that upgrade tables of an older format. The order of the rows is a number that
 * follows the largest one, and no sequence: after a restore, a sequence may be behind the rows.
 */
public final class StateTableStatements {

    private static final int LONGEST_NAME = 63;

    private final StateTables tables;

    public StateTableStatements(StateTables tables) {
        this.tables = tables;
    }

    /** Limits the wait for a lock until the transaction ends. */
    public static StateStatement lockTimeout(Duration limit) {
        return StateStatement.of(
                "SELECT pg_catalog.set_config('lock_timeout', ?, true)", Long.toString(limit.toMillis()));
    }

    /** The value of an order column for a new row. */
    static String next(String column, String table) {
        return "(SELECT coalesce(pg_catalog.max(" + column + "), 0) OPERATOR(pg_catalog.+) 1 FROM " + table + ")";
    }

    /** Creates both tables if they are missing. */
    public List<StateStatement> create() {
        return List.of(
                StateStatement.of("""
                CREATE TABLE IF NOT EXISTS %s (
                    revision        pg_catalog.text PRIMARY KEY,
                    ordinal         bigint,
                    down_revisions  pg_catalog.text[] NOT NULL,
                    depends_on      pg_catalog.text[] NOT NULL,
                    branch_labels   pg_catalog.text[] NOT NULL,
                    replaces        pg_catalog.text[] NOT NULL,
                    message         pg_catalog.text NOT NULL,
                    type            pg_catalog.text NOT NULL,
                    created         pg_catalog.timestamptz,
                    checksum        pg_catalog.text,
                    upgrade_sql     pg_catalog.bytea,
                    downgrade_sql   pg_catalog.bytea,
                    state           pg_catalog.text NOT NULL,
                    step            integer,
                    applied_at      pg_catalog.timestamptz NOT NULL,
                    duration_millis bigint NOT NULL,
                    applied_by      pg_catalog.text NOT NULL,
                    host            pg_catalog.text NOT NULL,
                    application     pg_catalog.text NOT NULL,
                    tool_version    pg_catalog.text NOT NULL,
                    format          integer NOT NULL DEFAULT %d,
                    facts           pg_catalog.jsonb,
                    UNIQUE (ordinal, revision)
                )""".formatted(tables.revisions(), TableFormat.CURRENT)),
                StateStatement.of("""
                CREATE TABLE IF NOT EXISTS %s (
                    entry           pg_catalog.uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
                    id              bigint,
                    at              pg_catalog.timestamptz NOT NULL,
                    operation       pg_catalog.text NOT NULL,
                    revision        pg_catalog.text NOT NULL,
                    outcome         pg_catalog.text NOT NULL,
                    detail          pg_catalog.text,
                    checksum        pg_catalog.text,
                    duration_millis bigint NOT NULL,
                    done_by         pg_catalog.text NOT NULL,
                    host            pg_catalog.text NOT NULL,
                    application     pg_catalog.text NOT NULL,
                    tool_version    pg_catalog.text NOT NULL,
                    format          integer NOT NULL DEFAULT %d,
                    facts           pg_catalog.jsonb,
                    UNIQUE (id, entry)
                )""".formatted(tables.history(), TableFormat.CURRENT)));
    }

    /** Upgrades a table of applied revisions of the first format. */
    public List<StateStatement> upgradeRevisions() {
        String table = tables.revisions();
        return List.of(
                StateStatement.of("ALTER TABLE " + table + " ADD COLUMN format integer NOT NULL DEFAULT "
                        + TableFormat.FIRST + ", ADD COLUMN facts pg_catalog.jsonb,"
                        + " DROP CONSTRAINT IF EXISTS " + constraint(tables.revisionTable(), "_type_check") + ","
                        + " DROP CONSTRAINT IF EXISTS " + constraint(tables.revisionTable(), "_state_check") + ","
                        + " ALTER COLUMN ordinal DROP IDENTITY IF EXISTS"),
                StateStatement.of("ALTER TABLE " + table + " ALTER COLUMN ordinal DROP NOT NULL,"
                        + " ADD UNIQUE (ordinal, revision), ALTER COLUMN format SET DEFAULT " + TableFormat.CURRENT));
    }

    /** Upgrades a history of the first format. */
    public List<StateStatement> upgradeHistory() {
        String table = tables.history();
        return List.of(
                StateStatement.of("ALTER TABLE " + table + " ADD COLUMN format integer NOT NULL DEFAULT "
                        + TableFormat.FIRST + ", ADD COLUMN facts pg_catalog.jsonb,"
                        + " ADD COLUMN entry pg_catalog.uuid NOT NULL DEFAULT pg_catalog.gen_random_uuid(),"
                        + " DROP CONSTRAINT IF EXISTS " + constraint(tables.historyTable(), "_pkey") + ","
                        + " ALTER COLUMN id DROP IDENTITY IF EXISTS"),
                StateStatement.of("ALTER TABLE " + table + " ALTER COLUMN id DROP NOT NULL,"
                        + " ADD PRIMARY KEY (entry), ADD UNIQUE (id, entry), ALTER COLUMN format SET DEFAULT "
                        + TableFormat.CURRENT));
    }

    /** The name that PostgreSQL gave to a constraint: it shortens the name of the table. */
    private static String constraint(String table, String suffix) {
        String name = table;
        while (name.getBytes(StandardCharsets.UTF_8).length + suffix.length() > LONGEST_NAME) {
            name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
        }
        return Quoting.identifier(name + suffix);
    }
}
