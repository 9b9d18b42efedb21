// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.throttle;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.springframework.jdbc.core.JdbcOperations;

import dev.migration.setting.BatchLimits;

/** What the batches leave behind in their table, and whether VACUUM is about to remove it. */
final class TableLoad {

    /** The table and its partitions. */
    private static final String TABLES = """
            WITH tables AS (SELECT c.oid, c.reltuples, c.reloptions FROM pg_catalog.pg_class c
              WHERE c.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(?) OR c.oid OPERATOR(pg_catalog.=) ANY (
                SELECT t.relid FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass(?)) t WHERE t.isleaf))
            """;

    private static final String VACUUMS = TABLES + """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_stat_progress_vacuum v JOIN tables t
                ON v.relid OPERATOR(pg_catalog.=) t.oid) AS running,
              pg_catalog.pg_has_role(CURRENT_USER, 'pg_read_all_stats', 'USAGE') AS readable,
              CURRENT_USER::pg_catalog.text AS role""";

    /** Dead rows count only beyond the threshold at which autovacuum begins: below it nobody removes them. */
    private static final String DEAD = TABLES + """
            , options AS (SELECT t.oid, t.reltuples,
                (SELECT pg_catalog.jsonb_object_agg(o.option_name, o.option_value)
                  FROM pg_catalog.pg_options_to_table(t.reloptions) o) AS own FROM tables t),
            limits AS (SELECT o.oid,
                COALESCE(own OPERATOR(pg_catalog.->>) 'autovacuum_enabled', 'true')::bool
                  AND pg_catalog.current_setting('autovacuum')::bool AS cleaned,
                COALESCE(own OPERATOR(pg_catalog.->>) 'autovacuum_vacuum_threshold',
                  pg_catalog.current_setting('autovacuum_vacuum_threshold'))::float8
                OPERATOR(pg_catalog.+) COALESCE(own OPERATOR(pg_catalog.->>) 'autovacuum_vacuum_scale_factor',
                  pg_catalog.current_setting('autovacuum_vacuum_scale_factor'))::float8
                OPERATOR(pg_catalog.*) GREATEST(reltuples, 0)::float8 AS threshold FROM options o)
            SELECT COALESCE(pg_catalog.sum(pg_catalog.pg_stat_get_dead_tuples(l.oid)), 0)::bigint AS dead,
              COALESCE(pg_catalog.sum(pg_catalog.pg_stat_get_live_tuples(l.oid)), 0)::bigint AS live,
              COALESCE(pg_catalog.bool_and(l.cleaned), false) AS cleaned,
              COALESCE(pg_catalog.bool_or(pg_catalog.pg_stat_get_dead_tuples(l.oid)::float8
                OPERATOR(pg_catalog.>) l.threshold), false) AS due FROM limits l""";

    private final BatchLimits limits;
    private final String table;
    private boolean refusedVacuum;
    private boolean refusedDead;

    TableLoad(BatchLimits limits, String table) {
        this.limits = limits;
        this.table = table;
    }

    /** @param notes receives what is not watched */
    Optional<String> reason(JdbcOperations jdbc, List<String> notes) {
        Optional<String> vacuum = limits.waitForVacuum() ? vacuum(jdbc, notes) : Optional.empty();
        return vacuum.or(() -> limits.maxDeadRows() == 0 ? Optional.empty() : dead(jdbc, notes));
    }

    private Optional<String> vacuum(JdbcOperations jdbc, List<String> notes) {
        Vacuum found = Objects.requireNonNull(jdbc.queryForObject(
                VACUUMS,
                (row, number) ->
                        new Vacuum(row.getBoolean("running"), row.getBoolean("readable"), row.getString("role")),
                table,
                table));
        if (!found.readable() && !refusedVacuum) {
            refusedVacuum = true;
            notes.add("VACUUM of " + table + " is not watched: the role " + found.role()
                    + " may not read it; GRANT pg_monitor TO it");
        }
        return found.running() ? Optional.of("VACUUM works on " + table) : Optional.empty();
    }

    private record Vacuum(boolean running, boolean readable, String role) {}

    private Optional<String> dead(JdbcOperations jdbc, List<String> notes) {
        Dead found = Objects.requireNonNull(jdbc.queryForObject(
                DEAD,
                (row, number) -> new Dead(
                        row.getLong("dead"), row.getLong("live"), row.getBoolean("cleaned"), row.getBoolean("due")),
                table,
                table));
        if (!found.cleaned() && !refusedDead) {
            refusedDead = true;
            notes.add("The dead rows of " + table
                    + " are not watched: autovacuum, which would remove them, is turned off");
        }
        return found.cleaned() && found.due() && found.percent() > limits.maxDeadRows()
                ? Optional.of(found.percent() + " % of the rows of " + table + " are dead (limit "
                        + limits.maxDeadRows() + " %), until autovacuum has removed them")
                : Optional.empty();
    }

    private record Dead(long dead, long live, boolean cleaned, boolean due) {

        long percent() {
            return dead == 0 ? 0 : 100 * dead / (dead + live);
        }
    }
}
