// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;

import dev.migration.execution.lock.MigrationLock;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.ServerErrors;
import dev.migration.tenant.TenantState;
import dev.migration.tenant.TenantState.Condition;
import dev.migration.version.StateTables;
import dev.migration.version.UnsafeStateTablesException;
import dev.migration.version.table.StateFingerprints;
import dev.migration.version.table.StateReader;
import dev.migration.version.table.StateRows;
import dev.migration.version.table.StateTableCheck;
import dev.migration.version.table.StateTableFaults;
import dev.migration.version.table.TableFormat;

/**
 * Reads the state of all tenants, on one connection.
 *
 * <ol>
 *   <li>Two SELECTs read which schemas have state tables, and which migration locks are held.
 *   <li>One SELECT for each group of tenants reads a fingerprint of their rows. Tenants with the same fingerprint, usually nearly
 *       all, are evaluated once. Their rows are read in the same snapshot.
 *   <li>One SELECT for each group reads the last operation of the tenants that are not up to date.
 * </ol>
 *
 * Takes only the locks of SELECT, and holds them only for one group of tenants.
 */
final class TenantStateReader {

    private static final int GROUP_SIZE = 50;

    /** A tenant that is being dropped or locked must not block the read of the others. */
    private static final int LOCK_TIMEOUT_MILLIS = 500;

    private static final StateRows NO_ROWS = new StateRows(List.of(), List.of(), List.of(), TableFormat.MISSING);

    private static final String LOCKS = "SELECT (classid::bigint OPERATOR(pg_catalog.<<) 32)"
            + " OPERATOR(pg_catalog.|) objid::bigint FROM pg_catalog.pg_locks"
            + " WHERE locktype OPERATOR(pg_catalog.=) 'advisory' AND granted AND objsubid OPERATOR(pg_catalog.=) 1"
            + " AND database OPERATOR(pg_catalog.=) (SELECT oid FROM pg_catalog.pg_database"
            + " WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database())";

    private final JdbcOperations jdbc;
    private final StateTables tables;
    private final Function<StateRows, Evaluation> evaluation;
    private final Set<String> unsafe = new HashSet<>();
    private final Map<String, Evaluation> evaluations = new HashMap<>();
    private final Map<String, TenantReading> readings = new LinkedHashMap<>();

    /**
     * @param tables only their names are used, not the schema
     * @param evaluation evaluates the rows of a tenant
     */
    public TenantStateReader(JdbcOperations jdbc, StateTables tables, Function<StateRows, Evaluation> evaluation) {
        this.jdbc = jdbc;
        this.tables = tables;
        this.evaluation = evaluation;
    }

    /** The state of each tenant, in their order. */
    public List<TenantReading> read(List<String> tenants) {
        tenants.forEach(tenant -> readings.put(tenant, missing(tenant)));
        Map<String, Set<String>> found = tablesBySchema();
        List<String> withTables = new ArrayList<>();
        for (String tenant : tenants) {
            if (unsafe.contains(tenant)) {
                refuse(tenant);
            } else if (found.getOrDefault(tenant, Set.of()).contains(tables.revisionTable())) {
                withTables.add(tenant);
            } else if (found.containsKey(tenant)) {
                put(tenant, evaluation.apply(NO_ROWS));
            }
        }
        StateFingerprints.parts(withTables, GROUP_SIZE).forEach(group -> readGroup(group, this::compare));
        List<String> notDone = readings.values().stream()
                .filter(one -> !one.done())
                .map(one -> one.state().tenant())
                .filter(tenant -> !unsafe.contains(tenant))
                .filter(tenant -> found.getOrDefault(tenant, Set.of()).contains(tables.historyTable()))
                .toList();
        StateFingerprints.parts(notDone, GROUP_SIZE).forEach(group -> readGroup(group, this::failures));
        running();
        return List.copyOf(readings.values());
    }

    /** If a group fails, halves it until the tenant is found: it may have been dropped, or the role may not read it. */
    private void readGroup(List<String> group, Consumer<List<String>> query) {
        try {
            query.accept(group);
        } catch (DataAccessException | UnsafeStateTablesException failure) {
            if (RetryClass.of(failure) == RetryClass.SESSION_LOST) {
                throw failure;
            }
            if (group.size() == 1) {
                String reason = failure instanceof UnsafeStateTablesException damaged
                        ? damaged.problem()
                        : ServerErrors.in(failure).map(ServerErrors::describe).orElseGet(failure::toString);
                readings.computeIfPresent(
                        group.get(0),
                        (tenant, one) ->
                                new TenantReading(one.state().with(Condition.UNREADABLE, reason), false, false));
                return;
            }
            readGroup(group.subList(0, group.size() / 2), query);
            readGroup(group.subList(group.size() / 2, group.size()), query);
        }
    }

    private void compare(List<String> group) {
        inOneSnapshot(() -> new StateFingerprints(jdbc, tables)
                .of(group)
                .forEach((tenant, fingerprint) -> put(tenant, evaluate(tenant, fingerprint))));
    }

    private void inOneSnapshot(Runnable query) {
        jdbc.execute(
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL lock_timeout = " + LOCK_TIMEOUT_MILLIS);
        try {
            query.run();
        } finally {
            jdbc.execute("ROLLBACK");
        }
    }

    private Evaluation evaluate(String tenant, String fingerprint) {
        return evaluations.computeIfAbsent(
                fingerprint, rows -> evaluation.apply(new StateReader(jdbc, tables.in(tenant)).rows()));
    }

    private void failures(List<String> group) {
        inOneSnapshot(() -> new StateFingerprints(jdbc, tables)
                .failures(group)
                .forEach((tenant, reason) -> readings.computeIfPresent(
                        tenant,
                        (name, one) -> new TenantReading(
                                one.state().with(Condition.FAILED, reason), false, one.inBackground()))));
    }

    private void running() {
        Set<Long> locks = new HashSet<>(jdbc.queryForList(LOCKS, Long.class));
        if (!locks.isEmpty()) {
            readings.replaceAll((tenant, one) -> locks.contains(MigrationLock.keyOf(tables.in(tenant)))
                    ? new TenantReading(one.state().with(Condition.RUNNING, ""), false, one.inBackground())
                    : one);
        }
    }

    private Map<String, Set<String>> tablesBySchema() {
        Map<String, Set<String>> found = new HashMap<>();
        jdbc.query(StateTableCheck.ofAllSchemas(tables), row -> {
            String schema = row.getString(1);
            Set<String> tablesOfSchema = found.computeIfAbsent(schema, name -> new HashSet<>());
            String table = row.getString(2);
            if (table != null) {
                tablesOfSchema.add(table);
            }
            if (row.getBoolean(3)) {
                unsafe.add(schema);
            }
        });
        return found;
    }

    /** What such tables say may be false. */
    private void refuse(String tenant) {
        List<UnsafeStateTablesException.Fault> faults =
                new StateTableFaults(jdbc).of(StateTableCheck.of(tables.in(tenant)), false);
        String reason = new UnsafeStateTablesException(faults).problem();
        readings.computeIfPresent(
                tenant, (name, one) -> new TenantReading(one.state().with(Condition.UNREADABLE, reason), false, false));
    }

    private void put(String tenant, Evaluation evaluated) {
        readings.put(
                tenant,
                new TenantReading(
                        new TenantState(tenant, evaluated.condition(), evaluated.current(), evaluated.pending(), ""),
                        evaluated.done(),
                        evaluated.inBackground()));
    }

    private TenantReading missing(String tenant) {
        Evaluation empty = evaluation.apply(NO_ROWS);
        return new TenantReading(
                new TenantState(tenant, Condition.MISSING, List.of(), empty.pending(), "the schema does not exist"),
                false,
                false);
    }

    /**
     * The meaning of the rows of a tenant.
     *
     * @param done whether an upgrade has nothing to do
     * @param inBackground whether applied revisions have work in the background that is not done
     */
    public record Evaluation(
            Condition condition, List<String> current, int pending, boolean done, boolean inBackground) {}

    /** The state of a tenant, whether an upgrade has nothing to do, and whether work is left for the background. */
    public record TenantReading(TenantState state, boolean done, boolean inBackground) {}
}
