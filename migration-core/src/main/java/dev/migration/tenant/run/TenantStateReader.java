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

import dev.migration.execution.report.RetryClass;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.session.MigrationLock;
import dev.migration.tenant.TenantState;
import dev.migration.tenant.TenantState.Condition;
import dev.migration.version.StateFingerprints;
import dev.migration.version.StateReader;
import dev.migration.version.StateRows;
import dev.migration.version.StateTables;

/**
 * Sees where all tenants are, on one connection.
 *
 * <ol>
 *   <li>Two SELECTs: which schemas have the tables, and which migration locks are held.
 *   <li>A fingerprint of each tenant's rows, some at a time. Tenants with the same are judged once: nearly all are where nearly all
 *       are. The rows are read in the snapshot of the fingerprints.
 *   <li>What was done last, of those that wait.
 * </ol>
 *
 * Takes no lock but those of SELECT, and none of them for longer than a few tenants take.
 */
public final class TenantStateReader {

    private static final int AT_ONCE = 50;

    /** A tenant that somebody drops or locks just then must not keep the others from being seen. */
    private static final int PATIENCE_MILLIS = 500;

    private static final StateRows NOTHING = new StateRows(List.of(), List.of(), List.of());

    private static final String LOCKS = "SELECT classid::bigint << 32 | objid::bigint FROM pg_catalog.pg_locks"
            + " WHERE locktype = 'advisory' AND granted AND objsubid = 1"
            + " AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())";

    private final JdbcOperations jdbc;
    private final StateTables tables;
    private final Function<StateRows, Judgement> judge;
    private final Map<String, Judgement> judged = new HashMap<>();
    private final Map<String, Seen> seen = new LinkedHashMap<>();

    /**
     * @param tables their names; the schema is not used
     * @param judge says what rows mean
     */
    public TenantStateReader(JdbcOperations jdbc, StateTables tables, Function<StateRows, Judgement> judge) {
        this.jdbc = jdbc;
        this.tables = tables;
        this.judge = judge;
    }

    /** Where each of these is, in their order. */
    public List<Seen> at(List<String> tenants) {
        tenants.forEach(tenant -> seen.put(tenant, missing(tenant)));
        Map<String, Set<String>> found = tablesBySchema();
        List<String> begun = new ArrayList<>();
        for (String tenant : tenants) {
            if (found.getOrDefault(tenant, Set.of()).contains(tables.revisionTable())) {
                begun.add(tenant);
            } else if (found.containsKey(tenant)) {
                see(tenant, judge.apply(NOTHING));
            }
        }
        StateFingerprints.parts(begun, AT_ONCE).forEach(part -> apart(part, this::compare));
        List<String> undone = seen.values().stream()
                .filter(one -> !one.done())
                .map(one -> one.state().tenant())
                .filter(tenant -> found.getOrDefault(tenant, Set.of()).contains(tables.historyTable()))
                .toList();
        StateFingerprints.parts(undone, AT_ONCE).forEach(part -> apart(part, this::failures));
        running();
        return List.copyOf(seen.values());
    }

    /** Halves what fails until it is known which tenant it is: one may be dropped just then, or be forbidden. */
    private void apart(List<String> part, Consumer<List<String>> look) {
        try {
            look.accept(part);
        } catch (DataAccessException failure) {
            if (RetryClass.of(failure) == RetryClass.SESSION_LOST) {
                throw failure;
            }
            if (part.size() == 1) {
                String why =
                        ServerErrors.in(failure).map(ServerErrors::describe).orElseGet(failure::toString);
                seen.computeIfPresent(
                        part.get(0), (tenant, one) -> new Seen(one.state().with(Condition.UNREADABLE, why), false));
                return;
            }
            apart(part.subList(0, part.size() / 2), look);
            apart(part.subList(part.size() / 2, part.size()), look);
        }
    }

    private void compare(List<String> part) {
        inOneSnapshot(() -> new StateFingerprints(jdbc, tables)
                .of(part)
                .forEach((tenant, fingerprint) -> see(tenant, judge(tenant, fingerprint))));
    }

    private void inOneSnapshot(Runnable look) {
        jdbc.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL lock_timeout = " + PATIENCE_MILLIS);
        try {
            look.run();
        } finally {
            jdbc.execute("ROLLBACK");
        }
    }

    private Judgement judge(String tenant, String fingerprint) {
        return judged.computeIfAbsent(
                fingerprint, rows -> judge.apply(new StateReader(jdbc, tables.in(tenant)).rows()));
    }

    private void failures(List<String> part) {
        inOneSnapshot(() -> new StateFingerprints(jdbc, tables)
                .failures(part)
                .forEach((tenant, why) -> seen.computeIfPresent(
                        tenant, (name, one) -> new Seen(one.state().with(Condition.FAILED, why), false))));
    }

    private void running() {
        Set<Long> locks = new HashSet<>(jdbc.queryForList(LOCKS, Long.class));
        if (!locks.isEmpty()) {
            seen.replaceAll((tenant, one) -> locks.contains(Long.valueOf(MigrationLock.keyOf(tables.in(tenant))))
                    ? new Seen(one.state().with(Condition.RUNNING, ""), false)
                    : one);
        }
    }

    private Map<String, Set<String>> tablesBySchema() {
        Map<String, Set<String>> found = new HashMap<>();
        jdbc.query(
                "SELECT nspname::text, relname::text FROM pg_catalog.pg_namespace n LEFT JOIN pg_catalog.pg_class c"
                        + " ON c.relnamespace = n.oid AND relkind IN ('r', 'p') AND relname IN (?, ?)",
                row -> {
                    Set<String> tablesThere = found.computeIfAbsent(row.getString(1), schema -> new HashSet<>());
                    String table = row.getString(2);
                    if (table != null) {
                        tablesThere.add(table);
                    }
                },
                tables.revisionTable(),
                tables.historyTable());
        return found;
    }

    private void see(String tenant, Judgement judgement) {
        seen.put(
                tenant,
                new Seen(
                        new TenantState(tenant, judgement.condition(), judgement.current(), judgement.pending(), ""),
                        judgement.done()));
    }

    private Seen missing(String tenant) {
        Judgement empty = judge.apply(NOTHING);
        return new Seen(
                new TenantState(tenant, Condition.MISSING, List.of(), empty.pending(), "there is no such schema"),
                false);
    }

    /**
     * What rows mean.
     *
     * @param done whether an upgrade would do nothing
     */
    public record Judgement(Condition condition, List<String> current, int pending, boolean done) {}

    /** A tenant, and whether an upgrade would do nothing about it. */
    public record Seen(TenantState state, boolean done) {}
}
